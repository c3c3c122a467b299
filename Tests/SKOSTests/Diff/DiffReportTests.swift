import RDF
import SKOS
import TestSupport
import Testing

@Suite struct `The report of a difference` {
  private func report(_ old: String, _ new: String, kinds: Set<DiffKind> = Set(DiffKind.allCases)) throws
    -> DiffReport
  {
    try DiffReport(
      old: Graph(turtle: old), new: Graph(turtle: new), oldName: "old", newName: "new", kinds: kinds)
  }

  /// The report as lines without the first.
  private func lines(_ old: String, _ new: String) throws -> [String] {
    try report(old, new).text().split(separator: "\n").dropFirst().map(String.init)
  }

  private static let concepts = """
    ex:a a skos:Concept ; skos:prefLabel "apple"@en . ex:b a skos:Concept ; skos:prefLabel "pear"@en .
    ex:c a skos:Concept ; skos:prefLabel "fruit"@en . ex:s a skos:ConceptScheme ; skos:prefLabel "S"@en .

    """

  @Test func `tells what was added, with its place, and what is gone without a word`() throws {
    #expect(
      try lines(
        Self.concepts + "ex:gone a skos:Concept ; skos:prefLabel 'gone'@en .",
        Self.concepts + """
          ex:n a skos:Concept ; skos:prefLabel "plum"@en ; skos:definition "a stone fruit"@en ; skos:inScheme ex:s ;
            skos:related ex:a . ex:c skos:narrower ex:n . ex:a skos:related ex:n .
          """) == [
          "Added (1)", "  \"plum\" <http://example.org/n>", "      preferred label (en): \"plum\"",
          "      definition (en): \"a stone fruit\"",
          "      related concept: \"apple\" <http://example.org/a>",
          "      under \"fruit\" <http://example.org/c>", "Removed outright (1)",
          "  \"gone\" <http://example.org/gone>",
        ])
  }

  @Test(arguments: [
    "owl:deprecated true", "owl:deprecated '1'^^xsd:boolean", "<http://example.org/own#deprecated> true",
    "<http://www.w3.org/ns/adms#status> <http://example.org/status/Retired>",
    "<http://purl.org/linked-data/registry#status> <http://example.org/statusSuperseded#superseded>",
    "<http://purl.org/ontology/bibo/status> 'WITHDRAWN'",
  ])
  func `a concept is retired by any of the usual statements, and reinstated without them`(statement: String)
    throws
  {
    let retired = Self.concepts + "ex:a \(statement) ."
    #expect(try report(Self.concepts, retired).sections.map(\.kind) == [.retired])
    #expect(try report(retired, Self.concepts).sections.map(\.kind) == [.reinstated])
  }

  @Test(arguments: ["owl:deprecated false", "adms:status <http://example.org/status/valid>"])
  func `a concept is not retired by other values`(statement: String) throws {
    let prefix = "@prefix adms: <http://www.w3.org/ns/adms#> .\n"
    let found = try report(Self.concepts, prefix + Self.concepts + "ex:a \(statement) .")
    #expect(found.sections.map(\.kind) == [.other])
  }

  @Test func `succession is told once, with the fate of what gave way`() throws {
    let new =
      Self.concepts + """
        ex:a owl:deprecated true ; dct:isReplacedBy ex:b . ex:b dct:replaces ex:a .
        """
    #expect(
      try lines(Self.concepts, new) == [
        "Superseded (1)", "  \"apple\" <http://example.org/a>",
        "      replaced by \"pear\" <http://example.org/b>",
        "      deprecated",
      ])
    let split = try report(Self.concepts, Self.concepts + "ex:a dct:isReplacedBy ex:b , ex:c .")
    #expect(split.sections.map(\.kind) == [.split])
    #expect(split.sections.first?.items.first?.to == [ex("b"), ex("c")])
    let merged = try report(
      Self.concepts,
      """
      ex:b a skos:Concept ; skos:prefLabel "pear"@en ; dct:isReplacedBy ex:c .
      ex:c a skos:Concept ; skos:prefLabel "fruit"@en ; dct:replaces ex:a . ex:s a skos:ConceptScheme ; skos:prefLabel "S"@en .
      """)
    #expect(merged.sections.map(\.kind) == [.merged])
    #expect(
      merged.text().split(separator: "\n").dropFirst(2) == [
        "  \"fruit\" <http://example.org/c>",
        "      takes the place of \"apple\" <http://example.org/a> and \"pear\" <http://example.org/b>",
        "      \"apple\" <http://example.org/a> no longer in the vocabulary",
      ])
  }

  @Test func `a concept that is retired after its successor was named is told with it`() throws {
    let old = Self.concepts + "ex:a dct:isReplacedBy ex:b ."
    #expect(
      try lines(old, old + "ex:a owl:deprecated true .") == [
        "Retired (1)", "  \"apple\" <http://example.org/a>", "      deprecated",
        "      replaced by \"pear\" <http://example.org/b>",
      ])
  }

  @Test(arguments: [
    ("ex:a skos:broader ex:b .", "ex:a skos:broader ex:c ."),
    ("ex:b skos:narrower ex:a .", "ex:c skos:narrower ex:a ."),
    (
      "ex:a skos:broader ex:b . ex:b skos:narrower ex:a .",
      "ex:a skos:broader ex:c . ex:c skos:narrower ex:a ."
    ),
    ("ex:a skos:broader ex:b .", "ex:c skos:narrower ex:a ."),
  ])
  func `a move is one change, whichever end states it`(old: String, new: String) throws {
    #expect(
      try lines(Self.concepts + old, Self.concepts + new) == [
        "Moved (1)", "  \"apple\" <http://example.org/a>",
        "      moved from under \"pear\" <http://example.org/b> to under \"fruit\" <http://example.org/c>",
      ])
  }

  @Test func `what the other end goes on stating is no move`() throws {
    let found = try report(
      Self.concepts + "ex:a skos:broader ex:b . ex:b skos:narrower ex:a .",
      Self.concepts + "ex:a skos:broader ex:b .")
    #expect(found.sections.map(\.kind) == [.other])
  }

  @Test func `becoming a top concept is a move`() throws {
    #expect(
      try lines(Self.concepts + "ex:a skos:broader ex:c .", Self.concepts + "ex:s skos:hasTopConcept ex:a .")
        == [
          "Moved (1)", "  \"apple\" <http://example.org/a>",
          "      no longer under \"fruit\" <http://example.org/c>",
          "      now a top concept of \"S\" <http://example.org/s>",
        ])
  }

  @Test func `an association is told once`() throws {
    #expect(
      try lines(Self.concepts, Self.concepts + "ex:a skos:related ex:b . ex:b skos:related ex:a .") == [
        "Related concepts changed (1)", "  \"apple\" <http://example.org/a>",
        "      related concept added: \"pear\" <http://example.org/b>",
      ])
  }

  @Test func `each kind of change has its section`() throws {
    let old =
      Self.concepts + """
        ex:a skos:definition "a fruit"@en ; skos:scopeNote "old"@en ; skos:notation "1" ; skos:exactMatch ex:x .
        ex:k a skos:Collection ; skos:prefLabel "K"@en ; skos:member ex:a .

        """
    let new =
      Self.concepts.replacing("\"apple\"", with: "\"Apple\"") + """
        ex:a skos:definition "a round fruit"@en ; skos:scopeNote "new"@en ; skos:notation "2" ; skos:closeMatch ex:x ;
          dct:modified "2026-01-01"^^xsd:date .
        ex:k a skos:Collection ; skos:prefLabel "K"@en ; skos:member ex:a , ex:b . ex:s dct:title "Scheme"@en .
        """
    let found = try report(old, new)
    #expect(
      found.sections.map(\.kind) == [
        .labels, .definitions, .notes, .notations, .mappings, .collections, .schemes, .other,
      ])
    #expect(found.sections.allSatisfy { $0.items.count == 1 })
    #expect(try report(old, new, kinds: [.notes, .labels]).sections.map(\.kind) == [.labels, .notes])
  }

  @Test func `a reworded note in a blank node is one change, a reordered file is none`() throws {
    let old =
      Self.concepts
      + "ex:a skos:note [ rdf:value \"one two\"@en ; dct:source ex:x ] , [ rdf:value \"kept\"@en ] ."
    let same =
      "ex:a skos:note _:k , _:o . _:o dct:source ex:x ; rdf:value \"one two\"@en . _:k rdf:value \"kept\"@en ."
    #expect(try report(old, same + Self.concepts).isEmpty)
    #expect(
      try lines(old, Self.concepts + same.replacing("one two", with: "one three")) == [
        "Notes changed (1)", "  \"apple\" <http://example.org/a>",
        "      note (en) changed: \"one two\" → \"one three\"",
      ])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `is empty exactly if the graphs are isomorphic, and leaves no change untold`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = RandomVocabulary(sizeMax: 8, using: &random)
    var end = start
    end.edit(atMost: 6, using: &random)
    let (old, new) = (Graph(start.triples), Graph(end.triples))
    let report = try DiffReport(old: old, new: new, oldName: "old", newName: "new")
    #expect(report.isEmpty == (try old.isIsomorphic(to: new)), "seed \(seed)")
    // A change of types alone, or of associations with what is new, is all that may have no section of its own.
    if !report.isEmpty { #expect(!report.sections.isEmpty, "seed \(seed)") }
    let same = try DiffReport(
      old: old, new: Graph(scrambled(Array(old.triples), using: &random)), oldName: "old", newName: "new")
    #expect(same.isEmpty && same.sections.isEmpty, "seed \(seed)")
  }
}
