import RDF
@testable import SKOS
import TestSupport
import Testing

@Suite(.needsSharedData("vocabularies/gemet/gemet-fr.rdf.gz"))
struct `Labels and terms of real vocabularies` {
  /// Numbers of findings that a program of a few lines over pyoxigraph counted, by plain loops over labels and notes.
  ///
  /// Concepts that lie outside the namespaces of a vocabulary were taken out of the counts by hand: the 41 groups and
  /// themes of GEMET, and two statuses beside RDA. So were those that a property of the vocabulary's own calls deprecated:
  /// 8 concepts of PhySH and 31 of the countries.
  @Test(arguments: [
    ("physh/physh-2.7.0.ttl", ["undocumented-concept": 3791, "homograph-unqualified": 1]),
    (
      "voc4cat/voc4cat-2026-02-24.ttl",
      ["pref-label-duplicate": 2, "definition-article": 424, "definition-duplicate": 0]
    ),
    (
      "rda/RDACarrierType.nt",
      [
        "undocumented-concept": 8, "pref-label-duplicate": 11, "definition-duplicate": 8,
        "definition-article": 144,
        "homograph-unqualified": 1,
      ]
    ),
    ("tadirah/tadirah-2.0.3.ttl", ["alt-without-pref": 3, "definition-article": 5]),
    ("gsq/lithology.ttl", ["definition-duplicate": 39, "homograph-unqualified": 7]),
    (
      "gemet/gemet-fr.rdf.gz",
      [
        "pref-label-missing": 222, "pref-label-duplicate": 94, "homograph-unqualified": 14,
        "undocumented-concept": 5430,
      ]
    ),
    (
      "gemet/gemet-de.rdf.gz",
      ["pref-label-missing": 221, "pref-label-duplicate": 110, "homograph-unqualified": 24]
    ),
    (
      "eu/countries-skos.rdf",
      ["undocumented-concept": 253, "pref-label-duplicate": 2, "homograph-unqualified": 1]
    ),
    ("dpv/dpv-2.3.ttl", ["scope-note-multiple": 1, "definition-duplicate": 1, "definition-article": 196]),
  ])
  func `the findings are those that others counted`(path: String, expected: [String: Int]) throws {
    let rules = expected.keys.compactMap(Rule.named)
    let findings = try SKOSCheck.run(Graph(shared: "vocabularies/" + path), rules: rules)
    let counts = Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
    for (rule, count) in expected { #expect(counts[rule, default: 0] == count, "\(rule)") }
  }
}
