import RDF
import SKOS
import TestSupport
import Testing

@Suite(.needsSharedData("vocabularies/physh/physh-2.7.0.ttl"))
struct `The structure of real vocabularies` {
  /// Numbers that a program of a few lines over pyoxigraph counted: ancestors by plain walks, pairs by plain sets.
  @Test(arguments: [
    (
      "physh/physh-2.7.0.ttl",
      [
        "hierarchy-redundant": 7, "related-siblings": 15, "orphan-concept": 174,
        // One of 18 schemes is deprecated.
        "scheme-without-top-concept": 17, "concept-without-scheme": 1,
      ]
    ),
    (
      "gemet/gemet-de.rdf.gz",
      [
        "hierarchy-redundant": 7273, "hierarchy-cycle": 3, "related-siblings": 1424, "orphan-concept": 2,
        "top-concept-with-broader": 40, "concept-without-scheme": 1,
      ]
    ),
    ("stw/stw-9.06.ttl.gz", ["hierarchy-redundant": 3447, "related-siblings": 3164]),
    ("tadirah/tadirah-ja.ttl", ["hierarchy-redundant": 4, "concept-without-scheme": 2]),
    // 28 concepts without relations are retired.
    ("bgs/Geochronology.nt", ["hierarchy-redundant": 2]),
    ("voc4cat/voc4cat-2025-05-22.ttl", ["hierarchy-redundant": 2]),
    ("gsq/lithology.ttl", [:]),
    ("skosmos-fixtures/test-551-A.ttl", ["top-concept-with-broader": 550]),
    (
      "skosmos-fixtures/test.ttl",
      ["orphan-concept": 5, "dangling-concept": 1, "concept-without-scheme": 5]
    ),
    // No concept is related to another: a list of countries.
    ("eu/countries-skos.rdf", ["scheme-without-top-concept": 1]),
  ])
  func `the findings are those that others counted`(path: String, expected: [String: Int]) throws {
    let rules = try [
      "hierarchy-redundant", "hierarchy-cycle", "related-siblings", "orphan-concept",
      "top-concept-with-broader",
      "scheme-without-top-concept", "concept-without-scheme", "dangling-concept",
    ].map { try #require(Rule.named($0)) }
    let findings = try SKOSCheck.run(Graph(shared: "vocabularies/" + path), rules: rules)
    #expect(Dictionary(grouping: findings, by: \.rule).mapValues(\.count) == expected)
  }

  @Test(arguments: [
    ("physh/physh-1.1.1.ttl", "physh/physh-2.2.0.ttl", "1150 published entries are gone"),
    ("voc4cat/voc4cat-2025-05-22.ttl", "voc4cat/voc4cat-2026-02-24.ttl", "477 entries were changed"),
    ("gemet/gemet-de.rdf.gz", "gemet/gemet-de.rdf.gz", ""),
  ])
  func `what changed between releases is what others counted`(before: String, now: String, message: String)
    throws
  {
    let rules = try ["published-iri-removed", "change-note-missing", "status-transition-illegal"]
      .map { try #require(Rule.named($0)) }
    let findings = try SKOSCheck.run(
      Graph(shared: "vocabularies/" + now), rules: rules, previous: Graph(shared: "vocabularies/" + before))
    #expect(message.isEmpty ? findings.isEmpty : findings.contains { $0.message.hasPrefix(message) })
  }
}
