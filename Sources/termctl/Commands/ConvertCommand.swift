import ArgumentParser
import RDF

/// The command `termctl convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write an RDF file in another syntax.",
    discussion: """
      Needs no store. FILE may be compressed by gzip, and - is standard input; its syntax is that of --format, or \
      that of its name, or what its content shows. The syntaxes are rdfxml, turtle, ntriples, jsonld, trig and \
      nquads.

      The same content always gives the same bytes: subjects, predicates and objects come in one order, so the \
      results compare well line by line. With --stream they come in the order of the file instead, and files of \
      any size pass in constant memory.

      With --framed, JSON-LD has each concept scheme with its concepts and collections inside; without it, all nodes \
      stand side by side. Both say the same.

      With --canonical the result is the same for all files that say the same: the form that termctl hash hashes.

      Named graphs are kept in TriG and N-Quads. In the other syntaxes there is one graph: choose it with --graph.

      Status 0: done; 1: done but for the faults that --recover has reported; 2: wrong usage; 3: the file cannot \
      be read or is malformed; 5: it has no graph of that name; 6: the syntax cannot express it.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @Option(help: "The syntax to write; told by the ending of --out if not given.") var to: SyntaxName?
  @Option(help: "The syntax to read; found from the file's name or content if not given.") var format:
    SyntaxName?
  @Option(help: "What relative IRIs in the file are relative to.") var base: String?
  @Option(
    name: .customLong("prefix"),
    help: ArgumentHelp(
      "A prefix to write with, beside the file's own and the usual ones; may be repeated.",
      valueName: "name=iri")) var prefixes: [String] = []
  @Option(help: "Write this named graph alone.") var graph: String?
  @Option(
    name: .long, help: "The file to write, compressed if its name ends in .gz; standard output if not given.")
  var out: String?
  @Flag(help: "Write in the order of the file, in constant memory: N-Triples, N-Quads, Turtle, TriG.")
  var stream = false
  @Flag(help: "Write the canonical form (RDFC-1.0): the same N-Quads whatever the blank nodes are called.")
  var canonical = false
  @Flag(help: "Write JSON-LD with the concepts and collections inside their concept schemes.")
  var framed = false
  @OptionGroup var contexts: ContextOptions
  @Flag(help: "Read on after faults, report each as FILE:LINE:COLUMN: message, and write what could be read.")
  var recover = false

  func run() async throws {
    let target = try target()
    let graphName = try graph.map { try CheckCommand.iri($0) }
    var options = ParserOptions(base: try base.map { try CheckCommand.iri($0) }, recovers: recover)
    options.jsonLD.contextDocuments = try contexts.documents()
    let given = try givenPrefixes()
    let faults =
      stream
      ? try await pipe(to: target, options, given, graphName)
      : try await rewrite(as: target, options, given, graphName)
    for fault in faults { Terminal.note("\(file):\(fault)") }
    if !faults.isEmpty { throw ExitCode(Failure.Status.no.rawValue) }
  }

  func validate() throws {
    guard !framed || !(canonical || stream) else {
      throw ValidationError("--framed writes JSON-LD in order; leave out --canonical and --stream")
    }
    guard canonical else { return }
    guard !stream else { throw ValidationError("--canonical sorts all statements; leave out --stream") }
    guard to == nil || to?.syntax == .nQuads else {
      throw ValidationError("--canonical writes N-Quads; leave out --to, or give --to nquads")
    }
  }

  /// The syntax to write.
  private func target() throws -> RDFSyntax {
    if canonical { return .nQuads }
    let told = to?.syntax ?? out.flatMap { RDFSyntax(fileName: $0) }
    guard let syntax = told ?? (framed ? .jsonLD : nil) else {
      let names = SyntaxName.allValueStrings.joined(separator: ", ")
      throw Failure(.usage, "name the syntax to write with --to: \(names)")
    }
    guard !framed || syntax == .jsonLD else {
      throw Failure(.usage, "--framed is for JSON-LD; give --to jsonld, or leave it out")
    }
    return syntax
  }

  /// Reads all of the file, and writes it in order; returns the faults.
  private func rewrite(
    as syntax: RDFSyntax, _ options: ParserOptions, _ given: [String: String], _ graphName: IRI?
  ) async throws -> [SyntaxError] {
    let reader = try read(into: DatasetBuilder(), options)
    var dataset = reader.sink.dataset()
    if let graphName {
      guard let graph = dataset.graph(named: .iri(graphName)) else { throw missing(graphName) }
      dataset = Dataset(graph)
    }
    let prefixes = given.isEmpty ? nil : SerializerOptions.prefixes(given, before: dataset.prefixes)
    try await OutputFile(path: out, compressesByName: true).write { append in
      if canonical {
        try RDFC10.write(dataset, to: append)
      } else if framed {
        try dataset.serializeFramedByScheme(options: SerializerOptions(prefixes: prefixes), to: append)
      } else {
        try dataset.serialize(as: syntax, options: SerializerOptions(prefixes: prefixes), to: append)
      }
    }
    return reader.faults
  }

  /// Reads and writes at once; returns the faults.
  private func pipe(
    to syntax: RDFSyntax, _ options: ParserOptions, _ given: [String: String], _ graphName: IRI?
  ) async throws -> [SyntaxError] {
    let prefixes = given.isEmpty ? nil : SerializerOptions.prefixes(given)
    let writer: StatementWriter
    do {
      writer = try StatementWriter(syntax, options: SerializerOptions(prefixes: prefixes))
    } catch {
      throw Failure(.usage, "--stream is not possible: \(error)")
    }
    var faults: [SyntaxError] = []
    try await OutputFile(path: out, compressesByName: true).write { append in
      try withoutActuallyEscaping(append) { append in
        let pipe = StatementPipe(writer, graph: graphName, to: append)
        let reader = try read(into: pipe, options) { if let error = $0.error { throw error } }
        var sink = reader.sink
        try sink.finish()
        if let graphName, sink.statementCount == 0 { throw missing(graphName) }
        faults = reader.faults
      }
    }
    return faults
  }

  private func read<Sink: StatementSink>(
    into sink: Sink, _ options: ParserOptions, check: ((Sink) throws -> Void)? = nil
  ) throws -> DocumentReader<Sink> {
    do {
      return try InputFile(file).parse(
        InputFile.syntax(of: file, format), options: options, into: sink, check: check)
    } catch let error as SyntaxError {
      throw Failure.malformed(file, error)
    }
  }

  private func missing(_ graphName: IRI) -> Failure {
    Failure(.notFound, "\(file) has no graph named <\(graphName)>")
  }

  // MARK: Prefixes

  /// The prefixes of `--prefix`, by name.
  private func givenPrefixes() throws -> [String: String] {
    var given: [String: String] = [:]
    for text in prefixes {
      guard let sign = text.firstIndex(of: "=") else {
        throw Failure(.usage, "--prefix takes NAME=IRI, as in ex=https://example.org/, not \(text)")
      }
      let name = text[..<sign].hasSuffix(":") ? text[..<sign].dropLast() : text[..<sign]
      let namespace = String(text[text.index(after: sign)...])
      _ = try CheckCommand.iri(namespace)
      guard SerializerOptions.isPrefixName(String(name)) else {
        throw Failure(.usage, "\(name) cannot be the name of a prefix: letters, digits, - and . may be")
      }
      given[String(name)] = namespace
    }
    return given
  }
}
