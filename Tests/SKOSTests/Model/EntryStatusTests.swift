import RDF
import Testing

@testable import SKOS

@Suite struct `The status of entries` {
  /// Statements that say in the ways of several registers that ex:a is out of use, or that it is not.
  @Test(arguments: [
    ("owl:deprecated true", true), ("owl:deprecated \"1\"^^xsd:boolean", true),
    ("owl:deprecated false", false),
    ("ex:deprecated true", true), ("ex:deprecatedBy ex:b", false),
    (
      "<http://purl.org/linked-data/registry#status> <http://purl.org/linked-data/registry#statusSuperseded>",
      true
    ),
    (
      "<http://purl.org/linked-data/registry#status> <http://purl.org/linked-data/registry#statusStable>",
      false
    ),
    ("<http://www.w3.org/ns/adms#status> <http://purl.org/adms/status/Withdrawn>", true),
    (
      "<http://publications.europa.eu/ontology/euvoc#status> <http://publications.europa.eu/resource/authority/concept-status/DEPRECATED>",
      true
    ),
    ("<http://purl.org/iso25964/skos-thes#status> \"obsolete\"", true), ("ex:status \"obsolete\"", false),
  ])
  func `checks, differences and statistics agree on what is out of use`(statement: String, isRetired: Bool)
    throws
  {
    let graph = try Graph(turtle: "ex:a a skos:Concept ; \(statement) .")
    let entry = try #require(graph.entries().first { $0.iri == ex("a") })
    #expect(CheckContext(graph, languages: []).retired.count == (isRetired ? 1 : 0))
    #expect(EntryStatus.isRetired(entry) == isRetired)
    #expect(VocabularyStatistics(graph).deprecatedCount == (isRetired ? 1 : 0))
  }

  @Test func `what both versions of a vocabulary call succession is one list`() {
    #expect(Set(SuccessionProperties.toSuccessor).isDisjoint(with: SuccessionProperties.toPredecessor))
    #expect(Succession.namesSuccessor(.property(SuccessionProperties.toSuccessor[1])) == true)
    #expect(Succession.namesSuccessor(.property(SuccessionProperties.toPredecessor[1])) == false)
    #expect(Succession.namesSuccessor(.property(ex("other"))) == nil)
  }
}
