internal import RDF

/// A language whose texts the rules can read; texts in others are left alone.
enum ProseLanguage: Int, CaseIterable, Sendable {
  case english
  case french
  case german
  case spanish
  case chinese

  /// The language by the primary subtag: `en-GB` is English.
  init?(_ tag: LanguageTag) {
    switch tag.primary {
    case "en": self = .english
    case "fr": self = .french
    case "de": self = .german
    case "es": self = .spanish
    case "zh": self = .chinese
    default: return nil
    }
  }

  /// What people call it.
  var name: String {
    switch self {
    case .english: "English"
    case .french: "French"
    case .german: "German"
    case .spanish: "Spanish"
    case .chinese: "Chinese"
    }
  }

  /// Whether a capital inside a sentence marks a name, which in German it does not.
  var keepsCapitalsForNames: Bool { self != .german && self != .chinese }
}
