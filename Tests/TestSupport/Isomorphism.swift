public import RDF

/// Whether two graphs differ at most in the labels of their blank nodes.
///
/// - Source: RDF 1.1 Concepts §3.6.
public func isIsomorphic(_ left: Graph, _ right: Graph) -> Bool {
  isIsomorphic(left.triples.map { Quad($0) }, right.triples.map { Quad($0) })
}

/// Whether two datasets, given as quads, differ at most in the labels of their blank nodes.
///
/// Exact: colour refinement narrows the candidates, then a search with backtracking settles the rest.
/// Repeated quads count once. Made for tests: a symmetric dataset can take exponential time.
/// - Source: RDF 1.1 Concepts §4.1.
public func isIsomorphic(_ left: [Quad], _ right: [Quad]) -> Bool {
  var numbers: [Term: Int] = [:]
  let left = NumberedDataset(Set(left), &numbers)
  let right = NumberedDataset(Set(right), &numbers)
  guard left.quads.count == right.quads.count, left.nodeCount == right.nodeCount else { return false }
  return IsomorphismSearch(left: left, right: right).succeeds()
}

/// A dataset whose ground terms are numbers shared by both sides and whose blank nodes are numbered from 0.
private struct NumberedDataset {
  /// Ground terms are ≥ 0; blank node n is -1 - n; no graph name is `Int.max`.
  var quads: [[Int]] = []
  var nodeCount = 0
  /// For each blank node the quads it occurs in.
  var occurrences: [[Int]] = []

  init(_ source: Set<Quad>, _ numbers: inout [Term: Int]) {
    var nodes: [BlankNode: Int] = [:]
    func number(_ term: Term) -> Int {
      if let node = term.blankNode {
        let known = nodes[node] ?? nodes.count
        nodes[node] = known
        return -1 - known
      }
      let known = numbers[term] ?? numbers.count
      numbers[term] = known
      return known
    }
    for quad in source {
      let triple = quad.triple
      let graph = quad.graphName.map { number($0.term) } ?? Int.max
      quads.append([
        number(triple.subject.term), number(.iri(triple.predicate)), number(triple.object), graph,
      ])
    }
    nodeCount = nodes.count
    occurrences = Array(repeating: [], count: nodeCount)
    for (index, quad) in quads.enumerated() {
      for node in Set(quad.filter { $0 < 0 }) { occurrences[-1 - node].append(index) }
    }
  }

  /// Gives every node a new colour from its old one and those of its neighbours; equal on both sides for
  /// nodes that look alike.
  func refined(_ colours: [Int]) -> [Int] {
    (0..<nodeCount).map { node in
      var signatures: [Int] = []
      for index in occurrences[node] {
        var hasher = Hasher()
        for term in quads[index] {
          hasher.combine(term < 0 ? colours[-1 - term] : term)
          // The place of the node itself tells (x, p, y) from (y, p, x).
          hasher.combine(term < 0)
          hasher.combine(term == -1 - node)
        }
        signatures.append(hasher.finalize())
      }
      var hasher = Hasher()
      hasher.combine(colours[node])
      hasher.combine(signatures.sorted())
      return hasher.finalize()
    }
  }
}

private struct IsomorphismSearch {
  let left: NumberedDataset
  let right: NumberedDataset

  func succeeds() -> Bool {
    let start = Array(repeating: 0, count: left.nodeCount)
    return extend(start, start)
  }

  /// Whether some mapping that respects the colours makes the datasets equal.
  private func extend(_ leftColours: [Int], _ rightColours: [Int]) -> Bool {
    guard let (leftColours, rightColours) = stable(leftColours, rightColours) else { return false }
    let leftClasses = Dictionary(grouping: leftColours.indices) { leftColours[$0] }
    let rightClasses = Dictionary(grouping: rightColours.indices) { rightColours[$0] }
    guard let ambiguous = leftClasses.values.filter({ $0.count > 1 }).min(by: { $0.count < $1.count }) else {
      return mapsExactly(leftColours, rightClasses)
    }
    // A class of several nodes: mark one of the left side and try every partner.
    let node = ambiguous[0]
    let mark = Int.random(in: .min ... .max)
    var marked = leftColours
    marked[node] = mark
    return rightClasses[leftColours[node], default: []].contains { partner in
      var rightMarked = rightColours
      rightMarked[partner] = mark
      return extend(marked, rightMarked)
    }
  }

  /// Refines both sides until no class splits any more; nil as soon as the sides differ.
  private func stable(_ leftColours: [Int], _ rightColours: [Int]) -> ([Int], [Int])? {
    var (leftColours, rightColours) = (leftColours, rightColours)
    var classCount = Set(leftColours).count
    while true {
      leftColours = left.refined(leftColours)
      rightColours = right.refined(rightColours)
      guard leftColours.sorted() == rightColours.sorted() else { return nil }
      let refinedCount = Set(leftColours).count
      if refinedCount == classCount { return (leftColours, rightColours) }
      classCount = refinedCount
    }
  }

  /// Whether the one mapping that is left takes the quads of the left side to those of the right.
  private func mapsExactly(_ leftColours: [Int], _ rightClasses: [Int: [Int]]) -> Bool {
    let images = leftColours.map { rightClasses[$0]?.first }
    let expected = Set(right.quads)
    return left.quads.allSatisfy { quad in
      let image = quad.map { term in term < 0 ? images[-1 - term].map { -1 - $0 } ?? Int.max : term }
      return expected.contains(image)
    }
  }
}
