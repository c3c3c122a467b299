extension Rule {
  /// A definition says what a thing is, not how a word is used.
  static let definitionMetalanguage = Rule(
    id: "definition-metalanguage",
    title: "A definition speaks of the concept, not of the term",
    severity: .warning, profile: .term,
    sources: ["ISO 704, intensional definitions; ISO/IEC Directives, Part 2, cl. 16 (substitution)"],
    reason: """
      "Term used for …", "refers to …" or "is when …" cannot replace the term in a sentence, and hides the \
      superordinate concept that a definition starts with. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "term used for small mammals kept as pets"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small mammal kept as a pet"@en .
      ex:descriptor a skos:Concept ; skos:prefLabel "descriptor"@en ; skos:definition "term chosen to represent a concept"@en .
      """,
    evaluate: { context in
      context.definitions.compactMap { definition in
        guard let phrase = Metalanguage.start(of: definition.words(limit: 8)) else { return nil }
        return context.violation(
          definition,
          "starts with \"\(phrase.printable)\", which speaks of the word; start with what the thing is")
      }
    })
}
