import Foundation

/// What two texts must share to count as the same in a search: case, diacritics, width and ligatures do not
/// matter; spec/store.md, "Label folding", says what does.
enum LabelFolding {
  /// The folded text, in NFC, without controls, with single spaces inside and none at its ends.
  ///
  /// Letters of one code point in the Latin, Greek and Cyrillic blocks, kana and Chinese characters, which most
  /// labels consist of, are looked up; other texts take the way over Unicode's decompositions.
  static func fold(_ text: String) -> String { foldByTable(text) ?? foldByDecomposition(text) }

  /// The folded text if every code point of it folds by itself, otherwise nil.
  private static func foldByTable(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      // A space before a space or at an end is not kept.
      case 0x20:
        if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
      case 0x41...0x5A: bytes.append(UInt8(scalar.value) | 0x20)
      case 0x21..<0x7F: bytes.append(UInt8(scalar.value))
      case 0xA1..<tableEnd:
        let folded = table[Int(scalar.value)]
        guard !folded.isEmpty else { return nil }
        bytes += folded
      case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF:
        bytes += UTF8.encode(scalar) ?? []
      default: return nil
      }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self)
  }

  private static let tableEnd: UInt32 = 0x0530

  /// What each code point below `tableEnd` folds to; empty where that depends on its neighbours or is nothing.
  private static let table: [[UInt8]] = (0..<tableEnd).map { value in
    guard let scalar = UnicodeScalar(value), scalar.properties.isAlphabetic || scalar.properties.isEmoji,
      scalar.properties.canonicalCombiningClass == .notReordered
    else { return [] }
    let folded = foldByDecomposition(String(scalar))
    return folded.contains(" ") ? [] : Array(folded.utf8)
  }

  private static func foldByDecomposition(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    var isSpacePending = false
    func append(_ scalar: UnicodeScalar) {
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        isSpacePending = !folded.isEmpty
      } else if !isIgnored(scalar) {
        if isSpacePending { folded.append(" ") }
        isSpacePending = false
        folded.append(scalar)
      }
    }
    // Mapping to small letters may bring marks and capitals' decompositions forth, so both are done in turn.
    let small = text.decomposedStringWithCompatibilityMapping.lowercased()
    for scalar in small.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if let letters = letters[scalar.value] {
        letters.unicodeScalars.forEach(append)
      } else {
        append(scalar)
      }
    }
    return String(folded).precomposedStringWithCanonicalMapping
  }

  /// Letters that Unicode does not decompose but people type without their strokes, as two letters, or at the
  /// end of a word in another form.
  private static let letters: [UInt32: String] = [
    0xDF: "ss", 0xE6: "ae", 0x153: "oe", 0xF8: "o", 0x111: "d", 0xF0: "d", 0xFE: "th", 0x142: "l",
    0x127: "h", 0x131: "i", 0x167: "t", 0x3C2: "σ",
  ]

  /// Whether a code point says nothing to a search: marks upon letters, vowel points, tatweel, and invisible ones.
  ///
  /// Marks that are letters of their own, as in kana, Thai and the scripts of India, count.
  private static func isIgnored(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x0483...0x0489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF,
      0xFE20...0xFE2F:
      true
    case 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7: true
    case 0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E8,
      0x06EA...0x06ED, 0x08D3...0x08FF:
      true
    case 0xFE00...0xFE0F: true
    default: scalar.properties.generalCategory == .format
    }
  }
}

extension UTF8 {
  /// The bytes of a code point.
  fileprivate static func encode(_ scalar: UnicodeScalar) -> [UInt8]? {
    encode(scalar).map { (bytes: EncodedScalar) in Array(bytes) }
  }
}
