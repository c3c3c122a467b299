internal import RDF

/// Which resources took the place of others, whichever of the two says so.
struct Successors {
  /// For each resource that was replaced, what took its place, in order.
  private(set) var successors: [TermID: [TermID]] = [:]
  /// The statement for each pair.
  private var evidence: [[TermID]: Graph.Statement] = [:]
  private let retired: Set<TermID>

  init(_ context: CheckContext) {
    let graph = context.view.graph
    retired = context.retired
    func add(_ statement: Graph.Statement, from old: TermID, to new: TermID) {
      guard !graph.dictionary.isLiteral(statement.object), evidence[[old, new]] == nil else { return }
      evidence[[old, new]] = statement
      successors[old, default: []].append(new)
    }
    for property in SuccessionProperties.toSuccessor.compactMap(context.id) {
      for statement in graph.statements(predicate: property) {
        add(statement, from: statement.subject, to: statement.object)
      }
    }
    for property in SuccessionProperties.toPredecessor.compactMap(context.id) {
      for statement in graph.statements(predicate: property) {
        add(statement, from: statement.object, to: statement.subject)
      }
    }
    for old in successors.keys { successors[old]?.sort() }
  }

  /// Whether anything took the place of a resource.
  func hasSuccessor(_ id: TermID) -> Bool { successors[id] != nil }

  /// The one resource, still valid, that took the place of another; nil if there is none, or several.
  func onlyValid(for id: TermID) -> TermID? {
    let valid = successors[id, default: []].filter { !retired.contains($0) && $0 != id }
    return valid.count == 1 ? valid.first : nil
  }

  /// The statement that says that one resource took the place of another.
  func statement(_ old: TermID, _ new: TermID) -> Graph.Statement? { evidence[[old, new]] }
}
