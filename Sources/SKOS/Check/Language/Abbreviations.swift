/// Abbreviations that end with a full stop which ends no sentence.
enum Abbreviations {
  private static let common: Set<String> = [
    "etc", "ca", "cf", "vs", "vol", "no", "nr", "op", "ed", "eds", "fig", "al", "resp", "approx", "max",
    "min", "incl", "excl", "inc", "ltd", "co", "corp", "dept", "univ", "inst", "assoc", "prof", "dr", "mr",
    "mrs",
    "ms", "st", "jr", "sr", "sect", "ch", "pp", "ff", "viz", "ibid", "spp", "sp", "subsp", "ssp", "var",
    "syn", "indet", "abbr", "intl", "misc", "suppl", "vers", "ver", "bros",
  ]
  private static let own: [ProseLanguage: Set<String>] = [
    .english: ["eg", "ie", "e.g", "i.e", "a.m", "p.m", "b.c", "a.d"],
    .french: [
      "ex", "env", "c.-à-d", "réf", "chap", "coll", "éd", "fasc", "hist", "m", "mm", "mlle", "mme", "n",
      "suiv",
    ],
    .german: [
      "bzw", "usw", "bspw", "ggf", "evtl", "allg", "bes", "dgl", "sog", "u", "abk", "abb", "abs", "aufl",
      "bd",
      "hrsg", "jh", "jhd", "kap", "lat", "engl", "franz", "griech", "dt", "tab", "vgl", "zzgl", "inkl",
      "urspr",
      "mind", "gem", "str", "tel", "techn", "wiss", "usf", "ugs", "veralt",
    ],
    .spanish: [
      "ej", "ss", "sr", "sra", "ud", "uds", "núm", "pág", "págs", "cap", "ed", "aprox", "fig", "ref", "vol",
      "admón",
    ],
  ]

  /// Whether the word before a full stop, given with the stops inside it, is an abbreviation.
  ///
  /// So are single letters, and words with a stop inside. A word without a vowel is one wherever it stands.
  static func contains(_ word: String, _ language: ProseLanguage?) -> Bool {
    let small = word.lowercased()
    if small.unicodeScalars.count <= 1 || small.contains(".") { return true }
    if common.contains(small) { return true }
    if let language, own[language, default: []].contains(small) { return true }
    return !small.contains { "aeiouyäöüàâáéèêëíìîïóòôúùûœæ".contains($0) || ("0"..."9").contains($0) }
  }

  /// The word that ends before a place, with the stops inside it.
  static func word(endingAt end: Int, in bytes: [UInt8]) -> String {
    var start = end
    while start > 0, isInAbbreviation(bytes[start - 1]), end - start < 40 { start -= 1 }
    // Forty bytes back may be in the middle of a letter.
    while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
    return String(validating: bytes[start..<end], as: UTF8.self) ?? ""
  }

  private static func isInAbbreviation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    // Letters beyond ASCII, but not the general punctuation, brackets and full-width signs of E2 and E3.
    case 0x80..<0xE2, 0xE4...0xF4: true
    default: false
    }
  }
}
