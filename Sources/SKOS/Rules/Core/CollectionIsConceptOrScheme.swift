internal import RDF

extension Rule {
  /// S37: a Collection is neither a Concept nor a ConceptScheme.
  static let collectionIsConceptOrScheme = Rule(
    id: "collection-is-concept-or-scheme",
    title: "A Collection is neither a Concept nor a ConceptScheme",
    severity: .error, profile: .core,
    sources: [
      "SKOS Reference §9.4, S37; §9.6.4, Examples 45 to 47; S19, S20, S31, S33 for what is typed by use"
    ],
    reason: """
      A collection groups concepts for display, such as "milk by source animal"; it has no place in the hierarchy. \
      Give it members instead of narrower concepts, and let its members name their broader concept themselves.
      """,
    firingExample: """
      ex:milk a skos:Concept ; skos:prefLabel "milk"@en ; skos:narrower ex:bySource .
      ex:bySource a skos:Collection ; skos:prefLabel "milk by source animal"@en ; skos:member ex:cowMilk .
      ex:cowMilk a skos:Concept ; skos:prefLabel "cow's milk"@en .
      """,
    cleanExample: """
      ex:milk a skos:Concept ; skos:prefLabel "milk"@en ; skos:narrower ex:cowMilk .
      ex:bySource a skos:Collection ; skos:prefLabel "milk by source animal"@en ; skos:member ex:cowMilk .
      ex:cowMilk a skos:Concept ; skos:prefLabel "cow's milk"@en .
      """,
    evaluate: {
      ClassClash.violations($0, between: .collection, and: .concept)
        + ClassClash.violations($0, between: .collection, and: .scheme)
    })
}
