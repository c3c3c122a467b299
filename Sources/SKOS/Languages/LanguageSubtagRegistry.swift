/// The IANA Language Subtag Registry of the date in `LanguageSubtagData`, looked up by subtag.
struct LanguageSubtagRegistry: Sendable {
  /// What the registry says about a subtag, or about a tag that is registered whole.
  struct Record {
    /// The script that the language is taken to be written in, so that a tag need not name it.
    var impliedScript: Substring?
    /// What to use instead.
    var preferred: Substring?
    var isDeprecated = false
    /// What must stand before it; any one of these, or anything if there are none.
    var prefixes: [Substring] = []
  }

  /// Primary language subtags.
  static let languages = LanguageSubtagRegistry(LanguageSubtagData.languages)
  /// Extended language subtags.
  static let extendedLanguages = LanguageSubtagRegistry(LanguageSubtagData.extendedLanguages)
  /// Script subtags.
  static let scripts = LanguageSubtagRegistry(LanguageSubtagData.scripts)
  /// Region subtags.
  static let regions = LanguageSubtagRegistry(LanguageSubtagData.regions)
  /// Variant subtags.
  static let variants = LanguageSubtagRegistry(LanguageSubtagData.variants)
  /// Tags registered whole, before there were subtags.
  static let wholeTags = LanguageSubtagRegistry(LanguageSubtagData.wholeTags)
  /// Tags registered whole that need not follow the grammar.
  static let grandfathered = LanguageSubtagRegistry(LanguageSubtagData.grandfathered)
  /// Codes of ISO 639-2 that are not registered, since their languages have a code of two letters.
  static let longerCodes = LanguageSubtagRegistry(LanguageSubtagData.longerCodes)

  /// What follows each subtag in its word.
  private let details: [Substring: Substring]
  /// The ranges of subtags for private use.
  private let ranges: [(first: Substring, last: Substring)]

  private init(_ words: String) {
    var details: [Substring: Substring] = [:]
    var ranges: [(first: Substring, last: Substring)] = []
    for word in words.split(whereSeparator: \.isWhitespace) {
      let name = word.prefix { !"=>*~".contains($0) }
      let ends = name.split(separator: ".")
      if ends.count == 2 { ranges.append((ends[0], ends[1])) } else { details[name] = word[name.endIndex...] }
    }
    self.details = details
    self.ranges = ranges
  }

  /// Whether a subtag, in its usual case, is registered.
  func contains(_ subtag: Substring) -> Bool {
    details[subtag] != nil
      || ranges.contains { subtag.count == $0.first.count && $0.first <= subtag && subtag <= $0.last }
  }

  /// What the registry says about a subtag; nil if it is not there, or is there as one of a range.
  subscript(subtag: Substring) -> Record? {
    guard var rest = details[subtag] else { return nil }
    var record = Record()
    while let sign = rest.popFirst() {
      let value = rest.prefix { !"=>*~".contains($0) }
      rest = rest[value.endIndex...]
      switch sign {
      case "=": record.impliedScript = value
      case ">": record.preferred = value
      case "*": record.isDeprecated = true
      default: record.prefixes.append(value)
      }
    }
    return record
  }
}
