/// Writes JSON-LD.
enum JSONLDSerializer {
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    throw SerializationError("JSON-LD is not written yet")
  }
}
