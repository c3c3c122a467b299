/// How a document is to be read.
public struct ParserOptions: Sendable {
  /// The base against which relative IRIs are resolved until the document names its own.
  public var base: IRI?
  /// The limits.
  public var limits = ParserLimits()
  /// What a JSON-LD document may need beside its own text, above all the contexts that it refers to.
  public var jsonLD = JSONLDOptions()

  /// Creates options.
  public init(
    base: IRI? = nil, limits: ParserLimits = ParserLimits(), jsonLD: JSONLDOptions = JSONLDOptions()
  ) {
    self.base = base
    self.limits = limits
    self.jsonLD = jsonLD
  }
}

/// A parser of one syntax: fed with bytes in chunks of any size, it hands statements to its sink.
///
/// The way the input is cut never changes the outcome. After an error the parser is spent.
public protocol StatementParser<Sink> {
  associatedtype Sink: StatementSink

  /// Creates a parser that hands its statements to `sink`.
  init(into sink: Sink, options: ParserOptions)
  /// The sink, with what it has been given so far.
  var sink: Sink { get }
  /// Reads a chunk.
  mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError)
  /// Says that the input has ended; throws if it ended too early.
  mutating func finish() throws(SyntaxError)
}
