/// The articles that a term or a definition must not start with.
enum Articles {
  private static let table = PhraseTable([
    .english: ["the", "a", "an"],
    .french: ["le", "la", "les", "l", "un", "une", "des"],
    .german: ["der", "die", "das", "ein", "eine"],
    .spanish: ["el", "la", "los", "las", "un", "una", "unos", "unas"],
  ])

  /// Words behind an article that make it something else: a Latin phrase, a note of music, a pronoun, a number.
  private static let exceptions: [ProseLanguage: Set<String>] = [
    .english: [
      "priori", "posteriori", "cappella", "fortiori", "contrario", "tempo", "posse", "la", "or", "and",
      "fortiori",
    ],
    .french: ["mineur", "majeur", "bémol", "dièse", "ou", "et"],
    .german: ["oder", "und", "bis"],
    .spanish: ["menor", "mayor", "bemol", "sostenido", "que", "cual", "cuales", "o", "y"],
  ]

  /// Whether the text starts with an article that belongs to the word behind it.
  static func start(_ words: Words) -> Bool {
    guard words.count > 1, words.lead.isEmpty, table.length(at: 0, of: words) == 1 else { return false }
    let gap = words.gap(after: 0)
    let isElided = words.language == .french && words[0] == "l"
    let apostrophes = ["'", "\u{2019}"]
    guard isElided ? apostrophes.contains(gap) : gap.first == " " || gap.first == "\u{A0}",
      gap.dropFirst().allSatisfy({ " \u{A0}(\"'“‘«„[".contains($0) })
    else { return false }
    return !exceptions[words.language, default: []].contains(words[1])
  }

  /// The text behind the article that it starts with.
  static func remainder(_ words: Words) -> String {
    guard let article = words.words.first else { return "" }
    return String(
      words.text(article.range.upperBound..<words.bytes.count).drop { " \u{A0}'\u{2019}".contains($0) })
  }
}
