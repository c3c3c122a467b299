/// Writes RDF/XML.
enum RDFXMLSerializer {
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    throw SerializationError("RDF/XML is not written yet")
  }
}
