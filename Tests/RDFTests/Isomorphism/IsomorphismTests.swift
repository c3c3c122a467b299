import RDF
import TestSupport
import Testing

/// The comparison that other tests lean on is tested itself.
@Suite("Isomorphism") struct IsomorphismTests {
  private let p = IRI(uncheckedValid: "http://example.org/p")
  private let q = IRI(uncheckedValid: "http://example.org/q")

  private func edges(_ pairs: [(String, String)]) -> [Quad] {
    pairs.map { Quad(Triple(.blankNode(BlankNode($0.0)), p, .blankNode(BlankNode($0.1)))) }
  }

  @Test func `renaming blank nodes changes nothing`() {
    #expect(isIsomorphic(edges([("a", "b"), ("b", "c")]), edges([("x", "y"), ("z", "x")])))
  }

  @Test func `the direction of a statement counts`() {
    let left = edges([("a", "b"), ("a", "c")])
    let right = edges([("b", "a"), ("c", "a")])
    #expect(!isIsomorphic(left, right))
  }

  @Test func `one cycle of six is not two cycles of three`() {
    let six = edges([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "a")])
    let threes = edges([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "f"), ("f", "d")])
    #expect(!isIsomorphic(six, threes))
    #expect(
      isIsomorphic(threes, edges([("3", "1"), ("1", "2"), ("2", "3"), ("d", "e"), ("e", "f"), ("f", "d")])))
  }

  @Test func `ground terms and graph names count`() {
    let subject = Subject.iri(p)
    let plain = Quad(Triple(subject, p, .literal(.string("x"))))
    #expect(!isIsomorphic([plain], [Quad(Triple(subject, q, .literal(.string("x"))))]))
    #expect(!isIsomorphic([plain], [Quad(plain.triple, graphName: subject)]))
    #expect(isIsomorphic([plain, plain], [plain]))
  }

  @Test func `a blank node that two graphs share is one node`() {
    let node = Subject.blankNode(BlankNode("n"))
    let other = Subject.blankNode(BlankNode("m"))
    let shared = [Quad(Triple(node, p, node.term), graphName: node)]
    let apart = [Quad(Triple(node, p, node.term), graphName: other)]
    #expect(!isIsomorphic(shared, apart))
  }

  /// The same quads in another order, with other labels.
  private func disguised(_ quads: [Quad], _ random: inout SplitMix) -> [Quad] {
    var labels: [BlankNode: BlankNode] = [:]
    func disguise(_ term: Term, _ random: inout SplitMix) -> Term {
      guard let node = term.blankNode else { return term }
      let label = labels[node] ?? BlankNode("x\(UInt64.random(in: .min ... .max, using: &random))")
      labels[node] = label
      return .blankNode(label)
    }
    return quads.map { quad in
      let triple = Triple(
        disguise(quad.triple.subject.term, &random).subject ?? quad.triple.subject, quad.triple.predicate,
        disguise(quad.triple.object, &random))
      return Quad(triple, graphName: quad.graphName.flatMap { disguise($0.term, &random).subject })
    }.shuffled(using: &random)
  }

  @Test
  func
    `random datasets are isomorphic to themselves in disguise, and to nothing that RDFC-1.0 tells from them`()
    throws
  {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<300 {
      let quads = randomQuads(&random)
      var other = disguised(quads, &random)
      #expect(isIsomorphic(quads, other), "seed \(seed), round \(round)")
      guard !other.isEmpty else { continue }
      // Another object for one quad may or may not give the same dataset. RDFC-1.0 knows, as long as no
      // blank node names a graph.
      other[0].triple.object = .blankNode(BlankNode("other"))
      let isTold = !(quads + other).contains { $0.graphName?.iri == nil && $0.graphName != nil }
      guard isTold else { continue }
      let same = try RDFC10.canonicalize(quads).nQuads == RDFC10.canonicalize(other).nQuads
      #expect(isIsomorphic(quads, other) == same, "seed \(seed), round \(round)")
    }
  }

  @Test func `many nodes that are alike are mapped without trying every pair`() {
    // Blank nodes of the same content, alone, in pairs, and in a long list.
    let twins = (0..<5_000).map { Quad(Triple(.iri(p), q, .blankNode(BlankNode("t\($0)")))) }
    let pairs = (0..<5_000).flatMap { number -> [Quad] in
      let (outer, inner) = (BlankNode("o\(number)"), BlankNode("i\(number)"))
      return [
        Quad(Triple(.iri(p), p, .blankNode(outer))), Quad(Triple(.blankNode(outer), p, .blankNode(inner))),
      ]
    }
    let list = edges((0..<5_000).map { ("l\($0)", "l\($0 + 1)") })
    var random = SplitMix(state: 1)
    for quads in [twins, pairs, list, twins + pairs + list] {
      #expect(isIsomorphic(quads, disguised(quads, &random)))
      let other = disguised(quads, &random)
      #expect(!isIsomorphic(quads, Array(other.dropLast()) + [Quad(Triple(.iri(q), q, .iri(q)))]))
    }
  }

  @Test func `what takes more work than allowed is given up, with an error`() throws {
    let ring = edges((0..<50).map { ("r\($0)", "r\(($0 + 1) % 50)") })
    let (left, right) = (Dataset(ring), Dataset(ring.reversed()))
    var limits = Isomorphism.Limits()
    #expect(try left.isIsomorphic(to: right, limits: limits))
    // The least that is enough, found by halving, and one less.
    var (low, high) = (0, limits.workMax)
    while high - low > 1 {
      limits.workMax = (low + high) / 2
      if (try? left.isIsomorphic(to: right, limits: limits)) == true {
        high = limits.workMax
      } else {
        low = limits.workMax
      }
    }
    limits.workMax = high
    #expect(try left.isIsomorphic(to: right, limits: limits))
    limits.workMax = high - 1
    #expect(throws: Isomorphism.LimitExceeded.self) {
      try left.isIsomorphic(to: right, limits: limits)
    }
  }

  @Test(.needsSharedData("vocabularies"), arguments: ["stw/stw-9.06.ttl.gz", "periodo/periodo-initial.ttl"])
  func `a real vocabulary is isomorphic to itself in disguise`(_ path: String) throws {
    let graph = try TurtleVocabularyTests.graph(path)
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let quads = graph.triples.map { Quad($0) }
    var other = disguised(quads, &random)
    #expect(try graph.isIsomorphic(to: Graph(other.map(\.triple))), "seed \(seed)")
    other[0].triple.object = .literal(.string("another"))
    #expect(try !graph.isIsomorphic(to: Graph(other.map(\.triple))), "seed \(seed)")
  }
}
