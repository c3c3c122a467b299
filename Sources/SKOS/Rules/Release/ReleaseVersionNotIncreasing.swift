internal import RDF

extension Rule {
  /// A release has a higher version than the one before.
  static let releaseVersionNotIncreasing = Rule(
    id: "release-version-not-increasing",
    title: "The version of a release is higher than that of the release before",
    severity: .error, profile: .rel,
    sources: [
      "DCAT 3 (versioning)", "Semantic Versioning 2.0.0 §11 (precedence), where versions have that form",
    ],
    reason: """
      Users keep the release with the highest version. One that counts backwards, or repeats a version with other content, is never fetched.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "1.9.0" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "1.10.1" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    previousExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        owl:versionInfo "1.10.0" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    evaluate: { context in
      guard let previous = context.previous else { return [] }
      let (now, before) = (ReleaseMetadata(context), ReleaseMetadata(previous))
      let described = now.schemes.isEmpty ? Array(now.carriers.prefix(1)) : now.schemes
      return described.compactMap { scheme in
        guard let subject = context.subject(scheme),
          let old = previous.view.graph.dictionary.id(of: subject.term),
          let statement = now.statements(of: .version, for: scheme).first,
          let earlier = before.statements(of: .version, for: old).first
        else { return nil }
        let (version, prior) = (
          context.text(statement.object), previous.view.graph.dictionary.text(of: earlier.object)
        )
        let isHigher: Bool
        if let version = VersionNumber(version), let prior = VersionNumber(prior) {
          // A date says nothing about a number.
          guard version.isDate == prior.isDate else { return nil }
          isHigher = prior < version
        } else {
          isHigher = version != prior
        }
        guard !isHigher else { return nil }
        return Rule.Violation(
          focus: scheme,
          message:
            "\(context.names.name(scheme)) has version \"\(version.printable)\", which is not above \"\(prior.printable)\" of the release before",
          statements: [statement])
      }
    })
}
