public import RDF

/// A side of an entry that people talk about: "the preferred label in French", "the broader concepts".
public enum Aspect: Hashable, Sendable {
  /// What it is: rdf:type.
  case type
  /// Labels of one kind in one language, plain or by SKOS-XL.
  case label(LabelKind, LanguageTag?)
  /// dct:title and rdfs:label in one language.
  case title(LanguageTag?)
  /// Notes of one kind in one language, plain or as nodes with rdf:value.
  case note(NoteKind, LanguageTag?)
  /// The notations.
  case notation
  /// What it points at in one way.
  case relation(RelationKind)
  /// The list of an ordered collection.
  case memberList
  /// The literal form of an xl Label.
  case literalForm
  /// owl:deprecated and the status that a register gave it.
  case status
  /// The values of any other property.
  case property(IRI)

  /// What people call it: "preferred label (fr)".
  public var name: String {
    switch self {
    case .type: "type"
    case .label(let kind, let language): kind.name + Self.suffix(language)
    case .title(let language): "title" + Self.suffix(language)
    case .note(let kind, let language): kind.name + Self.suffix(language)
    case .notation: "notation"
    case .relation(let kind): kind.name
    case .memberList: "list of members"
    case .literalForm: "literal form"
    case .status: "status"
    case .property(let iri): iri.abbreviated
    }
  }

  private static func suffix(_ language: LanguageTag?) -> String { language.map { " (\($0))" } ?? "" }
}

extension Aspect {
  /// The aspect that a statement belongs to by its property and value; `text` is the text of a value that is a node.
  init(_ property: IRI, _ object: Term, text: Literal?) {
    let language = (object.literal ?? text)?.languageTag
    let label = LabelKind.allCases.first { $0.property == property || $0.xlProperty == property }
    if property == .RDF.type {
      self = .type
    } else if let label, object.literal != nil || text != nil || label.xlProperty == property {
      self = .label(label, language)
    } else if let kind = NoteKind.allCases.first(where: { $0.property == property }) {
      self = .note(kind, language)
    } else if let kind = RelationKind.allCases.first(where: { $0.property == property }),
      object.literal == nil
    {
      self = .relation(kind)
    } else {
      switch property {
      case .SKOS.notation: self = .notation
      case .SKOS.memberList: self = .memberList
      case .SKOSXL.literalForm: self = .literalForm
      case .DCTerms.title, .RDFS.label: self = .title(language)
      case .OWL.deprecated, Self.admsStatus, Self.registryStatus: self = .status
      default: self = .property(property)
      }
    }
  }

  private static let admsStatus = IRI(uncheckedValid: "http://www.w3.org/ns/adms#status")
  private static let registryStatus = IRI(uncheckedValid: "http://purl.org/linked-data/registry#status")
}

extension Aspect: Comparable {
  /// Orders as an entry is best read: what it is, its names, its notes, its place, the rest.
  public static func < (left: Aspect, right: Aspect) -> Bool { left.order < right.order }

  private var order: (Int, Int, String) {
    switch self {
    case .type: (0, 0, "")
    case .status: (1, 0, "")
    case .notation: (2, 0, "")
    case .label(let kind, let language): (3, kind.rawValue, language?.string ?? "")
    case .literalForm: (4, 0, "")
    case .title(let language): (5, 0, language?.string ?? "")
    case .note(let kind, let language):
      (6, NoteKind.allCases.firstIndex(of: kind) ?? 0, language?.string ?? "")
    case .relation(let kind): (7, RelationKind.allCases.firstIndex(of: kind) ?? 0, "")
    case .memberList: (8, 0, "")
    case .property(let iri): (9, 0, iri.string)
    }
  }
}
