import RDF
import SKOS
import Testing

@Suite struct `Merging an entry` {
  private let love = ex("love")

  private func entry(_ triples: Triple...) throws -> Entry { try Entry(iri: love, triples: triples) }

  private func merge(_ base: Entry?, _ ours: Entry?, _ theirs: Entry?) throws -> [String] {
    switch try EntryMerge.merge(base: base, ours: ours, theirs: theirs) {
    case .merged(let entry):
      try entry.map { try $0.triples.map { "\($0.predicate.localName) \(value($0.object))" } } ?? ["gone"]
    case .conflicts(let conflicts): conflicts.map(\.description)
    }
  }

  private func value(_ term: Term) -> String { term.literal?.lexicalForm ?? term.iri?.string ?? "[]" }

  private func label(_ text: String, _ language: String = "en") throws -> Triple {
    Triple(love, .SKOS.prefLabel, .literal(.languageTagged(text, try LanguageTag(language))))
  }

  @Test func `changes to different things come together`() throws {
    let base = try entry(label("love"), Triple(love, .SKOS.altLabel, .text("a")))
    let ours = try entry(label("affection"), Triple(love, .SKOS.altLabel, .text("a")))
    let theirs = try entry(label("love"), label("amour", "fr"), Triple(love, .SKOS.altLabel, .text("b")))
    #expect(try merge(base, ours, theirs) == ["altLabel b", "prefLabel affection", "prefLabel amour"])
  }

  @Test func `two preferred labels in one language are a conflict that names both sides`() throws {
    let merged = try merge(entry(label("love")), entry(label("affection")), entry(label("passion")))
    #expect(
      merged == [
        """
        the preferred label (en) of "love" <http://example.org/love> was "love": our side made it "affection", \
        their side made it "passion"
        """
      ])
  }

  @Test func `a conflict can be told with the caller's names for the sides`() throws {
    let outcome = try EntryMerge.merge(
      base: entry(label("love")), ours: entry(label("x")), theirs: entry(label("love", "fr")))
    guard case .conflicts(let conflicts) = outcome else {
      return #expect(Bool(false), "there should be a conflict")
    }
    #expect(
      conflicts.map { $0.description(ours: "revision 7", theirs: "change request 3") } == [
        """
        the preferred label (en) of "love" <http://example.org/love> was "love": revision 7 made it "x", change request 3 \
        removed it
        """
      ])
  }

  @Test func `two definitions, notations or literal forms are conflicts`() throws {
    for property in [IRI.SKOS.definition, .SKOS.notation, .SKOSXL.literalForm] {
      let sides = try ["1", "2", "3"].map { try entry(Triple(love, property, .text($0))) }
      let conflicts = try merge(sides[0], sides[1], sides[2])
      #expect(conflicts.count == 1)
      #expect(
        conflicts.first?.contains("was \"1\": our side made it \"2\", their side made it \"3\"") == true)
    }
  }

  @Test func `several definitions in one language are merged like anything else`() throws {
    let base = try entry(
      Triple(love, .SKOS.definition, .text("1")), Triple(love, .SKOS.definition, .text("2")))
    let ours = try entry(
      Triple(love, .SKOS.definition, .text("1")), Triple(love, .SKOS.definition, .text("3")))
    let theirs = try entry(
      Triple(love, .SKOS.definition, .text("4")), Triple(love, .SKOS.definition, .text("2")))
    #expect(try merge(base, ours, theirs) == ["definition 3", "definition 4"])
  }

  @Test func `removing what the other changed is a conflict`() throws {
    let base = try entry(label("love"))
    let changed = try entry(label("affection"))
    #expect(
      try merge(base, nil, changed) == [
        "\"love\" <http://example.org/love> was removed by our side but changed by their side"
      ])
    #expect(
      try merge(base, changed, nil) == [
        "\"love\" <http://example.org/love> was removed by their side but changed by our side"
      ])
    #expect(try merge(base, nil, base) == ["gone"])
    #expect(try merge(base, nil, nil) == ["gone"])
  }

  @Test func `an entry that both sides made is put together`() throws {
    let ours = try entry(label("love"), Triple(love, .SKOS.altLabel, .text("a")))
    #expect(try merge(nil, ours, entry(label("love"))) == ["altLabel a", "prefLabel love"])
    #expect(
      try merge(nil, ours, entry(label("x"))).first?.contains("was not there: our side added \"love\"")
        == true)
  }

  @Test func `blank nodes with the same content are the same`() throws {
    func note(_ text: String, _ node: String, _ more: Triple...) throws -> Entry {
      let node = blank(node)
      return try Entry(
        iri: love,
        triples: more + [
          Triple(love, .SKOS.scopeNote, node), Triple(node, .RDF.value, .text(text)),
          Triple(node, ex("by"), ex("me")),
        ])
    }
    let base = try note("1", "x")
    let ours = try note("1", "y", Triple(love, ex("p"), .text("ours")))
    #expect(
      try merge(base, ours, note("2", "z")).sorted() == [
        "by http://example.org/me", "p ours", "scopeNote []", "value 2",
      ])
    #expect(
      try merge(base, note("2", "x"), note("3", "x")) == [
        "the scope note of <http://example.org/love> was \"1\": our side made it \"2\", their side made it \"3\""
      ])
  }

  @Test func `of two dates of modification the later stays`() throws {
    func dated(_ day: String) throws -> Entry {
      try entry(Triple(love, .DCTerms.modified, .literal(.typed(day, datatype: .XSD.date))))
    }
    #expect(
      try merge(dated("2026-01-01"), dated("2026-02-02"), dated("2026-03-03")) == ["modified 2026-03-03"])
    #expect(
      try merge(dated("2026-01-01"), dated("2026-03-03"), dated("2026-02-02")) == ["modified 2026-03-03"])
  }
}
