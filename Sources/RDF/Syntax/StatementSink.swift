/// What a parser hands its statements to, one at a time.
///
/// A parser first asks the sink for a handle for each term, as bytes, and then names the handles in a
/// statement. So a sink that interns makes no `String` for a term it has seen, and a parser keeps the
/// handle of a subject for as long as its statements last. All bytes are valid UTF-8, IRIs are
/// absolute and checked, language tags well-formed; the spans end with the call.
///
/// A sink cannot throw: one that may fail (by writing to a disk, say) keeps its error, and whoever feeds
/// the parser looks at it after each chunk.
public protocol StatementSink {
  /// What the sink gives for a term: an id, a term, or nothing at all.
  associatedtype Handle

  /// Whether `statement` needs real positions; where it does not, a parser need not count columns.
  static var usesPositions: Bool { get }

  /// Takes an absolute IRI.
  mutating func iri(_ utf8: Span<UInt8>) -> Handle
  /// Takes a blank node's label, unique within the document for one node, without `_:`.
  mutating func blankNode(_ label: Span<UInt8>) -> Handle
  /// Takes a literal of datatype `xsd:string`.
  mutating func literal(_ lexicalForm: Span<UInt8>) -> Handle
  /// Takes a language-tagged string; the tag is well-formed, in any case.
  mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> Handle
  /// Takes a literal of another datatype, whose IRI the sink has been given before.
  mutating func literal(_ lexicalForm: Span<UInt8>, datatype: Handle) -> Handle
  /// Takes a statement; `graph` is nil for the default graph, `position` is where its object starts.
  mutating func statement(
    _ subject: Handle, _ predicate: Handle, _ object: Handle, graph: Handle?, at position: TextPosition)
  /// Takes notice of a prefix declaration, so that a document can be written with the prefixes it had.
  mutating func prefix(_ name: String, _ namespace: String)
}

extension StatementSink {
  /// Positions are not used unless a sink says so.
  public static var usesPositions: Bool { false }
  /// Prefixes are of no interest unless a sink says so.
  public mutating func prefix(_ name: String, _ namespace: String) {}
}
