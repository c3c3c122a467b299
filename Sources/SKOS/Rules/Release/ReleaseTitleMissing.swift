internal import RDF

extension Rule {
  /// A release has a title.
  static let releaseTitleMissing = Rule(
    id: "release-title-missing",
    title: "A vocabulary has a title",
    severity: .error, profile: .rel,
    sources: [
      "DCAT 3 (properties of a catalogued resource)", "VocPub requirement 2.1.4", "SkoHub shapes",
    ],
    reason: """
      The title is what people cite and search for. A vocabulary that has none is known by its IRI only.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    evaluate: { context in
      let metadata = ReleaseMetadata(context)
      if metadata.schemes.isEmpty && metadata.carriers.isEmpty, let first = context.ownConcepts.first {
        return [
          Rule.Violation(
            focus: first,
            message:
              "there is no skos:ConceptScheme that could state the title of the vocabulary and the rest")
        ]
      }
      return ReleaseMetadata.violations(context, field)
    })
}

private let field = ReleaseMetadata.Field.text(
  "title",
  [.DCTerms.title, .SKOS.prefLabel, .RDFS.label, ReleaseMetadata.Field.element("title")]
    + ReleaseMetadata.Field.schema("name"))
