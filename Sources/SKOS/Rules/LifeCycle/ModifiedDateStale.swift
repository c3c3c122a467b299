internal import RDF

extension Rule {
  /// The date of the last change is that of the last change.
  static let modifiedDateStale = Rule(
    id: "modified-date-stale",
    title:
      "The date of an entry's last change moves when the entry is changed, and does not lie before its creation",
    severity: .warning, profile: .life,
    sources: ["VocPub requirement 2.1.5; Skosify (set_modified)"],
    reason: """
      Programs that keep a copy ask only for entries with a later date than their own. A change without a new date never \
      reaches them.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en ; dct:modified "2025-01-31"^^xsd:date .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "domestic cat"@en ; dct:created "2024-05-01"^^xsd:date ;
        dct:modified "2026-01-31"^^xsd:date .
      """,
    previousExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; dct:modified "2025-01-31"^^xsd:date .
      """,
    evaluate: { context in
      beforeCreation(context) + unmoved(context)
    })

  private static let pairs: [(created: IRI, modified: IRI)] = [
    (.DCTerms.created, .DCTerms.modified),
    (
      IRI(uncheckedValid: "https://schema.org/dateCreated"),
      IRI(uncheckedValid: "https://schema.org/dateModified")
    ),
  ]

  /// Resources that were changed before they were made.
  private static func beforeCreation(_ context: CheckContext) -> [Rule.Violation] {
    pairs.flatMap { pair -> [Rule.Violation] in
      guard let created = context.id(of: pair.created), let modified = context.id(of: pair.modified) else {
        return []
      }
      return context.view.graph.statements(predicate: modified).compactMap { statement in
        guard context.own.contains(statement.subject),
          let change = CalendarDate(context.text(statement.object)),
          let creation = context.view.graph.statements(subject: statement.subject, predicate: created).first,
          let start = CalendarDate(context.text(creation.object)), change < start,
          // With times of different zones the days may differ by one.
          !(change.hasTime || start.hasTime) || change.isMoreThanADay(before: start)
        else { return nil }
        return Rule.Violation(
          focus: statement.subject,
          message:
            "\(context.names.name(statement.subject)) was changed last on \(context.text(statement.object).printable), before it was created on \(context.text(creation.object).printable)",
          statements: [creation, statement])
      }
    }
  }

  /// Entries that say something else than before under the same date.
  private static func unmoved(_ context: CheckContext) -> [Rule.Violation] {
    guard let previous = context.previous else { return [] }
    var comparison = EntryComparison(context, previous)
    var stale: [Graph.Statement] = []
    for pair in pairs {
      guard let modified = context.id(of: pair.modified),
        let before = previous.view.graph.dictionary.id(of: .iri(pair.modified))
      else { continue }
      for statement in context.view.graph.statements(predicate: modified)
      where context.own.contains(statement.subject) {
        guard let old = comparison.before(statement.subject), let date = comparison.before(statement.object),
          !previous.view.graph.statements(subject: old, predicate: before, object: date).isEmpty,
          // With several dates the latest counts.
          context.view.graph.statements(subject: statement.subject, predicate: modified).count == 1,
          comparison.isChanged(statement.subject, before: old)
        else { continue }
        stale.append(statement)
      }
    }
    return Summary.violations(
      stale,
      each: { statement in
        Rule.Violation(
          focus: statement.subject,
          message:
            "\(context.names.name(statement.subject)) was changed since the release before, but its date of last change is still \(context.text(statement.object).printable)",
          statements: [statement])
      },
      all: { statements in
        let ids = statements.map(\.subject)
        return Rule.Violation(
          focus: ids[0],
          message:
            "\(ids.count) entries were changed since the release before under the old date of last change: \(context.names.list(ids))",
          related: Array(ids.dropFirst()), statements: Array(statements.prefix(20)))
      })
  }
}
