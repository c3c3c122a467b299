internal import RDF

/// Which concepts are in which schemes, and which are their top concepts.
struct SchemeCount {
  private let graph: Graph
  private let schemeIDs: Set<TermID>
  private var concepts: [TermID: Set<TermID>] = [:]
  private var tops: [TermID: Set<TermID>] = [:]
  /// The concepts that some scheme has as a top concept.
  private(set) var topConcepts: Set<TermID> = []
  /// How many concepts are in no scheme.
  let conceptsWithoutSchemeCount: Int

  init(_ graph: Graph, _ terms: StatisticsTerms) {
    self.graph = graph
    let dictionary = graph.dictionary
    let inScheme = dictionary.id(of: .iri(.SKOS.inScheme))
    let topConceptOf = dictionary.id(of: .iri(.SKOS.topConceptOf))
    let hasTopConcept = dictionary.id(of: .iri(.SKOS.hasTopConcept))
    var schemes = terms.schemes
    var placed: Set<TermID> = []
    for statement in graph.statements {
      let (concept, scheme): (TermID, TermID)
      switch statement.predicate {
      case inScheme, topConceptOf: (concept, scheme) = (statement.subject, statement.object)
      case hasTopConcept: (concept, scheme) = (statement.object, statement.subject)
      default: continue
      }
      guard !dictionary.isLiteral(scheme), !dictionary.isLiteral(concept) else { continue }
      schemes.insert(scheme)
      guard terms.isConcept[Int(concept.rawValue)] else { continue }
      // S7 and S8: a top concept of a scheme is in it.
      concepts[scheme, default: []].insert(concept)
      placed.insert(concept)
      guard statement.predicate != inScheme else { continue }
      tops[scheme, default: []].insert(concept)
      topConcepts.insert(concept)
    }
    schemeIDs = schemes
    conceptsWithoutSchemeCount = terms.concepts.count - placed.count
  }

  /// The schemes that have an IRI, the largest first.
  func schemes(languages: [LanguageTag]) -> [VocabularyStatistics.Scheme] {
    schemeIDs.compactMap { id -> VocabularyStatistics.Scheme? in
      guard let iri = graph.dictionary[id].iri else { return nil }
      let description = ConceptDescription(of: .iri(iri), in: graph, withInverses: false)
      let label = description.bestLabel(for: languages)
      return VocabularyStatistics.Scheme(
        iri: iri, label: label.source == .localName ? nil : label.text,
        conceptCount: concepts[id]?.count ?? 0,
        topConceptCount: tops[id]?.count ?? 0)
    }.sorted { ($1.conceptCount, $0.iri) < ($0.conceptCount, $1.iri) }
  }
}
