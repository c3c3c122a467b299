internal import RDF

extension Rule {
  /// A release says under which licence it may be used.
  static let releaseLicenceMissing = Rule(
    id: "release-licence-missing",
    title: "A vocabulary names its licence by an IRI",
    severity: .error, profile: .rel,
    sources: ["DCAT 3 (license)", "VocPub requirement 2.1.13", "SkoHub best-practice shapes"],
    reason: """
      Without a licence nobody may copy the vocabulary, however openly it is published. An IRI can be recognised by programs; a text cannot.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:license "https://creativecommons.org/licenses/by/4.0/" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:license <https://creativecommons.org/licenses/by/4.0/> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { ReleaseMetadata.violations($0, field) })
}

private let field = ReleaseMetadata.Field.resource(
  "licence",
  [
    .DCTerms.license, IRI(uncheckedValid: "http://creativecommons.org/ns#license"),
    IRI(uncheckedValid: "http://www.w3.org/1999/xhtml/vocab#license"),
  ] + ReleaseMetadata.Field.schema("license"), wanted: "the IRI of a licence")
