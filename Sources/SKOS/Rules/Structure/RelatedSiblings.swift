internal import RDF

extension Rule {
  /// Siblings are not related only because they are siblings.
  static let relatedSiblings = Rule(
    id: "related-siblings",
    title: "Concepts with a common broader concept are related only for a reason of its own",
    severity: .info, profile: .kos,
    sources: ["ISO 25964-1 §11.3.2.2; qSKOS (valueless associative relations)"],
    reason: """
      Siblings stand beside each other in every tree, so that a link between them tells nobody anything new, unless \
      their meanings overlap so that people mistake one for the other.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal ; skos:related ex:dog .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:broader ex:animal .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal ; skos:related ex:catFood .
      ex:catFood a skos:Concept ; skos:prefLabel "cat food"@en ; skos:broader ex:food .
      ex:food a skos:Concept ; skos:prefLabel "food"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let index = context.index
      // The end with more parents first, so that these are put into a set once for all its links.
      let links = context.view.related.filter {
        $0.from != $0.to && context.own.contains($0.from) && context.own.contains($0.to)
          && !context.view.roles(of: context.statement($0.evidence).predicate).contains(.mapping)
      }.map { edge -> (first: TermID, second: TermID, evidence: Int) in
        let swaps = (index.broader[edge.from].count, edge.from) < (index.broader[edge.to].count, edge.to)
        return (
          first: swaps ? edge.to : edge.from, second: swaps ? edge.from : edge.to, evidence: edge.evidence
        )
      }.sorted { ($0.first, $0.second, $0.evidence) < ($1.first, $1.second, $1.evidence) }
      var violations: [Rule.Violation] = []
      var parents: (of: TermID, all: Set<TermID>)?
      var start = 0
      while start < links.count {
        let (first, second, _) = links[start]
        var end = start + 1
        while end < links.count, links[end].first == first, links[end].second == second { end += 1 }
        if parents?.of != first { parents = (first, Set(index.broader[first].map(\.to))) }
        let common = index.broader[second].map(\.to).first { parents?.all.contains($0) == true }
        if let common {
          let evidence = links[start..<end].map(\.evidence)
          let focus = context.statement(evidence[0]).subject
          let other = focus == first ? second : first
          violations.append(
            Rule.Violation(
              focus: focus,
              message:
                "\(context.names.name(focus)) is related to \(context.names.name(other)), which stands beside it below \(context.names.name(common)) anyway",
              related: [other, common], statements: evidence.map(context.statement),
              removed: evidence.map(context.triple)))
        }
        start = end
      }
      return violations
    })
}
