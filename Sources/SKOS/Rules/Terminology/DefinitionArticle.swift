extension Rule {
  /// A definition can stand in place of its term.
  static let definitionArticle = Rule(
    id: "definition-article",
    title: "A definition does not start with an article",
    severity: .warning, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.6; Metanorma (ISO style)"],
    reason: """
      A definition can replace its term in a sentence; with an article it cannot: "the public library" would become \
      "the a library that …". Read for English, French, German and Spanish.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "a small carnivorous mammal kept as a pet"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small carnivorous mammal kept as a pet"@en .
      """,
    fix: .safe,
    evaluate: { context in
      context.definitions.compactMap { definition in
        guard definition.language != .chinese else { return nil }
        let words = definition.words(limit: 2)
        guard Articles.start(words) else { return nil }
        return context.violation(
          definition, "starts with the article \"\(words.spelling(0))\"",
          replacement: Articles.remainder(words))
      }
    })
}
