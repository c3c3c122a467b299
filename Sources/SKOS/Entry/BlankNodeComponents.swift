internal import RDF

/// The blank nodes of a graph in connected components, with the IRIs they hang from.
struct BlankNodeComponents {
  /// From which IRIs a component hangs.
  private enum Owner {
    case nobody
    case one(TermID)
    case several
  }

  /// The place of each blank node in `parents`.
  private var places: [TermID: Int] = [:]
  /// A forest: each node names another of its component, a root itself.
  private var parents: [Int] = []
  private var owners: [Int: Owner] = [:]

  /// Finds the components; O(n α(n)).
  init(of graph: Graph) {
    let statements = graph.statements
    for statement in statements {
      let subject = graph.dictionary.isBlankNode(statement.subject) ? place(of: statement.subject) : nil
      let object = graph.dictionary.isBlankNode(statement.object) ? place(of: statement.object) : nil
      if let subject, let object { unite(subject, object) }
    }
    // Every path is made as short as it gets, so that looking up changes nothing any more.
    for place in parents.indices { parents[place] = root(of: place) }
    for statement in statements where !graph.dictionary.isBlankNode(statement.subject) {
      guard let place = places[statement.object] else { continue }
      let component = parents[place]
      switch owners[component, default: .nobody] {
      case .nobody: owners[component] = .one(statement.subject)
      case .one(let other): if other != statement.subject { owners[component] = .several }
      case .several: break
      }
    }
  }

  /// Whether the graph has no blank nodes.
  var isEmpty: Bool { parents.isEmpty }

  /// The component that a statement touches; both ends are in one if both are blank.
  func component(of statement: Graph.Statement) -> Int? {
    (places[statement.subject] ?? places[statement.object]).map { parents[$0] }
  }

  /// The one IRI that a component hangs from; nil if there are several or none.
  func owner(of component: Int) -> TermID? {
    if case .one(let owner) = owners[component, default: .nobody] { owner } else { nil }
  }

  private mutating func place(of id: TermID) -> Int {
    if let place = places[id] { return place }
    places[id] = parents.count
    parents.append(parents.count)
    return parents.count - 1
  }

  /// The root of a node's component, halving the path on the way.
  private mutating func root(of place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }

  private mutating func unite(_ left: Int, _ right: Int) {
    let (left, right) = (root(of: left), root(of: right))
    // The older node becomes the root, so that the numbers of components follow the order of appearance.
    parents[max(left, right)] = min(left, right)
  }
}
