internal import RDF

extension Rule {
  /// S9: nothing is both a Concept and a ConceptScheme.
  static let conceptIsScheme = Rule(
    id: "concept-is-scheme",
    title: "A resource is not both a Concept and a ConceptScheme",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §4.3, S9; S4 to S8, S19, S20 for what is typed by use"],
    reason: """
      A scheme is the list, a concept is an item on it. Software that finds both in one resource shows the scheme \
      among its own concepts, or drops one of the two.
      """,
    firingExample: """
      ex:cheese a skos:ConceptScheme ; skos:prefLabel "Cheese"@en .
      ex:brie a skos:Concept ; skos:prefLabel "Brie"@en ; skos:broader ex:cheese .
      """,
    cleanExample: """
      ex:cheese a skos:ConceptScheme ; skos:prefLabel "Cheese"@en .
      ex:brie a skos:Concept ; skos:prefLabel "Brie"@en ; skos:topConceptOf ex:cheese .
      """,
    evaluate: { ClassClash.violations($0, between: .concept, and: .scheme) })
}
