internal import RDF

extension Rule {
  /// A release says who made it.
  static let releaseCreatorMissing = Rule(
    id: "release-creator-missing",
    title: "A vocabulary names its creator by an IRI",
    severity: .warning, profile: .rel,
    sources: ["DCAT 3 (properties of a catalogued resource)", "VocPub requirement 2.1.6"],
    reason: """
      Users turn to the creator with questions and corrections, and cite by it. Two bodies with one name are told apart by their IRIs.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:creator "https://ror.org/02mhbdp94" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:creator <https://ror.org/02mhbdp94> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { ReleaseMetadata.violations($0, field) })
}

private let field = ReleaseMetadata.Field.agent(
  "creator",
  [
    .DCTerms.creator, ReleaseMetadata.Field.pav("createdBy"), ReleaseMetadata.Field.pav("authoredBy"),
    IRI(uncheckedValid: "http://www.w3.org/ns/prov#wasAttributedTo"),
    IRI(uncheckedValid: "http://www.w3.org/ns/prov#qualifiedAttribution"),
    IRI(uncheckedValid: "http://xmlns.com/foaf/0.1/maker"),
  ] + ReleaseMetadata.Field.schema("creator") + ReleaseMetadata.Field.schema("author"), element: "creator")

extension ReleaseMetadata.Field {
  /// Accepts resources, and texts where a property of the Dublin Core elements permits them.
  static func agent(_ name: String, _ properties: [IRI], element: String) -> ReleaseMetadata.Field {
    var field = resource(name, properties, wanted: "the IRI of a person or body")
    field.textual = [Self.element(element)]
    return field
  }
}
