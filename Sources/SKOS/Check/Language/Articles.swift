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
    guard isElided ? gap == "'" || gap == "\u{2019}" : gap == " " || gap == "\u{A0}" else { return false }
    return !exceptions[words.language, default: []].contains(words[1])
  }
}
