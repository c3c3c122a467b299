/// What stands between a term and what it is said to be.
enum Copulas {
  private static let table = PhraseTable([
    .english: ["is", "are", "means", "denotes", "designates", "refers to"],
    .french: ["est", "sont", "désigne", "désignent", "signifie"],
    .german: ["ist", "sind", "bedeutet", "bezeichnet"],
    .spanish: ["es", "son", "significa", "designa"],
    .chinese: ["是指", "是", "系指", "指"],
  ])

  /// Where the definition goes on behind a term that ends at a place; nil if there is neither copula nor colon.
  static func end(after term: Int, in words: Words) -> Int? {
    guard term > 0, term < words.count else { return nil }
    let gap = words.gap(after: term - 1)
    if gap.contains(where: { ":：=".contains($0) }) || gap.contains(" – ") || gap.contains(" — ")
      || gap.contains("——")
    {
      return term
    }
    guard gap.allSatisfy({ $0 == " " || $0 == "\u{A0}" }) else { return nil }
    let length = table.length(at: term, of: words)
    return length > 0 && term + length < words.count ? term + length : nil
  }
}
