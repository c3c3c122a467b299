extension Rule {
  /// A concept has one scope note in a language.
  static let scopeNoteMultiple = Rule(
    id: "scope-note-multiple",
    title: "A concept has at most one scope note in a language",
    severity: .warning, profile: .thes,
    sources: ["W3C SKOS Core validation notes (2005), 2.4; ISO 25964-1, scope notes"],
    reason: """
      The scope note draws the border of the concept. Two of them draw two, or belong together.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:scopeNote "domestic animals only"@en, "not for lions"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:scopeNote "domestic animals only, not lions"@en, "Hauskatzen"@de .
      """,
    evaluate: { NoteCounts.violations(.scopeNote, $0, advice: "make one of them") })
}
