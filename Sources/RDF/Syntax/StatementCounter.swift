/// Counts statements and the bytes of their terms, and keeps nothing.
///
/// Tells how large a document is, and how long reading it takes when nobody does anything with it.
public struct StatementCounter: StatementSink {
  /// How many statements there were, repeated ones included.
  public private(set) var statementCount = 0
  /// How many bytes of IRIs, labels, lexical forms and language tags were handed over.
  public private(set) var termByteCount = 0

  /// Creates a counter at zero.
  public init() {}

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) { termByteCount += utf8.count }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) { termByteCount += label.count }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) { termByteCount += lexicalForm.count }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) {
    termByteCount += lexicalForm.count + language.count
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: Void) {
    termByteCount += lexicalForm.count
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: Void, _ predicate: Void, _ object: Void, graph: Void?, at position: TextPosition
  ) {
    statementCount += 1
  }
}
