/// Whether graphs or datasets differ at most in the labels of their blank nodes.
///
/// Exact. Blank nodes get colours by what is said of them and by whom, which tells nearly all apart; those
/// that stay alike fall into groups that have nothing to do with each other, and are tried group by group.
/// - Source: RDF 1.1 Concepts §3.6 and §4.1.
public enum Isomorphism {
  /// How much work a comparison may be.
  public struct Limits: Hashable, Sendable {
    /// The most looks at a statement from a blank node in it.
    ///
    /// 256 Mi: a vocabulary of 100,000 statements needs some hundred thousand. Graphs that were made to be
    /// hard, such as strongly regular ones, need more than any limit.
    public var workMax = 256 << 20

    /// Creates the default limits.
    public init() {}
  }

  /// Says that a comparison was given up, so that nothing is known.
  public struct LimitExceeded: Error, Hashable, Sendable, CustomStringConvertible {
    /// The limit.
    public let workMax: Int
    /// One sentence for people.
    public var description: String {
      "the blank nodes are so much alike that comparing them takes more than \(workMax) steps"
    }
  }
}

extension Graph {
  /// Whether the graphs differ at most in the labels of their blank nodes.
  ///
  /// O(n log n) for graphs whose blank nodes can be told apart by what is said of them.
  /// - Throws: `Isomorphism.LimitExceeded` if it takes more work than allowed.
  public func isIsomorphic(
    to other: Graph, limits: Isomorphism.Limits = Isomorphism.Limits()
  ) throws(Isomorphism.LimitExceeded) -> Bool {
    guard count == other.count else { return false }
    return try RDF.isIsomorphic(StatementSource(self), StatementSource(other), limits)
  }
}

extension Dataset {
  /// Whether the datasets differ at most in the labels of their blank nodes, which all graphs share.
  ///
  /// O(n log n) for datasets whose blank nodes can be told apart by what is said of them.
  /// - Throws: `Isomorphism.LimitExceeded` if it takes more work than allowed.
  public func isIsomorphic(
    to other: Dataset, limits: Isomorphism.Limits = Isomorphism.Limits()
  ) throws(Isomorphism.LimitExceeded) -> Bool {
    guard count == other.count, namedGraphCount == other.namedGraphCount else { return false }
    return try RDF.isIsomorphic(StatementSource(self), StatementSource(other), limits)
  }
}

private func isIsomorphic(
  _ left: StatementSource, _ right: StatementSource, _ limits: Isomorphism.Limits
) throws(Isomorphism.LimitExceeded) -> Bool {
  let leftQuads = NumberedQuads(left)
  guard let rightQuads = NumberedQuads(right, numberedAs: left.dictionary),
    leftQuads.ground == rightQuads.ground, leftQuads.quads.count == rightQuads.quads.count,
    leftQuads.nodeCount == rightQuads.nodeCount
  else { return false }
  var search = IsomorphismSearch(leftQuads, rightQuads, workMax: limits.workMax)
  return try search.run()
}

/// A quad of numbers: a ground term is ≥ 0, blank node n is -1 - n.
struct NumberedQuad: Hashable, Comparable {
  /// What stands for the name of the default graph.
  static let noName = Int32.max

  var subject: Int32
  var predicate: Int32
  var object: Int32
  var graph: Int32

  static func < (left: NumberedQuad, right: NumberedQuad) -> Bool {
    if left.subject != right.subject { return left.subject < right.subject }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    if left.object != right.object { return left.object < right.object }
    return left.graph < right.graph
  }
}

/// A dataset as numbers: what is ground must be equal, the rest has to be mapped.
struct NumberedQuads {
  /// Sorted.
  private(set) var ground: [NumberedQuad] = []
  /// Those with blank nodes.
  private(set) var quads: [NumberedQuad] = []
  private(set) var nodeCount = 0
  /// For each blank node the quads it occurs in, each once.
  private(set) var occurrences: [[Int32]] = []

  /// Numbers ground terms by their ids.
  init(_ source: StatementSource) {
    self.init()
    _ = take(source) { id in Int32(truncatingIfNeeded: id.rawValue) }
  }

  /// Numbers ground terms by their ids in another dictionary; nil if that lacks one.
  init?(_ source: StatementSource, numberedAs other: TermDictionary) {
    self.init()
    guard
      take(
        source, number: { other.id(of: source.dictionary[$0]).map { Int32(truncatingIfNeeded: $0.rawValue) } }
      )
    else { return nil }
  }

  private init() {}

  private mutating func take(_ source: StatementSource, number: (TermID) -> Int32?) -> Bool {
    var numbers: [Int32?] = Array(repeating: nil, count: source.dictionary.count)
    func translate(_ id: TermID, _ nodeCount: inout Int) -> Int32? {
      if let known = numbers[Int(id.rawValue)] { return known }
      if source.dictionary.isBlankNode(id) {
        nodeCount += 1
        numbers[Int(id.rawValue)] = Int32(truncatingIfNeeded: -nodeCount)
      } else {
        numbers[Int(id.rawValue)] = number(id)
      }
      return numbers[Int(id.rawValue)]
    }
    for group in source.groups {
      var name = NumberedQuad.noName
      if let id = group.name {
        guard let number = translate(id, &nodeCount) else { return false }
        name = number
      }
      for statement in group.statements {
        guard let subject = translate(statement.subject, &nodeCount),
          let predicate = translate(statement.predicate, &nodeCount),
          let object = translate(statement.object, &nodeCount)
        else { return false }
        let quad = NumberedQuad(subject: subject, predicate: predicate, object: object, graph: name)
        if subject >= 0 && object >= 0 && name >= 0 { ground.append(quad) } else { quads.append(quad) }
      }
    }
    ground.sort()
    occurrences = Array(repeating: [], count: nodeCount)
    for (index, quad) in quads.enumerated() {
      let index = Int32(truncatingIfNeeded: index)
      if quad.subject < 0 { occurrences[Int(-1 - quad.subject)].append(index) }
      if quad.object < 0 && quad.object != quad.subject { occurrences[Int(-1 - quad.object)].append(index) }
      if quad.graph < 0 && quad.graph != quad.subject && quad.graph != quad.object {
        occurrences[Int(-1 - quad.graph)].append(index)
      }
    }
    return true
  }
}
