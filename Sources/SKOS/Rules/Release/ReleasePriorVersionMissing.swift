internal import RDF

extension Rule {
  /// A release names the one before.
  static let releasePriorVersionMissing = Rule(
    id: "release-prior-version-missing",
    title: "A release names the release before it",
    severity: .warning, profile: .rel,
    sources: ["DCAT 3 (versioning)"],
    reason: """
      Who follows the chain back finds out since when a concept has been there, and programs learn what has to be compared.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "2" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "2" ; owl:priorVersion <http://example.org/animals/1> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    previousExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "1" ; owl:versionIRI <http://example.org/animals/1> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { context in
      guard let previous = context.previous else { return [] }
      let before = ReleaseMetadata(previous)
      return ReleaseMetadata.violations(context, field) { scheme in
        // The release before may say by itself what it is called.
        let id = context.subject(scheme).flatMap { previous.view.graph.dictionary.id(of: $0.term) }
        let name = id.flatMap { before.statements(of: versionIRI, for: $0).first?.object }
        return name.map { previous.view.graph.dictionary[$0] }
      }
    })
}

private let field = ReleaseMetadata.Field(
  name: "prior version",
  properties: [
    .OWL.priorVersion, .DCAT.previousVersion, ReleaseMetadata.Field.pav("previousVersion"), .DCTerms.replaces,
    .PROV.wasRevisionOf, IRI(uncheckedValid: "http://www.w3.org/ns/adms#prev"),
  ], wanted: "an IRI", accepts: { _ in true })

private let versionIRI = ReleaseMetadata.Field(
  name: "version IRI", properties: [.OWL.versionIRI], wanted: "an IRI", accepts: { $0.iri != nil })
