/// Words that hold a sentence together: where one of them is also somebody's term, its occurrences prove nothing.
enum FunctionWords {
  private static let lists: [ProseLanguage: Set<String>] = [
    .english: [
      "a", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can", "did", "do", "does",
      "for",
      "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "may", "might", "must", "no",
      "not", "of",
      "off", "on", "one", "or", "other", "others", "our", "out", "over", "shall", "should", "so", "some",
      "such",
      "than", "that", "the", "their", "them", "then", "they", "this", "those", "to", "under", "up", "us",
      "was", "we",
      "well", "were", "when", "where", "which", "while", "who", "will", "with", "would", "you", "all", "any",
      "both",
      "each", "more", "most", "own", "same", "too", "very", "use", "used", "like", "between", "part", "kind",
      "type",
    ],
    .french: [
      "à", "au", "aux", "car", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "elle", "en", "est",
      "et", "être",
      "il", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "mais", "ne", "ni", "non", "nous", "on",
      "ou", "où",
      "or", "par", "pas", "plus", "point", "pour", "qu", "que", "qui", "sa", "sans", "se", "ses", "si", "son",
      "sont",
      "sous", "sur", "tout", "tous", "un", "une", "vers", "y", "avoir", "autre", "autres", "même", "type",
      "partie",
    ],
    .german: [
      "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der",
      "des", "die",
      "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "für", "hat", "ihr", "im", "in",
      "ist",
      "kann", "mit", "nach", "nicht", "nur", "ob", "oder", "ohne", "sein", "sich", "sie", "sind", "so",
      "über", "um",
      "und", "unter", "von", "vor", "was", "wenn", "wer", "werden", "wie", "wird", "zu", "zum", "zur",
    ],
    .spanish: [
      "a", "al", "como", "con", "de", "del", "desde", "donde", "e", "el", "ella", "en", "entre", "es", "esta",
      "este",
      "ha", "la", "las", "le", "les", "lo", "los", "más", "me", "mi", "no", "o", "otra", "otro", "para",
      "pero", "por",
      "que", "se", "ser", "si", "sin", "sobre", "son", "su", "sus", "un", "una", "y", "ya", "tipo", "parte",
    ],
  ]

  /// Whether a word, in small letters, is one of them.
  static func contains(_ word: String, _ language: ProseLanguage) -> Bool {
    lists[language, default: []].contains(language == .german ? word : word.lowercased())
  }
}
