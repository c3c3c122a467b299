/// Reads Turtle.
public struct TurtleParser<Sink: StatementSink>: StatementParser {
  public private(set) var sink: Sink

  /// Which of the two syntaxes is read.
  public enum Mode: Sendable { case turtle, triG }

  /// Creates a parser of Turtle.
  public init(into sink: Sink, options: ParserOptions) { self.sink = sink }

  init(into sink: Sink, options: ParserOptions, mode: Mode) { self.sink = sink }

  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    throw SyntaxError(.unsupported, at: .start, "Turtle is not read yet")
  }

  public mutating func finish() throws(SyntaxError) {}
}
