extension Rule {
  /// A definition says what a thing is.
  static let definitionNegative = Rule(
    id: "definition-negative",
    title: "A definition does not start by saying what the concept is not",
    severity: .info, profile: .term,
    sources: ["ISO 704, negative definitions; ISO/IEC 11179-4"],
    reason: """
      What a thing is not leaves everything else open. Where the absence is the very point, acknowledge the finding. \
      Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:noise a skos:Concept ; skos:prefLabel "silence"@en ; skos:definition "not a sound"@en .
      """,
    cleanExample: """
      ex:noise a skos:Concept ; skos:prefLabel "silence"@en ; skos:definition "state in which nothing is heard"@en .
      """,
    evaluate: { context in
      context.definitions.compactMap { definition in
        let words = definition.words(limit: 6)
        guard let start = negation(words) else { return nil }
        return context.violation(definition, "starts with the negation \"\(start.printable)\"")
      }
    })

  private static let negations = PhraseTable([
    .english: [
      "not", "no", "other than", "anything other than", "anything not", "absence of", "lack of", "without",
      "neither",
    ],
    .french: ["absence de", "absence d", "manque de", "non", "ne pas", "pas de", "sans", "autre que", "ni"],
    .german: [
      "nicht", "kein", "keine", "ohne", "Fehlen von", "Fehlen der", "Fehlen des", "Abwesenheit von",
      "Mangel an", "weder",
    ],
    .spanish: ["no", "ausencia de", "falta de", "carencia de", "sin", "distinto de", "que no", "ni"],
    .chinese: ["没有", "并非", "不是", "不属于"],
  ])

  private static func negation(_ words: Words) -> String? {
    guard words.count > 1, words.lead.isEmpty else { return nil }
    for start in [0, 1] where start == 0 || Articles.start(words) {
      let length = negations.length(at: start, of: words)
      // "No. 1", "non-fiction" and "not only … but also" deny nothing.
      guard length > 0, words.gap(after: start) != ". ",
        start + length >= words.count
          || !["only", "seulement", "nur", "solo", "sólo"].contains(words[start + length])
      else { continue }
      return words.text(words.words[0].range.lowerBound..<words.words[start + length - 1].range.upperBound)
    }
    return nil
  }
}
