internal import RDF

/// Makes labels comparable that differ only in capitals or accents, without making a string for each.
///
/// A hash of the folded text finds candidates; `form` then tells whether they are alike in their language.
enum LabelComparison {
  /// A hash that is equal for texts that are alike, of all bytes or the first `count`; no string is made.
  static func hash(_ text: Span<UInt8>, salt: Int, count: Int? = nil) -> UInt64 {
    let count = count ?? text.count
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: salt) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while place < count {
      let first = text[place]
      if first < 0x80 {
        let isCapital = first &- 0x41 < 26
        mix(&hash, UInt32(isCapital ? first | 0x20 : first))
        place += 1
        continue
      }
      let (value, width) = text.scalar(at: place)
      if let folded = fold(value, accents: true) { mix(&hash, folded) }
      place += width
    }
    return hash ^ (hash >> 29)
  }

  @inline(__always)
  private static func mix(_ hash: inout UInt64, _ value: UInt32) {
    hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3
  }

  /// The text in small letters and, if wanted, without accents.
  static func form(of text: String, withoutAccents: Bool) -> [UInt32] {
    text.unicodeScalars.compactMap { scalar in
      let value = scalar.value
      if value < 0x80 { return (0x41...0x5A).contains(value) ? value | 0x20 : value }
      return fold(value, accents: withoutAccents)
    }
  }

  /// Whether accents are mere ornament in a language, so that texts which differ in them are likely the same word.
  ///
  /// In Finnish or Vietnamese, and where German has an umlaut, they make another letter.
  static func areAccentsSecondary(in tag: LanguageTag?) -> Bool {
    guard let tag else { return false }
    return ["en", "fr", "it", "pt", "ca", "nl"].contains(tag.primary)
  }

  /// A scalar beyond ASCII in small letters and, if wanted, without its accent; nil for an accent by itself.
  private static func fold(_ value: UInt32, accents: Bool) -> UInt32? {
    switch value {
    case 0xC0...0x17F:
      if accents, let base = baseLetters[Int(value - 0xC0)] { return base }
      return small(value)
    case 0x300...0x36F: return accents ? nil : value
    case 0x391...0x3A9 where value != 0x3A2: return value + 0x20
    case 0x400...0x40F: return value + 0x50
    case 0x410...0x42F: return value + 0x20
    case 0x180...0x24F, 0x370...0x58F, 0x10A0...0x10FF, 0x1C80...0x1CBF, 0x1E00...0x1FFF, 0xFF21...0xFF3A:
      return Unicode.Scalar(value).map { small in
        small.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
      } ?? value
    default: return value
    }
  }

  private static func small(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xC0...0xD6, 0xD8...0xDE: value + 0x20
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: value | 1
    case 0x139...0x148, 0x179...0x17E: value + (value & 1)
    case 0x178: 0xFF
    default: value
    }
  }

  /// The letters below the accents from U+00C0 to U+017F; a point where there is none.
  private static let baseLetters: [UInt32?] =
    ("aaaaaa.ceeeeiiii.nooooo..uuuuy.." + "aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
    + "aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk."
    + "llllll....nnnnnn...oooooo..rrrrrrssssssss" + "tttt..uuuuuuuuuuuuwwyyyzzzzzz.")
    .unicodeScalars.map { $0 == "." ? nil : $0.value }
}
