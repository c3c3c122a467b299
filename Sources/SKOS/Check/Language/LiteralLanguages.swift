internal import RDF

/// The languages of literals, by the numbers of their tags, so that each tag is read once.
struct LiteralLanguages {
  private struct Known {
    let tag: LanguageTag
    let prose: ProseLanguage?
  }

  private let dictionary: TermDictionary
  private var known: [Known?] = []

  init(_ context: CheckContext) { dictionary = context.view.graph.dictionary }

  /// The tag of a literal; nil without one.
  mutating func tag(of id: TermID) -> LanguageTag? { look(up: id)?.tag }

  /// The language of a literal, if rules can read it.
  mutating func prose(of id: TermID) -> ProseLanguage? { look(up: id)?.prose }

  private mutating func look(up id: TermID) -> Known? {
    guard let number = dictionary.languageNumber(of: id) else { return nil }
    if number < known.count, let found = known[number] { return found }
    guard let tag = dictionary.languageTag(of: id) else { return nil }
    // Numbers count up from 0 by tag, so that there are never more than there are distinct tags.
    while known.count <= number { known.append(nil) }
    let found = Known(tag: tag, prose: ProseLanguage(tag))
    known[number] = found
    return found
  }
}
