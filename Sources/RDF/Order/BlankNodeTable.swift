/// The blank nodes of what is to be written, by number, with the statements around each.
struct BlankNodeTable {
  /// A statement as seen from a blank node in it.
  struct Edge {
    let predicate: TermID
    /// The object, or the subject of a statement that refers to the node.
    let other: TermID
    /// The index of the group.
    let group: Int
  }

  /// Sorted by label, so that ties end the same way for the same labels.
  private(set) var nodes: [TermID] = []
  /// Whether each names a graph.
  private(set) var namesGraph: [Bool] = []
  /// Statements about each node.
  private(set) var outgoing: [[Edge]] = []
  /// Statements that refer to each node.
  private(set) var incoming: [[Edge]] = []
  /// A node's number plus 1 by id, 0 for other terms; empty if there is no blank node.
  private var numbers: [UInt32] = []

  init(_ source: StatementSource) {
    let dictionary = source.dictionary
    guard dictionary.blankNodeCount > 0 else { return }
    var isNode = Array(repeating: false, count: dictionary.count)
    func find(_ id: TermID) {
      guard dictionary.isBlankNode(id), !isNode[Int(id.rawValue)] else { return }
      isNode[Int(id.rawValue)] = true
      nodes.append(id)
    }
    for group in source.groups {
      if let name = group.name { find(name) }
      var subject: TermID?
      for statement in group.statements {
        if statement.subject != subject { find(statement.subject) }
        subject = statement.subject
        find(statement.object)
      }
    }
    guard !nodes.isEmpty else { return }
    dictionary.withParts { parts in
      var keys = nodes.map { TextKey(parts($0).text, $0) }
      sortByText(&keys)
      nodes = keys.map(\.value)
    }
    numbers = Array(repeating: 0, count: dictionary.count)
    for (number, node) in nodes.enumerated() { numbers[Int(node.rawValue)] = UInt32(number) + 1 }
    namesGraph = Array(repeating: false, count: nodes.count)
    outgoing = Array(repeating: [], count: nodes.count)
    incoming = outgoing
    for (index, group) in source.groups.enumerated() {
      if let name = group.name, let node = number(of: name) { namesGraph[node] = true }
      for statement in group.statements {
        if let node = number(of: statement.subject) {
          outgoing[node].append(
            Edge(predicate: statement.predicate, other: statement.object, group: index))
        }
        if let node = number(of: statement.object) {
          incoming[node].append(
            Edge(predicate: statement.predicate, other: statement.subject, group: index))
        }
      }
    }
  }

  /// The number of a blank node, nil for other terms.
  @inline(__always) func number(of id: TermID) -> Int? {
    guard !numbers.isEmpty else { return nil }
    let number = numbers[Int(id.rawValue)]
    return number == 0 ? nil : Int(number) - 1
  }
}
