/// The JSON-LD context for SKOS with which documents are written: `spec/context/skos-1.jsonld`, version 1.
///
/// It stands in every document that is written, so that reading one needs nothing else. A published version
/// never changes; a change makes `skos-2`.
enum SKOSContext {
  /// The name under which documents may refer to it.
  static let iri = "https://concordat.example/context/skos-1.jsonld"

  /// What a term says about the values that stand below it.
  enum Shape: Equatable {
    /// Anything, with literals and IRIs told apart by their objects.
    case plain
    /// The same, always in an array.
    case set
    /// IRIs as strings, always in an array.
    case references
    /// One list of IRIs as strings.
    case list
    /// Strings by language, those without one under `@none`.
    case language
    /// The same, always in arrays.
    case languageSet
    /// Strings of one datatype.
    case typed(IRI)
  }

  /// A term with the IRI that it stands for.
  struct Term {
    let name: String
    let prefix: String
    let localName: String
    let shape: Shape
  }

  /// The prefixes, sorted by name.
  static let prefixes: [(name: String, namespace: String)] = [
    ("dc", "http://purl.org/dc/elements/1.1/"), ("dcat", IRI.DCAT.namespace), ("dct", IRI.DCTerms.namespace),
    ("foaf", "http://xmlns.com/foaf/0.1/"), ("owl", IRI.OWL.namespace), ("prov", IRI.PROV.namespace),
    ("rdf", IRI.RDF.namespace), ("rdfs", IRI.RDFS.namespace), ("skos", IRI.SKOS.namespace),
    ("skosxl", IRI.SKOSXL.namespace), ("vann", "http://purl.org/vocab/vann/"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", IRI.XSD.namespace),
  ]

  /// The terms, sorted by name.
  static let terms: [Term] = {
    func skos(_ shape: Shape, _ names: String...) -> [Term] {
      names.map { Term(name: $0, prefix: "skos", localName: $0, shape: shape) }
    }
    func dct(_ shape: Shape, _ names: String...) -> [Term] {
      names.map { Term(name: $0, prefix: "dct", localName: $0, shape: shape) }
    }
    let terms =
      skos(.plain, "Collection", "Concept", "ConceptScheme", "OrderedCollection")
      + skos(.language, "prefLabel") + skos(.languageSet, "altLabel", "hiddenLabel")
      + skos(
        .set, "changeNote", "definition", "editorialNote", "example", "historyNote", "notation", "note",
        "scopeNote")
      + skos(
        .references, "broadMatch", "broader", "broaderTransitive", "closeMatch", "exactMatch",
        "hasTopConcept",
        "inScheme", "mappingRelation", "member", "narrowMatch", "narrower", "narrowerTransitive", "related",
        "relatedMatch", "semanticRelation", "topConceptOf")
      + skos(.list, "memberList")
      + dct(.language, "title") + dct(.languageSet, "description")
      + dct(.typed(.XSD.date), "created", "issued", "modified")
    return terms.sorted { $0.name.isExactlyBefore($1.name) }
  }()

  /// The context as JSON: the value of `@context`.
  static let json: JSON = {
    var context = JSON.Object([("@version", .number(JSON.Number(uncheckedValid: "1.1")))])
    for (name, namespace) in prefixes { context.append(name, .string(namespace)) }
    for term in terms { context.append(term.name, definition(of: term)) }
    return .object(context)
  }()

  /// The file `spec/context/skos-1.jsonld`, line feed at its end included.
  static let file: [UInt8] = JSON.object(JSON.Object([("@context", json)])).serialized(.indented) + [0x0A]

  private static func definition(of term: Term) -> JSON {
    let id = JSON.string("\(term.prefix):\(term.localName)")
    return switch term.shape {
    case .plain: id
    case .set: ["@id": id, "@container": "@set"]
    case .references: ["@id": id, "@type": "@id", "@container": "@set"]
    case .list: ["@id": id, "@type": "@id", "@container": "@list"]
    case .language: ["@id": id, "@container": "@language"]
    case .languageSet: ["@id": id, "@container": ["@language", "@set"]]
    case .typed(let datatype): ["@id": id, "@type": .string("xsd:\(datatype.localName)")]
    }
  }
}
