/// Writes N-Triples.
enum NTriplesSerializer {
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    throw SerializationError("N-Triples is not written yet")
  }
}
