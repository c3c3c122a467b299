/// Plurals and other endings, as far as spelling shows them without a dictionary.
enum Inflection {
  /// Words that look like the plural of another word and are none.
  private static let invariable: [ProseLanguage: Set<String>] = [
    .english: [
      "news", "means", "goods", "customs", "series", "species", "arms", "does", "has", "its", "as", "is",
      "was",
      "this", "thus", "lens", "less",
    ],
    .french: [
      "cours", "fois", "mois", "sens", "fils", "corps", "temps", "pays", "bois", "bras", "cas", "pas", "plus",
      "sans", "dans", "vers", "hors", "sous", "mais", "très", "puis", "dos", "poids", "choix", "prix", "voix",
      "paix", "croix", "taux", "faux", "lors", "procès", "succès", "accès", "progrès", "recours", "concours",
      "discours", "parcours", "index",
    ],
    .spanish: ["mes", "país", "tras", "pues", "antes", "más", "es", "lunes", "martes", "crisis", "tesis"],
  ]

  /// What a word may be a form of, besides itself: `libraries` of `library`.
  static func bases(of word: String, _ language: ProseLanguage) -> [String] {
    var word = word
    var bases: [String] = []
    if language == .english, word.hasSuffix("'s") {
      word = String(word.dropLast(2))
      bases.append(word)
    }
    guard word.utf8.count > 3, !invariable[language, default: []].contains(word) else { return bases }
    switch language {
    case .english: bases += english(word)
    case .french: bases += french(word)
    case .spanish: bases += spanish(word)
    case .german: bases += german(word)
    case .chinese: break
    }
    return bases
  }

  private static func english(_ word: String) -> [String] {
    guard word.hasSuffix("s"), !["ss", "us", "is", "ics"].contains(where: word.hasSuffix) else { return [] }
    if word.hasSuffix("ies"), word.utf8.count > 4 {
      return [word.dropLast(3) + "y", String(word.dropLast())]
    }
    let stem = word.dropLast(2)
    if word.hasSuffix("es"), ["s", "x", "z", "ch", "sh", "o"].contains(where: stem.hasSuffix) {
      return [String(stem), String(word.dropLast())]
    }
    return [String(word.dropLast())]
  }

  private static func french(_ word: String) -> [String] {
    if word.hasSuffix("eaux") { return [String(word.dropLast())] }
    if word.hasSuffix("aux") { return [word.dropLast(2) + "l", String(word.dropLast())] }
    if word.hasSuffix("eux") || word.hasSuffix("oux") { return [String(word.dropLast())] }
    return word.hasSuffix("s") && !word.hasSuffix("ss") ? [String(word.dropLast())] : []
  }

  private static func spanish(_ word: String) -> [String] {
    guard word.hasSuffix("s") else { return [] }
    if word.hasSuffix("ces") { return [word.dropLast(3) + "z", String(word.dropLast())] }
    if word.hasSuffix("iones") { return [word.dropLast(5) + "ión"] }
    return word.hasSuffix("es")
      ? [String(word.dropLast(2)), String(word.dropLast())] : [String(word.dropLast())]
  }

  private static func german(_ word: String) -> [String] {
    ["s", "es", "n", "en", "e"].filter(word.hasSuffix).map { String(word.dropLast($0.count)) }
      .filter { $0.utf8.count > 3 }
  }

  /// Whether two words are the same, or one is a form of the other.
  static func agree(_ left: String, _ right: String, _ language: ProseLanguage) -> Bool {
    left == right || bases(of: left, language).contains(right) || bases(of: right, language).contains(left)
  }
}
