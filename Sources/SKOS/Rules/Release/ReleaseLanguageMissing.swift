internal import RDF

extension Rule {
  /// A release says in which languages it is.
  static let releaseLanguageMissing = Rule(
    id: "release-language-missing",
    title: "A vocabulary names its languages",
    severity: .warning, profile: .rel,
    sources: ["DCAT 3 (properties of a catalogued resource)", "SkoHub shapes"],
    reason: """
      Catalogues let people search for vocabularies in their language, and take it from this statement rather than from the labels.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        dct:language <http://publications.europa.eu/resource/authority/language/ENG> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    evaluate: { ReleaseMetadata.violations($0, field) })
}

private let field = ReleaseMetadata.Field(
  name: "language",
  properties: [.DCTerms.language, ReleaseMetadata.Field.element("language")]
    + ReleaseMetadata.Field.schema("inLanguage"), wanted: "a language",
  // Many catalogues still write the tag as a text; people and programs understand it.
  accepts: { $0.literal.map { !$0.lexicalForm.isEmpty && $0.lexicalForm.utf8.count <= 35 } ?? true })
