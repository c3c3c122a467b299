internal import RDF

extension Rule {
  /// S18, S38: the value of a semantic or mapping relation is a resource.
  static let relationNotResource = Rule(
    id: "relation-not-resource",
    title: "What a concept is related or mapped to is a resource, not a text",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §8.3, S18; §10.3, S38"],
    reason: """
      Nobody can follow a link that is only a text: the hierarchy ends there, and a mapping leads nowhere. Write the \
      other concept's IRI.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader "animal"@en ;
        skos:exactMatch "http://example.com/cat" .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal ;
        skos:exactMatch <http://example.com/cat> .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      """,
    evaluate: { MisplacedLiterals.violations($0, of: .betweenConcepts, wanted: "a concept's IRI") })
}
