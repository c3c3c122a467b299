/// The RDF lists of a graph that can be written as `@list` without losing anything.
///
/// A list can if each of its cells is a blank node that is named once, by the cell before it or by the list's
/// owner (not as its type), and has one `rdf:first`, one `rdf:rest` and nothing else. Others are written as the nodes they are.
struct JSONLDLists {
  /// The elements of each list, by its first cell.
  private(set) var elements: [TermID: [TermID]] = [:]
  /// The cells that need not be written any more.
  private(set) var cells: Set<TermID> = []

  /// - Parameter excluded: Blank nodes that are spoken of elsewhere too.
  init(_ graph: Graph, without excluded: Set<TermID> = []) {
    let dictionary = graph.dictionary
    guard let first = dictionary.id(of: .iri(.RDF.first)), let rest = dictionary.id(of: .iri(.RDF.rest)),
      let end = dictionary.id(of: .iri(.RDF.nil))
    else { return }
    let type = dictionary.id(of: .iri(.RDF.type))
    /// The one owner of a blank node, unless it has several.
    var namedOnceBy: [TermID: Graph.Statement?] = [:]
    for statement in graph.statements where dictionary.isBlankNode(statement.object) {
      let isNew = namedOnceBy[statement.object] == nil
      namedOnceBy.updateValue(isNew ? statement : nil, forKey: statement.object)
    }
    func cell(_ node: TermID) -> (element: TermID, next: TermID)? {
      let said = graph.statements(subject: node)
      guard dictionary.isBlankNode(node), said.count == 2,
        !excluded.contains(node), let element = said.first(where: { $0.predicate == first })?.object,
        let next = said.first(where: { $0.predicate == rest })?.object
      else { return nil }
      return (element, next)
    }
    for (head, owner) in namedOnceBy {
      guard let owner, ![first, rest, type].contains(owner.predicate) else { continue }
      var list: [TermID] = []
      var nodes: [TermID] = []
      var node = head
      // A cell that is named once, by the cell before it, cannot come twice, so that this ends.
      while node != end, case .some(.some) = namedOnceBy[node], let (element, next) = cell(node) {
        list.append(element)
        nodes.append(node)
        node = next
      }
      guard node == end, !list.isEmpty else { continue }
      elements[head] = list
      cells.formUnion(nodes)
    }
  }
}
