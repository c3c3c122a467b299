import RDF

/// A vocabulary in a file: one graph, whatever the syntax.
struct VocabularyFile {
  /// The file; `-` is standard input.
  let path: String
  /// The syntax if the file's name does not tell it; without this the content does.
  var format: SyntaxName?
  /// What relative IRIs in the file are relative to.
  var base: IRI?
  /// The contexts that JSON-LD may refer to.
  var contexts: [String: JSON] = [:]

  /// What the file is called in reports.
  var name: String { path == "-" ? "standard input" : path }

  /// Reads the file.
  ///
  /// Named graphs are for TriG and N-Quads; a vocabulary may be the one graph that a file has, named or not.
  /// - Throws: `Failure.unreadable` if the file cannot be read, is malformed, or has several graphs.
  func graph() throws -> Graph {
    var options = ParserOptions(base: base)
    options.jsonLD.contextDocuments = contexts
    let dataset: Dataset
    do {
      dataset = try InputFile(path).parse(
        RDFSyntax(fileName: path) ?? format?.syntax, options: options, into: DatasetBuilder()
      ).sink.dataset()
    } catch let error as SyntaxError {
      throw Failure.malformed(path, error)
    }
    let names = dataset.graphNames
    guard let name = names.first else { return dataset.defaultGraph }
    guard names.count == 1, dataset.defaultGraph.isEmpty, let graph = dataset.graph(named: name) else {
      let count = names.count + (dataset.defaultGraph.isEmpty ? 0 : 1)
      throw Failure(
        .unreadable,
        "\(path) has \(count) graphs, and a vocabulary is one graph; take one with termctl convert --graph IRI"
      )
    }
    return graph
  }
}
