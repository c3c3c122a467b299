internal import RDF

extension Rule {
  /// A mapping into the vocabulary's own namespace leads to something.
  static let mappingTargetUnknown = Rule(
    id: "mapping-target-unknown",
    title: "A mapping to an IRI of the vocabulary's own leads to a resource that it describes",
    severity: .warning, profile: .web,
    sources: ["VocBench integrity checks (broken alignments)"],
    reason: """
      Whoever follows the mapping finds nothing. Usually the IRI is misspelled, or the concept has been removed.
      """,
    firingExample: """
      ex:scheme a skos:ConceptScheme ; dct:title "Animals"@en .
      ex:cat a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "cat"@en ; skos:closeMatch ex:felnie .
      """,
    cleanExample: """
      ex:scheme a skos:ConceptScheme ; dct:title "Animals"@en .
      ex:cat a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "cat"@en ;
        skos:closeMatch ex:feline, <http://www.wikidata.org/entity/Q146> .
      ex:feline a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "feline"@en .
      """,
    // What does not exist is no declared concept either.
    alsoBroken: ["relation-end-not-concept"],
    evaluate: { context in
      context.view.mappings.compactMap { edge in
        guard context.own.contains(edge.to), !context.isDescribed(edge.to) else { return nil }
        let statement = context.statement(edge.evidence)
        return Rule.Violation(
          focus: edge.from,
          message:
            "\(context.names.name(edge.from)) has \(context.names.name(edge.to)) as \(context.names.property(statement.predicate)), of which the vocabulary says nothing; correct the IRI or take the mapping out",
          related: [edge.to], statements: [statement])
      }
    })
}
