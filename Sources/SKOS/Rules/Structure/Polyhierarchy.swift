internal import RDF

extension Rule {
  /// Where the register forbids it, a concept has only one broader concept.
  static let polyhierarchy = Rule(
    id: "polyhierarchy",
    title: "A concept has only one broader concept, if the register lays that down",
    severity: .info, profile: .kos,
    sources: [
      "Policy of the register (CheckConfiguration.Policy.forbidsPolyhierarchy); ISO 25964-1 permits it"
    ],
    reason: """
      In a classification each concept has one place, so that a book has one shelf. A register that wants this says so; \
      a thesaurus may have several broader concepts.
      """,
    firingExample: """
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en .
      ex:pet a skos:Concept ; skos:prefLabel "pet"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal, ex:pet .
      """,
    cleanExample: """
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en ; skos:narrower ex:cat .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal ;
        skos:broadMatch <http://example.com/pet> .
      """,
    exampleConfiguration: .forbiddingPolyhierarchy,
    evaluate: { context in
      guard context.configuration.policy.forbidsPolyhierarchy else { return [] }
      let concepts = context.conceptsWithSeveralBroader.filter { !context.retired.contains($0) }
      return concepts.map { id in
        let above = context.index.broader[id].filter { $0.to != id }
        let parents = above.map(\.to).uniqued
        return Rule.Violation(
          focus: id,
          message:
            "\(context.names.name(id)) has \(parents.count) broader concepts: \(context.names.list(parents)); the register allows one",
          related: parents, statements: above.map { context.statement($0.evidence) })
      }
    })
}

extension CheckConfiguration {
  /// For the examples of the rule.
  fileprivate static var forbiddingPolyhierarchy: CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.policy.forbidsPolyhierarchy = true
    return configuration
  }
}
