internal import RDF

extension Rule {
  /// A concept is not related to itself.
  static let selfRelation = Rule(
    id: "self-relation",
    title: "A concept is not broader, narrower, related or mapped to itself",
    severity: .error, profile: .kos,
    sources: [
      "SKOS Reference §8.6.7 leaves it consistent; SKOS Primer §2.3 for what the relations mean"
    ],
    reason: """
      A link from a concept to itself leads nobody anywhere, and programs that follow links step by step go round \
      in circles. It is usually a slip in copying an identifier.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:cat .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let view = context.view
      return (view.up + view.related + view.mappings).filter { $0.from == $0.to }.map(\.evidence)
        .uniqued.map { evidence in
          let statement = context.statement(evidence)
          let property = context.names.property(statement.predicate)
          return Rule.Violation(
            focus: statement.subject,
            message: "\(context.names.name(statement.subject)) has itself as \(property)",
            statements: [statement], removed: [context.triple(evidence)])
        }
    })
}
