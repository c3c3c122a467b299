internal import RDF

extension Rule {
  /// What the vocabulary points at answers, as far as somebody has tried.
  static let linkBroken = Rule(
    id: "link-broken",
    title: "An IRI that the vocabulary points at answered when it was tried",
    severity: .info, profile: .web,
    sources: ["qSKOS (broken links); RFC 9110 §15 for what the statuses mean"],
    reason: """
      Who follows a link and finds nothing doubts the rest as well. Nothing is fetched here: a list of what a link \
      checker found is compared, so that nobody's server is asked without being meant to.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:exactMatch <http://gone.example/cat> .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:exactMatch <http://museum.example/cat> .
      """,
    exampleConfiguration: {
      var configuration = CheckConfiguration()
      configuration.linkStatuses = ["http://gone.example/cat": 404, "http://museum.example/cat": 200]
      return configuration
    }(),
    evaluate: { context in
      context.configuration.linkStatuses.filter { !(100..<400).contains($0.value) }.sorted { $0.key < $1.key }
        .compactMap { text, status in
          guard let iri = try? IRI(text), let id = context.id(of: iri),
            let statement = context.view.graph.firstStatement(object: id)
          else { return nil }
          let answer = status == 0 ? "did not answer" : "answered with status \(status)"
          return Rule.Violation(
            focus: statement.subject,
            message:
              "\(context.names.name(statement.subject)) has \(context.names.name(id)) as \(context.names.property(statement.predicate)), which \(answer) when it was tried",
            related: [id], statements: [statement])
        }
    })
}
