import RDF

/// Times what RDF does with one document.
struct Bench {
  let document: [UInt8]
  let syntax: RDFSyntax
  let rounds: Int

  /// What a file or a connection usually hands over at a time, in bytes.
  private static let chunkByteCount = 256 << 10

  /// Reads the document and lets nobody have the statements.
  func countStatements() throws {
    let (seconds, counter) = try best { try read(into: StatementCounter()) }
    report("statements", syntax, seconds, counter.statementCount)
  }

  /// Reads the document into a graph, and tells how large that is.
  func readGraph() throws -> Graph {
    let (seconds, graph) = try best { try read(into: GraphBuilder()).graph() }
    report("graph", syntax, seconds, graph.count)
    report("graph bytes per triple", syntax, nil, graph.byteCount / max(graph.count, 1))
    return graph
  }

  /// Reads the document and writes each statement as it comes, in constant memory; counts the bytes.
  func pipe(to syntax: RDFSyntax) throws {
    // RDF/XML and JSON-LD cannot be written that way.
    guard (try? StatementWriter(syntax)) != nil else { return }
    let (seconds, byteCount) = try best {
      var byteCount = 0
      let pipe = StatementPipe(try StatementWriter(syntax)) { byteCount += $0.count }
      var written = try read(into: pipe)
      try written.finish()
      return byteCount
    }
    report("pipe", syntax, seconds, byteCount)
  }

  /// Writes a graph and counts the bytes.
  func write(_ graph: Graph, as syntax: RDFSyntax) throws {
    do {
      let options = SerializerOptions(
        prefixes: SerializerOptions.wellKnownPrefixes.merging(graph.prefixes) { $1 })
      let (seconds, byteCount) = try best {
        var byteCount = 0
        try graph.serialize(as: syntax, options: options) { byteCount += $0.count }
        return byteCount
      }
      report("write", syntax, seconds, byteCount)
    } catch let error as SerializationError {
      printError("\(syntax.name) is left out: \(error)")
    }
  }

  /// Canonicalises a graph (RDFC-1.0), and counts the bytes of the canonical form.
  func canonicalize(_ graph: Graph) throws {
    let (seconds, byteCount) = try best {
      var byteCount = 0
      try RDFC10.write(Dataset(graph)) { byteCount += $0.count }
      return byteCount
    }
    report("canonicalize", .nQuads, seconds, byteCount)
    let (sorting, sorted) = try best {
      // What any program has to do at least: the lines, and their order.
      graph.triples.map { triple in
        var line: [UInt8] = []
        triple.appendNTriples(to: &line)
        return line
      }.sorted { $0.lexicographicallyPrecedes($1) }.count
    }
    report("sort lines", .nQuads, sorting, sorted)
  }

  private func best<Result>(_ work: () throws -> Result) throws -> (Double, Result) {
    try Stopwatch(rounds: rounds).best(work)
  }

  private func read<Sink: StatementSink>(into sink: Sink) throws -> Sink {
    var parser = DocumentParser(syntax, into: sink)
    try document.withUnsafeBufferPointer { bytes in
      for start in stride(from: 0, to: bytes.count, by: Self.chunkByteCount) {
        let end = min(start + Self.chunkByteCount, bytes.count)
        try parser.feed(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      }
    }
    try parser.finish()
    return parser.sink
  }
}
