internal import RDF

extension Rule {
  /// A clarification leaves the meaning as it was.
  static let clarificationChangesMeaning = Rule(
    id: "clarification-changes-meaning",
    title: "What is changed as a clarification means what it meant before",
    severity: .warning, profile: .life,
    sources: ["ISO 19135 (clarification, and what a register calls a substantive change)"],
    reason: """
      After a clarification users go on as before, and it may be approved without a ballot. Another preferred label, \
      definition, broader concept or match is a modification, about which member bodies are asked. Checked of change \
      requests, which say what kind of change each entry has.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small animal that is kept in houses"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "Small animal that is kept in barns."@en ;
        skos:scopeNote "Not used of wildcats."@en .
      """,
    exampleConfiguration: .clarifying("http://example.org/cat"),
    previousExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small anmial that is kept in barns"@en .
      """,
    evaluate: { context in
      guard let previous = context.previous else { return [] }
      return context.configuration.clarifications.sorted().compactMap { iri in
        guard let id = context.id(of: iri), context.isDescribed(id),
          let old = previous.view.graph.dictionary.id(of: .iri(iri)),
          !previous.view.graph.statements(subject: old).isEmpty
        else { return nil }
        let changes = MeaningComparison(context, id, previous, old).changes()
        guard !changes.isEmpty else { return nil }
        return Rule.Violation(
          focus: id,
          message:
            "\(context.names.name(id)) is changed as a clarification, and means something else by its \(changes.joined(separator: ", "))"
        )
      }
    })
}

extension CheckConfiguration {
  /// A configuration in which an entry is changed as a clarification.
  fileprivate static func clarifying(_ iri: String) -> CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.clarifications = [IRI(uncheckedValid: iri)]
    return configuration
  }
}
