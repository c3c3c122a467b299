/// Statements in the one order in which Turtle and TriG are written, and blank nodes in an order that does
/// not depend on their labels.
///
/// The default graph comes first, the others in the order of their names. In each, subjects, predicates and
/// objects follow the order of `Term`, but for `rdf:type`, which is the first predicate. Blank nodes come
/// after IRIs and before literals, and among themselves by what is said of them: first those that lead to no
/// other blank node, and so on upwards. So two graphs that differ only in labels have the same order as long
/// as their blank nodes form trees. Where blank nodes form cycles or name graphs, or several with the same
/// content are each referred to from several places, the order may fall back on their labels.
///
/// O(n log n) in the number of statements.
struct SerializationOrder {
  /// A graph and where its statements are in `statements`.
  struct GraphRange {
    let name: TermID?
    let range: Range<Int>
  }

  let dictionary: TermDictionary
  /// All statements, in order; as long as `isLazy`, those about one subject are not yet.
  private(set) var statements: [Graph.Statement] = []
  private(set) var graphs: [GraphRange] = []
  let blankNodes: BlankNodeTable
  private let predicates: PredicateRanks
  private let nodeRanks: [UInt32]
  /// Whether `sort` is still to be called for the statements about each subject, before these are written.
  ///
  /// Then they are in the processor's caches; but blank nodes need to know the whole order first.
  var isLazy: Bool { blankNodes.nodes.isEmpty }
  /// Where the statements about each blank node are, by number; more than one range if in several graphs.
  private(set) var ranges: [[Range<Int>]] = []
  /// The statements that refer to each blank node, by number: how many, and the first of them.
  private(set) var references: [(count: Int, first: Int)] = []
  /// The numbers of the blank nodes, in an order in which each comes after the first that refers to it.
  private(set) var walk: [Int] = []
  /// Each blank node's place in `walk`, by number.
  private(set) var walkPlaces: [Int] = []
  /// Whether a blank node was chosen to start with, because only nodes in a cycle with it lead to it.
  private(set) var isCycleStart: [Bool] = []

  init(_ source: StatementSource) {
    dictionary = source.dictionary
    blankNodes = BlankNodeTable(source)
    let order = BlankNodeOrder(source, blankNodes)
    predicates = PredicateRanks(source)
    nodeRanks = order.ranks
    statements.reserveCapacity(source.count)
    dictionary.withParts { parts in
      var sorter = sorter(parts)
      for group in Self.sorted(source.groups, blankNodes, order) {
        let start = statements.count
        if isLazy {
          sorter.appendBySubject(group.statements, to: &statements)
        } else {
          sorter.append(group.statements, to: &statements)
        }
        graphs.append(GraphRange(name: group.name, range: start..<statements.count))
      }
    }
    guard !blankNodes.nodes.isEmpty else { return }
    findRanges()
    walkBlankNodes(order)
  }

  /// What sorts the statements about one subject.
  func sorter(_ parts: TermDictionary.Reader) -> StatementSorter {
    StatementSorter(predicates, blankNodes, nodeRanks, dictionary, parts)
  }

  /// Sorts the statements about one subject, if that has not been done.
  mutating func sort(_ run: Range<Int>, by sorter: inout StatementSorter) {
    if isLazy { sorter.sort(&statements, run) }
  }

  /// Puts the graphs that blank nodes name in the order of these; the others are in order.
  private static func sorted(
    _ groups: [StatementSource.Group], _ blankNodes: BlankNodeTable, _ order: BlankNodeOrder
  ) -> [StatementSource.Group] {
    func rank(_ group: StatementSource.Group) -> UInt32? {
      group.name.flatMap(blankNodes.number).map { order.ranks[$0] }
    }
    guard let first = groups.firstIndex(where: { rank($0) != nil }) else { return groups }
    return groups[..<first] + groups[first...].sorted { rank($0) ?? 0 < rank($1) ?? 0 }
  }

  private mutating func findRanges() {
    ranges = Array(repeating: [], count: blankNodes.nodes.count)
    references = Array(repeating: (0, 0), count: blankNodes.nodes.count)
    for graph in graphs {
      var start = graph.range.lowerBound
      for index in graph.range {
        if let object = blankNodes.number(of: statements[index].object) {
          if references[object].count == 0 { references[object].first = index }
          references[object].count += 1
        }
        let next = index + 1
        if next == graph.range.upperBound || statements[next].subject != statements[start].subject {
          if let subject = blankNodes.number(of: statements[start].subject) {
            ranges[subject].append(start..<next)
          }
          start = next
        }
      }
    }
  }

  /// Lists the blank nodes breadth first: from the names of graphs and from IRIs in order, then from nodes
  /// that nothing refers to, then from nodes that only cycles lead to.
  private mutating func walkBlankNodes(_ order: BlankNodeOrder) {
    var isFound = Array(repeating: false, count: blankNodes.nodes.count)
    isCycleStart = isFound
    func find(_ node: Int) {
      guard !isFound[node] else { return }
      isFound[node] = true
      walk.append(node)
    }
    for graph in graphs {
      if let name = graph.name.flatMap(blankNodes.number) { find(name) }
      for statement in statements[graph.range] {
        guard let object = blankNodes.number(of: statement.object),
          blankNodes.number(of: statement.subject) == nil
        else { continue }
        find(object)
      }
    }
    var next = 0
    func follow() {
      while next < walk.count {
        for range in ranges[walk[next]] {
          for statement in statements[range] {
            if let object = blankNodes.number(of: statement.object) { find(object) }
          }
        }
        next += 1
      }
    }
    follow()
    for node in order.nodes where references[node].count == 0 { find(node) }
    follow()
    for node in order.nodes where !isFound[node] {
      isCycleStart[node] = true
      find(node)
      follow()
    }
    walkPlaces = Array(repeating: 0, count: walk.count)
    for (place, node) in walk.enumerated() { walkPlaces[node] = place }
  }
}
