/// Phrases that bring in an example, or leave a list open.
enum ExamplePhrases {
  private static let table = PhraseTable([
    .english: [
      "e g", "eg", "for example", "for instance", "such as", "etc", "et cetera", "and so on", "and so forth",
    ],
    .french: ["par exemple", "p ex", "tels que", "telles que", "etc"],
    .german: ["z B", "zB", "zum Beispiel", "beispielsweise", "bspw", "usw", "etc", "und so weiter"],
    .spanish: ["por ejemplo", "p ej", "tales como", "etc", "etcétera"],
    .chinese: ["例如", "比如", "譬如", "诸如", "等等"],
  ])

  /// Where the first of them stands in a text.
  static func first(in words: Words) -> Range<Int>? {
    var start = 0
    while let found = table.first(in: words, from: start) {
      if isExample(found, words) { return found }
      start = found.upperBound
    }
    return nil
  }

  /// "Tels que définis en 3.1" points at something and gives no example; "as such as" and the like are no phrase.
  private static func isExample(_ range: Range<Int>, _ words: Words) -> Bool {
    // The letters of an abbreviation are joined by stops or spaces only.
    for index in range.dropLast()
    where !words.gap(after: index).allSatisfy({ ". \u{A0}\u{202F}".contains($0) }) {
      return false
    }
    guard words.language == .french, range.count == 2, words[range.lowerBound].hasPrefix("tel"),
      range.upperBound < words.count
    else { return true }
    let next = words[range.upperBound]
    return !["défini", "décrit", "prévu", "spécifié", "indiqué", "mentionné"].contains(where: next.hasPrefix)
  }
}
