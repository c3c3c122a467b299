import RDF
import SKOS
import TestSupport
import Testing

@Suite("Statements of a body as bytes")
struct BodyStatementTests {
  @Test(
    "say what the triples say", .needsSharedData("vocabularies"),
    arguments: [
      "eu/countries-skos.rdf", "tadirah/tadirah-2.0.3.ttl", "voc4cat/voc4cat-2026-02-24.ttl",
      "periodo/periodo-initial.ttl",
    ])
  func agreesWithTriples(path: String) throws {
    for entry in try Graph(shared: "vocabularies/" + path).entries() {
      var triples = try entry.triples[...]
      try entry.forEachStatement { statement in
        let next = triples.popFirst()
        let triple = try #require(next)
        #expect(statement.property == triple.predicate.string)
        #expect(statement.isOwn == (triple.subject == .iri(entry.iri)))
        #expect(statement.objectIRI == triple.object.iri?.string)
        #expect(statement.literal?.lexicalForm == triple.object.literal?.lexicalForm)
        #expect(statement.literal?.language == triple.object.literal.map { $0.languageTag?.string ?? "" })
        #expect(statement.objectLabel.map(Array.init) == triple.object.blankNode.map { Array($0.label.utf8) })
      }
      #expect(triples.isEmpty)
    }
  }

  @Test("undo every escape of canonical N-Triples")
  func escapes() throws {
    let text = "tab\t, line\n, return\r, \u{8}\u{C}, \"quoted\", back\\slash, \u{1}\u{7F}, \u{E9}\u{1F600}"
    let iri = try IRI("https://example.org/a")
    let entry = try Entry(iri: iri, triples: [Triple(.iri(iri), .SKOS.note, .literal(.string(text)))])
    var found: [String] = []
    try entry.forEachStatement { found += [$0.literal?.lexicalForm].compactMap { $0 } }
    #expect(found == [text])
  }

  @Test(
    "that are damaged are refused, and nothing traps",
    arguments: [
      "x", " ", "  .", "<https://example.org/a> <b>", "<https://example.org/a> <b> .",
      "<https://example.org/a> <> <c> .",
      "<https://example.org/a> b <c> .", "<https://example.org/a> <b> <c>", "\n", "<https://example.org/a>",
    ])
  func damaged(line: String) throws {
    let entry = Entry(iri: try IRI("https://example.org/a"), canonicalBody: Array(line.utf8))
    #expect(throws: EntryError.self) {
      try entry.forEachStatement { _ = ($0.literal, $0.objectIRI, $0.objectLabel) }
    }
  }

  @Test("with damaged literals have none")
  func damagedLiterals() throws {
    for object in ["\"", "\"\\\"", "\"\\u00\"", "\"\\u00E9\"", "\"\\x\"", "\"a", "\"\\u\""] {
      let body = "<https://example.org/a> <https://example.org/p> \(object) ."
      let entry = Entry(iri: try IRI("https://example.org/a"), canonicalBody: Array(body.utf8))
      try entry.forEachStatement { #expect($0.literal == nil, "\(object)") }
    }
  }
}
