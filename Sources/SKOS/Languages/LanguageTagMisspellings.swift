/// What people write where they mean a registered subtag.
enum LanguageTagMisspellings {
  /// The language that is meant by a subtag that is not registered.
  static func language(_ subtag: Substring) -> Substring? {
    languages[subtag] ?? LanguageSubtagRegistry.longerCodes[subtag]?.preferred
  }

  /// The region that is meant by a subtag that is not registered: ISO 3166 keeps UK for the United Kingdom, and its
  /// code is GB.
  static func region(_ subtag: Substring) -> Substring? { regions[subtag] }

  /// Country codes and names in the place of languages; none of them is registered as a language.
  private static let languages: [Substring: Substring] = [
    "jp": "ja", "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "ua": "uk", "vn": "vi", "rs": "sr",
    "english": "en", "french": "fr", "francais": "fr", "german": "de", "deutsch": "de", "spanish": "es",
    "espanol": "es", "italian": "it", "italiano": "it", "dutch": "nl", "russian": "ru", "chinese": "zh",
    "japanese": "ja", "korean": "ko", "arabic": "ar", "swedish": "sv", "finnish": "fi", "danish": "da",
    "polish": "pl", "latin": "la",
  ]

  private static let regions: [Substring: Substring] = ["UK": "GB"]
}
