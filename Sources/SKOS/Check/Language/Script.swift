/// The scripts that are told apart by their letters' places in Unicode; a coarse look, to find wrong language tags.
struct Scripts: OptionSet, Sendable {
  let rawValue: UInt16

  static let latin = Scripts(rawValue: 1 << 0)
  static let cyrillic = Scripts(rawValue: 1 << 1)
  static let greek = Scripts(rawValue: 1 << 2)
  static let han = Scripts(rawValue: 1 << 3)
  static let kana = Scripts(rawValue: 1 << 4)
  static let hangul = Scripts(rawValue: 1 << 5)
  static let arabic = Scripts(rawValue: 1 << 6)
  static let hebrew = Scripts(rawValue: 1 << 7)
  static let devanagari = Scripts(rawValue: 1 << 8)
  static let thai = Scripts(rawValue: 1 << 9)

  /// Scripts in which one letter or two may be a symbol in any language: α, Ω, Ш.
  static let symbolic: Scripts = [.greek, .cyrillic, .latin]

  /// The script of a letter; empty for anything else.
  static func of(_ value: UInt32) -> Scripts {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF3A,
      0xFF41...0xFF5A:
      .latin
    case 0x370...0x373, 0x376...0x377, 0x37B...0x37D, 0x386, 0x388...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x5D0...0x5EA: .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x750...0x77F: .arabic
    case 0x904...0x939, 0x958...0x961: .devanagari
    case 0xE01...0xE30, 0xE40...0xE46: .thai
    case 0x1100...0x11FF, 0xAC00...0xD7A3: .hangul
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x31F0...0x31FF, 0xFF66...0xFF9D: .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .han
    default: []
    }
  }

  /// The scripts that a text in a language can be in; nil where this cannot be said.
  ///
  /// A script subtag decides; else the language does, if it is written in these scripts only.
  static func expected(in tag: String) -> Scripts? {
    let subtags = tag.split(separator: "-")
    for subtag in subtags.dropFirst().prefix(2) where subtag.utf8.count == 4 {
      guard subtag.utf8.allSatisfy({ !($0 >= 0x30 && $0 <= 0x39) }) else { continue }
      return byScript[String(subtag)]
    }
    return subtags.first.flatMap { byLanguage[String($0)] }
  }

  private static let byScript: [String: Scripts] = [
    "Latn": .latin, "Cyrl": .cyrillic, "Grek": .greek, "Hans": .han, "Hant": .han, "Hani": .han,
    "Jpan": [.han, .kana], "Hira": .kana, "Kana": .kana, "Hrkt": .kana, "Kore": [.hangul, .han],
    "Hang": .hangul, "Arab": .arabic, "Hebr": .hebrew, "Deva": .devanagari, "Thai": .thai,
  ]

  private static let byLanguage: [String: Scripts] = {
    var table: [String: Scripts] = [
      "el": .greek, "zh": .han, "yue": .han, "ja": [.han, .kana], "ko": [.hangul, .han], "ar": .arabic,
      "fa": .arabic, "ur": .arabic, "ps": .arabic, "he": .hebrew, "yi": .hebrew, "hi": .devanagari,
      "mr": .devanagari, "ne": .devanagari, "th": .thai,
    ]
    for language in ["ru", "uk", "be", "bg", "mk"] { table[language] = .cyrillic }
    for language in [
      "af", "br", "ca", "co", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fi", "fo", "fr", "fy",
      "ga",
      "gd", "gl", "hr", "hu", "id", "is", "it", "la", "lb", "lt", "lv", "mt", "nb", "nl", "nn", "no", "oc",
      "pl",
      "pt", "rm", "sk", "sl", "sma", "sme", "se", "smj", "smn", "sms", "sq", "sv", "sw", "tr", "vi", "xh",
      "zu",
    ] {
      table[language] = .latin
    }
    return table
  }()
}
