internal import RDF

/// The blank nodes of a graph in connected components, with the IRIs they hang from.
struct BlankNodeComponents: Sendable {
  /// From which IRIs a component hangs.
  private enum Owner: Sendable {
    case nobody
    case one(TermID)
    case several
  }

  private var nodes = UnionFind<TermID>()
  private var owners: [Int: Owner] = [:]

  /// Finds the components; O(n α(n)).
  init(of graph: Graph) {
    let statements = graph.statements
    for statement in statements {
      let subjectIsBlank = graph.dictionary.isBlankNode(statement.subject)
      let objectIsBlank = graph.dictionary.isBlankNode(statement.object)
      if subjectIsBlank { nodes.insert(statement.subject) }
      if objectIsBlank { nodes.insert(statement.object) }
      if subjectIsBlank && objectIsBlank { nodes.unite(statement.subject, statement.object) }
    }
    nodes.flatten()
    guard !nodes.isEmpty else { return }
    for statement in statements where !graph.dictionary.isBlankNode(statement.subject) {
      guard let component = nodes.set(of: statement.object) else { continue }
      switch owners[component, default: .nobody] {
      case .nobody: owners[component] = .one(statement.subject)
      case .one(let other): if other != statement.subject { owners[component] = .several }
      case .several: break
      }
    }
  }

  /// Whether the graph has no blank nodes.
  var isEmpty: Bool { nodes.isEmpty }

  /// The component that a statement touches; both ends are in one if both are blank.
  func component(of statement: Graph.Statement) -> Int? {
    nodes.set(of: statement.subject) ?? nodes.set(of: statement.object)
  }

  /// The one IRI that a component hangs from; nil if there are several or none.
  func owner(of component: Int) -> TermID? {
    if case .one(let owner) = owners[component, default: .nobody] { owner } else { nil }
  }
}
