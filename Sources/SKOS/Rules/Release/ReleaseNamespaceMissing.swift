internal import RDF

extension Rule {
  /// A release says in which namespace its entries lie.
  static let releaseNamespaceMissing = Rule(
    id: "release-namespace-missing",
    title: "A vocabulary states the namespace of its entries",
    severity: .warning, profile: .rel,
    sources: ["SkoHub best-practice shapes (vann:preferredNamespaceUri)", "VoID (uriSpace)"],
    reason: """
      With the namespace a program tells the entries of the vocabulary from those of others that it refers to.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ;
        <http://purl.org/vocab/vann/preferredNamespaceUri> "http://example.org/" .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:topConceptOf ex:animals .
      """,
    fix: .proposed,
    evaluate: { context in
      // With several namespaces only a person knows which one is preferred.
      let only = context.own.namespaces.count == 1 ? context.own.namespaces.first : nil
      return ReleaseMetadata.violations(context, field) { _ in only.map { .literal(.string($0)) } }
    })
}

private let field = ReleaseMetadata.Field(
  name: "namespace",
  properties: [
    IRI(uncheckedValid: "http://purl.org/vocab/vann/preferredNamespaceUri"),
    IRI(uncheckedValid: "http://rdfs.org/ns/void#uriSpace"),
  ], wanted: "a namespace", accepts: { $0.literal.map { !$0.lexicalForm.isEmpty } ?? true })
