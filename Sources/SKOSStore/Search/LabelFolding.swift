import Foundation

/// What two labels must share to count as the same in a search: case, diacritics and width do not matter.
enum LabelFolding {
  /// The folded text, in NFC.
  static func fold(_ text: String) -> String {
    var copy = text
    let isPlain = copy.withUTF8 { bytes in
      bytes.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
    }
    if isPlain { return text }
    return text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
    ).precomposedStringWithCanonicalMapping
  }
}
