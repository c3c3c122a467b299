import RDF
import SKOS

/// What of an entry is kept in tables beside its body: its kind, its labels, and what it points at.
struct EntryIndex {
  /// What an entry is.
  enum Kind: String {
    case concept = "Concept"
    case conceptScheme = "ConceptScheme"
    case collection = "Collection"
    case label = "Label"
    case other = "other"
  }

  /// What a label is to its entry; the numbers stand in the store.
  enum LabelRole: Int {
    case preferred = 0
    case alternative = 1
    case hidden = 2
    case notation = 3

    /// The property, as SKOS names it.
    var name: String {
      switch self {
      case .preferred: "prefLabel"
      case .alternative: "altLabel"
      case .hidden: "hiddenLabel"
      case .notation: "notation"
      }
    }
  }

  private(set) var kind = Kind.other
  private(set) var labels: [(role: LabelRole, language: String, text: String)] = []
  private(set) var links: [(predicate: String, target: String, isDirect: Bool)] = []

  init(_ entry: Entry) throws {
    let own = Subject.iri(entry.iri)
    let triples = try entry.triples
    var forms: [BlankNode: Literal] = [:]
    for triple in triples where triple.predicate == .SKOSXL.literalForm {
      if case .blankNode(let node) = triple.subject, let form = triple.object.literal { forms[node] = form }
    }
    for triple in triples {
      if let target = triple.object.iri {
        links.append((triple.predicate.string, target.string, triple.subject == own))
      }
      guard triple.subject == own else { continue }
      if triple.predicate == .RDF.type { note(type: triple.object) }
      guard let role = Self.roles[triple.predicate] else { continue }
      // A SKOS-XL label that hangs from the entry counts as the plain label it stands for (S55 to S57).
      guard let literal = triple.object.literal ?? triple.object.blankNode.flatMap({ forms[$0] }) else {
        continue
      }
      let label = (role, literal.languageTag?.string ?? "", literal.lexicalForm)
      if !labels.contains(where: { $0 == label }) { labels.append(label) }
    }
  }

  private mutating func note(type: Term) {
    switch type {
    case .iri(.SKOS.Concept): kind = .concept
    case .iri(.SKOS.ConceptScheme): kind = .conceptScheme
    case .iri(.SKOS.Collection), .iri(.SKOS.OrderedCollection): kind = .collection
    case .iri(.SKOSXL.Label): kind = .label
    default: break
    }
  }

  private static let roles: [IRI: LabelRole] = [
    .SKOS.prefLabel: .preferred, .SKOS.altLabel: .alternative, .SKOS.hiddenLabel: .hidden,
    .SKOSXL.prefLabel: .preferred, .SKOSXL.altLabel: .alternative, .SKOSXL.hiddenLabel: .hidden,
    .SKOS.notation: .notation,
  ]
}
