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

  /// The shortest time of all rounds, in seconds, with what came of the last.
  private func best<Result>(_ work: () throws -> Result) throws -> (Double, Result) {
    var shortest = Double.infinity
    var result: Result?
    for _ in 0..<rounds {
      // The result of the round before is given back outside of the time that is measured.
      result = nil
      let start = ContinuousClock.now
      result = try work()
      let (seconds, attoseconds) = start.duration(to: .now).components
      shortest = min(shortest, Double(seconds) + Double(attoseconds) * 1e-18)
    }
    guard let result else { preconditionFailure("there was no round") }
    return (shortest, result)
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
