import RDF
import SKOS
import TestSupport
import Testing

@Suite struct `RDF Patch` {
  private func patch(_ old: String, _ new: String) throws -> String {
    let (old, new) = try (Graph(turtle: old), Graph(turtle: new))
    let rows = try GraphDiff(old: old, new: new).rdfPatch()
    return String(decoding: rows, as: UTF8.self)
  }

  @Test func `deletes what is gone and adds what is new, in one transaction`() throws {
    let text = try patch("ex:a ex:p 'x' , ex:b .", "ex:a ex:p ex:b , \"y\\n\"@en .")
    #expect(
      text.split(separator: "\n").dropFirst() == [
        "TX .", "D <http://example.org/a> <http://example.org/p> \"x\" .",
        "A <http://example.org/a> <http://example.org/p> \"y\\n\"@en .", "TC .",
      ])
    #expect(
      text.wholeMatch(
        of: /H id <urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}> \.\n(.|\n)*/)
        != nil)
  }

  @Test func `leaves blank nodes alone about which nothing changed`() throws {
    let kept = "ex:a ex:p [ ex:q 'kept' ] . ex:b ex:p _:shared . ex:c ex:p _:shared . _:shared ex:q 1 ."
    let text = try patch(
      kept + "ex:a ex:note [ ex:q 'old' ] .", "ex:a ex:note [ ex:q 'new' ] ." + kept)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("D ") || $0.hasPrefix("A ") }
    #expect(rows.count == 4)
    #expect(
      rows.allSatisfy {
        $0.contains("<_:c14n") == $0.hasPrefix("D ") && $0.contains("<_:b0>") == $0.hasPrefix("A ")
      })
    #expect(!text.contains("kept"))
  }

  @Test func `is empty for the same statements in another order with other labels`() throws {
    let old = "ex:a ex:p [ ex:q 1 ] , [ ex:q 1 ] . ex:b ex:p _:x ."
    let new = "ex:b ex:p _:y . ex:a ex:p _:z , _:w . _:w ex:q 1 . _:z ex:q 1 ."
    #expect(try GraphDiff(old: Graph(turtle: old), new: Graph(turtle: new)).isEmpty)
    #expect(try patch(old, new).split(separator: "\n").dropFirst() == ["TX .", "TC ."])
  }

  @Test func `counts blank nodes that say the same`() throws {
    let text = try patch("ex:a ex:p [ ex:q 1 ] , [ ex:q 1 ] , [ ex:q 1 ] .", "ex:a ex:p [ ex:q 1 ] .")
    #expect(text.split(separator: "\n").count { $0.hasPrefix("D ") } == 4)
    #expect(!text.contains("\nA "))
  }

  @Test func `brings new prefixes along, but only with changed statements`() throws {
    let (old, new) = try (Graph(turtle: "ex:a ex:p 1 ."), Graph(turtle: "ex:a ex:p 2 ."))
    let diff = try GraphDiff(old: old, new: new)
    let rows = String(
      decoding: diff.rdfPatch(
        from: ["a": "http://a/", "b": "http://b/"], to: ["b": "http://c/", "d": "http://d/"]), as: UTF8.self)
    #expect(rows.contains("TX .\nPA \"b\" \"http://c/\" .\nPA \"d\" \"http://d/\" .\nD "))
    let none = try GraphDiff(old: old, new: old).rdfPatch(from: [:], to: ["d": "http://d/"])
    #expect(!String(decoding: none, as: UTF8.self).contains("PA"))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `applied to the old graph it gives the new one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = RandomVocabulary(sizeMax: seed % 50 == 0 ? 100 : 8, using: &random)
    var end = start
    end.edit(atMost: 12, using: &random)
    let shared = [Triple(ex("x"), ex("p"), blank("s")), Triple(ex("y"), ex("p"), blank("s"))]
    let old = Graph(start.triples + (seed % 3 == 0 ? shared : []))
    let new = Graph(end.triples + (seed % 2 == 0 ? shared : []))
    let diff = try GraphDiff(old: old, new: new)
    var applier = try PatchApplier(canonical: old)
    try applier.apply(diff.rdfPatch())
    #expect(try Graph(applier.triples).isIsomorphic(to: new), "seed \(seed)")
    #expect(diff.isEmpty == (try old.isIsomorphic(to: new)), "seed \(seed)")
    // The same whatever the order and the labels.
    let again = try GraphDiff(
      old: Graph(scrambled(Array(old.triples), using: &random)),
      new: Graph(scrambled(Array(new.triples), using: &random)))
    #expect(again == diff, "seed \(seed)")
  }

  @Test(
    .needsSharedData("vocabularies/physh/physh-2.5.0.ttl"),
    arguments: [
      ["physh/physh-2.2.0.ttl", "physh/physh-2.5.0.ttl"],
      ["voc4cat/voc4cat-2025-05-22.ttl", "voc4cat/voc4cat-2026-02-24.ttl"],
      ["tadirah/tadirah-ja.ttl", "tadirah/tadirah-2.0.3.ttl"],
      ["eu/continents-skos.rdf", "eu/continents-skos-ap-act.rdf"],
      ["coar/access_rights-2019-05-02.nt", "coar/version_types-2019-05-02.nt"],
    ])
  func `applied to a real release it gives the next`(files: [String]) throws {
    let (old, new) = try (
      Graph(shared: "vocabularies/" + files[0]), Graph(shared: "vocabularies/" + files[1])
    )
    for (from, to) in [(old, new), (new, old)] {
      var applier = try PatchApplier(canonical: from)
      try applier.apply(try GraphDiff(old: from, new: to).rdfPatch())
      #expect(try Graph(applier.triples).isIsomorphic(to: to))
    }
  }
}
