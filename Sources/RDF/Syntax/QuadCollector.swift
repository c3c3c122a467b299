/// Collects statements as values, each with the place where its object starts.
public struct QuadCollector: StatementSink {
  /// The statements in the order of the document.
  public private(set) var quads: [(quad: Quad, position: TextPosition)] = []
  /// The prefixes that the document declared.
  public private(set) var prefixes: [String: String] = [:]

  /// Creates an empty collector.
  public init() {}

  /// Positions are what this is for.
  public static var usesPositions: Bool { true }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> Term { .iri(IRI(uncheckedValid: Self.text(utf8))) }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> Term { .blankNode(BlankNode(Self.text(label))) }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> Term {
    .literal(.string(Self.text(lexicalForm)))
  }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> Term {
    let spelling = Self.text(language)
    let tag = (try? LanguageTag(spelling)) ?? LanguageTag(uncheckedConventional: spelling)
    return .literal(.languageTagged(Self.text(lexicalForm), tag))
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: Term) -> Term {
    .literal(Literal(Self.text(lexicalForm), datatype: datatype.iri ?? .XSD.string))
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: Term, _ predicate: Term, _ object: Term, graph: Term?, at position: TextPosition
  ) {
    guard let subject = subject.subject, let predicate = predicate.iri else {
      preconditionFailure("a parser handed out a literal as subject or a predicate that is no IRI")
    }
    let quad = Quad(Triple(subject, predicate, object), graphName: graph?.subject)
    quads.append((quad, position))
  }
  /// Takes a prefix declaration.
  public mutating func prefix(_ name: String, _ namespace: String) { prefixes[name] = namespace }

  /// Bytes that the parser has checked to be UTF-8.
  private static func text(_ utf8: Span<UInt8>) -> String {
    utf8.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
