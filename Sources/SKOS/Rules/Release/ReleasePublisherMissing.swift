internal import RDF

extension Rule {
  /// A release says who publishes it.
  static let releasePublisherMissing = Rule(
    id: "release-publisher-missing",
    title: "A vocabulary names its publisher by an IRI",
    severity: .warning, profile: .rel,
    sources: ["DCAT 3 (properties of a catalogued resource)", "VocPub requirement 2.1.6"],
    reason: """
      The publisher answers for the vocabulary being kept available. Programs that collect vocabularies group them by publisher.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:publisher "https://ror.org/02mhbdp94" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:publisher <https://ror.org/02mhbdp94> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { ReleaseMetadata.violations($0, field) })
}

private let field = ReleaseMetadata.Field.agent(
  "publisher", [.DCTerms.publisher] + ReleaseMetadata.Field.schema("publisher"), element: "publisher")
