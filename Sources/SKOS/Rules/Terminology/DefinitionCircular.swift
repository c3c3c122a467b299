internal import RDF

extension Rule {
  /// A definition does not use the term that it defines.
  static let definitionCircular = Rule(
    id: "definition-circular",
    title: "A definition does not contain a preferred or alternative term of its own concept",
    severity: .error, profile: .term,
    sources: ["ISO 704 6.5 (circular definitions); ISO/IEC Directives, Part 2, cl. 16; ISO 22745-11 8.4"],
    reason: """
      Who does not know the term does not understand a definition that uses it. Whole terms count, in the singular \
      or plural; a term inside a longer term of another concept does not. "Library: a building that …" is the \
      business of definition-repeats-term. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:catalogue a skos:Concept ; skos:prefLabel "library catalogue"@en, "图书馆目录"@zh ;
        skos:definition "list of what library catalogues contain"@en, "图书馆目录所列内容的清单"@zh .
      """,
    cleanExample: """
      ex:catalogue a skos:Concept ; skos:prefLabel "library catalogue"@en, "目录"@zh ;
        skos:definition "catalogue of the holdings of a library"@en, "列出馆藏的清单"@zh .
      """,
    evaluate: { context in
      var terms = OwnTerms(context)
      return context.definitions.compactMap { definition in
        let words = definition.words()
        let match = terms.ownMatches(in: words, of: definition).first { match in
          !isAtStart(match, words) || Copulas.end(after: match.words.upperBound, in: words) == nil
        }
        guard let match else { return nil }
        return context.violation(
          definition, "uses the concept's own term \(context.names.text(match.label))", related: [match.label]
        )
      }
    })

  /// Whether a term starts the text, but for an article.
  static func isAtStart(_ match: TermLexicon.Match, _ words: Words) -> Bool {
    match.words.lowerBound == 0 || match.words.lowerBound == 1 && Articles.start(words)
  }
}
