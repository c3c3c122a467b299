internal import RDF

extension Rule {
  /// A step of the hierarchy is not implied by a longer way.
  static let hierarchyRedundant = Rule(
    id: "hierarchy-redundant",
    title: "A broader concept is not also reached by way of another broader concept",
    severity: .warning, profile: .kos,
    sources: [
      "VocBench integrity checks (hierarchical redundancies); Skosify (redundancy); SKOS Reference §8.6.6 (that broader is not transitive)"
    ],
    reason: """
      A concept that stands below its parent and below its grandparent appears twice in every tree. The shorter way \
      says nothing that the longer one does not.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en ; skos:broader ex:animal .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal, ex:animal .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:pet a skos:Concept ; skos:prefLabel "pet"@en ; skos:broader ex:animal .
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en ; skos:broader ex:animal .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal, ex:pet .
      """,
    fix: .proposed,
    evaluate: { context in
      // Showing the way is a courtesy: it ends where it would take longer than the check itself.
      var steps = 200_000
      let implied = context.ownHierarchy.impliedSteps(of: context.conceptsWithSeveralBroader)
      return Dictionary(grouping: implied, by: \.concept).sorted { $0.key < $1.key }.flatMap {
        concept, implied in
        violations(concept, implied.map(\.broader), context, &steps)
      }
    })

  /// One for each concept above another that is reached by a longer way as well.
  private static func violations(
    _ concept: TermID, _ implied: [TermID], _ context: CheckContext, _ steps: inout Int
  ) -> [Rule.Violation] {
    let plain = [IRI.SKOS.broader, .SKOS.narrower].compactMap(context.id)
    let evidence = Dictionary(grouping: context.index.broader[concept], by: \.to).mapValues {
      $0.map(\.evidence)
    }
    let others = evidence.keys.sorted().prefix(20)
    let names = context.names
    return implied.compactMap { above in
      let stated = evidence[above, default: []]
      // A step of a kind of its own, as a partitive one, says more than that the other is above.
      guard stated.allSatisfy({ plain.contains(context.statement($0).predicate) }) else { return nil }
      let between = others.first { other in
        other != above && context.ownHierarchy.path(from: other, to: above, steps: &steps) != nil
      }
      return Rule.Violation(
        focus: concept,
        message:
          "\(names.name(concept)) has \(names.name(above)) as a broader concept, which is above it anyway"
          + (between.map { " by way of \(names.name($0))" } ?? ""),
        related: [above], statements: stated.map(context.statement), removed: stated.map(context.triple))
    }
  }
}
