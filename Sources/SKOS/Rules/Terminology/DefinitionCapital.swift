extension Rule {
  /// A definition starts as it would inside a sentence.
  static let definitionCapital = Rule(
    id: "definition-capital",
    title: "A definition starts with a small letter, unless its first word always has a capital",
    severity: .warning, profile: .term,
    sources: ["ISO 22745-11 8.3; EDM Council terminology practice; ISO 10241-1, writing of definitions"],
    reason: """
      A definition can replace its term in a sentence, where a capital would be out of place. Reported where the \
      word is known to be a common one: the vocabulary writes it with a small letter elsewhere, or it is one that \
      definitions often start with. Read for English, French and Spanish, and for what is no noun in German.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "Small carnivorous mammal kept as a pet"@en .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:definition "domestic mammal that is not small"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en, "Katze"@de ;
        skos:definition "European mammal kept as a pet"@en, "Haustier, das Mäuse fängt"@de .
      """,
    fix: .proposed,
    evaluate: { context in
      let definitions = context.definitions
      var evidence: WordEvidence?
      return definitions.compactMap { definition in
        let language = definition.language
        let words = definition.words(limit: 2)
        guard words.count > 0, words.lead.isEmpty, words.spelling(0).startsWithSingleCapital,
          !Articles.start(words)
        else { return nil }
        let small = words.spelling(0).lowercased()
        if !DefinitionStarts.contains(small, language) {
          guard language.keepsCapitalsForNames, !ProperNames.contains(words[0], language) else { return nil }
          if words.count > 1, words.spelling(1).startsWithCapital { return nil }
          // Read only now: the vocabulary has no such definition, mostly.
          let known = evidence ?? WordEvidence(context)
          evidence = known
          guard known.isSeenSmall(words[0], language) else { return nil }
        }
        return context.violation(
          definition, "starts with a capital", replacement: definition.text.withSmallStart)
      }
    })
}
