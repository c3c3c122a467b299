/// Reads Turtle.
public struct TurtleParser<Sink: StatementSink>: StatementParser {
  /// The sink, with what it has been given so far.
  public private(set) var sink: Sink

  /// Which of the two syntaxes is read.
  public enum Mode: Sendable { case turtle, triG }

  /// Creates a parser of Turtle.
  public init(into sink: Sink, options: ParserOptions) { self.sink = sink }

  init(into sink: Sink, options: ParserOptions, mode: Mode) { self.sink = sink }

  /// Reads a chunk.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    throw SyntaxError(.unsupported, at: .start, "Turtle is not read yet")
  }

  /// Says that the input has ended; throws if it ended too early.
  public mutating func finish() throws(SyntaxError) {}
}
