/// How a graph or a dataset is to be written.
public struct SerializerOptions: Sendable {
  /// Prefixes by name, without colon; only those that are used are declared.
  ///
  /// Nil stands for those that the document declared which the graph was read from, and for
  /// `wellKnownPrefixes` where the document used neither the name nor the namespace otherwise.
  public var prefixes: [String: String]?

  /// Creates options.
  public init(prefixes: [String: String]? = nil) { self.prefixes = prefixes }

  /// The prefixes for a graph from a document that declared the given ones.
  func prefixes(declared: [String: String]) -> [String: String] {
    if let prefixes { return prefixes }
    var result = declared
    let namespaces = Set(declared.values.map(ExactText.init))
    for (name, namespace) in Self.wellKnownPrefixes
    where declared[name] == nil && !namespaces.contains(ExactText(namespace)) {
      result[name] = namespace
    }
    return result
  }

  /// Prefixes for the vocabularies that SKOS data uses most.
  public static let wellKnownPrefixes: [String: String] = [
    "rdf": IRI.RDF.namespace, "rdfs": IRI.RDFS.namespace, "xsd": IRI.XSD.namespace, "owl": IRI.OWL.namespace,
    "skos": IRI.SKOS.namespace, "skosxl": IRI.SKOSXL.namespace, "dct": IRI.DCTerms.namespace,
    "prov": IRI.PROV.namespace, "dcat": IRI.DCAT.namespace,
    "dc": "http://purl.org/dc/elements/1.1/", "foaf": "http://xmlns.com/foaf/0.1/",
    "vann": "http://purl.org/vocab/vann/", "void": "http://rdfs.org/ns/void#",
  ]
}

/// Why a graph or a dataset cannot be written in a syntax.
public struct SerializationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What cannot be written and what can be done, as a sentence without its full stop.
  public let description: String
  /// Creates an error.
  public init(_ description: String) { self.description = description }
}

extension Graph {
  /// Writes the graph: the same graph always gives the same bytes.
  ///
  /// Subjects, predicates and objects come in the order of `Term`. The output is handed over in pieces of
  /// some 64 KiB as it is made.
  /// - Throws: `SerializationError` if the syntax cannot express the graph, and whatever `write` throws.
  public func serialize(
    as syntax: RDFSyntax, options: SerializerOptions = SerializerOptions(), to write: ([UInt8]) throws -> Void
  ) throws {
    switch syntax {
    case .turtle, .triG:
      try TurtleSerializer.serialize(StatementSource(self), options: options, to: write)
    case .nTriples, .nQuads: try LineSerializer.serialize(StatementSource(self), to: write)
    case .rdfXML: try RDFXMLSerializer.serialize(StatementSource(self), options: options, to: write)
    case .jsonLD: try JSONLDSerializer.serialize(StatementSource(self), options: options, to: write)
    }
  }

  /// The graph written in a syntax, whole.
  public func serialized(
    as syntax: RDFSyntax, options: SerializerOptions = SerializerOptions()
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try serialize(as: syntax, options: options) { bytes.append(contentsOf: $0) }
    return bytes
  }
}
