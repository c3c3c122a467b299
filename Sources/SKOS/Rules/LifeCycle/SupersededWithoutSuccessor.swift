internal import RDF

extension Rule {
  /// What is superseded names what took its place.
  static let supersededWithoutSuccessor = Rule(
    id: "superseded-without-successor",
    title: "A superseded entry names its successor",
    severity: .error, profile: .life,
    sources: ["ISO 19135 (supersession names the successor)"],
    reason: """
      "Superseded" promises that something else is to be used now. Without a link nobody knows what; an entry without \
      successor is retired.
      """,
    firingExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ;
        <http://www.w3.org/ns/adms#status> <http://example.org/status/superseded> .
      """,
    cleanExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ;
        <http://www.w3.org/ns/adms#status> <http://example.org/status/superseded> .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; dct:replaces ex:kitten .
      """,
    evaluate: { context in
      let successors = Successors(context)
      return EntryStatus.statements(in: context.view.graph).compactMap { statement in
        let name = EntryStatus.name(context.view.graph.dictionary[statement.object])
        guard name == "superseded", context.own.contains(statement.subject),
          !successors.hasSuccessor(statement.subject)
        else { return nil }
        return Rule.Violation(
          focus: statement.subject,
          message:
            "\(context.names.name(statement.subject)) is superseded, but nothing says by what (dct:isReplacedBy)",
          statements: [statement])
      }
    })
}
