public import RDF

/// What a vocabulary has how much of: resources, labels, languages, levels, mappings, dates.
///
/// What each number means exactly stands in spec/reports.md, "Statistics".
public struct VocabularyStatistics: Sendable {
  /// How often a property or class is used.
  public struct Usage: Hashable, Sendable {
    /// The property or class.
    public let iri: IRI
    /// How many statements have it.
    public let count: Int
  }

  /// What there is in one language.
  public struct Language: Hashable, Sendable {
    /// The tag; nil for texts without one.
    public let tag: LanguageTag?
    /// How many labels of each kind there are, whatever has them.
    public let labels: [LabelKind: Int]
    /// How many concepts have a text in each aspect.
    public let coverage: [Coverage: Int]
  }

  /// A concept scheme.
  public struct Scheme: Hashable, Sendable {
    /// The scheme.
    public let iri: IRI
    /// Its label, if it has one.
    public let label: String?
    /// How many concepts are in it.
    public let conceptCount: Int
    /// How many of these are its top concepts.
    public let topConceptCount: Int
  }

  /// The mappings by one property to one place.
  public struct Mapping: Hashable, Sendable {
    /// The property.
    public let kind: RelationKind
    /// The host of the IRIs that are mapped to, or the scheme of those without a host.
    public let target: String
    /// How many statements there are.
    public let count: Int
  }

  /// A status and how many concepts have it.
  public struct Status: Hashable, Sendable {
    /// The IRI, or the text where the status is a text.
    public let name: String
    /// How many concepts have it.
    public let conceptCount: Int
  }

  /// The span of the dates that one property gives.
  public struct Dates: Hashable, Sendable {
    /// The property.
    public let property: IRI
    /// How many statements have a date.
    public let count: Int
    /// The earliest date, as the first ten characters of what is written.
    public let first: String
    /// The latest date.
    public let last: String
  }

  /// How many statements there are.
  public let tripleCount: Int
  /// How many blank nodes.
  public let blankNodeCount: Int
  /// How many resources are declared to be concepts.
  public let conceptCount: Int
  /// How many resources stand in semantic relations without being declared concepts.
  public let undeclaredConceptCount: Int
  /// How many concept schemes are declared or used.
  public let schemeCount: Int
  /// How many collections, the ordered ones included.
  public let collectionCount: Int
  /// How many ordered collections.
  public let orderedCollectionCount: Int
  /// How many memberships in collections.
  public let memberCount: Int
  /// How many xl Labels.
  public let xlLabelCount: Int
  /// How many notations, and how many concepts have one.
  public let notations: (count: Int, conceptCount: Int)
  /// How many concepts are out of use.
  public let deprecatedCount: Int
  /// How many resources are out of use, concepts and others.
  public let deprecatedResourceCount: Int
  /// How many concepts have a mapping.
  public let mappedConceptCount: Int
  /// How many concepts are in no scheme.
  public let conceptsWithoutSchemeCount: Int
  /// The languages, those with most preferred labels first.
  public let languages: [Language]
  /// How many concepts have each aspect in any language.
  public let coverage: [Coverage: Int]
  /// The schemes, the largest first.
  public let schemes: [Scheme]
  /// The hierarchy.
  public let hierarchy: HierarchyStatistics
  /// The mappings, by property, to most first.
  public let mappings: [Mapping]
  /// The statuses, the most usual first.
  public let statuses: [Status]
  /// The dates, by property.
  public let dates: [Dates]
  /// The properties, the most used first.
  public let predicates: [Usage]
  /// The classes, the most used first.
  public let classes: [Usage]

  /// Counts what a graph has; O(n log n) in memory for a few numbers a concept.
  ///
  /// - Parameter languages: the languages for the labels of schemes, the best first.
  public init(_ graph: Graph, languages wanted: [LanguageTag] = []) {
    let terms = StatisticsTerms(graph)
    var pass = StatisticsPass(graph, terms)
    pass.run()
    tripleCount = graph.count
    blankNodeCount = terms.blankNodeCount
    conceptCount = terms.concepts.count
    collectionCount = terms.collectionCount
    orderedCollectionCount = terms.orderedCollectionCount
    xlLabelCount = terms.xlLabelCount
    predicates = terms.predicates
    classes = terms.classes
    memberCount = pass.memberCount
    notations = (pass.notationCount, pass.notatedConceptCount)
    deprecatedCount = pass.deprecatedCount
    deprecatedResourceCount = pass.deprecatedResourceCount
    mappedConceptCount = pass.mappedConceptCount
    languages = pass.languages
    coverage = pass.coverage
    mappings = pass.mappings
    statuses = pass.statuses
    dates = pass.dates
    let wanted = wanted + [graph.defaultLanguage].compactMap { $0 }
    let placing = SchemeCount(graph, terms)
    schemes = placing.schemes(languages: wanted)
    schemeCount = schemes.count
    conceptsWithoutSchemeCount = placing.conceptsWithoutSchemeCount
    let counted = HierarchyCount(graph, terms)
    undeclaredConceptCount = counted.undeclaredCount
    hierarchy = counted.statistics(topConcepts: placing.topConcepts)
  }
}

/// An aspect in which concepts have texts or lack them.
public enum Coverage: Hashable, CaseIterable, Sendable {
  case label(LabelKind)
  case note(NoteKind)

  /// All aspects, labels first.
  public static let allCases = LabelKind.allCases.map(Coverage.label) + NoteKind.allCases.map(Coverage.note)

  /// The local name of the property.
  public var key: String {
    switch self {
    case .label(let kind): String(kind.property.localName)
    case .note(let kind): kind.rawValue
    }
  }

  /// What people call it.
  public var name: String {
    switch self {
    case .label(let kind): kind.name
    case .note(let kind): kind.name
    }
  }
}
