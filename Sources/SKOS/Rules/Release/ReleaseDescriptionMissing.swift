internal import RDF

extension Rule {
  /// A release says what it is about.
  static let releaseDescriptionMissing = Rule(
    id: "release-description-missing",
    title: "A vocabulary has a description",
    severity: .warning, profile: .rel,
    sources: [
      "DCAT 3 (properties of a catalogued resource)", "VocPub requirement 2.1.4",
      "SkoHub best-practice shapes",
    ],
    reason: """
      Who finds the vocabulary decides by its description whether it is of use. A sentence about its scope and audience is enough.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:description "Animals that people keep."@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    evaluate: { ReleaseMetadata.violations($0, field) })
}

private let field = ReleaseMetadata.Field(
  name: "description",
  properties: [
    .DCTerms.description, .SKOS.definition, .RDFS.comment, .SKOS.scopeNote,
    ReleaseMetadata.Field.element("description"), IRI(uncheckedValid: "http://purl.org/dc/terms/abstract"),
  ] + ReleaseMetadata.Field.schema("description"), wanted: "a text",
  // A definition may be a resource that holds the text.
  accepts: { $0.literal.map { !$0.lexicalForm.allSatisfy(\.isWhitespace) } ?? true })
