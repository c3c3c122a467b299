internal import RDF

extension Rule {
  /// A status is one of those that the register has.
  static let statusUnknown = Rule(
    id: "status-unknown",
    title: "The status of an entry is one that the register lays down",
    severity: .error, profile: .life,
    sources: ["Policy of the register (CheckConfiguration.Policy.statuses); VocPub requirement 2.1.10"],
    reason: """
      Programs decide by the status whether an entry is offered. They know the statuses of the register, and take any \
      other for none.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        <http://www.w3.org/ns/adms#status> <http://example.org/status/vaild> .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        <http://www.w3.org/ns/adms#status> <http://example.org/status/valid> .
      """,
    exampleConfiguration: .withStatuses,
    evaluate: { context in
      let known = Set(context.configuration.policy.statuses)
      guard !known.isEmpty else { return [] }
      return EntryStatus.statements(in: context.view.graph).compactMap { statement in
        guard context.own.contains(statement.subject), !known.contains(context.text(statement.object)) else {
          return nil
        }
        return Rule.Violation(
          focus: statement.subject,
          message:
            "\(context.names.name(statement.subject)) has the status \(context.names.text(statement.object)), which the register does not have",
          related: [statement.object], statements: [statement])
      }
    })
}

extension CheckConfiguration {
  /// For the examples of the rule.
  fileprivate static var withStatuses: CheckConfiguration {
    var configuration = CheckConfiguration()
    configuration.policy.statuses = ["valid", "retired"].map { "http://example.org/status/" + $0 }
    return configuration
  }
}
