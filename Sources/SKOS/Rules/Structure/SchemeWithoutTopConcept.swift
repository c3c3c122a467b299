internal import RDF

extension Rule {
  /// A scheme has top concepts.
  static let schemeWithoutTopConcept = Rule(
    id: "scheme-without-top-concept",
    title: "A concept scheme has a top concept",
    severity: .warning, profile: .kos,
    sources: [
      "VocPub requirement 2.1.9", "SkoHub shapes", "VocBench integrity checks; qSKOS (omitted top concepts)",
    ],
    reason: """
      Top concepts are the doors to a scheme: programs that show it as a tree begin with them and have nothing to show \
      without.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { context in
      let schemes = context.ownSchemes.filter {
        context.index.tops[$0].isEmpty && context.isDescribed($0) && !context.retired.contains($0)
      }
      guard !schemes.isEmpty else { return [] }
      var roots: [TermID: [TermID]] = [:]
      let lacking = Set(schemes)
      for (concept, scheme) in context.ownMemberships
      where lacking.contains(scheme) && !context.retired.contains(concept)
        && !context.hasBroader(concept, in: scheme)
      {
        roots[scheme, default: []].append(concept)
      }
      return schemes.map { scheme in
        let begins = roots[scheme, default: []]
        let name = context.names.name(scheme)
        let subject = context.subject(scheme)
        return Rule.Violation(
          focus: scheme,
          message: begins.isEmpty
            ? "\(name) has no top concept"
            : "\(name) has no top concept; what has nothing broader in it: \(context.names.list(begins))",
          added: begins.compactMap { concept in
            subject.map { Triple($0, .SKOS.hasTopConcept, context.view.graph.dictionary[concept]) }
          })
      }
    })
}
