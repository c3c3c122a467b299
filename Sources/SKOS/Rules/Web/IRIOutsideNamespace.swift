internal import RDF

extension Rule {
  /// The concepts of the vocabulary's own schemes lie in its namespaces.
  static let iriOutsideNamespace = Rule(
    id: "iri-outside-namespace",
    title: "A concept or collection of the vocabulary lies in one of its declared namespaces",
    severity: .warning, profile: .web,
    sources: [
      "VANN (preferredNamespaceUri); VoID §4.1.2 (uriSpace); VocPub 2.1; qSKOS (authoritative concepts)"
    ],
    reason: """
      The register answers for the IRIs in its namespaces and can promise nothing about others. A concept of its own \
      scheme that lies elsewhere was misspelled, or belongs to somebody else. Without declared namespaces nothing is \
      reported.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; dct:title "Animals"@en ;
        <http://purl.org/vocab/vann/preferredNamespaceUri> "http://example.org/" .
      <http://exmaple.org/cat> a skos:Concept ; skos:inScheme ex:animals ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; dct:title "Animals"@en ;
        <http://purl.org/vocab/vann/preferredNamespaceUri> "http://example.org/" .
      ex:cat a skos:Concept ; skos:inScheme ex:animals ; skos:prefLabel "cat"@en ;
        skos:exactMatch <http://museum.example/cat> .
      <http://museum.example/cat> a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    evaluate: { context in
      guard context.own.areDeclared(by: context.configuration, in: context.view.graph) else { return [] }
      let list = context.own.namespaces.map { "<\($0)>" }.joined(separator: ", ")
      return context.view.resources { !$0.isDisjoint(with: [.concept, .collection]) }.compactMap { id in
        guard !context.own.contains(id),
          !context.view.declaredClasses(of: id).isDisjoint(with: [.concept, .collection]),
          let edge = context.index.schemes[id].first(where: { context.own.contains($0.to) })
        else { return nil }
        return Violation(
          focus: id,
          message:
            "\(context.names.name(id)) is in the scheme \(context.names.name(edge.to)) and lies outside of its namespaces, \(list)",
          related: [edge.to], statements: [context.statement(edge.evidence)])
      }
    })
}

extension OwnResources {
  /// Whether somebody said which namespaces are the vocabulary's own; otherwise they were found.
  func areDeclared(by configuration: CheckConfiguration, in graph: Graph) -> Bool {
    !configuration.namespaces.isEmpty
      || ["http://purl.org/vocab/vann/preferredNamespaceUri", "http://rdfs.org/ns/void#uriSpace"].contains {
        graph.dictionary.id(of: .iri(IRI(uncheckedValid: $0))).map {
          !graph.statements(predicate: $0).isEmpty
        } ?? false
      }
  }
}
