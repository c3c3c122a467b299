internal import RDF

extension Rule {
  /// A term is in the number that the register has laid down.
  static let labelNumber = Rule(
    id: "label-number",
    title: "A term is in the singular or in the plural, as the register lays down",
    severity: .info, profile: .term,
    sources: ["ISO 704 and ISO 10241-1 (singular); ISO 25964-1 (plural of what can be counted)"],
    reason: """
      Terminologies cite terms in the singular, thesauri what can be counted in the plural; a mixture makes two \
      entries of one. Checked if the policy lays a number down, in English, French and Spanish, and only where the \
      vocabulary itself has the other form of the word, so that neither "news" nor "music" is touched.
      """,
    firingExample: """
      ex:library a skos:Concept ; skos:prefLabel "public libraries"@en .
      ex:catalogue a skos:Concept ; skos:prefLabel "library catalogue"@en .
      """,
    cleanExample: """
      ex:library a skos:Concept ; skos:prefLabel "public library"@en, "corps"@fr .
      ex:news a skos:Concept ; skos:prefLabel "news"@en, "cuerpo"@es .
      """,
    exampleConfiguration: .declaring { $0.policy.labelNumber = .singular },
    evaluate: { context in
      guard let wanted = context.configuration.policy.labelNumber else { return [] }
      var languages = LiteralLanguages(context)
      let evidence = NumberEvidence(context)
      return context.view.labels.compactMap { use in
        guard use.kind == .prefLabel, let language = languages.prose(of: use.text),
          context.isOwnValidConcept(use.resource),
          let head = Head.of(Words(context.text(use.text), language))
        else { return nil }
        let message: String
        switch wanted {
        case .singular:
          guard let base = evidence.singular(of: head, language) else { return nil }
          message = "ends in the plural \"\(head)\"; the register wants the singular \"\(base)\""
        case .plural:
          guard let plural = evidence.plural(of: head, use, context) else { return nil }
          message = "is in the singular; the register wants the plural, as in \"\(plural)\""
        }
        return Rule.Violation(
          focus: use.resource,
          message:
            "the preferred label \(context.names.text(use.text)) of \(context.names.name(use.resource)) \(message)",
          related: [use.text], statements: [context.statement(use.evidence)])
      }
    })
}

/// The word of a term that bears its number.
enum Head {
  private static let english: Set<String> = [
    "of", "for", "in", "on", "by", "with", "to", "from", "at", "and", "or", "as", "about",
  ]

  /// In English the last word before a preposition; in French and Spanish the first; nil for other languages.
  static func of(_ words: Words) -> String? {
    guard words.count > 0, words.lead.isEmpty else { return nil }
    switch words.language {
    case .english:
      var end = words.count
      for index in words.words.indices where index > 0 {
        if english.contains(words[index])
          || words.gap(after: index - 1).contains(where: { "(,:;".contains($0) })
        {
          end = index
          break
        }
      }
      // What has a capital is a name: "United States".
      return words.spelling(end - 1).startsWithCapital && end > 1 ? nil : words[end - 1]
    case .french, .spanish: return words[0]
    case .german, .chinese: return nil
    }
  }
}

/// The words that the labels of a vocabulary use, to tell plurals from words that merely end like them.
private struct NumberEvidence {
  private var words: [Set<String>] = ProseLanguage.allCases.map { _ in [] }

  init(_ context: CheckContext) {
    var languages = LiteralLanguages(context)
    for use in context.view.labels where use.kind != .hiddenLabel {
      guard let language = languages.prose(of: use.text), language.keepsCapitalsForNames else { continue }
      for word in Words(context.text(use.text), language).words { words[language.rawValue].insert(word.form) }
    }
  }

  func singular(of word: String, _ language: ProseLanguage) -> String? {
    Inflection.bases(of: word, language).first { words[language.rawValue].contains($0) }
  }

  /// The plural of the term, if it is an alternative or hidden label of the same concept.
  func plural(of word: String, _ use: SKOSView.LabelUse, _ context: CheckContext) -> String? {
    let number = context.view.graph.dictionary.languageNumber(of: use.text)
    for other in context.index.labels[use.resource]
    where other.kind != .prefLabel && context.view.graph.dictionary.languageNumber(of: other.text) == number {
      guard let language = context.language(other.text).flatMap(ProseLanguage.init),
        let head = Head.of(Words(context.text(other.text), language)), head != word,
        Inflection.bases(of: head, language).contains(word)
      else { continue }
      return context.text(other.text)
    }
    return nil
  }
}
