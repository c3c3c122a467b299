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
      let isUntagged = untaggedTexts(of: graph)
      var statements: [Graph.Statement] = []
      func look(_ text: TermID, _ evidence: Int) {
        // The evidence of a label by an xl Label is not where its text stands; that of its literal form is.
        let statement = context.statement(evidence)
        if isUntagged[Int(text.rawValue)], statement.object == text { statements.append(statement) }
      }
      for use in context.view.labels where isUntagged[Int(use.text.rawValue)] { look(use.text, use.evidence) }
      for edge in context.view.literalForms { look(edge.to, edge.evidence) }
      for edge in context.view.titles { look(edge.to, edge.evidence) }
      for note in context.view.notes { look(note.value, note.evidence) }
      statements += untaggedValues(of: context, isUntagged)
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

  /// Which terms are plain literals without a tag and with a letter.
  private static func untaggedTexts(of graph: Graph) -> [Bool] {
    var isUntagged = Array(repeating: false, count: graph.dictionary.count)
    graph.dictionary.forEachUntaggedText { id, text in
      let isASCII = !text.indices.contains { text[$0] >= 0x80 }
      isUntagged[Int(id.rawValue)] =
        isASCII
        ? text.indices.contains { (0x41...0x5A).contains(text[$0] & 0xDF) }
        : graph.dictionary.text(of: id).unicodeScalars.contains(where: \.properties.isAlphabetic)
    }
    return isUntagged
  }

  /// The texts of notes that are nodes of their own, as far as they have no tag.
  private static func untaggedValues(of context: CheckContext, _ isUntagged: [Bool]) -> [Graph.Statement] {
    let graph = context.view.graph
    let nodes = context.view.notes.filter { note in
      guard let text = note.text, text != note.value else { return false }
      return isUntagged[Int(text.rawValue)]
    }.map(\.value).uniqued
    guard let value = context.id(of: .RDF.value) else { return [] }
    return nodes.flatMap { graph.statements(subject: $0, predicate: value) }.filter {
      isUntagged[Int($0.object.rawValue)]
    }
  }
}
