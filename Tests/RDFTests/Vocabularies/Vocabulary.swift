import RDF
import TestSupport
import Testing

/// A real vocabulary, with the number of distinct statements that other programs find in it.
struct Vocabulary: Sendable, CustomTestStringConvertible {
  /// The path below `vocabularies`.
  let path: String
  /// Triples, or quads where the file has named graphs.
  let count: Int

  var testDescription: String { path }

  init(_ path: String, _ count: Int) {
    self.path = path
    self.count = count
  }

  /// Every file of the shared vocabularies.
  static let all = published + fixtures

  /// The counts are those of the README beside the files: pyoxigraph, rdflib, rapper and serdi agree on them.
  static let published = [
    Vocabulary("bgs/Geochronology-alignments-dbpedia.nt", 702),
    Vocabulary("bgs/Geochronology-scheme-only.nt", 14),
    Vocabulary("bgs/Geochronology.nt", 5_399),
    Vocabulary("coar/access_rights-2019-05-02.nt", 845),
    Vocabulary("coar/access_rights-2019-05-02.ttl", 845),
    Vocabulary("coar/version_types-2019-05-02.nt", 1_035),
    Vocabulary("coar/version_types-2019-05-02.ttl", 1_035),
    Vocabulary("derived/voc4cat-versions.nq.gz", 16_565),
    Vocabulary("derived/voc4cat-versions.trig", 16_565),
    Vocabulary("dpv/dpv-2.3.jsonld", 14_909),
    Vocabulary("dpv/dpv-2.3.rdf", 14_909),
    Vocabulary("dpv/dpv-2.3.ttl", 14_909),
    Vocabulary("eu/continents-skos-ap-act.rdf", 1_624),
    Vocabulary("eu/continents-skos.rdf", 228),
    Vocabulary("eu/countries-skos.rdf", 19_563),
    Vocabulary("gemet/gemet-de.rdf.gz", 46_706),
    Vocabulary("gemet/gemet-fr.rdf.gz", 46_704),
    Vocabulary("gsq/lithology.ttl", 25_083),
    Vocabulary("iconclass/iconclass.nt.gz", 1_313_731),
    Vocabulary("italy/academic-disciplines.jsonld", 8_625),
    Vocabulary("italy/academic-disciplines.rdf", 8_625),
    Vocabulary("italy/academic-disciplines.ttl", 8_625),
    Vocabulary("periodo/periodo-initial.jsonld", 32_656),
    Vocabulary("periodo/periodo-initial.ttl", 32_656),
    Vocabulary("physh/physh-1.1.1.ttl", 19_992),
    Vocabulary("physh/physh-2.2.0.ttl", 20_656),
    Vocabulary("physh/physh-2.5.0.ttl", 22_871),
    Vocabulary("physh/physh-2.7.0-skos-compat.ttl", 25_428),
    Vocabulary("physh/physh-2.7.0.jsonld.gz", 23_590),
    Vocabulary("physh/physh-2.7.0.nt.gz", 23_590),
    Vocabulary("physh/physh-2.7.0.rdf.gz", 23_590),
    Vocabulary("physh/physh-2.7.0.ttl", 23_590),
    Vocabulary("rda/RDACarrierType.jsonld", 4_298),
    Vocabulary("rda/RDACarrierType.nt", 4_363),
    Vocabulary("rda/RDACarrierType.xml", 4_367),
    Vocabulary("stw/stw-9.06.ttl.gz", 109_659),
    Vocabulary("tadirah/tadirah-2.0.3.ttl", 8_543),
    Vocabulary("tadirah/tadirah-ja.ttl", 1_824),
    Vocabulary("voc4cat/voc4cat-2023-08-17.ttl", 1_803),
    Vocabulary("voc4cat/voc4cat-2024-04-08.ttl", 2_717),
    Vocabulary("voc4cat/voc4cat-2025-05-22.ttl", 4_489),
    Vocabulary("voc4cat/voc4cat-2026-02-24.ttl", 7_556),
    Vocabulary("vocpub/registry-statuses.ttl", 167),
    Vocabulary("vocpub/validator.ttl", 765),
  ]

