/// Words that have a capital wherever they stand.
enum ProperNames {
  private static let english: Set<String> = [
    "african", "american", "arab", "arabic", "asian", "australian", "austrian", "belgian", "bible", "boolean",
    "brazilian", "british", "buddhist", "canadian", "catholic", "chinese", "christian", "danish", "dutch",
    "english",
    "european", "finnish", "french", "german", "god", "greek", "hebrew", "hindu", "indian", "internet",
    "irish",
    "islamic", "italian", "japanese", "jewish", "korean", "latin", "markov", "mexican", "muslim", "norwegian",
    "polish", "portuguese", "protestant", "roman", "russian", "scottish", "spanish", "swedish", "swiss",
    "turkish",
    "web", "welsh", "euclidean", "gaussian", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday",
    "sunday", "january", "february", "april", "june", "july", "august", "september", "october", "november",
    "december", "bayesian", "cartesian", "victorian",
  ]

  /// Whether a word, in small letters, is such a word; French and Spanish write adjectives with a small letter.
  static func contains(_ word: String, _ language: ProseLanguage) -> Bool {
    language == .english && english.contains(word.hasSuffix("'s") ? String(word.dropLast(2)) : word)
  }
}
