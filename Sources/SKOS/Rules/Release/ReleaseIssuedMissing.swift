internal import RDF

extension Rule {
  /// A release has a date of issue.
  static let releaseIssuedMissing = Rule(
    id: "release-issued-missing",
    title: "A release states the date on which it was issued",
    severity: .error, profile: .rel,
    sources: ["DCAT 3 (properties of a catalogued resource)"],
    reason: """
      By the date people know whether they have the current release, and which one a document of last year meant.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:issued "2026-01-31" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:issued "2026-01-31"^^xsd:date .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { ReleaseMetadata.violations($0, field) })
}

private let field = ReleaseMetadata.Field.date(
  "date of issue",
  [
    .DCTerms.issued, ReleaseMetadata.Field.pav("publishedOn"),
    IRI(uncheckedValid: "http://purl.org/dc/terms/available"),
  ]
    + ReleaseMetadata.Field.schema("datePublished"))
