import Foundation

/// The order of texts in a language: Foundation's, which has Unicode's collation with the rules of the language.
struct Collation {
  private let locale: Locale

  init(language: String) { locale = Locale(identifier: language) }

  /// Whether a text comes before another; the second members decide between equal ones.
  func precedes(_ left: (String, String), _ right: (String, String)) -> Bool {
    switch left.0.compare(right.0, options: [], range: nil, locale: locale) {
    case .orderedAscending: true
    case .orderedDescending: false
    case .orderedSame: left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
    }
  }
}