  /// Many small files, one situation each; counted by pyoxigraph.
  static let fixtures = [
    Vocabulary("skosmos-fixtures/altlabel.ttl", 58),
    Vocabulary("skosmos-fixtures/cbd.ttl", 41),
    Vocabulary("skosmos-fixtures/changes.ttl", 23),
    Vocabulary("skosmos-fixtures/collation.ttl", 21),
    Vocabulary("skosmos-fixtures/conceptPropertyLabels.ttl", 31),
    Vocabulary("skosmos-fixtures/cycle.ttl", 25),
    Vocabulary("skosmos-fixtures/date.ttl", 27),
    Vocabulary("skosmos-fixtures/default_graph.ttl", 2),
    Vocabulary("skosmos-fixtures/dup.ttl", 36),
    Vocabulary("skosmos-fixtures/dupgroup.ttl", 27),
    Vocabulary("skosmos-fixtures/groups.ttl", 62),
    Vocabulary("skosmos-fixtures/hash.ttl", 17),
    Vocabulary("skosmos-fixtures/http304.ttl", 26),
    Vocabulary("skosmos-fixtures/mapping.ttl", 6),
    Vocabulary("skosmos-fixtures/multiple-schemes.ttl", 21),
    Vocabulary("skosmos-fixtures/myns-ontology.ttl", 10),
    Vocabulary("skosmos-fixtures/nolang.ttl", 22),
    Vocabulary("skosmos-fixtures/prefix.ttl", 3),
    Vocabulary("skosmos-fixtures/sub.ttl", 6),
    Vocabulary("skosmos-fixtures/subtag.ttl", 2),
    Vocabulary("skosmos-fixtures/test-551-A.ttl", 4_419),
    Vocabulary("skosmos-fixtures/test-concept-schemes.ttl", 45),
    Vocabulary("skosmos-fixtures/test-hierarchy-without-top-concepts.ttl", 150),
    Vocabulary("skosmos-fixtures/test-hierarchy.ttl", 152),
    Vocabulary("skosmos-fixtures/test-marc.ttl", 19),
    Vocabulary("skosmos-fixtures/test-notation-sort.ttl", 131),
    Vocabulary("skosmos-fixtures/test-qualified-broader.ttl", 12),
    Vocabulary("skosmos-fixtures/test-qualified-notation.ttl", 21),
    Vocabulary("skosmos-fixtures/test-rdf-list.ttl", 281),
    Vocabulary("skosmos-fixtures/test.ttl", 159),
    Vocabulary("skosmos-fixtures/xl.ttl", 17),
    Vocabulary("skosmos-fixtures/yso.ttl", 14_087),
    Vocabulary("vocpub/examples/01-invalid.ttl", 122),
    Vocabulary("vocpub/examples/01-valid.ttl", 67),
    Vocabulary("vocpub/examples/02-valid-build.ttl", 76),
    Vocabulary("vocpub/examples/03-invalid-GA.ttl", 128),
    Vocabulary("vocpub/examples/03-valid-GA.ttl", 128),
    Vocabulary("vocpub/examples/03-valid.ttl", 127),
    Vocabulary("vocpub/examples/04-valid-multilang.ttl", 64),
    Vocabulary("vocpub/examples/05-valid-qualdev.ttl", 66),
    Vocabulary("vocpub/examples/06-invalid-qualdev.ttl", 64),
    Vocabulary("vocpub/examples/07-invalid-issue-16.ttl", 74),
    Vocabulary("vocpub/examples/08-valid-issue-15-status.ttl", 142),
    Vocabulary("vocpub/examples/09-invalid-warnings-issue-15-status.ttl", 142),
    Vocabulary("vocpub/examples/10-valid-multi-lang-agents.ttl", 143),
    Vocabulary("vocpub/examples/11-invalid-multi-lang-agents.ttl", 143),
    Vocabulary("vocpub/examples/12-invalid-multi-lang-agents.ttl", 143),
    Vocabulary("vocpub/examples/13-invalid-multi-lang-agents.ttl", 143),
    Vocabulary("vocpub/examples/14-valid-suni-all-props.ttl", 152),
    Vocabulary("vocpub/examples/15-invalid-suni-temporalEntity.ttl", 151),
    Vocabulary("vocpub/examples/16-invalid-concept-historyNote.ttl", 69),
  ]
}
