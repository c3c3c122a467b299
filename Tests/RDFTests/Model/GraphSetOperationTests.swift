import RDF
import TestSupport
import Testing

/// Graphs against `Set<Triple>`, which knows nothing of ids.
@Suite struct GraphSetOperationTests {
  private func triples(_ random: inout SplitMix) -> [Triple] {
    randomQuads(&random, namedGraphs: false).map(\.triple)
  }

  @Test func `graphs behave as the sets of their triples`() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<200 {
      let (first, second) = (Set(triples(&random)), Set(triples(&random)))
      let (left, right) = (Graph(first.shuffled(using: &random)), Graph(second))
      let comment = Comment(rawValue: "seed \(seed), round \(round)")
      #expect(Set(left.union(right).triples) == first.union(second), comment)
      #expect(Set(left.intersection(right).triples) == first.intersection(second), comment)
      #expect(Set(left.subtracting(right).triples) == first.subtracting(second), comment)
      #expect(Set(left.symmetricDifference(right).triples) == first.symmetricDifference(second), comment)
      #expect(left.isSubset(of: right) == first.isSubset(of: second), comment)
      #expect(left.intersection(right).isSubset(of: left), comment)
      #expect(left.isSubset(of: left.union(right)), comment)
      #expect(left.hasSameTriples(as: right) == (first == second), comment)
      #expect(Graph(first).hasSameTriples(as: left), comment)
    }
  }

  @Test func `blank nodes are compared by label, unlike in isomorphism`() throws {
    let left = try Graph(parsing: Array("_:a <a:p> 1 .".utf8), as: .turtle)
    let right = try Graph(parsing: Array("_:b <a:p> 1 .".utf8), as: .turtle)
    #expect(!left.hasSameTriples(as: right))
    #expect(try left.isIsomorphic(to: right))
    #expect(left.union(right).count == 2)
  }

  @Test func `a union has the prefixes of both, the first one's where they clash`() throws {
    let left = try Graph(parsing: Array("PREFIX a: <a:> PREFIX b: <b:> a:s a:p a:o .".utf8), as: .turtle)
    let right = try Graph(parsing: Array("PREFIX a: <x:> PREFIX c: <c:> a:s a:p a:o .".utf8), as: .turtle)
    #expect(left.union(right).prefixes == ["a": "a:", "b": "b:", "c": "c:"])
  }
}
