internal import RDF

extension Rule {
  /// S3: inScheme, hasTopConcept and topConceptOf lead to resources.
  static let schemeLinkNotResource = Rule(
    id: "scheme-link-not-resource",
    title: "Links between concepts and their scheme lead to resources, not to texts",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §4.3, S3; Skosify"],
    reason: """
      A concept that names its scheme by a text is in no scheme: it appears in no list of the scheme's concepts, \
      and a top concept that is a text opens no hierarchy.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme "Animals" .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals .
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ; skos:hasTopConcept ex:cat .
      """,
    evaluate: {
      MisplacedLiterals.violations($0, of: [.inScheme, .topConceptOf, .hasTopConcept], wanted: "an IRI")
    })
}
