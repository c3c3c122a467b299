import RDF
import SKOS
import TestSupport
import Testing

@Suite
struct `A graph comes apart into entries` {
  @Test func `statements stand in the entry of their subject`() throws {
    let graph = Graph([
      Triple(ex("b"), ex("p"), .text("two")), Triple(ex("a"), ex("p"), ex("b")),
      Triple(ex("b"), ex("p"), .text("one")),
    ])
    let entries = try graph.entries()
    #expect(entries.map(\.iri) == [ex("a"), ex("b")])
    #expect(
      entries.map { String(validating: $0.body, as: UTF8.self) } == [
        "<http://example.org/a> <http://example.org/p> <http://example.org/b> .\n",
        "<http://example.org/b> <http://example.org/p> \"one\" .\n<http://example.org/b> <http://example.org/p> \"two\" .\n",
      ])
  }

  @Test func `a blank node hangs from the only IRI that points at it, through others too`() throws {
    let graph = Graph([
      Triple(ex("a"), ex("p"), blank("x")), Triple(blank("x"), ex("q"), blank("y")),
      Triple(blank("y"), ex("q"), .text("deep")),
      Triple(blank("z"), ex("about"), blank("y")),
    ])
    let entries = try graph.entries()
    #expect(entries.map(\.iri) == [ex("a")])
    #expect(try Graph(entries: entries).count == 4)
  }

  @Test func `a blank node of two IRIs makes an entry of its own that both name`() throws {
    let graph = Graph([
      Triple(ex("a"), ex("p"), blank("x")), Triple(ex("b"), ex("p"), blank("x")),
      Triple(blank("x"), ex("q"), .text("shared")),
    ])
    let entries = try graph.entries()
    #expect(entries.count == 3)
    let minted = try #require(entries.last?.iri)
    #expect(minted.string.wholeMatch(of: /urn:concordat:blank:[0-9a-f]{32}-0/) != nil)
    for entry in entries {
      let body = String(validating: entry.body, as: UTF8.self) ?? ""
      #expect(body.contains("<\(minted)#c14n0>"))
      #expect(!body.contains("_:"))
    }
  }

  @Test func `a blank node that nobody points at makes an entry of its own`() throws {
    let graph = Graph([Triple(blank("x"), ex("q"), ex("a"))])
    let entries = try graph.entries()
    #expect(entries.map { $0.iri.string.hasPrefix("urn:concordat:blank:") } == [true])
    #expect(try isIsomorphic(Graph(entries: entries), graph))
  }

  @Test func `components that say the same are told apart by ordinals`() throws {
    let graph = Graph(["x", "y", "z"].map { Triple(blank($0), ex("q"), .text("same")) })
    let entries = try graph.entries()
    #expect(entries.map { $0.iri.string.suffix(2) } == ["-0", "-1", "-2"])
    #expect(try Graph(entries: entries).count == 3)
  }

  @Test func `blank nodes of different entries stay apart`() throws {
    let graph = Graph([
      Triple(ex("a"), ex("p"), blank("x")), Triple(ex("b"), ex("p"), blank("y")),
      Triple(blank("x"), ex("q"), .text("1")), Triple(blank("y"), ex("q"), .text("1")),
    ])
    let back = try graph.entries().graph()
    #expect(isIsomorphic(back, graph))
    #expect(try Set(back.triples) == Set(graph.entries().graph().triples))
  }

  @Test func `an IRI that could be taken for a minted one is refused`() throws {
    let reserved = IRI(uncheckedValid: "urn:concordat:blank:0")
    for triple in [
      Triple(reserved, ex("p"), ex("a")), Triple(ex("a"), reserved, ex("a")),
      Triple(ex("a"), ex("p"), reserved),
      Triple(ex("a"), ex("p"), .literal(.typed("", datatype: reserved))),
    ] {
      let error = #expect(throws: EntryError.self) { try Graph([triple]).entries() }
      #expect(error?.code == .reservedIRI)
      #expect(error?.iri == reserved)
    }
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func `nothing is lost, and labels and order do not matter`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let triples = randomTriples(using: &random)
    let graph = Graph(triples)
    let entries = try graph.entries()
    #expect(try isIsomorphic(Graph(entries: entries), graph), "seed \(seed)")
    #expect(try Graph(scrambled(triples, using: &random)).entries() == entries, "seed \(seed)")
    #expect(try Graph(entries: entries).entries() == entries, "seed \(seed)")
    for entry in entries {
      #expect(
        try Entry(iri: entry.iri, triples: entry.triples.shuffled(using: &random)) == entry, "seed \(seed)")
    }
  }

  /// A few IRIs and blank nodes, pointing at each other at random.
  private func randomTriples(using random: inout SeededRandom) -> [Triple] {
    let iris = (0..<4).map { ex("i\($0)") }
    let nodes = (0..<Int.random(in: 0...6, using: &random)).map { blank("n\($0)") }
    let subjects = iris.map(Subject.iri) + nodes.map(Subject.blankNode)
    let objects = subjects.map(\.term) + [.text("t"), .literal(.typed("1", datatype: .XSD.integer))]
    return (0..<Int.random(in: 0...14, using: &random)).compactMap { _ in
      guard let subject = subjects.randomElement(using: &random),
        let object = objects.randomElement(using: &random)
      else { return nil }
      return Triple(subject, random.once(in: 2) ? ex("p") : ex("q"), object)
    }
  }
}
