import Foundation

/// What two labels must share to count as the same in a search: case, diacritics and width do not matter.
enum LabelFolding {
  /// The folded text, in NFC.
  ///
  /// ASCII and Chinese characters, which most labels consist of, take no detour over Foundation: they have
  /// neither diacritics nor widths to fold.
  static func fold(_ text: String) -> String {
    if let folded = foldSimple(text) { return folded }
    let folded = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    return folded.utf8.allSatisfy { $0 < 0x80 } ? folded : folded.precomposedStringWithCanonicalMapping
  }

  /// The folded text if it is only ASCII and CJK unified ideographs, otherwise nil.
  private static func foldSimple(_ text: String) -> String? {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: folded.append(UnicodeScalar(UInt8(scalar.value) | 0x20))
      case 0..<0x80, 0x3400...0x4DBF, 0x4E00...0x9FFF: folded.append(scalar)
      default: return nil
      }
    }
    return String(folded)
  }
}
