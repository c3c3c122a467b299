/// Phrases of each language, found by their first words.
struct PhraseTable: Sendable {
  private let byFirst: [[String: [[String]]]]

  /// Phrases as they are written; each is taken apart as the texts are.
  init(_ phrases: [ProseLanguage: [String]]) {
    byFirst = ProseLanguage.allCases.map { language in
      let split = phrases[language, default: []].map { phrase in
        Words(phrase, language).words.map(\.form)
      }
      return Dictionary(grouping: split.filter { !$0.isEmpty }) { $0[0] }
        .mapValues { $0.sorted { $0.count > $1.count } }
    }
  }

  /// The phrases that start with a word, the longest first.
  func phrases(startingWith first: String, _ language: ProseLanguage) -> [[String]] {
    byFirst[language.rawValue][first, default: []]
  }

  /// How many words the longest phrase at a place has; 0 if there is none.
  func length(at index: Int, of words: Words) -> Int {
    guard index < words.count else { return 0 }
    // A German phrase may start a sentence.
    let forms =
      words.language == .german && index == 0 ? [words[0], words[0].withSmallStart] : [words[index]]
    for form in forms {
      for phrase in byFirst[words.language.rawValue][form, default: []]
      where phrase.count == 1 || words.has(Array(phrase.dropFirst()), at: index + 1) {
        return phrase.count
      }
    }
    return 0
  }

  /// Where the first phrase from a place on stands.
  func first(in words: Words, from start: Int = 0) -> Range<Int>? {
    var index = start
    while index < words.count {
      let length = length(at: index, of: words)
      if length > 0 { return index..<(index + length) }
      index += 1
    }
    return nil
  }
}
