public import RDF

/// Whether two graphs differ at most in the labels of their blank nodes.
///
/// Exact: colour refinement narrows the candidates, then a search with backtracking settles the rest.
/// Made for tests: a symmetric graph can take exponential time.
/// - Source: RDF 1.1 Concepts §3.6.
public func isIsomorphic(_ left: Graph, _ right: Graph) -> Bool {
  var numbers = TermNumbers()
  return isIsomorphic(NumberedDataset(left, &numbers), NumberedDataset(right, &numbers))
}

/// Whether two datasets, given as quads, differ at most in the labels of their blank nodes.
///
/// Repeated quads count once. Otherwise as for graphs.
/// - Source: RDF 1.1 Concepts §4.1.
public func isIsomorphic(_ left: [Quad], _ right: [Quad]) -> Bool {
  var numbers = TermNumbers()
  return isIsomorphic(NumberedDataset(left, &numbers), NumberedDataset(right, &numbers))
}

private func isIsomorphic(_ left: NumberedDataset, _ right: NumberedDataset) -> Bool {
  guard left.ground == right.ground, left.quads.count == right.quads.count, left.nodeCount == right.nodeCount
  else { return false }
  return IsomorphismSearch(left: left, right: right).succeeds()
}

/// Numbers for IRIs and literals, the same on both sides.
private struct TermNumbers {
  private var numbers: [Term: Int] = [:]

  mutating func number(of term: Term) -> Int {
    if let known = numbers[term] { return known }
    numbers[term] = numbers.count
    return numbers.count - 1
  }
}

/// A quad of numbers: a ground term is ≥ 0, blank node n is -1 - n, and no graph name is `Int.max`.
private struct NumberedQuad: Hashable {
  var subject: Int
  var predicate: Int
  var object: Int
  var graph: Int

  /// What stands where blank nodes may.
  var places: (Int, Int, Int) { (subject, object, graph) }

  var isGround: Bool { subject >= 0 && object >= 0 && graph >= 0 }
}

/// A dataset as numbers: what is ground must be equal, the rest has to be mapped.
private struct NumberedDataset {
  private(set) var ground: Set<NumberedQuad> = []
  private(set) var quads: [NumberedQuad] = []
  private(set) var nodeCount = 0
  /// For each blank node the quads it occurs in.
  private(set) var occurrences: [[Int]] = []

  init(_ graph: Graph, _ numbers: inout TermNumbers) {
    var nodes: [BlankNode: Int] = [:]
    var known = Array(repeating: Int.min, count: graph.dictionary.count)
    func number(_ id: TermID, _ numbers: inout TermNumbers) -> Int {
      let index = Int(id.rawValue)
      if known[index] == Int.min { known[index] = Self.number(graph.dictionary[id], &nodes, &numbers) }
      return known[index]
    }
    let all = graph.statements.map { statement in
      NumberedQuad(
        subject: number(statement.subject, &numbers), predicate: number(statement.predicate, &numbers),
        object: number(statement.object, &numbers), graph: Int.max)
    }
    take(all, nodeCount: nodes.count)
  }

  init(_ source: [Quad], _ numbers: inout TermNumbers) {
    var nodes: [BlankNode: Int] = [:]
    var all: Set<NumberedQuad> = []
    for quad in source {
      all.insert(
        NumberedQuad(
          subject: Self.number(quad.triple.subject.term, &nodes, &numbers),
          predicate: numbers.number(of: .iri(quad.triple.predicate)),
          object: Self.number(quad.triple.object, &nodes, &numbers),
          graph: quad.graphName.map { Self.number($0.term, &nodes, &numbers) } ?? Int.max))
    }
    take(all, nodeCount: nodes.count)
  }

  private static func number(_ term: Term, _ nodes: inout [BlankNode: Int], _ numbers: inout TermNumbers)
    -> Int
  {
    guard let node = term.blankNode else { return numbers.number(of: term) }
    let known = nodes[node] ?? nodes.count
    nodes[node] = known
    return -1 - known
  }

  private mutating func take(_ all: some Sequence<NumberedQuad>, nodeCount: Int) {
    self.nodeCount = nodeCount
    occurrences = Array(repeating: [], count: nodeCount)
    for quad in all {
      guard !quad.isGround else {
        ground.insert(quad)
        continue
      }
      let (subject, object, graph) = quad.places
      if subject < 0 { occurrences[-1 - subject].append(quads.count) }
      if object < 0 && object != subject { occurrences[-1 - object].append(quads.count) }
      if graph < 0 && graph != subject && graph != object { occurrences[-1 - graph].append(quads.count) }
      quads.append(quad)
    }
  }

  /// Gives every node a new colour from its old one and those of its neighbours; equal on both sides for
  /// nodes that look alike.
  func refined(_ colours: [Int]) -> [Int] {
    (0..<nodeCount).map { node in
      var signatures: [Int] = []
      for index in occurrences[node] {
        let (subject, object, graph) = quads[index].places
        var hasher = Hasher()
        hasher.combine(quads[index].predicate)
        for term in [subject, object, graph] {
          hasher.combine(term < 0 ? colours[-1 - term] : term)
          // The place of the node itself tells (x, p, y) from (y, p, x).
          hasher.combine(term < 0 ? term == -1 - node ? 2 : 1 : 0)
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
    func image(_ term: Int) -> Int { term < 0 ? images[-1 - term].map { -1 - $0 } ?? Int.max : term }
    return left.quads.allSatisfy { quad in
      expected.contains(
        NumberedQuad(
          subject: image(quad.subject), predicate: quad.predicate, object: image(quad.object),
          graph: quad.graph == Int.max ? Int.max : image(quad.graph)))
    }
  }
}
