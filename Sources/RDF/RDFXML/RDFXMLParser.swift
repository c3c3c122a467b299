/// Reads RDF 1.1 XML.
///
/// Memory is bounded by the nesting, the longest tag or literal and the `rdf:ID`s seen, not by the document.
/// Statements come some 4 KiB of input late, because libxml2 is fed pieces of that size.
///
/// The parser has an object inside: a copy would read on where the original is. So a parser is not to be
/// copied once it has been fed.
/// - Source: RDF 1.1 XML Syntax, W3C Recommendation of 25 February 2014.
public struct RDFXMLParser<Sink: StatementSink>: StatementParser {
  /// The sink, with what it has been given so far.
  public private(set) var sink: Sink
  private let document: XMLPushParser
  private var handles = RDFXMLHandles<Sink.Handle>()

  /// Creates a parser that hands its statements to `sink`.
  public init(into sink: Sink, options: ParserOptions = ParserOptions()) {
    self.sink = sink
    let reader = RDFXMLReader(options: options, usesPositions: Sink.usesPositions)
    document = XMLPushParser(limits: options.limits, handler: reader)
  }

  /// The faults met so far, if the parser recovers.
  public var faults: [SyntaxError] { document.withHandler { $0.faults.faults } }

  /// Whether a fault was met behind which nothing can be read.
  private var isClosed: Bool { document.withHandler { $0.faults.isClosed } }

  /// Reads a chunk of any size.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    var rest = chunk
    while !rest.isEmpty && !isClosed {
      // What was found before a fault is the sink's as well.
      defer { play() }
      do throws(SyntaxError) {
        let count = try document.feed(rest)
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst(count))
      } catch {
        try end(with: error)
      }
    }
  }

  /// Says that the input has ended.
  public mutating func finish() throws(SyntaxError) {
    guard !isClosed else { return }
    defer { play() }
    do throws(SyntaxError) {
      try document.finish()
    } catch {
      try end(with: error)
    }
  }

  /// Keeps the fault behind which nothing can be read, or throws it.
  private func end(with fault: SyntaxError) throws(SyntaxError) {
    guard document.withHandler({ $0.recovers }) else { throw fault }
    document.withHandler { $0.faults.close(with: fault) }
  }

  /// Hands the sink what the reader has found.
  private mutating func play() {
    document.withHandler { reader in
      // Nothing is written to the tape while it is played, so its text stays where it is.
      let (instructions, bytes) = (reader.tape.instructions.elements, reader.tape.text.elements)
      let text = bytes.span
      for instruction in instructions {
        switch instruction {
        case .iri(let slot, let iri): handles.set(slot, sink.iri(text.extracting(iri)))
        case .blankNode(let slot, let label): handles.set(slot, sink.blankNode(text.extracting(label)))
        case .literal(let slot, let form): handles.set(slot, sink.literal(text.extracting(form)))
        case .languageTagged(let slot, let form, let language):
          let tag = reader.languages[language]
          handles.set(slot, sink.literal(text.extracting(form), language: tag.span))
        case .typed(let slot, let form, let datatype):
          handles.set(slot, sink.literal(text.extracting(form), datatype: handles[datatype]))
        case .statement(let subject, let predicate, let object, let place):
          sink.statement(handles[subject], handles[predicate], handles[object], graph: nil, at: place)
        case .prefix(let name, let namespace):
          sink.prefix(string(text.extracting(name)), string(text.extracting(namespace)))
        }
      }
      reader.tape.removeAll()
    }
  }

  /// Text that libxml2 has checked to be UTF-8.
  private func string(_ utf8: Span<UInt8>) -> String {
    utf8.withUnsafeBufferPointer { XMLText.string($0) }
  }
}
