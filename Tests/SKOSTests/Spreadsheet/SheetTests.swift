import RDF
import Testing

@testable import SKOS

@Suite struct `A sheet of a vocabulary` {
  private static func written(_ entries: [Entry], _ choice: SheetChoice = SheetChoice()) throws -> [UInt8] {
    var found: Set<SheetColumn> = []
    for entry in entries { found.formUnion(try SheetWriter.columns(of: entry)) }
    var writer = SheetWriter(choice.layout(for: found))
    for entry in entries { try writer.write(entry) }
    return writer.take()
  }

  private static let turtle = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <http://example.org/a> a skos:Concept ; skos:notation "1" ; skos:prefLabel "love"@en, "amour"@fr ;
      skos:altLabel "affection"@en, "a | b"@en ; skos:definition "=SUM(1)"@en ; skos:broader <http://example.org/b> ;
      skos:note [ <http://example.org/p> "kept" ] .
    <http://example.org/b> a skos:Concept ; skos:prefLabel "feeling"@en .
    """

  private static func entries() throws -> [Entry] {
    try RDFSyntax.turtle.parse(Array(turtle.utf8), into: GraphBuilder()).graph().entries()
  }

  private func text(_ choice: SheetChoice = SheetChoice()) throws -> String {
    try #require(String(validating: Self.written(Self.entries(), choice), as: UTF8.self))
  }

  @Test func `has columns by language, IRI and notation first`() throws {
    let lines = try text().split(separator: "\r\n").map(String.init)
    #expect(
      lines[0]
        == "iri,notation,prefLabel@en,prefLabel@fr,altLabel@en,definition@en,hash notation prefLabel@en prefLabel@fr altLabel@en definition@en"
    )
    #expect(lines[1].hasPrefix("http://example.org/a,1,love,amour,a \\| b | affection,'=SUM(1),sha256:"))
    #expect(lines[2].hasPrefix("http://example.org/b,,feeling,,,,sha256:"))
  }

  @Test func `shows the languages and properties that were chosen`() throws {
    let choice = SheetChoice(
      languages: [try LanguageTag("de")], properties: [.SKOS.prefLabel, .SKOS.broader],
      reference: try LanguageTag("en"))
    let lines = try text(choice).split(separator: "\r\n").map(String.init)
    #expect(
      lines[0]
        == "iri,notation,prefLabel@de,broader,(prefLabel@en),hash notation prefLabel@de broader")
    #expect(lines[1].hasPrefix("http://example.org/a,1,,http://example.org/b,love,"))
  }

  @Test func `that comes back as it is changes nothing`() throws {
    let entries = try Self.entries()
    let rows = try Sheet(Self.written(entries)).rows
    #expect(rows.count == 2)
    for (row, entry) in zip(rows, entries) {
      #expect(row.wasWritten(from: entry))
      #expect(try row.applied(to: entry) == entry)
    }
  }

  @Test func `that was filled in changes what was filled in and keeps the rest`() throws {
    let entries = try Self.entries()
    let sheet = "notation;iri;prefLabel@de;altLabel@en;hash altLabel@en\n;http://example.org/a;Liebe;;\n"
    let row = try #require(try Sheet(Array(sheet.utf8)).rows.first)
    let german = Literal.languageTagged("Liebe", try LanguageTag("de"))
    var wanted = Set(try entries[0].triples.filter { $0.predicate != .SKOS.altLabel })
    wanted.insert(Triple(.iri(entries[0].iri), .SKOS.prefLabel, .literal(german)))
    // The column of notations was not written out, so that its empty cell says nothing; that of altLabel was.
    #expect(Set(try row.applied(to: entries[0]).triples) == wanted)
  }

  @Test(
    arguments: [
      ("iri,prefLabel@en,colour\n", 1, 3), ("iri,prefLabel@e_n\n", 1, 2), ("prefLabel@en\n", 1, nil),
      ("iri,iri\n", 1, 2), ("iri,prefLabel@en,prefLabel@EN\n", 1, 3), ("iri,<x\n", 1, 2), ("", 1, nil),
      ("iri,notation\nhttp://e.org/a,1\nhttp://e.org/a,2\n", 3, 1), ("iri,notation\nx,1\n", 2, 1),
      ("iri,notation\nhttp://e.org/a\n", 2, nil), ("iri,notation\nhttp://e.org/a,1,2\n", 2, nil),
      ("iri,broader\nhttp://e.org/a,not an IRI\n", 2, 2), ("iri,notation\nhttp://e.org/a,a |\n", 2, 2),
      ("iri,notation\nhttp://e.org/a,\"1\n", 2, 2),
      ("iri,broader\nhttp://e.org/a,urn:concordat:blank:1-0\n", 2, 2),
    ] as [(String, Int, Int?)])
  func `with a fault is refused with its place`(text: String, line: Int, column: Int?) throws {
    let faults = #expect(throws: SheetFaults.self) { try Sheet(Array(text.utf8)) }
    #expect(faults?.faults.first?.line == line && faults?.faults.first?.column == column, "\(faults as Any)")
  }

  @Test(arguments: [
    "prefLabel@fr", "notation", "notation^^xsd:integer", "broader", "broader^^xsd:string",
    "dct:creator^^iri",
    "<http://example.org/x>@zh-Hant", "<http://example.org/x>^^<http://example.org/y@z>",
  ])
  func `has headings that are read again`(heading: String) throws {
    #expect(try SheetColumn(heading: heading).heading == heading)
  }
}
