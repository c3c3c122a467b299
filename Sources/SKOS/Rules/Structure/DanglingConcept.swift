internal import RDF

extension Rule {
  /// A concept that begins a hierarchy in its scheme is a top concept of it.
  static let danglingConcept = Rule(
    id: "dangling-concept",
    title: "A concept without broader concept in its scheme is a top concept of the scheme",
    severity: .warning, profile: .kos,
    sources: ["VocBench integrity checks (dangling concepts); PoolParty (no broader and not top concept)"],
    reason: """
      Programs show a scheme from its top concepts downwards. A concept that is neither a top concept nor below another \
      one appears in no tree, and nothing that is below it either.
      """,
    firingExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:plant a skos:Concept ; skos:prefLabel "plant"@en ; skos:inScheme ex:things .
      """,
    cleanExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:inScheme ex:things .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:things ; skos:broader ex:animal .
      """,
    fix: .proposed,
    evaluate: { context in
      let pairs = context.ownMemberships.filter { concept, scheme in
        !context.index.tops[scheme].isEmpty && !context.isTop(concept, of: scheme)
          && !context.hasBroader(concept, in: scheme) && !context.retired.contains(concept)
      }
      func added(_ pair: (concept: TermID, scheme: TermID)) -> [Triple] {
        guard let concept = context.subject(pair.concept), let scheme = context.subject(pair.scheme) else {
          return []
        }
        return [Triple(scheme, .SKOS.hasTopConcept, concept.term)]
      }
      return Summary.violations(
        pairs,
        each: { pair in
          Rule.Violation(
            focus: pair.concept,
            message:
              "\(context.names.name(pair.concept)) has no broader concept in \(context.names.name(pair.scheme)) and is no top concept of it",
            related: [pair.scheme], added: added(pair))
        },
        all: { pairs in
          let concepts = pairs.map(\.concept).uniqued
          return Rule.Violation(
            focus: pairs[0].scheme,
            message:
              "\(concepts.count) concepts have no broader concept in their scheme and are no top concepts of it: \(context.names.list(concepts))",
            related: concepts, added: pairs.flatMap(added))
        })
    })
}
