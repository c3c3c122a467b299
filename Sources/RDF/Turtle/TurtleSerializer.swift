/// Writes Turtle.
enum TurtleSerializer {
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    throw SerializationError("Turtle is not written yet")
  }
}
