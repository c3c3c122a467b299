internal import RDF

extension Rule {
  /// S46: exactMatch is disjoint with broadMatch and relatedMatch.
  static let exactMatchClash = Rule(
    id: "exact-match-clash",
    title: "Concepts that match exactly are not mapped to each other as broader, narrower or related",
    severity: .error, profile: .core,
    sources: [
      "SKOS Reference §10.4, S46; S42 to S45 for what follows: exactMatch is symmetric and transitive"
    ],
    reason: """
      Exact matches may be taken for one another in every search, and so may the exact matches of these. A concept \
      is not broader than itself: one of the mappings is wrong.
      """,
    firingExample: """
      ex:a a skos:Concept ; skos:exactMatch ex:b .
      ex:b a skos:Concept ; skos:exactMatch ex:c .
      ex:c a skos:Concept ; skos:broadMatch ex:a .
      """,
    cleanExample: """
      ex:a a skos:Concept ; skos:exactMatch ex:b .
      ex:b a skos:Concept ; skos:closeMatch ex:c .
      ex:c a skos:Concept ; skos:broadMatch ex:a .
      """,
    evaluate: { context in
      let classes = ExactMatchClasses(context.view)
      return context.view.otherMatches.compactMap { edge in
        guard classes.match(edge.from, edge.to) else { return nil }
        let roles = context.view.roles(of: context.statement(edge.evidence).predicate)
        let other =
          roles.contains(.broadMatch) ? "broad" : roles.contains(.narrowMatch) ? "narrow" : "related"
        let direct =
          context.view.graph.statements(subject: edge.from, object: edge.to)
          + context.view.graph.statements(subject: edge.to, object: edge.from)
        let exact = direct.filter { context.view.roles(of: $0.predicate).contains(.exact) }
        let how = exact.isEmpty ? "through other exact matches" : "directly"
        let names = context.names
        return Rule.Violation(
          focus: edge.from,
          message: """
            \(names.name(edge.from)) has \(names.name(edge.to)) as \(other) match, but matches it exactly, \(how)
            """,
          related: [edge.to], statements: [context.statement(edge.evidence)] + exact.prefix(1))
      }
    })
}
