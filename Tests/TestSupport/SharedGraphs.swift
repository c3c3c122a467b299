public import RDF

extension Graph {
  /// A graph from a file of the shared data, in the syntax that its name says.
  public init(shared path: String) throws {
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    let base = IRI(uncheckedValid: "http://example.org/base")
    try self.init(
      parsing: SharedData.bytes(path), as: RDFSyntax(fileName: name) ?? .turtle,
      options: ParserOptions(base: base))
  }
}
