/// Reads RDF/XML.
public struct RDFXMLParser<Sink: StatementSink>: StatementParser {
  public private(set) var sink: Sink

  public init(into sink: Sink, options: ParserOptions) { self.sink = sink }

  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    throw SyntaxError(.unsupported, at: .start, "RDF/XML is not read yet")
  }

  public mutating func finish() throws(SyntaxError) {}
}
