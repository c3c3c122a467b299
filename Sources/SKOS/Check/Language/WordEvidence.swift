internal import RDF

/// How the vocabulary itself writes words, so that names can be told from common words without a dictionary.
struct WordEvidence {
  private var small: [Set<String>] = ProseLanguage.allCases.map { _ in [] }
  private var capital: [Set<String>] = ProseLanguage.allCases.map { _ in [] }

  /// Reads all labels and notes in the languages that rules can read.
  init(_ context: CheckContext) {
    var languages = LiteralLanguages(context)
    var seen: Set<TermID> = []
    for id in context.view.labels.lazy.map(\.text) where seen.insert(id).inserted {
      if let language = languages.prose(of: id) { read(context.text(id), language) }
    }
    for id in context.view.notes.lazy.compactMap(\.text) where seen.insert(id).inserted {
      if let language = languages.prose(of: id) { read(context.text(id), language) }
    }
  }

  private mutating func read(_ text: String, _ language: ProseLanguage) {
    guard language.keepsCapitalsForNames else { return }
    let words = Words(text, language)
    // In a title every word has a capital, which tells nothing.
    let capitals = words.words.indices.filter { words.spelling($0).startsWithCapital }.count
    let isTitle = capitals * 2 > words.count && words.count > 1
    for index in words.words.indices {
      if !words.spelling(index).startsWithCapital {
        small[language.rawValue].insert(words[index])
      } else if index > 0, !isTitle,
        !words.gap(after: index - 1).contains(where: { ".:!?\"“«(".contains($0) })
      {
        capital[language.rawValue].insert(words[index])
      }
    }
  }

  /// Whether a word, in small letters, is written so somewhere.
  func isSeenSmall(_ word: String, _ language: ProseLanguage) -> Bool {
    small[language.rawValue].contains(word)
  }

  /// Whether a word is written with a capital inside a sentence.
  func isSeenCapital(_ word: String, _ language: ProseLanguage) -> Bool {
    capital[language.rawValue].contains(word)
  }
}
