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

  /// A text of the entry: a label, a notation or a note.
  struct Label: Hashable {
    let role: TextRole
    let language: String
    let text: String
  }

  private(set) var kind = Kind.other
  private(set) var labels: [Label] = []
  private(set) var links: [(predicate: String, target: String, isDirect: Bool)] = []

  /// Reads what is indexed from the bytes of the body: an import does it for every entry.
  ///
  /// - Throws: `EntryError.damagedBody`.
  init(_ entry: Entry) throws {
    // A SKOS-XL label that hangs from the entry counts as the plain label it stands for (S55 to S57), a note that
    // is a blank node by its rdf:value.
    var forms: [ArraySlice<UInt8>: [(lexicalForm: String, language: String)]] = [:]
    if entry.mayHaveBlankNodes {
      try entry.forEachStatement { statement in
        guard let node = statement.subjectLabel, Self.forms.contains(statement.predicate),
          let form = statement.literal
        else { return }
        forms[node, default: []].append(form)
      }
    }
    // Statements of one property stand together.
    var last: (property: ArraySlice<UInt8>, iri: String, role: TextRole?) = ([], "", nil)
    try entry.forEachStatement { statement in
      if statement.predicate != last.property {
        last = (statement.predicate, statement.property, TextRole.ofProperty[statement.predicate])
      }
      if let target = statement.objectIRI { links.append((last.iri, target, statement.isOwn)) }
      guard statement.isOwn else { return }
      guard let role = last.role else {
        if let type = statement.objectIRI, statement.predicate == Self.type {
          kind = Self.kinds[type] ?? kind
        }
        return
      }
      if let (form, language) = statement.literal {
        labels.append(Label(role: role, language: language, text: form))
      } else if let node = statement.objectLabel, let forms = forms[node] {
        labels += forms.map { Label(role: role, language: $0.language, text: $0.lexicalForm) }
      }
    }
    // What hangs from the entry may say again what a plain label says.
    if !forms.isEmpty {
      var seen: Set<Label> = []
      labels = labels.filter { seen.insert($0).inserted }
    }
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
