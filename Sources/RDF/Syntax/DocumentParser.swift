/// A parser for whichever syntax a document turns out to be in.
///
/// One front door over the parsers of the syntaxes: fed in chunks, or whole by `RDFSyntax.parse`.
public struct DocumentParser<Sink: StatementSink>: StatementParser {
  private enum Machine {
    case turtle(TurtleParser<Sink>)
    case nTriples(NTriplesParser<Sink>)
    case rdfXML(RDFXMLParser<Sink>)
    case jsonLD(JSONLDParser<Sink>)
    /// Its parser is being fed; nobody else can look meanwhile.
    case taken
  }

  private var machine: Machine

  /// Creates a parser for a syntax.
  public init(_ syntax: RDFSyntax, into sink: Sink, options: ParserOptions = ParserOptions()) {
    machine =
      switch syntax {
      case .turtle: .turtle(TurtleParser(into: sink, options: options, mode: .turtle))
      case .triG: .turtle(TurtleParser(into: sink, options: options, mode: .triG))
      case .nTriples: .nTriples(NTriplesParser(into: sink, options: options, mode: .nTriples))
      case .nQuads: .nTriples(NTriplesParser(into: sink, options: options, mode: .nQuads))
      case .rdfXML: .rdfXML(RDFXMLParser(into: sink, options: options))
      case .jsonLD: .jsonLD(JSONLDParser(into: sink, options: options))
      }
  }

  /// Creates a parser for Turtle.
  public init(into sink: Sink, options: ParserOptions) {
    self.init(.turtle, into: sink, options: options)
  }

  /// The sink, with what it has been given so far.
  public var sink: Sink {
    switch machine {
    case .turtle(let parser): parser.sink
    case .nTriples(let parser): parser.sink
    case .rdfXML(let parser): parser.sink
    case .jsonLD(let parser): parser.sink
    case .taken: preconditionFailure("a parser's sink was asked for while the parser was being fed")
    }
  }

  /// The faults met so far, if the parser recovers.
  public var faults: [SyntaxError] {
    switch machine {
    case .turtle(let parser): parser.faults
    case .nTriples(let parser): parser.faults
    case .rdfXML(let parser): parser.faults
    case .jsonLD(let parser): parser.faults
    case .taken: preconditionFailure("a parser's faults were asked for while the parser was being fed")
    }
  }

  /// Reads a chunk.
  ///
  /// Other modules call this without seeing the parsers' bodies, so the code for the usual sinks is made here:
  /// it is twice as fast as what serves any sink.
  @_specialize(where Sink == GraphBuilder)
  @_specialize(where Sink == DatasetBuilder)
  @_specialize(where Sink == StatementWriter)
  @_specialize(where Sink == StatementPipe)
  @_specialize(where Sink == StatementCounter)
  @_specialize(where Sink == StatementLocator)
  @_specialize(where Sink == QuadCollector)
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    // Each machine is taken out, fed and put back. Nothing of it stays behind, not even its sink: a second
    // reference would make the sink copy all that it holds, once for every chunk.
    switch machine {
    case .turtle(var parser):
      machine = .taken
      defer { machine = .turtle(parser) }
      try parser.feed(chunk)
    case .nTriples(var parser):
      machine = .taken
      defer { machine = .nTriples(parser) }
      try parser.feed(chunk)
    case .rdfXML(var parser):
      machine = .taken
      defer { machine = .rdfXML(parser) }
      try parser.feed(chunk)
    case .jsonLD(var parser):
      machine = .taken
      defer { machine = .jsonLD(parser) }
      try parser.feed(chunk)
    case .taken: preconditionFailure("a parser was fed while it was being fed")
    }
  }

  /// Says that the input has ended; throws if it ended too early.
  @_specialize(where Sink == GraphBuilder)
  @_specialize(where Sink == DatasetBuilder)
  @_specialize(where Sink == StatementWriter)
  @_specialize(where Sink == StatementPipe)
  @_specialize(where Sink == StatementCounter)
  @_specialize(where Sink == StatementLocator)
  @_specialize(where Sink == QuadCollector)
  public mutating func finish() throws(SyntaxError) {
    switch machine {
    case .turtle(var parser):
      machine = .taken
      defer { machine = .turtle(parser) }
      try parser.finish()
    case .nTriples(var parser):
      machine = .taken
      defer { machine = .nTriples(parser) }
      try parser.finish()
    case .rdfXML(var parser):
      machine = .taken
      defer { machine = .rdfXML(parser) }
      try parser.finish()
    case .jsonLD(var parser):
      machine = .taken
      defer { machine = .jsonLD(parser) }
      try parser.finish()
    case .taken: preconditionFailure("a parser was fed while it was being fed")
    }
  }
}

extension RDFSyntax {
  /// Reads a whole document into a sink.
  ///
  /// - Throws: `SyntaxError` at the first fault, with its position.
  @_specialize(where Sink == GraphBuilder)
  @_specialize(where Sink == DatasetBuilder)
  @_specialize(where Sink == StatementWriter)
  @_specialize(where Sink == StatementPipe)
  @_specialize(where Sink == StatementCounter)
  @_specialize(where Sink == StatementLocator)
  @_specialize(where Sink == QuadCollector)
  public func parse<Sink: StatementSink>(
    _ bytes: [UInt8], into sink: Sink, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> Sink {
    var parser = DocumentParser(self, into: sink, options: options)
    let fault = bytes.withUnsafeBufferPointer { buffer -> SyntaxError? in
      do throws(SyntaxError) {
        try parser.feed(buffer)
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
    try parser.finish()
    return parser.sink
  }

  /// Reads a whole document into a sink, going on behind faults, and returns both.
  ///
  /// The sink gets every statement that can be read; there are no faults if the document has none. What a fault
  /// costs is said at `StatementParser`.
  public func diagnose<Sink: StatementSink>(
    _ bytes: [UInt8], into sink: Sink, options: ParserOptions = ParserOptions()
  ) -> (sink: Sink, faults: [SyntaxError]) {
    var options = options
    options.recovers = true
    var parser = DocumentParser(self, into: sink, options: options)
    do throws(SyntaxError) {
      try bytes.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in try parser.feed(buffer) }
      try parser.finish()
      return (parser.sink, parser.faults)
    } catch {
      // A parser that recovers throws nothing; should one do so, its fault is not lost.
      return (parser.sink, parser.faults + [error])
    }
  }
}

extension Graph {
  /// Reads a graph from a whole document.
  ///
  /// - Throws: `SyntaxError` at the first fault; also, with code `unsupported`, if the document has named
  ///   graphs, because a graph cannot hold them and nothing may be lost in silence.
  public init(
    parsing bytes: [UInt8], as syntax: RDFSyntax, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) {
    let builder = try syntax.parse(bytes, into: GraphBuilder(), options: options)
    guard builder.namedGraphStatementCount == 0 else {
      let count = builder.namedGraphStatementCount
      throw SyntaxError(
        .unsupported, at: nil, "\(count) statements stand in named graphs; expected one graph only")
    }
    self = builder.graph()
  }
}
