/// What the algorithms of JSON-LD may need beside a document, and how they are to work.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §9.3, `JsonLdOptions`.
public struct JSONLDOptions: Sendable {
  /// The documents that contexts are taken from, by their exact IRIs.
  ///
  /// Each is what a server would have answered: an object with an `@context`. Nothing is ever fetched: a
  /// context that is neither here nor had from `documentLoader` ends in `loading remote context failed`.
  public var contextDocuments: [String: JSON]
  /// A context to start with, as if it stood before the document's own.
  public var expandContext: JSON?
  /// How the base direction of strings is told in RDF; nil leaves it out.
  public var rdfDirection: Direction?
  /// Whether entries come in the order of their keys, so that the result does not depend on their order in the
  /// document.
  public var ordered: Bool
  /// The version of JSON-LD by whose rules contexts are read; 1.1 unless told otherwise.
  public var processingMode = ProcessingMode.version11
  /// Whether an array of one element is written as that element when a document is compacted; true unless told
  /// otherwise.
  public var compactsArrays = true
  /// Whether IRIs are written relative to the base when a document is compacted; true unless told otherwise.
  public var compactsToRelative = true
  /// Whether numbers and Booleans are written as JSON's own when made from RDF, at the cost of their spelling.
  public var usesNativeTypes = false
  /// Whether `rdf:type` is written as a property like any other instead of `@type` when made from RDF.
  public var usesRDFType = false
  /// How a document is framed, where its frame does not say.
  public var framing = JSONLDFramingOptions()
  /// Whether all JSON-LD scripts of an HTML document count, not only the first; nil means that they do where
  /// statements are made of them.
  public var extractsAllScripts: Bool?
  /// Where documents come from that are not at hand; nil means that there is no such place.
  public var documentLoader: JSONLDDocumentLoader?

  /// How the base direction of a string is told in RDF (JSON-LD 1.1 §10).
  public enum Direction: String, Sendable {
    /// By a datatype `https://www.w3.org/ns/i18n#language_direction`.
    case i18nDatatype = "i18n-datatype"
    /// By a blank node with value, language and direction.
    case compoundLiteral = "compound-literal"
  }

  /// A version of JSON-LD.
  public enum ProcessingMode: String, Sendable {
    /// Refuses in contexts what came with 1.1.
    case version10 = "json-ld-1.0"
    /// Takes all of JSON-LD 1.1.
    case version11 = "json-ld-1.1"
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
