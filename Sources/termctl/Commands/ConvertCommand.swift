import ArgumentParser
import RDF

/// The command `termctl convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write a vocabulary file in another syntax.",
    discussion: """
      Needs no store. The same content always gives the same bytes: subjects, predicates and objects come in one \
      order, so the results compare well line by line.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @Option(help: "The syntax to write: rdfxml, jsonld, turtle or ntriples.") var to: SyntaxName
  @Option(help: "The syntax to read; found from the file's name if not given.") var format: SyntaxName?
  @Option(help: "What relative IRIs in the file are relative to.") var base: String?
  @Option(name: .long, help: "The file to write; standard output if not given.") var out: String?

  func run() async throws {
    let base = try base.map { try CheckCommand.iri($0) }
    let syntax = try InputFile.syntax(of: file, format)
    let graph: Graph
    do {
      let builder = try InputFile(file).parse(syntax, base: base, into: GraphBuilder())
      guard builder.namedGraphStatementCount == 0 else {
        throw SyntaxError(
          .unsupported, at: nil, "the file has named graphs, which are not converted by this version")
      }
      graph = builder.graph()
    } catch let error as SyntaxError {
      throw Failure(.unreadable, "\(file):\(error)")
    }
    try await OutputFile(path: out).write { append in try graph.serialize(as: to.syntax, to: append) }
  }
}
