internal import RDF

/// The lists of ordered collections, read item by item.
struct MemberLists {
  /// One list of one collection.
  struct List {
    let collection: TermID
    /// The statement by which the collection has the list.
    let statement: Graph.Statement
    /// The members with the statement that puts each into the list, as far as the list can be read.
    var items: [(member: TermID, statement: Graph.Statement)] = []
    /// What is wrong with the list, in words that follow "the list of …"; nil if it is well formed.
    var fault: String?
    /// The statements that make the fault.
    var evidence: [Graph.Statement] = []
  }

  /// All lists, in the order of the statements.
  private(set) var lists: [List] = []

  /// Walks every list once; O(n log n), whatever the lists look like.
  init(_ context: CheckContext) {
    let graph = context.view.graph
    let literalLists = context.view.misplaced.map(context.statement).filter {
      context.view.roles(of: $0.predicate).contains(.memberList) && graph.dictionary.isLiteral($0.object)
    }
    for statement in literalLists {
      var list = List(collection: statement.subject, statement: statement)
      list.fault = "is the text \(context.names.text(statement.object))"
      lists.append(list)
    }
    guard !context.view.memberLists.isEmpty else { return }
    var walk = Walk(graph)
    for edge in context.view.memberLists {
      var list = List(collection: edge.from, statement: context.statement(edge.evidence))
      walk.read(from: edge.to, into: &list)
      lists.append(list)
    }
  }

  /// Reads lists, remembering the nodes of all that it has read.
  private struct Walk {
    let graph: Graph
    let first: TermID?
    let rest: TermID?
    let end: TermID?
    /// The number of the list that each node was first met in.
    var metIn: [TermID: Int] = [:]
    var number = 0

    init(_ graph: Graph) {
      self.graph = graph
      (first, rest) = (graph.dictionary.id(of: .iri(.RDF.first)), graph.dictionary.id(of: .iri(.RDF.rest)))
      end = graph.dictionary.id(of: .iri(.RDF.nil))
    }

    mutating func read(from head: TermID, into list: inout List) {
      number += 1
      var node = head
      while node != end {
        if let other = metIn[node] {
          list.fault = other == number ? "runs in a circle" : "shares items with another list"
          return
        }
        metIn[node] = number
        let about = graph.statements(subject: node)
        let (firsts, rests) = (about.filter { $0.predicate == first }, about.filter { $0.predicate == rest })
        if let item = firsts.first { list.items.append((item.object, item)) }
        guard firsts.count == 1, let next = rests.first, rests.count == 1 else {
          list.fault = fault(firsts.count, rests.count)
          list.evidence = firsts + rests
          return
        }
        node = next.object
        if graph.dictionary.isLiteral(node) {
          list.fault = "ends in a text instead of rdf:nil"
          list.evidence = [next]
          return
        }
      }
    }

    private func fault(_ firsts: Int, _ rests: Int) -> String {
      if firsts == 0 && rests == 0 { return "leads to something that is no rdf:List" }
      if firsts == 0 { return "has a place without an item (rdf:first)" }
      if firsts > 1 { return "has a place with \(firsts) items (rdf:first)" }
      if rests == 0 { return "breaks off without rdf:rest" }
      return "forks: one place has \(rests) continuations (rdf:rest)"
    }
  }
}
