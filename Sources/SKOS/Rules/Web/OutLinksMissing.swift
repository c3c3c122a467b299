internal import RDF

extension Rule {
  /// A vocabulary is linked to others.
  static let outLinksMissing = Rule(
    id: "out-links-missing",
    title: "A vocabulary links some of its concepts to those of others",
    severity: .info, profile: .web,
    sources: ["SKOS Reference §10; qSKOS (missing out-links), asked of the whole vocabulary"],
    reason: """
      Mappings let people find in one catalogue what was indexed with another vocabulary. One without any stands alone.
      """,
    firingExample: """
      ex:scheme a skos:ConceptScheme ; dct:title "Animals"@en ; skos:hasTopConcept ex:cat .
      ex:cat a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:scheme a skos:ConceptScheme ; dct:title "Animals"@en ; skos:hasTopConcept ex:cat .
      ex:cat a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "cat"@en ;
        skos:exactMatch <http://www.wikidata.org/entity/Q146> .
      """,
    evaluate: { context in
      let view = context.view
      let concepts = context.ownConcepts
      guard !concepts.isEmpty, let focus = context.ownSchemes.first ?? concepts.first else { return [] }
      func leadsOut(_ edge: SKOSView.Edge) -> Bool {
        view.graph.dictionary.isIRI(edge.from) && view.graph.dictionary.isIRI(edge.to)
          && context.own.contains(edge.from) != context.own.contains(edge.to)
      }
      guard !view.mappings.contains(where: leadsOut), !view.up.contains(where: leadsOut),
        !view.related.contains(where: leadsOut), !hasOtherLink(context)
      else { return [] }
      return [
        Rule.Violation(
          focus: focus,
          message:
            "no concept\(context.ownSchemes.first.map { " of \(context.names.name($0))" } ?? "") is linked to another vocabulary; mappings such as skos:exactMatch would do it"
        )
      ]
    })

  /// Whether rdfs:seeAlso or owl:sameAs leads from one of the vocabulary's own concepts to an IRI elsewhere.
  private static func hasOtherLink(_ context: CheckContext) -> Bool {
    [IRI.RDFS.seeAlso, .OWL.sameAs].compactMap(context.id).contains { property in
      context.view.graph.statements(predicate: property).contains {
        context.own.contains($0.subject) && context.view.graph.dictionary.isIRI($0.object)
          && !context.own.contains($0.object)
      }
    }
  }
}
