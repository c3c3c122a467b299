import RDF
import SKOS
import Testing

@Suite struct `An entry` {
  private let triples = [
    Triple(ex("a"), .SKOS.note, blank("n")), Triple(blank("n"), .RDF.value, .text("text")),
    Triple(ex("a"), ex("p"), ex("b")),
  ]

  @Test func `its body is canonical, whatever the order and the labels`() throws {
    let entry = try Entry(iri: ex("a"), triples: triples)
    #expect(
      String(validating: entry.body, as: UTF8.self) == """
        <http://example.org/a> <http://example.org/p> <http://example.org/b> .
        <http://example.org/a> <http://www.w3.org/2004/02/skos/core#note> _:c14n0 .
        _:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "text" .

        """)
    var random = SeededRandom(seed: 1)
    #expect(try Entry(iri: ex("a"), triples: scrambled(triples + triples, using: &random)) == entry)
    #expect(try Entry(iri: ex("a"), triples: entry.triples) == entry)
  }

  @Test func `its hash is SHA-256 of its body`() throws {
    // Computed with sha256sum.
    #expect(
      hexadecimal(Entry(iri: ex("a"), canonicalBody: []).contentHash)
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let entry = Entry(iri: ex("a"), canonicalBody: Array("abc".utf8))
    #expect(
      hexadecimal(entry.contentHash) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  @Test func `a damaged body is named by its entry`() throws {
    let good = try Entry(iri: ex("good"), triples: [Triple(ex("good"), ex("p"), .text("1"))])
    for body in [
      "<http://example.org/bad> <http://example.org/p> \"1 .\n",
      "<http://example.org/bad> <http://example.org/p>", "\u{0}",
    ] {
      let bad = Entry(iri: ex("bad"), canonicalBody: Array(body.utf8))
      for entries in [[bad], [good, bad], [bad, good], [good, bad, good]] {
        let error = #expect(throws: EntryError.self) { try Graph(entries: entries) }
        #expect(error?.code == .damagedBody)
        #expect(error?.iri == ex("bad"))
      }
      #expect(throws: EntryError.self) { try bad.triples }
    }
  }

  @Test func `texts that look like blank nodes stay texts`() throws {
    let graph = Graph([
      Triple(ex("a"), ex("p"), .text("_:x <urn:concordat:blank:0> _:y")),
      Triple(ex("a"), ex("p"), .text("\n_:z ")),
      Triple(ex("a_"), ex("p"), ex("_:b")), Triple(ex("a"), ex("q"), blank("x")),
      Triple(blank("x"), ex("p"), .text(" _:x <u")),
    ])
    let back = try graph.entries().graph()
    #expect(back.count == 5)
    #expect(back.contains(Triple(ex("a"), ex("p"), .text("_:x <urn:concordat:blank:0> _:y"))))
    #expect(back.contains(Triple(ex("a"), ex("p"), .text("\n_:z "))))
    #expect(try back.entries() == graph.entries())
  }

  @Test func `blank nodes that nobody can tell apart are refused, not worked at for ever`() throws {
    // Two nodes for each bit, every one bound to all others: the complete graph on 60 nodes has no cheap labels.
    let nodes = (0..<60).map { blank("n\($0)") }
    var triples = [Triple(ex("a"), ex("p"), nodes[0])]
    for left in nodes {
      for right in nodes where left != right { triples.append(Triple(left, ex("q"), right)) }
    }
    let error = #expect(throws: EntryError.self) { try Graph(triples).entries() }
    #expect(error?.code == .tooComplex)
    #expect(error?.iri == ex("a"))
  }

  @Test func `a list of 20,000 members is an entry like any other`() throws {
    var triples = [Triple(ex("a"), .SKOS.memberList, blank("n0"))]
    for number in 0..<20_000 {
      triples.append(Triple(blank("n\(number)"), .RDF.first, ex("m\(number)")))
      triples.append(
        number == 19_999
          ? Triple(blank("n\(number)"), .RDF.rest, .iri(.RDF.nil))
          : Triple(blank("n\(number)"), .RDF.rest, blank("n\(number + 1)")))
    }
    let entries = try Graph(triples).entries()
    #expect(entries.count == 1)
    #expect(try entries.graph().count == triples.count)
  }
}
