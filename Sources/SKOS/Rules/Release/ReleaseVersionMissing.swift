internal import RDF

extension Rule {
  /// A release has a version.
  static let releaseVersionMissing = Rule(
    id: "release-version-missing",
    title: "A release states its version",
    severity: .error, profile: .rel,
    sources: ["DCAT 3 (versioning)"],
    reason: """
      The version is how users say which release they have. Without one, two files of the same name cannot be told apart.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "2.1.0" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    evaluate: { ReleaseMetadata.violations($0, .version) })
}
