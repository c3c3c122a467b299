import ArgumentParser
import RDF

/// The command `termctl hash`.
struct HashCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hash", abstract: "Print the canonical hash of RDF files.",
    discussion: """
      Needs no store. The hash is that of the canonical N-Quads of RDF Dataset Canonicalization (RDFC-1.0): files \
      that say the same have the same hash, whatever their syntax, their order and the labels of their blank \
      nodes. It is the hash by which a release is known.

      Each file is a line HASH, two spaces, FILE, as sha256sum writes them; termctl convert --canonical FILE | \
      sha256sum gives the same.

      Status 0: done; 3: a file cannot be read or is malformed; 6: its blank nodes are too much alike.
      """)

  @Argument(help: "The files; - is standard input.") var files: [String]
  @Option(help: "The syntax; found from each file's name or content if not given.") var format: SyntaxName?
  @Option(help: "What relative IRIs in the files are relative to.") var base: String?
  @Option(help: "The hash function: sha256 or sha384.") var algorithm = "sha256"
  @OptionGroup var contexts: ContextOptions

  func validate() throws {
    guard Self.algorithm(algorithm) != nil else {
      throw ValidationError("--algorithm is sha256 or sha384, not \(algorithm)")
    }
  }

  static func algorithm(_ name: String) -> RDFC10.HashAlgorithm? {
    RDFC10.HashAlgorithm.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
  }

  func run() async throws {
    var options = ParserOptions(base: try base.map { try CheckCommand.iri($0) })
    options.jsonLD.contextDocuments = try contexts.documents()
    for file in files {
      let dataset: Dataset
      do {
        dataset = try InputFile(file).parse(
          InputFile.syntax(of: file, format), options: options, into: DatasetBuilder()
        ).sink.dataset()
      } catch let error as SyntaxError {
        throw Failure.malformed(file, error)
      }
      do {
        let hash = try RDFC10.hash(of: dataset, algorithm: Self.algorithm(algorithm) ?? .sha256)
        Terminal.line("\(hash)  \(Terminal.visible(file))")
      } catch {
        throw Failure(.refused, "\(file): \(error)")
      }
    }
  }
}
