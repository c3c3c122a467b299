internal import RDF

extension Rule {
  /// No concept is above itself.
  static let hierarchyCycle = Rule(
    id: "hierarchy-cycle",
    title: "The hierarchy has no cycles",
    severity: .error, profile: .kos,
    sources: [
      "SKOS Reference §8.6.8 leaves it consistent; VocPub requirement 2.3.3; VocBench integrity checks (hierarchical cycles); Skosify (cycles)"
    ],
    reason: """
      A concept that is broader than itself by way of others says that they all mean the same, or that one of the \
      links is wrong. Programs that walk up or down may never come to an end.
      """,
    firingExample: """
      ex:a skos:prefLabel "mammal"@en ; a skos:Concept ; skos:broader ex:b .
      ex:b skos:prefLabel "carnivore"@en ; a skos:Concept ; skos:broader ex:c .
      ex:c skos:prefLabel "cat"@en ; a skos:Concept ; skos:broader ex:a .
      """,
    cleanExample: """
      ex:a skos:prefLabel "mammal"@en ; a skos:Concept .
      ex:b skos:prefLabel "carnivore"@en ; a skos:Concept ; skos:broader ex:a .
      ex:c skos:prefLabel "cat"@en ; a skos:Concept ; skos:broader ex:b, ex:a .
      """,
    evaluate: { context in
      var steps = 2_000_000
      return context.hierarchy.cycles.filter { $0.contains(where: context.own.contains) }.map { members in
        // The shortest way round from one member; others may lie on other cycles that meet it.
        let way = context.hierarchy.path(from: members[0], to: members[0], steps: &steps)
        let cycle = way.map { Array($0.dropLast()) } ?? members
        let others = members.count - cycle.count
        var message = "\(context.names.name(cycle[0])) is above itself"
        if cycle.count > 1 { message += " by way of \(context.names.list(cycle.dropFirst(), most: 5))" }
        if others > 0 { message += "; \(others) more concepts lie on cycles that meet this one" }
        return Rule.Violation(
          focus: members[0], message: message, related: Array(members.dropFirst()),
          statements: way.map { context.stepStatements(along: $0) } ?? [])
      }
    })
}
