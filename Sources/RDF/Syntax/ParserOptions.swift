/// How a document is to be read.
public struct ParserOptions: Sendable {
  /// The base against which relative IRIs are resolved until the document names its own.
  public var base: IRI?
  /// The limits.
  public var limits = ParserLimits()
  /// Whether a fault costs only what it spoils: the parser then reads on, and keeps every fault in `faults`.
  public var recovers = false
  /// What a JSON-LD document may need beside its own text, above all the contexts that it refers to.
  public var jsonLD = JSONLDOptions()

  /// Creates options.
  public init(
    base: IRI? = nil, limits: ParserLimits = ParserLimits(), recovers: Bool = false,
    jsonLD: JSONLDOptions = JSONLDOptions()
  ) {
    self.base = base
    self.limits = limits
    self.recovers = recovers
    self.jsonLD = jsonLD
  }
}

/// A parser of one syntax: fed with bytes in chunks of any size, it hands statements to its sink.
///
/// The way the input is cut never changes the outcome. After an error the parser is spent.
///
/// A parser that recovers (`ParserOptions.recovers`) throws no fault of the document. It leaves out the statements
/// that a fault spoils, goes on behind them as the syntax allows, and keeps the faults as it meets them: a malformed
/// term costs the statements that it stands in; broken grammar costs what follows up to the end of the line in
/// N-Triples and N-Quads, up to a full stop at the end of a line in Turtle and TriG, and the element
/// in RDF/XML. Nothing is read behind XML that is not well-formed, JSON that cannot be parsed, or a document that
/// goes beyond a limit of the XML or JSON reader.
public protocol StatementParser<Sink> {
  associatedtype Sink: StatementSink

  /// Creates a parser that hands its statements to `sink`.
  init(into sink: Sink, options: ParserOptions)
  /// The sink, with what it has been given so far.
  var sink: Sink { get }
  /// The faults met so far by a parser that recovers; at most `ParserLimits.faultCountMax`, of which the
  /// last then says that the rest was not read.
  var faults: [SyntaxError] { get }
  /// Reads a chunk.
  mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError)
  /// Says that the input has ended; throws if it ended too early.
  mutating func finish() throws(SyntaxError)
}
