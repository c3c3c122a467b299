import RDF
import TestSupport
import Testing

/// The check that other tests lean on is tested itself.
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
}
