internal import RDF

extension Rule {
  /// The chain of successors ends with something that is in use.
  static let successorCycle = Rule(
    id: "successor-cycle",
    title: "From a replaced entry, successors lead to one that is in use",
    severity: .error, profile: .life,
    sources: ["Practice of registers after ISO 19135"],
    reason: """
      Programs follow the successors of an old entry to the one to use today. In a circle they never arrive; at a \
      retired entry without successor they arrive nowhere.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; owl:deprecated true ; dct:isReplacedBy ex:kitten .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; owl:deprecated true ; dct:isReplacedBy ex:cat .
      """,
    cleanExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; owl:deprecated true ; dct:isReplacedBy ex:youngCat .
      ex:youngCat a skos:Concept ; skos:prefLabel "young cat"@en ; owl:deprecated true ; dct:isReplacedBy ex:cat .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    evaluate: { context in
      let successors = Successors(context)
      let nodes = Set(successors.successors.keys).union(successors.successors.values.joined()).sorted()
      let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($0.element, $0.offset) })
      let edges = nodes.indices.flatMap { place in
        successors.successors[nodes[place], default: []].compactMap { new in
          places[new].map { (from: place, to: $0) }
        }
      }
      let graph = Adjacency(count: nodes.count, edges: edges)
      let (components, count) = StrongComponents.number(graph)
      var members = Array(repeating: [Int](), count: count)
      for place in nodes.indices { members[components[place]].append(place) }
      // Successors have lower numbers, so that they are known when what they replaced is looked at.
      var arrives = Array(repeating: false, count: count)
      var violations: [Rule.Violation] = []
      for (component, places) in members.enumerated() {
        let next = places.flatMap { graph[$0] }
        arrives[component] =
          places.contains { !context.retired.contains(nodes[$0]) }
          || next.contains { arrives[components[$0]] }
        let isCycle = places.count > 1 || next.contains(places[0])
        let own = places.map { nodes[$0] }.filter(context.own.contains)
        guard let first = own.first else { continue }
        let statements = places.flatMap { old in
          graph[old].compactMap { successors.statement(nodes[old], nodes[$0]) }
        }
        if isCycle {
          let others = places.map { nodes[$0] }.filter { $0 != first }
          violations.append(
            Rule.Violation(
              focus: first,
              message: others.isEmpty
                ? "\(context.names.name(first)) is replaced by itself"
                : "\(context.names.name(first)) is replaced by itself, by way of \(context.names.list(others))",
              related: others, statements: statements))
        } else if !arrives[component], !next.isEmpty {
          let news = next.map { nodes[$0] }
          violations.append(
            Rule.Violation(
              focus: first,
              message:
                "\(context.names.name(first)) is replaced by \(context.names.list(news)), which \(news.count == 1 ? "is" : "are") out of use without a successor in use",
              related: news, statements: statements))
        }
      }
      return violations
    })
}
