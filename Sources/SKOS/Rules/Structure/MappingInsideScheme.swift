internal import RDF

extension Rule {
  /// Mappings are for concepts of different schemes.
  static let mappingInsideScheme = Rule(
    id: "mapping-inside-scheme",
    title: "Concepts of one scheme are related to each other, not mapped",
    severity: .warning, profile: .kos,
    sources: [
      "SKOS Reference §10.1 (by convention, mappings connect concepts of different schemes); qSKOS (narrowed)"
    ],
    reason: """
      Mappings tell how a vocabulary corresponds to others. Programs do not show them in the tree, so that a broader \
      concept that is mapped is lost; and two concepts of one scheme that match exactly should be one.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:topConceptOf ex:animals .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:broadMatch ex:animal .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:topConceptOf ex:animals .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:broader ex:animal ;
        skos:exactMatch <http://example.com/cat> .
      """,
    fix: .proposed,
    evaluate: { context in
      let relations: [(TermID?, IRI)] = [
        (context.id(of: .SKOS.broadMatch), .SKOS.broader),
        (context.id(of: .SKOS.narrowMatch), .SKOS.narrower),
        (context.id(of: .SKOS.relatedMatch), .SKOS.related),
      ]
      return context.view.mappings.compactMap { edge in
        guard edge.from != edge.to, context.own.contains(edge.from), context.own.contains(edge.to),
          // A retired concept may well match the one that took its place.
          !context.retired.contains(edge.from), !context.retired.contains(edge.to),
          let scheme = context.index.schemes[edge.from].first(where: { context.isIn(edge.to, $0.to) })?.to
        else { return nil }
        let statement = context.statement(edge.evidence)
        let (names, triple) = (context.names, context.triple(edge.evidence))
        let relation = relations.first { $0.0 == statement.predicate }?.1
        let advice = relation.map { "use \($0.abbreviated)" } ?? "relate or merge them"
        return Rule.Violation(
          focus: edge.from,
          message:
            "\(names.name(edge.from)) has \(names.name(edge.to)) as \(names.property(statement.predicate)), but both are in \(names.name(scheme)); \(advice)",
          related: [edge.to, scheme], statements: [statement], removed: relation == nil ? [] : [triple],
          added: relation.map { [Triple(triple.subject, $0, triple.object)] } ?? [])
      }
    })
}
