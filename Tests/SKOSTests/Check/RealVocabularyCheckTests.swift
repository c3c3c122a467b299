import RDF
import SKOS
import TestSupport
import Testing

@Suite(.needsSharedData("vocabularies/physh/physh-2.7.0.ttl"))
struct `Checking real vocabularies` {
  /// Numbers of findings that a program of a few lines over pyoxigraph counted, closures by plain walks.
  ///
  /// `dup.ttl` and the Labels without form in `yso.ttl` were counted by hand: the one declares a sub-property of
  /// prefLabel, the others are referred to but not described.
  @Test(arguments: [
    ("physh/physh-2.7.0.ttl", ["related-in-hierarchy": 2]),
    ("tadirah/tadirah-2.0.3.ttl", [:]),
    ("voc4cat/voc4cat-2024-04-08.ttl", [:]),
    ("voc4cat/voc4cat-2026-02-24.ttl", ["label-role-overlap": 1]),
    ("rda/RDACarrierType.xml", ["label-role-overlap": 7]),
    ("eu/continents-skos-ap-act.rdf", [:]),
    ("coar/access_rights-2019-05-02.nt", [:]),
    ("skosmos-fixtures/test-hierarchy.ttl", ["multiple-pref-labels": 1]),
    ("skosmos-fixtures/dup.ttl", ["multiple-pref-labels": 1]),
    (
      "skosmos-fixtures/yso.ttl",
      ["label-role-overlap": 1, "multiple-pref-labels": 2, "xl-literal-form-count": 3]
    ),
  ])
  func `the findings are those that others counted`(path: String, expected: [String: Int]) throws {
    let findings = try SKOSCheck.run(Graph(shared: "vocabularies/" + path), rules: Rule.integrityConditions)
    #expect(Dictionary(grouping: findings, by: \.rule).mapValues(\.count) == expected)
  }
}
