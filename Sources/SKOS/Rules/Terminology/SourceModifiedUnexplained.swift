internal import RDF

extension Rule {
  /// Who changes an adopted text says how.
  static let sourceModifiedUnexplained = Rule(
    id: "source-modified-unexplained",
    title: "A source that is marked as modified says what was modified",
    severity: .warning, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.11; ISO 10241-1, sources; Glossarist concept model"],
    reason: """
      "Modified" alone makes readers compare the two texts themselves. The usual form is "ISO 5127:2017, 3.1, \
      modified — the note has been left out".
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "mammal kept as a pet"@en ;
        dct:source "ISO 1234:2020, 3.1, modified" .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "mammal kept as a pet"@en ;
        dct:source "ISO 1234:2020, 3.1, modified — the example has been left out" .
      """,
    evaluate: { context in
      let sourcing = Sourcing(context)
      let graph = context.view.graph
      return sourcing.ids.flatMap { graph.statements(predicate: $0) }.compactMap { statement in
        let isBare =
          graph.dictionary.isLiteral(statement.object)
          ? endsModified(context.text(statement.object)) : isModifiedOnly(statement.object, graph)
        guard isBare else { return nil }
        return Rule.Violation(
          focus: statement.subject,
          message:
            "\(context.names.name(statement.subject)) has the source \(context.names.text(statement.object)), which says that it is modified and not how",
          related: [statement.object], statements: [statement])
      }
    })

  private static let marks: Set<String> = [
    "modified", "modifié", "modifiée", "modifiziert", "geändert", "modificado", "modificada",
  ]

  /// Whether a text ends by saying that something was modified.
  private static func endsModified(_ text: String) -> Bool {
    let bare = text.lowercased().drop { !$0.isLetter && !$0.isNumber }
    let end = String(bare.reversed().drop { !$0.isLetter }.reversed())
    if end.hasSuffix("有修改") || end.hasSuffix("已修改") { return true }
    guard let last = end.split(whereSeparator: { !$0.isLetter }).last, marks.contains(String(last)) else {
      return false
    }
    // "Not modified" and "date modified" say something else; the mark stands behind a comma or a bracket.
    let before = end.dropLast(last.count).reversed().drop { $0 == " " }
    return before.first.map { ",;([-–—.".contains($0) } ?? true
  }

  /// Whether a source that is a node has a status of modified, and no text besides names that says how.
  private static func isModifiedOnly(_ id: TermID, _ graph: Graph) -> Bool {
    let own = graph.statements(subject: id)
    func name(_ id: TermID) -> String { EntryStatus.name(graph.dictionary[id]) }
    let isModified = own.contains { statement in
      name(statement.predicate).hasSuffix("status") && marks.contains(name(statement.object))
    }
    return isModified
      && !own.contains { statement in
        let property = name(statement.predicate)
        return property.contains("modification") || property.contains("description") || property == "comment"
          || property.hasSuffix("note")
      }
  }
}
