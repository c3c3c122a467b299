extension Rule {
  /// A concept has one definition in a language.
  static let definitionMultiple = Rule(
    id: "definition-multiple",
    title: "A concept has at most one definition in a language",
    severity: .error, profile: .term,
    sources: [
      "ISO/IEC Directives, Part 2, 16.5.6; SkoHub shapes; W3C SKOS Core validation notes (2005), 2.3; VocPub 5.2"
    ],
    reason: """
      Two definitions are two concepts, or one of them is a note. Which one holds is for the committee to say.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        skos:definition "small carnivorous mammal kept as a pet"@en, "member of the genus Felis"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:scopeNote "member of the genus Felis"@en ;
        skos:definition "small carnivorous mammal kept as a pet"@en, "petit mammifère carnivore domestique"@fr .
      """,
    evaluate: { NoteCounts.violations(.definition, $0, advice: "keep one and make notes of the others") })
}
