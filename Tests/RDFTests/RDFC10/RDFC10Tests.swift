import RDF
import Testing

@Suite struct RDFC10Tests {
  private func node(_ label: String) -> Subject { .blankNode(BlankNode(label)) }
  private let next = IRI(uncheckedValid: "http://example.org/next")

  private func ring(_ count: Int, prefix: String) -> [Quad] {
    (0..<count).map {
      Quad(Triple(node("\(prefix)\($0)"), next, node("\(prefix)\(($0 + 1) % count)").term))
    }
  }

  private func clique(_ count: Int) -> [Quad] {
    (0..<count).flatMap { from in
      (0..<count).filter { $0 != from }.map { to in
        Quad(Triple(node("n\(from)"), next, node("n\(to)").term))
      }
    }
  }

  @Test func `without blank nodes the lines are sorted by code points, each once`() throws {
    let subject = Subject.iri(IRI(uncheckedValid: "http://example.org/s"))
    let quads = ["b", "a", "\u{FF5E}", "\u{10000}", "a\u{1}", "a"].map {
      Quad(Triple(subject, next, .literal(.string($0))))
    }
    let canonical = try RDFC10.canonicalize(quads)
    #expect(
      canonical.quads.compactMap(\.triple.object.literal?.lexicalForm)
        == ["a", "a\u{1}", "b", "\u{FF5E}", "\u{10000}"])
    #expect(canonical.issuedIdentifiers.isEmpty)
    #expect(
      String(validating: canonical.nQuads, as: UTF8.self)?.hasPrefix(
        "<http://example.org/s> <http://example.org/next> \"a\" .\n") == true)
  }

  @Test func `isomorphic datasets have one canonical form whatever their labels and order`() throws {
    // Graph names are IRIs: where blank nodes name graphs, RDFC-1.0 itself gives some datasets two forms, about
    // one in 3,000 of those made here. pyoxigraph does the same, so it is the algorithm, not an implementation.
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    for _ in 0..<100 {
      let count = Int.random(in: 1...6, using: &random)
      let quads = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        let graph: Subject? =
          Bool.random(using: &random) ? nil : .iri(next)
        return Quad(
          Triple(
            node("x\(Int.random(in: 0..<count, using: &random))"), next,
            node("x\(Int.random(in: 0..<count, using: &random))").term), graphName: graph)
      }
      let names = (0..<count).shuffled(using: &random)
      func renamed(_ subject: Subject) -> Subject {
        guard let label = subject.term.blankNode?.label, let number = Int(label.dropFirst()) else {
          return subject
        }
        return node("y\(names[number])")
      }
      let other = quads.shuffled(using: &random).map { quad in
        Quad(
          Triple(
            renamed(quad.triple.subject), quad.triple.predicate,
            (quad.triple.object.subject.map(renamed)?.term) ?? quad.triple.object),
          graphName: quad.graphName.map(renamed))
      }
      #expect(try RDFC10.canonicalize(quads).nQuads == RDFC10.canonicalize(other).nQuads)
    }
  }

  @Test func `the canonical quads are the canonical lines, and canonical again`() throws {
    let canonical = try RDFC10.canonicalize(ring(3, prefix: "a") + ring(4, prefix: "b"))
    var lines: [UInt8] = []
    for quad in canonical.quads { quad.appendNQuads(to: &lines) }
    #expect(lines == canonical.nQuads)
    #expect(try RDFC10.canonicalize(canonical.quads).nQuads == canonical.nQuads)
    #expect(canonical.issuedIdentifiers.count == 7)
    #expect(Set(canonical.issuedIdentifiers.values) == Set((0..<7).map { "c14n\($0)" }))
  }

  @Test func `rings that differ only as a whole are told apart`() throws {
    let two = try RDFC10.canonicalize(ring(3, prefix: "a") + ring(3, prefix: "b"))
    let one = try RDFC10.canonicalize(ring(6, prefix: "a"))
    #expect(two.nQuads != one.nQuads)
  }

  @Test func `repeated quads count once`() throws {
    let quads = ring(3, prefix: "a")
    #expect(try RDFC10.canonicalize(quads + quads).nQuads == RDFC10.canonicalize(quads).nQuads)
  }

  @Test func `a chain of look-alikes as long as you please costs no stack`() throws {
    let rest = IRI(uncheckedValid: "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
    let quads = ["a", "b"].flatMap { list in
      (0..<20_000).map { Quad(Triple(node("\(list)\($0)"), rest, node("\(list)\($0 + 1)").term)) }
    }
    #expect(try RDFC10.canonicalize(quads).issuedIdentifiers.count == 40_002)
  }

  @Test func `the work limit stops datasets made to do harm, the same way every time`() throws {
    var limits = RDFC10.Limits()
    limits.workMax = 10_000
    for _ in 0..<2 {
      #expect(throws: CanonicalizationError.self) { try RDFC10.canonicalize(clique(8), limits: limits) }
    }
    #expect(throws: Never.self) { try RDFC10.canonicalize(clique(3), limits: limits) }
  }

  @Test(arguments: [(19, false), (20, true), (21, true)])
  func `the work limit holds to the step`(_ example: (work: Int, suffices: Bool)) throws {
    // From each of the two nodes: begin (1), two neighbours hashed (2), the first tried (1); there the same
    // with both neighbours known (1 + 2 + 1 + 1); and the second tried (1). Twice 10.
    var limits = RDFC10.Limits()
    limits.workMax = example.work
    let canonical = try? RDFC10.canonicalize(ring(2, prefix: "a"), limits: limits)
    #expect((canonical != nil) == example.suffices)
  }
}

/// A small generator whose sequence is known from its seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
