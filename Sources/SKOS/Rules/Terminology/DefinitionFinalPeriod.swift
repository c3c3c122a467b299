extension Rule {
  /// A definition is not a sentence.
  static let definitionFinalPeriod = Rule(
    id: "definition-final-period",
    title: "A definition does not end with a full stop",
    severity: .warning, profile: .term,
    sources: [
      "ISO/IEC Directives, Part 2, 16.5.6; Metanorma (ISO style); ISO 22745-11 8.3; EDM Council terminology practice"
    ],
    reason: """
      A definition is a phrase that can replace its term in a sentence. Abbreviations such as "etc." keep their \
      stops. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "猫"@zh ;
        skos:definition "small carnivorous mammal kept as a pet."@en, "作为宠物饲养的小型食肉动物。"@zh .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "猫"@zh ;
        skos:definition "small carnivorous mammal of the genus Felis, incl. hybrids etc."@en, "作为宠物饲养的小型食肉动物"@zh .
      """,
    fix: .safe,
    evaluate: { context in
      context.definitions.compactMap { definition in
        guard let tidy = Sentences.withoutFinalStop(definition.text, definition.language) else { return nil }
        // Of several sentences the last stop is the least trouble, and cutting it off would not help.
        let isOne = Sentences.second(in: Array(definition.text.utf8), definition.language) == nil
        return context.violation(definition, "ends with a full stop", replacement: isOne ? tidy : nil)
      }
    })
}
