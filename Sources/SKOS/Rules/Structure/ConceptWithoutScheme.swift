internal import RDF

extension Rule {
  /// A concept is in a scheme.
  static let conceptWithoutScheme = Rule(
    id: "concept-without-scheme",
    title: "A concept is in a concept scheme",
    severity: .warning, profile: .kos,
    sources: ["VocBench integrity checks (concepts with no scheme)", "Skosify"],
    reason: """
      The scheme tells which vocabulary a concept belongs to when it is met elsewhere, and under which licence it may be \
      used. Programs that list a scheme leave out who does not say that it is in it.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ; skos:hasTopConcept ex:dog .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:exactMatch <http://example.com/cat> .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let without = context.ownConcepts.filter {
        context.index.schemes[$0].isEmpty && context.view.declaredClasses(of: $0).contains(.concept)
          && !context.retired.contains($0)
      }
      let schemes = context.ownSchemes.filter { context.view.declaredClasses(of: $0).contains(.scheme) }
      // With several schemes only a person knows which one it is.
      let only = schemes.count == 1 ? schemes.first : nil
      func added(_ id: TermID) -> [Triple] {
        guard let only, let subject = context.subject(id), let scheme = context.subject(only) else {
          return []
        }
        return [Triple(subject, .SKOS.inScheme, scheme.term)]
      }
      return Summary.violations(
        without,
        each: {
          Rule.Violation(
            focus: $0, message: "\(context.names.name($0)) is in no concept scheme", added: added($0))
        },
        all: { ids in
          Rule.Violation(
            focus: only ?? ids[0],
            message: context.view.inScheme.isEmpty
              ? "none of the \(ids.count) concepts is in a concept scheme"
              : "\(ids.count) concepts are in no concept scheme: \(context.names.list(ids))",
            related: ids, added: ids.flatMap(added))
        })
    })
}
