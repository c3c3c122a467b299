extension Rule {
  /// A definition is as long as it must be.
  static let definitionLength = Rule(
    id: "definition-length",
    title: "A definition has as many words as the register wants",
    severity: .info, profile: .term,
    sources: ["ISO 704 and ISO/IEC 11179-4 (concise definitions); limits: [own], set by the register"],
    reason: """
      With a word or two a definition is a synonym; with many it holds what belongs into notes. Numbers in references \
      are not counted, and two Chinese characters count as a word. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "domestic mammal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "猫"@zh ;
        skos:definition "small mammal kept as a pet"@en, "作为宠物的动物"@zh .
      """,
    evaluate: { context in
      let limits = context.configuration.thresholds
      return context.definitions.compactMap { definition in
        let words = definition.words()
        var count = 0
        var characters = 0
        for word in words.words {
          let first = Words.scalar(in: words.bytes, at: word.range.lowerBound).scalar
          if Words.isIdeograph(first) {
            characters += 1
          } else if !word.form.allSatisfy(\.isNumber) {
            count += 1
          }
        }
        count += (characters + 1) / 2
        if count < limits.definitionWordsMin {
          return context.violation(
            definition,
            "has \(count) \(count == 1 ? "word" : "words"); fewer than \(limits.definitionWordsMin) are a synonym"
          )
        }
        guard count > limits.definitionWordsMax else { return nil }
        return context.violation(
          definition,
          "has \(count) words, more than \(limits.definitionWordsMax); move what does not delimit the concept into notes"
        )
      }
    })
}
