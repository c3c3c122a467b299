extension Rule {
  /// A definition defines one concept.
  static let definitionHiddenDefinition = Rule(
    id: "definition-hidden-definition",
    title: "A definition does not define another concept in passing",
    severity: .info, profile: .term,
    sources: ["ISO 704:2009 6.3.5 (one concept per definition); ISO/IEC 11179-4 (no embedded definitions)"],
    reason: """
      What is explained in brackets or after "i.e." deserves an entry of its own, where others find it. Read for \
      English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:catalogue a skos:Concept ; skos:prefLabel "catalogue"@en ;
        skos:definition "list of the holdings (documents that a library owns) of a library"@en .
      """,
    cleanExample: """
      ex:catalogue a skos:Concept ; skos:prefLabel "catalogue"@en ;
        skos:definition "list of the holdings (3.4.2) of a library, made so that they can be found"@en .
      """,
    evaluate: { context in
      context.definitions.compactMap { definition in
        let words = definition.words()
        guard let phrase = hidden(words) else { return nil }
        return context.violation(
          definition,
          "explains another concept in passing, \"\(phrase.printable)\"; give that an entry of its own")
      }
    })

  private static let idEst = PhraseTable([
    .english: ["i e", "that is to say"], .french: ["c est-à-dire", "c est à dire"],
    .german: ["d h", "das heißt", "das heisst"], .spanish: ["es decir", "o sea"], .chinese: ["也就是说", "即"],
  ])
  private static let relatives: [ProseLanguage: Set<String>] = [
    .english: ["that", "which", "who", "whose"], .french: ["qui", "dont"], .spanish: ["que", "cuyo", "cuya"],
  ]

  private static func hidden(_ words: Words) -> String? {
    var start = 0
    while let found = idEst.first(in: words, from: start) {
      start = found.upperBound
      guard isIdEst(found, words) else { continue }
      return words.text(
        words.words[found.lowerBound].range.lowerBound..<words.words[found.upperBound - 1].range.upperBound)
    }
    var depth = 0
    for index in words.words.indices {
      let gap = index > 0 ? words.gap(after: index - 1) : words.lead
      let before = depth
      for character in gap { depth += "(（".contains(character) ? 1 : ")）".contains(character) ? -1 : 0 }
      depth = max(0, depth)
      // "(that …)" at once behind the bracket is an addition to the text; behind a noun it is a definition.
      if depth > 0, before > 0, relatives[words.language, default: []].contains(words[index]) {
        return words.spelling(index - 1) + " " + words.spelling(index)
      }
    }
    return nil
  }

  /// Whether the phrase stands as one: "i.e." with its stops, 即 at the start of a clause.
  private static func isIdEst(_ range: Range<Int>, _ words: Words) -> Bool {
    let first = range.lowerBound
    if words[first] == "i" || words[first] == "d" { return words.gap(after: first).hasPrefix(".") }
    guard words.language == .chinese, range.count == 1 else { return true }
    guard first > 0, first + 1 < words.count else { return false }
    return words.gap(after: first - 1).contains { "，（；".contains($0) }
      && !"使将可便时刻席位兴".contains(words[first + 1])
  }
}
