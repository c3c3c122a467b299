import Foundation
import RDF
import SKOS
import TestSupport
import Testing

/// Skosify's five checks against our rules for the same, over real vocabularies.
///
/// Known differences, after which both sides are made comparable: Skosify tells `en` and `EN` apart where tags are one
/// language (no file here has both); it knows no
/// SKOS-XL (so yso.ttl, whose clashes are between xl Labels, is left out); it names one way of a related pair or both; its check of cycles names the closing
/// edge that its walk met, and walks only from top concepts.
///
/// Over all vocabularies but iconclass (too large for it) 73 of 83 files agree. The others: where a step starts or ends
/// on a cycle, Skosify calls it redundant as well, even two that lead to the two concepts of one cycle (cycle.ttl, and 13
/// of GEMET's 7,286); it does not know sub-properties of prefLabel (dup.ttl) or SKOS-XL (yso.ttl); and what is broader
/// than itself is a cycle to it (six examples of VocPub), what is related to itself a clash (one concept of GEMET), which
/// both are `self-relation` here.
@Suite(.needsSharedData("vocabularies/physh/physh-2.7.0.ttl"))
struct `Agreement with Skosify` {
  static let files = [
    "physh/physh-2.7.0.ttl", "voc4cat/voc4cat-2024-04-08.ttl", "voc4cat/voc4cat-2026-02-24.ttl",
    "tadirah/tadirah-2.0.3.ttl", "eu/continents-skos-ap-act.rdf", "coar/access_rights-2019-05-02.nt",
    "skosmos-fixtures/test-hierarchy.ttl", "rda/RDACarrierType.xml",
  ]

  @Test(arguments: files)
  func `both find the same`(file: String) throws {
    let path = try #require(SharedData.url("vocabularies/" + file)).path
    guard let theirs = try Oracle.skosifyFindings(path) else { return }
    let rules = [
      "hierarchy-redundant", "related-in-hierarchy", "multiple-pref-labels", "label-role-overlap",
      "hierarchy-cycle",
    ]
    .compactMap(Rule.named)
    let ours = try Dictionary(
      grouping: SKOSCheck.run(Graph(shared: "vocabularies/" + file), rules: rules), by: \.rule)
    func pairs(_ rule: String) -> Set<[String]> {
      Set(
        ours[rule, default: []].map { finding in
          [finding.focus.iri?.string ?? ""] + finding.related.prefix(1).compactMap { $0.iri?.string }
        })
    }
    func rows(_ check: String, _ count: Int) -> Set<[String]> {
      let all: [[String]] = theirs[check].flatMap { $0 } ?? []
      return Set(all.map { Array($0.prefix(count)) })
    }
    #expect(pairs("hierarchy-redundant") == rows("hierarchical_redundancy", 2))
    #expect(
      Set(pairs("related-in-hierarchy").map(Set.init)) == Set(rows("disjoint_relations", 2).map(Set.init)))
    #expect(
      Set(ours["multiple-pref-labels", default: []].map { $0.focus.iri?.string ?? "" })
        == Set(rows("preflabel_uniqueness", 1).compactMap(\.first)))
    #expect(
      Set(ours["label-role-overlap", default: []].map { $0.focus.iri?.string ?? "" })
        == Set(rows("label_overlap", 1).compactMap(\.first)))
    if !rows("hierarchy_cycles", 2).isEmpty {
      #expect(ours["hierarchy-cycle"] != nil)
    }
  }
}
