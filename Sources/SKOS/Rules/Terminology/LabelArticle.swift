internal import RDF

extension Rule {
  /// A term is cited without its article.
  static let labelArticle = Rule(
    id: "label-article",
    title: "A term does not start with an article",
    severity: .warning, profile: .term,
    sources: ["ISO 704 and ISO 10241-1, basic form of terms; ISO 22745-11 cl. 7 to 8"],
    reason: """
      Terms are sorted and looked up by their first word, and an article would put them all under T. Names such as \
      "The Hague" keep theirs: what goes on with a capital is left alone. Read for English, French, German and Spanish.
      """,
    firingExample: """
      ex:library a skos:Concept ; skos:prefLabel "the library"@en .
      """,
    cleanExample: """
      ex:library a skos:Concept ; skos:prefLabel "library"@en ; skos:altLabel "La Rochelle"@fr, "a priori"@en, "die"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      var languages = LiteralLanguages(context)
      return context.view.labels.compactMap { use in
        guard use.kind != .hiddenLabel, let language = languages.prose(of: use.text), language != .chinese,
          couldStartWithArticle(use.text, context), context.isOwnValidConcept(use.resource)
        else { return nil }
        let words = Words(context.text(use.text), language, limit: 2)
        guard Articles.start(words) else { return nil }
        let (article, next) = (words.spelling(0), words.spelling(1))
        // "The Hague", "Los Angeles", "A horizon" and "Die Zeit" are names or letters, not articles and nouns.
        if language == .german ? article.startsWithCapital : next.startsWithCapital { return nil }
        if language == .english && article == "A" { return nil }
        let mended = LabelFix.replacing(use, by: Articles.remainder(words), context)
        return Rule.Violation(
          focus: use.resource,
          message:
            "the \(use.kind.name) \(context.names.text(use.text)) of \(context.names.name(use.resource)) starts with the article \"\(article)\"",
          related: [use.text], statements: [context.statement(use.evidence)], removed: mended.removed,
          added: mended.added)
      }
    })

  /// A glance at the first bytes: articles are short, and there is a space or an apostrophe behind.
  private static func couldStartWithArticle(_ id: TermID, _ context: CheckContext) -> Bool {
    context.view.graph.dictionary.withText(of: id) { text in
      guard let first = text.isEmpty ? nil : text[0] | 0x20, "tadleu".utf8.contains(first) else {
        return false
      }
      for place in 1..<max(1, min(text.count, 6)) {
        if text[place] == 0x20 || text[place] == 0x27 || text[place] == 0xE2 || text[place] == 0xC2 {
          return true
        }
      }
      return false
    }
  }
}
