internal import RDF

/// Finds the terms of a vocabulary in the definitions of its concepts, one lexicon for each language.
struct OwnTerms {
  private let context: CheckContext
  private var lexicons: [ProseLanguage: TermLexicon] = [:]

  init(_ context: CheckContext) { self.context = context }

  /// The terms in a definition.
  mutating func matches(in words: Words) -> [TermLexicon.Match] {
    lexicon(words.language).matches(in: words)
  }

  private mutating func lexicon(_ language: ProseLanguage) -> TermLexicon {
    if let known = lexicons[language] { return known }
    let new = TermLexicon(context, language)
    lexicons[language] = new
    return new
  }
}
