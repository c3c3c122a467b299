internal import RDF

extension Rule {
  /// A term is written as in running text.
  static let labelCase = Rule(
    id: "label-case",
    title: "A term starts with a small letter, if the register writes terms as in running text",
    severity: .info, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5; ISO 10241-1, writing of terms"],
    reason: """
      Whether a term is written with a capital is information: "Turkey" is not "turkey". A capital at the start of \
      every term hides it. Checked if the policy asks for running text, in English, French and Spanish; a word \
      that the vocabulary writes with a capital inside sentences passes as a name.
      """,
    firingExample: """
      ex:library a skos:Concept ; skos:prefLabel "Public library"@en .
      """,
    cleanExample: """
      ex:library a skos:Concept ; skos:prefLabel "public library"@en, "Bibliothek"@de ; skos:altLabel "DNA library"@en .
      """,
    exampleConfiguration: .declaring { $0.policy.runningTextLabels = true },
    fix: .proposed,
    evaluate: { context in
      guard context.configuration.policy.runningTextLabels else { return [] }
      var languages = LiteralLanguages(context)
      let evidence = WordEvidence(context)
      return context.view.labels.compactMap { use in
        guard use.kind != .hiddenLabel, let language = languages.prose(of: use.text),
          language.keepsCapitalsForNames,
          !context.traits[use.text].isDisjoint(with: [.capital, .beyondASCII]),
          context.isOwnValidConcept(use.resource)
        else { return nil }
        let text = context.text(use.text)
        let words = Words(text, language, limit: 2)
        guard words.count > 0, words.lead.isEmpty, words.spelling(0).startsWithSingleCapital else {
          return nil
        }
        // Two capitals in a row are a name or a title: "Dublin Core".
        if words.count > 1 && words.spelling(1).startsWithCapital { return nil }
        guard !ProperNames.contains(words[0], language),
          evidence.isSeenSmall(words[0], language) || !evidence.isSeenCapital(words[0], language)
        else { return nil }
        let mended = LabelFix.replacing(use, by: text.withSmallStart, context)
        return Rule.Violation(
          focus: use.resource,
          message:
            "the \(use.kind.name) \(context.names.text(use.text)) of \(context.names.name(use.resource)) starts with a capital; write it as in running text unless it is a name",
          related: [use.text], statements: [context.statement(use.evidence)], removed: mended.removed,
          added: mended.added)
      }
    })
}
