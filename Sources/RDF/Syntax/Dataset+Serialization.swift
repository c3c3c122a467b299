extension Dataset {
  /// Writes the dataset: the same dataset always gives the same bytes.
  ///
  /// TriG, N-Quads and JSON-LD hold all graphs; the other syntaxes hold the default graph, if there is no
  /// other. Order and pieces are as `Graph.serialize` has them.
  /// - Throws: `SerializationError` if the syntax cannot express the dataset, and whatever `write` throws.
  public func serialize(
    as syntax: RDFSyntax, options: SerializerOptions = SerializerOptions(), to write: ([UInt8]) throws -> Void
  ) throws {
    guard let name = graphNames.first else {
      return try defaultGraph.serialize(as: syntax, options: options, to: write)
    }
    switch syntax {
    case .triG: try TurtleSerializer.serialize(StatementSource(self), options: options, to: write)
    case .nQuads: try LineSerializer.serialize(StatementSource(self), to: write)
    case .jsonLD: try JSONLDSerializer.serialize(StatementSource(self), options: options, to: write)
    case .rdfXML, .turtle, .nTriples:
      var bytes: [UInt8] = []
      name.term.appendNTriples(to: &bytes)
      throw SerializationError.namedGraph(String(validating: bytes, as: UTF8.self) ?? "", syntax)
    }
  }

  /// The dataset written in a syntax, whole.
  public func serialized(
    as syntax: RDFSyntax, options: SerializerOptions = SerializerOptions()
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try serialize(as: syntax, options: options) { bytes.append(contentsOf: $0) }
    return bytes
  }
}
