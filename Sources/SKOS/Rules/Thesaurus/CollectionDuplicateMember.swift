internal import RDF

extension Rule {
  /// A list names each member once.
  static let collectionDuplicateMember = Rule(
    id: "collection-duplicate-member",
    title: "The list of an ordered collection names each member once",
    severity: .info, profile: .thes,
    sources: ["ISO 25964-1 (XML schema v1.4: no duplicate members of an array or group)"],
    reason: """
      A member that stands in a list twice is shown twice. The first place is kept.
      """,
    firingExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList ( ex:small ex:large ex:small ) .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    cleanExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList ( ex:small ex:large ) .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    fix: .safe,
    evaluate: { context in
      context.view.memberLists.compactMap { edge in
        guard let list = MemberList(edge.to, context) else { return nil }
        var seen: Set<TermID> = []
        var twice: [TermID] = []
        var removed: [Triple] = []
        var added: [Triple] = []
        var kept: MemberList.Node?
        var isPending = false
        func close(_ next: TermID) {
          guard isPending, let last = kept, let subject = context.subject(last.node) else { return }
          removed.append(context.view.graph.triple(last.rest))
          added.append(Triple(subject, .RDF.rest, context.view.graph.dictionary[next]))
          isPending = false
        }
        for node in list.nodes {
          if seen.insert(node.item).inserted {
            close(node.node)
            kept = node
          } else {
            twice.append(node.item)
            removed += context.view.graph.statements(subject: node.node).map(context.view.graph.triple)
            isPending = true
          }
        }
        close(list.end)
        guard !twice.isEmpty else { return nil }
        return Rule.Violation(
          focus: edge.from,
          message:
            "the list of \(context.names.name(edge.from)) names \(context.list(twice.uniqued)) more than once",
          related: twice.uniqued, statements: [context.statement(edge.evidence)], removed: removed,
          added: added)
      }
    })
}

/// A list of members that is in order: each node has one item and one rest, and it ends.
private struct MemberList {
  struct Node {
    let node: TermID
    let item: TermID
    let rest: Graph.Statement
  }

  private(set) var nodes: [Node] = []
  let end: TermID

  init?(_ start: TermID, _ context: CheckContext) {
    let graph = context.view.graph
    guard let first = context.id(of: .RDF.first), let rest = context.id(of: .RDF.rest),
      let end = context.id(of: .RDF.nil)
    else { return nil }
    self.end = end
    var seen: Set<TermID> = []
    var node = start
    while node != end {
      let items = graph.statements(subject: node, predicate: first)
      let rests = graph.statements(subject: node, predicate: rest)
      guard seen.insert(node).inserted, items.count == 1, rests.count == 1, let item = items.first,
        let next = rests.first
      else { return nil }
      nodes.append(Node(node: node, item: item.object, rest: next))
      node = next.object
    }
  }
}
