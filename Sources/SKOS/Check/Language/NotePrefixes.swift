/// What standards print before notes and examples.
enum NotePrefixes {
  private static let table = PhraseTable([
    .english: ["note to entry", "note", "example"],
    .french: ["note à l article", "note", "exemple"],
    .german: [
      "Anmerkung zum Begriff", "ANMERKUNG zum Begriff", "Anmerkung", "ANMERKUNG", "Beispiel", "BEISPIEL",
    ],
    .spanish: ["nota a la entrada", "nota", "ejemplo"],
    .chinese: ["注", "示例", "例"],
  ])

  /// Where the text behind the prefix starts, in UTF-8; nil if there is no prefix, or nothing behind it.
  ///
  /// A word alone is a prefix if a colon or dash follows, or if it is in capitals, as ISO prints it.
  static func end(in words: Words) -> Int? {
    guard words.count > 1, words.lead.isEmpty else { return nil }
    var last = -1
    var number: Int?
    // The number stands behind the first word: "Note 1 to entry".
    if words[1].allSatisfy(\.isNumber) { number = 1 }
    let rest = words.words.indices.filter { $0 != number }
    for phrase in phrases(words) {
      let forms = rest.prefix(phrase.count).map { words[$0] }
      guard forms == phrase, let end = rest.prefix(phrase.count).last else { continue }
      last = max(end, number ?? 0)
      break
    }
    guard last >= 0, last + 1 < words.count else { return nil }
    let gap = words.gap(after: last)
    let isCapitals =
      words.spelling(0).utf8.count > 3 && words.spelling(0) == words.spelling(0).uppercased()
      && words.language != .chinese
    let hasMark = gap.contains { ":：–—".contains($0) }
    guard
      hasMark
        || (isCapitals && gap.hasPrefix(" ")
          && words.spelling(last + 1) != words.spelling(last + 1).uppercased())
    else { return nil }
    // What stands in brackets or quotation marks behind the colon belongs to the text.
    var end = words.words[last].range.upperBound
    let stop = words.words[last + 1].range.lowerBound
    while end < stop {
      let (scalar, width) = Words.scalar(in: words.bytes, at: end)
      guard scalar.properties.isWhitespace || ":：–—".unicodeScalars.contains(scalar) else { break }
      end += width
    }
    return end
  }

  private static func phrases(_ words: Words) -> [[String]] {
    table.phrases(startingWith: words[0], words.language)
  }
}
