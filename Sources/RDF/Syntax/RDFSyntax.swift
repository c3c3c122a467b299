/// A concrete syntax for RDF.
public enum RDFSyntax: String, CaseIterable, Sendable {
  case rdfXML = "rdfxml"
  case turtle = "turtle"
  case nTriples = "ntriples"
  case jsonLD = "jsonld"
  case triG = "trig"
  case nQuads = "nquads"

  /// The IANA media type, without parameters.
  public var mediaType: String {
    switch self {
    case .rdfXML: "application/rdf+xml"
    case .turtle: "text/turtle"
    case .nTriples: "application/n-triples"
    case .jsonLD: "application/ld+json"
    case .triG: "application/trig"
    case .nQuads: "application/n-quads"
    }
  }

  /// The usual ending of a file name, without the dot.
  public var fileExtension: String {
    switch self {
    case .rdfXML: "rdf"
    case .turtle: "ttl"
    case .nTriples: "nt"
    case .jsonLD: "jsonld"
    case .triG: "trig"
    case .nQuads: "nq"
    }
  }

  /// The syntax's name as its specification writes it.
  public var name: String {
    switch self {
    case .rdfXML: "RDF/XML"
    case .turtle: "Turtle"
    case .nTriples: "N-Triples"
    case .jsonLD: "JSON-LD"
    case .triG: "TriG"
    case .nQuads: "N-Quads"
    }
  }

  /// The syntax that a file name's ending stands for, if it is one of the usual ones.
  ///
  /// An ending `.gz` says nothing of the syntax; the one before it counts.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    let inner = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
    guard let dot = inner.lastIndex(of: ".") else { return nil }
    switch inner[inner.index(after: dot)...] {
    case "rdf", "xml", "owl", "rdfs", "skos": self = .rdfXML
    case "ttl", "turtle": self = .turtle
    case "nt": self = .nTriples
    case "jsonld", "json": self = .jsonLD
    case "trig": self = .triG
    case "nq": self = .nQuads
    default: return nil
    }
  }

  /// The syntax that a media type stands for; parameters such as `charset` are ignored.
  public init?(mediaType: String) {
    let essence = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    switch essence {
    case "application/rdf+xml", "application/xml", "text/xml": self = .rdfXML
    case "text/turtle", "application/x-turtle": self = .turtle
    case "application/n-triples": self = .nTriples
    case "application/ld+json", "application/json": self = .jsonLD
    case "application/trig": self = .triG
    case "application/n-quads": self = .nQuads
    default: return nil
    }
  }
}
