/// What a JSON-LD document may need beside its own text.
public struct JSONLDOptions: Hashable, Sendable {
  /// The documents that contexts are taken from, by their exact IRIs.
  ///
  /// Each is what a server would have answered: an object with an `@context`. Nothing is ever fetched: a
  /// context that is not here ends in `loading remote context failed`.
  public var contextDocuments: [String: JSON]
  /// A context to start with, as if it stood before the document's own.
  public var expandContext: JSON?
  /// How the base direction of strings is told in RDF; nil leaves it out.
  public var rdfDirection: Direction?
  /// Whether entries are expanded in the order of their keys, so that the result does not depend on the
  /// order in the document.
  public var ordered: Bool

  /// How the base direction of a string is told in RDF (JSON-LD 1.1 §10).
  public enum Direction: String, Sendable {
    /// By a datatype `https://www.w3.org/ns/i18n#language_direction`.
    case i18nDatatype = "i18n-datatype"
    /// By a blank node with value, language and direction.
    case compoundLiteral = "compound-literal"
  }

  /// Creates options.
  public init(
    contextDocuments: [String: JSON] = [:], expandContext: JSON? = nil, rdfDirection: Direction? = nil,
    ordered: Bool = false
  ) {
    self.contextDocuments = contextDocuments
    self.expandContext = expandContext
    self.rdfDirection = rdfDirection
    self.ordered = ordered
  }
}
