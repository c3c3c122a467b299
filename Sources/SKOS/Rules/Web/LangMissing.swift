internal import RDF

extension Rule {
  /// Labels and notes say which language they are in.
  static let langMissing = Rule(
    id: "lang-missing",
    title: "Labels, titles and notes have a language tag",
    severity: .warning, profile: .web,
    sources: [
      "SKOS Primer §2.2.1; qSKOS (omitted language tags); VocBench integrity checks (no language tag); SkoHub shapes"
    ],
    reason: """
      Who looks for a label in a language does not find one without a tag, and screen readers and search engines have \
      to guess. Texts without a letter, such as numbers, are in no language.
      """,
    firingExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour" ; skos:altLabel "couleur"@fr .
      """,
    cleanExample: """
      ex:colour a skos:Concept ; skos:prefLabel "colour"@en ; skos:altLabel "couleur"@fr, "#42" ; skos:notation "C" .
      """,
    exampleConfiguration: .declaring(languages: "en", "fr"),
    fix: .proposed,
    evaluate: { context in
      let graph = context.view.graph
      let meant = context.configuration.primaryLanguage ?? graph.defaultLanguage
      // Texts without a tag are few in most vocabularies, so that they are looked for first, and then their places.
      var statements = untaggedTexts(of: graph).flatMap { text in
        graph.statements(object: text).filter {
          !context.view.roles(of: $0.predicate).isDisjoint(with: [.anyLabel, .literalForm, .title, .note])
        }
      }
      statements += untaggedValues(of: context)
      var places: [TermID: Int] = [:]
      var found: [(owner: TermID, statements: [Graph.Statement])] = []
      for statement in statements {
        let owner = context.owner(statement.subject)
        guard !context.view.classes(of: owner).isEmpty, context.isOurs(owner) else { continue }
        if let place = places[owner] {
          found[place].statements.append(statement)
        } else {
          places[owner] = found.count
          found.append((owner, [statement]))
        }
      }
      return found.map { owner, statements in
        let texts = statements.map(\.object).uniqued
        let list = texts.prefix(3).map(context.names.text).joined(separator: ", ")
        let others = texts.count > 3 ? " and \(texts.count - 3) more" : ""
        var violation = Rule.Violation(
          focus: owner,
          message: "\(context.names.name(owner)) has texts without a language: \(list)\(others)",
          related: texts, statements: statements)
        if let meant {
          (violation.removed, violation.added) = LanguageTagCheck.retag(statements, meant, context)
        }
        return violation
      }
    })

  /// The plain literals without a tag that have a letter.
  private static func untaggedTexts(of graph: Graph) -> [TermID] {
    var found: [TermID] = []
    graph.dictionary.forEachUntaggedText { id, text in
      let hasLetter = text.indices.contains { text[$0] >= 0x80 || (0x41...0x5A).contains(text[$0] & 0xDF) }
      if hasLetter { found.append(id) }
    }
    return found.filter {
      graph.dictionary.text(of: $0).unicodeScalars.contains(where: \.properties.isAlphabetic)
    }
  }

  /// The texts of notes that are nodes of their own, as far as they have no tag.
  private static func untaggedValues(of context: CheckContext) -> [Graph.Statement] {
    let graph = context.view.graph
    return context.view.notes.filter { note in
      guard let text = note.text, text != note.value else { return false }
      return graph.dictionary.languageTagPlace(of: text) == nil && graph.dictionary.isPlainLiteral(text)
        && graph.dictionary.text(of: text).unicodeScalars.contains(where: \.properties.isAlphabetic)
    }.flatMap { note in
      graph.statements(subject: note.value).filter { $0.object == note.text }
    }.uniqued
  }
}
