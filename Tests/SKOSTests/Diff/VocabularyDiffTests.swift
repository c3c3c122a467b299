import RDF
import SKOS
import TestSupport
import Testing

@Suite struct `Differences between vocabularies` {
  private func lines(_ old: [Triple], _ new: [Triple]) throws -> [String] {
    try VocabularyDiff(old: Graph(old), new: Graph(new)).description()
      .split(separator: "\n").map(String.init)
  }

  private func tagged(_ text: String, _ language: String) throws -> Term {
    .literal(.languageTagged(text, try LanguageTag(language)))
  }

  @Test func `equal vocabularies do not differ, whatever their blank nodes are called`() throws {
    let old = Graph([Triple(ex("a"), ex("p"), blank("x")), Triple(blank("x"), ex("q"), .text("1"))])
    let new = Graph([Triple(ex("a"), ex("p"), blank("y")), Triple(blank("y"), ex("q"), .text("1"))])
    let diff = try VocabularyDiff(old: old, new: new)
    #expect(diff.isEmpty)
    #expect(diff.description() == "no differences\n")
  }

  @Test func `a report says what people say`() throws {
    let love = ex("love")
    let common = try [
      Triple(love, .RDF.type, .iri(.SKOS.Concept)), Triple(love, .SKOS.prefLabel, tagged("love", "en")),
      Triple(ex("emotion"), .SKOS.prefLabel, tagged("emotion", "en")),
      Triple(ex("state"), .SKOS.prefLabel, tagged("state", "en")),
    ]
    let old =
      try common + [
        Triple(love, .SKOS.prefLabel, tagged("amour", "fr")), Triple(love, .SKOS.broader, ex("emotion")),
        Triple(love, .SKOS.definition, tagged("a strong feeling of deep affection", "en")),
        Triple(love, .SKOS.altLabel, tagged("adoration", "en")), Triple(love, .SKOS.notation, .text("1.2")),
        Triple(ex("gone"), .RDF.type, .iri(.SKOS.Concept)),
      ]
    let new =
      try common + [
        Triple(love, .SKOS.prefLabel, tagged("Amour", "fr")), Triple(love, .SKOS.broader, ex("state")),
        Triple(love, .SKOS.definition, tagged("an intense feeling of deep affection", "en")),
        Triple(love, .SKOS.hiddenLabel, tagged("luv", "en")), Triple(love, .SKOS.notation, .text("1.3")),
        Triple(love, .SKOS.exactMatch, ex("other")),
        Triple(love, .OWL.deprecated, .literal(.typed("true", datatype: .XSD.boolean))),
        Triple(ex("new"), .RDF.type, .iri(.SKOS.Concept)),
        Triple(ex("new"), .SKOS.prefLabel, tagged("lust", "en")),
      ]
    #expect(
      try lines(old, new) == [
        "1 entry added, 1 entry removed, 1 entry changed",
        "- concept <http://example.org/gone> removed",
        "~ concept \"love\" <http://example.org/love> changed",
        "    deprecated",
        "    notation changed: \"1.2\" → \"1.3\"",
        "    preferred label (fr) changed: \"amour\" → \"Amour\"",
        "    alternative label (en) removed: \"adoration\"",
        "    hidden label (en) added: \"luv\"",
        "    definition (en) changed: [-a strong-]{+an intense+} feeling of deep affection",
        "    moved from under \"emotion\" <http://example.org/emotion> to under \"state\" <http://example.org/state>",
        "    exact match added: <http://example.org/other>",
        "+ concept \"lust\" <http://example.org/new> added",
        "    preferred label (en): \"lust\"",
      ])
  }

  @Test func `notes and labels that are nodes read like plain ones`() throws {
    func version(_ text: String, _ source: String) throws -> [Triple] {
      [
        Triple(ex("a"), .SKOS.definition, blank("d")), Triple(blank("d"), .RDF.value, try tagged(text, "en")),
        Triple(blank("d"), .DCTerms.source, .text(source)), Triple(ex("a"), .SKOSXL.prefLabel, blank("l")),
        Triple(blank("l"), .SKOSXL.literalForm, try tagged(text, "fr")),
      ]
    }
    #expect(
      try lines(version("x", "ISO"), version("y", "ISO")).dropFirst(2) == [
        "    preferred label (fr) changed: \"x\" → \"y\"", "    definition (en) changed: \"x\" → \"y\"",
      ])
    #expect(
      try lines(version("x", "ISO"), version("x", "IEC")).dropFirst(2) == [
        """
            details of the definition (en) changed: [dct:source "ISO"; rdf:value "x"] → [dct:source "IEC"; rdf:value "x"]
        """
      ])
  }

  @Test func `control characters are written out`() throws {
    let text = try lines([], [Triple(ex("a"), ex("p"), .text("\u{1B}[31m\u{202E}x"))])
    #expect(text.last == "    <http://example.org/p>: \"\\u{1B}[31m\\u{202E}x\"")
  }

  @Test func `replacement, splitting and merging are recognised`() throws {
    let diff = try VocabularyDiff(
      old: Graph(),
      new: Graph([
        Triple(ex("a"), .DCTerms.isReplacedBy, ex("b")), Triple(ex("c"), .DCTerms.replaces, ex("a")),
        Triple(ex("d"), .DCTerms.isReplacedBy, ex("e")), Triple(ex("f"), .DCTerms.isReplacedBy, ex("g")),
        Triple(ex("h"), .DCTerms.isReplacedBy, ex("g")),
      ]))
    #expect(
      diff.successions == [
        .split(ex("a"), into: [ex("b"), ex("c")]), .replaced(ex("d"), by: ex("e")),
        .merged([ex("f"), ex("h")], into: ex("g")),
      ])
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func `a difference applied to the old vocabulary gives the new one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = RandomVocabulary(sizeMax: seed % 50 == 0 ? 200 : 8, using: &random)
    var end = start
    end.edit(atMost: 12, using: &random)
    let (old, new) = try (Graph(start.triples).entries(), Graph(end.triples).entries())
    let diff = try VocabularyDiff(old: old, new: new)
    #expect(try diff.applied(to: old) == new, "seed \(seed)")
    #expect(try VocabularyDiff(old: new, new: old).applied(to: new) == old, "seed \(seed)")
    #expect(diff.isEmpty == (old == new), "seed \(seed)")
    // Whatever changed is told.
    #expect(diff.entries.allSatisfy { !$0.changes.isEmpty }, "seed \(seed)")
  }
}

@Suite(.needsSharedData("vocabularies/physh/physh-2.5.0.ttl"))
struct `Differences between real releases` {
  @Test(arguments: [
    ["physh/physh-2.2.0.ttl", "physh/physh-2.5.0.ttl"], ["physh/physh-2.5.0.ttl", "physh/physh-2.7.0.ttl"],
    ["voc4cat/voc4cat-2023-08-17.ttl", "voc4cat/voc4cat-2024-04-08.ttl"],
    ["voc4cat/voc4cat-2025-05-22.ttl", "voc4cat/voc4cat-2026-02-24.ttl"],
    ["tadirah/tadirah-ja.ttl", "tadirah/tadirah-2.0.3.ttl"],
  ])
  func `applied to the earlier release they give the later one`(files: [String]) throws {
    let versions = try files.map { try Graph(shared: "vocabularies/" + $0).entries() }
    let diff = try VocabularyDiff(old: versions[0], new: versions[1])
    #expect(!diff.isEmpty)
    #expect(try diff.applied(to: versions[0]) == versions[1])
    #expect(diff.description().utf8.count > 100)
  }
}
