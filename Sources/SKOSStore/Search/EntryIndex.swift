import RDF
import SKOS

/// What of an entry is kept in tables beside its body: its kind, its texts, and what it points at.
struct EntryIndex: Sendable {
  /// What an entry is.
  enum Kind: String {
    case concept = "Concept"
    case conceptScheme = "ConceptScheme"
    case collection = "Collection"
    case label = "Label"
    case other = "other"
  }

  private(set) var kind = Kind.other
  private(set) var labels: [(role: TextRole, language: String, text: String)] = []
  private(set) var links: [(predicate: String, target: String, isDirect: Bool)] = []

  /// Reads what is indexed from the bytes of the body: an import does it for every entry.
  ///
  /// - Throws: `EntryError.damagedBody`.
  init(_ entry: Entry) throws {
    // A SKOS-XL label that hangs from the entry counts as the plain label it stands for (S55 to S57), a note that
    // is a blank node by its rdf:value.
    var forms: [ArraySlice<UInt8>: [(lexicalForm: String, language: String)]] = [:]
    try entry.forEachStatement { statement in
      guard let node = statement.subjectLabel, Self.forms.contains(statement.predicate),
        let form = statement.literal
      else { return }
      forms[node, default: []].append(form)
    }
    var seen: Set<SeenLabel> = []
    try entry.forEachStatement { statement in
      if let target = statement.objectIRI {
        links.append((statement.property, target, statement.isOwn))
      }
      guard statement.isOwn else { return }
      if statement.predicate == Self.type, let type = statement.objectIRI { kind = Self.kinds[type] ?? kind }
      guard let role = TextRole.ofProperty[statement.predicate] else { return }
      let literals = statement.literal.map { [$0] } ?? statement.objectLabel.flatMap { forms[$0] } ?? []
      for literal in literals {
        let label = SeenLabel(role: role, language: literal.language, text: literal.lexicalForm)
        if seen.insert(label).inserted { labels.append((role, label.language, label.text)) }
      }
    }
  }

  private struct SeenLabel: Hashable {
    let role: TextRole
    let language: String
    let text: String
  }

  private static let forms: Set = [
    Array(IRI.SKOSXL.literalForm.string.utf8)[...], Array(IRI.RDF.value.string.utf8)[...],
  ]
  private static let type = Array(IRI.RDF.type.string.utf8)[...]
  private static let kinds: [String: Kind] = [
    IRI.SKOS.Concept.string: .concept, IRI.SKOS.ConceptScheme.string: .conceptScheme,
    IRI.SKOS.Collection.string: .collection, IRI.SKOS.OrderedCollection.string: .collection,
    IRI.SKOSXL.Label.string: .label,
  ]
}
