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

  /// The terms in a definition that are its own concept's.
  ///
  /// Chinese in one script says nothing about Chinese in the other: only related tags count there.
  mutating func ownMatches(in words: Words, of definition: DefinitionText) -> [TermLexicon.Match] {
    let tag = context.language(definition.literal)
    return matches(in: words).filter { match in
      guard match.concepts.contains(definition.note.resource) else { return false }
      guard words.language == .chinese, let tag, let other = context.language(match.label) else {
        return true
      }
      return tag.matches(range: other) || other.matches(range: tag)
    }
  }
}
