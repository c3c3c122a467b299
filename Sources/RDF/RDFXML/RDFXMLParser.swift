/// Reads RDF 1.1 XML.
///
/// Memory is bounded by the nesting, the longest tag or literal and the `rdf:ID`s seen, not by the document.
/// Statements come some 4 KiB of input late, because libxml2 is fed pieces of that size.
///
/// The parser is a struct around an object: copies are the same parser, and feeding one feeds all. So
/// a parser is not to be copied once it has been fed.
/// - Source: RDF 1.1 XML Syntax, W3C Recommendation of 25 February 2014.
public struct RDFXMLParser<Sink: StatementSink>: StatementParser {
  private let document: XMLPushParser
  private let reader: RDFXMLReader<Sink>

  /// Creates a parser that hands its statements to `sink`.
  public init(into sink: Sink, options: ParserOptions = ParserOptions()) {
    document = XMLPushParser(limits: options.limits)
    reader = RDFXMLReader(into: sink, options: options)
  }

  /// The sink, with what it has been given so far.
  public var sink: Sink { reader.sink }

  /// Reads a chunk of any size.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    try document.feed(chunk, to: reader)
  }

  /// Says that the input has ended.
  public mutating func finish() throws(SyntaxError) {
    try document.finish(to: reader)
  }
}
