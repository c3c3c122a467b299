internal import RDF

extension Rule {
  /// §8.1: the transitive pair is for queries, not for making a hierarchy.
  static let transitiveAsserted = Rule(
    id: "transitive-asserted",
    title: "Concepts with a transitive relation are connected by steps of the hierarchy",
    severity: .warning, profile: .core,
    sources: ["SKOS Reference §8.1 (conventions for the transitive properties); Skosify (transitive)"],
    reason: """
      skos:broaderTransitive and skos:narrowerTransitive sum up what the single steps make. Programs build trees from \
      the steps, so that a concept which has only the sum appears nowhere; most often skos:broader was meant.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broaderTransitive ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal ;
        skos:broaderTransitive ex:mammal, ex:animal .
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en ; skos:broader ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let steps: [(IRI, IRI, Bool)] = [
        (.SKOS.broaderTransitive, .SKOS.broader, true), (.SKOS.narrowerTransitive, .SKOS.narrower, false),
      ]
      let asserted = steps.flatMap { transitive, step, isUp in
        (context.id(of: transitive).map { context.view.graph.statements(predicate: $0) } ?? []).filter {
          !context.view.graph.dictionary.isLiteral($0.object)
        }.map { (statement: $0, step: step, isUp: isUp) }
      }
      guard !asserted.isEmpty else { return [] }
      // Mappings make steps as well (S41); only the transitive pair itself does not.
      let transitive = steps.compactMap { context.id(of: $0.0) }
      let hierarchy = Hierarchy(
        context.view.up.filter { !transitive.contains(context.statement($0.evidence).predicate) })
      let answers = hierarchy.isAbove(
        asserted.map { item in
          let (from, to) = (item.statement.subject, item.statement.object)
          return item.isUp ? (lower: from, upper: to) : (lower: to, upper: from)
        })
      return zip(asserted, answers).compactMap { item, isAbove in
        guard !isAbove else { return nil }
        let (names, statement) = (context.names, item.statement)
        let triple = context.view.graph.triple(statement)
        return Rule.Violation(
          focus: statement.subject,
          message:
            "\(names.name(statement.subject)) has \(names.name(statement.object)) as \(names.property(statement.predicate)), but no steps lead there; was \(item.step.abbreviated) meant?",
          related: [statement.object], statements: [statement], removed: [triple],
          added: [Triple(triple.subject, item.step, triple.object)])
      }
    })
}
