import RDF
import SKOS

/// What of an entry is kept in tables beside its body: its kind, its labels, and what it points at.
struct EntryIndex: Sendable {
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

  /// Reads what is indexed from the bytes of the body: an import does it for every entry.
  ///
  /// - Throws: `EntryError.damagedBody`.
  init(_ entry: Entry) throws {
    // A SKOS-XL label that hangs from the entry counts as the plain label it stands for (S55 to S57).
    var forms: [ArraySlice<UInt8>: (lexicalForm: String, language: String)] = [:]
    try entry.forEachStatement { statement in
      guard let node = statement.subjectLabel, statement.predicate == Self.literalForm else { return }
      forms[node] = statement.literal
    }
    try entry.forEachStatement { statement in
      if let target = statement.objectIRI {
        links.append((statement.property, target, statement.isOwn))
      }
      guard statement.isOwn else { return }
      if statement.predicate == Self.type, let type = statement.objectIRI { kind = Self.kinds[type] ?? kind }
      guard let role = Self.roles[statement.predicate],
        let form = statement.literal ?? statement.objectLabel.flatMap({ forms[$0] })
      else { return }
      let label = (role, form.language, form.lexicalForm)
      if !labels.contains(where: { $0 == label }) { labels.append(label) }
    }
  }

  private static let literalForm = Array(IRI.SKOSXL.literalForm.string.utf8)[...]
  private static let type = Array(IRI.RDF.type.string.utf8)[...]
  private static let kinds: [String: Kind] = [
    IRI.SKOS.Concept.string: .concept, IRI.SKOS.ConceptScheme.string: .conceptScheme,
    IRI.SKOS.Collection.string: .collection, IRI.SKOS.OrderedCollection.string: .collection,
    IRI.SKOSXL.Label.string: .label,
  ]
  /// By the bytes of the property.
  private static let roles: [ArraySlice<UInt8>: LabelRole] = Dictionary(
    uniqueKeysWithValues: [
      (IRI.SKOS.prefLabel, LabelRole.preferred), (.SKOS.altLabel, .alternative), (.SKOS.hiddenLabel, .hidden),
      (.SKOSXL.prefLabel, .preferred), (.SKOSXL.altLabel, .alternative), (.SKOSXL.hiddenLabel, .hidden),
      (.SKOS.notation, .notation),
    ].map { (Array($0.0.string.utf8)[...], $0.1) })
}
