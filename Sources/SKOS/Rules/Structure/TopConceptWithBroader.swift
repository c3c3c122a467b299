internal import RDF

extension Rule {
  /// A top concept has nothing above it in its scheme.
  static let topConceptWithBroader = Rule(
    id: "top-concept-with-broader",
    title: "A top concept has no broader concept in the same scheme",
    severity: .warning, profile: .kos,
    sources: [
      "SKOS Reference §4.6.3 leaves it consistent; VocBench integrity checks (top concepts with broader); ISO 25964-1 XML schema (a top concept has no broader one)"
    ],
    reason: """
      A top concept is where the hierarchy of a scheme begins. One with something above it appears twice: at the top, \
      and below its broader concept.
      """,
    firingExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal, ex:cat .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      """,
    cleanExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:pets a skos:ConceptScheme ; skos:prefLabel "Pets"@en ; skos:hasTopConcept ex:cat .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:things ; skos:broader ex:animal .
      """,
    fix: .proposed,
    evaluate: { context in
      let tops = Dictionary(grouping: context.view.topConceptOf) { [$0.from, $0.to] }
      return tops.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.compactMap { pair in
        let (concept, scheme) = (pair[0], pair[1])
        let above = context.index.broader[concept].filter {
          $0.to != concept && context.isIn($0.to, scheme)
        }
        guard !above.isEmpty, context.own.contains(concept) || context.own.contains(scheme) else {
          return nil
        }
        let evidence = tops[pair, default: []].map(\.evidence)
        let parents = above.map(\.to).uniqued
        return Rule.Violation(
          focus: concept,
          message:
            "\(context.names.name(concept)) is a top concept of \(context.names.name(scheme)), but \(context.names.list(parents)) in the same scheme \(parents.count == 1 ? "is" : "are") above it",
          related: [scheme] + parents,
          statements: (evidence + above.map(\.evidence)).map(context.statement),
          removed: evidence.uniqued.map(context.triple),
          // It was in the scheme by being its top concept (S7), and stays in it.
          added: addedMembership(concept, scheme, evidence, context))
      }
    })

  private static func addedMembership(
    _ concept: TermID, _ scheme: TermID, _ removed: [Int], _ context: CheckContext
  ) -> [Triple] {
    guard
      !context.index.schemes[concept].contains(where: { $0.to == scheme && !removed.contains($0.evidence) }),
      let subject = context.subject(concept), let object = context.subject(scheme)
    else { return [] }
    return [Triple(subject, .SKOS.inScheme, object.term)]
  }
}
