internal import RDF

/// What the terms of a graph are, found in one pass over its statements.
struct StatisticsTerms {
  /// What a property means to the counting.
  enum Role {
    case label(LabelKind)
    case xlLabel(LabelKind)
    case note(NoteKind)
    case notation
    case mapping(RelationKind)
    case date
    case member
    case memberList
    case status
  }

  /// The concepts, by declaration, in order of their ids.
  private(set) var concepts: [TermID] = []
  /// Whether a term is a concept, by the number of its id.
  private(set) var isConcept: [Bool]
  /// Whether a term is declared a concept scheme.
  private(set) var schemes: Set<TermID> = []
  private(set) var blankNodeCount = 0
  private(set) var collectionCount = 0
  private(set) var orderedCollectionCount = 0
  private(set) var xlLabelCount = 0
  private(set) var predicates: [VocabularyStatistics.Usage] = []
  private(set) var classes: [VocabularyStatistics.Usage] = []
  /// The texts that stand for a node: the literal forms of an xl Label, the rdf:value of a note.
  private(set) var texts: [TermID: [TermID]] = [:]
  /// What each property means.
  private(set) var roles: [TermID: Role] = [:]

  init(_ graph: Graph) {
    let dictionary = graph.dictionary
    isConcept = Array(repeating: false, count: dictionary.count)
    func id(_ iri: IRI) -> TermID? { dictionary.id(of: .iri(iri)) }
    let (type, form, value) = (id(.RDF.type), id(.SKOSXL.literalForm), id(.RDF.value))
    let (concept, scheme, xlLabel) = (id(.SKOS.Concept), id(.SKOS.ConceptScheme), id(.SKOSXL.Label))
    let (collection, ordered) = (id(.SKOS.Collection), id(.SKOS.OrderedCollection))
    var counts: [TermID: Int] = [:]
    var classCounts: [TermID: Int] = [:]
    var collections: Set<TermID> = []
    var orderedCollections: Set<TermID> = []
    var xlLabels: Set<TermID> = []
    var blankNodes: Set<TermID> = []
    for statement in graph.statements {
      counts[statement.predicate, default: 0] += 1
      for end in [statement.subject, statement.object] where dictionary.isBlankNode(end) {
        blankNodes.insert(end)
      }
      if statement.predicate == form || statement.predicate == value, dictionary.isLiteral(statement.object) {
        texts[statement.subject, default: []].append(statement.object)
        if statement.predicate == form { xlLabels.insert(statement.subject) }
      }
      guard statement.predicate == type else { continue }
      classCounts[statement.object, default: 0] += 1
      switch statement.object {
      case concept:
        concepts.append(statement.subject)
        isConcept[Int(statement.subject.rawValue)] = true
      case scheme: schemes.insert(statement.subject)
      case collection: collections.insert(statement.subject)
      case ordered: orderedCollections.insert(statement.subject)
      case xlLabel: xlLabels.insert(statement.subject)
      default: break
      }
    }
    blankNodeCount = blankNodes.count
    collectionCount = collections.union(orderedCollections).count
    orderedCollectionCount = orderedCollections.count
    xlLabelCount = xlLabels.count
    predicates = Self.usages(counts, dictionary)
    classes = Self.usages(classCounts, dictionary)
    for (predicate, _) in counts { roles[predicate] = dictionary[predicate].iri.flatMap(Self.role) }
  }

  private static func usages(_ counts: [TermID: Int], _ dictionary: TermDictionary) -> [VocabularyStatistics
    .Usage]
  {
    counts.compactMap { id, count in
      dictionary[id].iri.map { VocabularyStatistics.Usage(iri: $0, count: count) }
    }.sorted { ($1.count, $0.iri) < ($0.count, $1.iri) }
  }

  /// The properties that give dates.
  static let dateProperties: [IRI] = [
    .DCTerms.created, .DCTerms.issued, .DCTerms.modified,
    IRI(uncheckedValid: "http://schema.org/dateCreated"),
    IRI(uncheckedValid: "http://schema.org/dateModified"),
    IRI(uncheckedValid: "https://schema.org/dateCreated"),
    IRI(uncheckedValid: "https://schema.org/dateModified"),
  ]

  static let mappingKinds: [RelationKind] = [
    .exactMatch, .closeMatch, .broadMatch, .narrowMatch, .relatedMatch,
  ]

  private static func role(_ property: IRI) -> Role? {
    if let kind = LabelKind.allCases.first(where: { $0.property == property }) { return .label(kind) }
    if let kind = LabelKind.allCases.first(where: { $0.xlProperty == property }) { return .xlLabel(kind) }
    if let kind = NoteKind.allCases.first(where: { $0.property == property }) { return .note(kind) }
    if let kind = mappingKinds.first(where: { $0.property == property }) { return .mapping(kind) }
    if dateProperties.contains(property) { return .date }
    switch property {
    case .SKOS.notation: return .notation
    case .SKOS.member: return .member
    case .SKOS.memberList: return .memberList
    default:
      return EntryStatus.properties.contains(property) || EntryStatus.isDeprecation(property)
        ? .status : nil
    }
  }
}
