public import RDF

/// What a resource of a vocabulary is, by its declared types.
public enum ResourceKind: String, CaseIterable, Sendable {
  case concept = "Concept"
  case conceptScheme = "ConceptScheme"
  case collection = "Collection"
  case orderedCollection = "OrderedCollection"
  case label = "Label"
  case other = "other"

  /// The kind that a set of types means; the more special wins where there are several.
  public init(types: some Sequence<IRI>) {
    let types = Set(types)
    let order: [(IRI, ResourceKind)] = [
      (.SKOS.ConceptScheme, .conceptScheme), (.SKOS.OrderedCollection, .orderedCollection),
      (.SKOS.Collection, .collection), (.SKOS.Concept, .concept), (.SKOSXL.Label, .label),
    ]
    self = order.first { types.contains($0.0) }?.1 ?? .other
  }

  /// What people call it: "concept scheme".
  public var name: String {
    switch self {
    case .concept: "concept"
    case .conceptScheme: "concept scheme"
    case .collection: "collection"
    case .orderedCollection: "ordered collection"
    case .label: "label"
    case .other: "resource"
    }
  }
}
