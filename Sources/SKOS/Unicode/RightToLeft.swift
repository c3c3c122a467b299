/// The code points that are written from right to left: bidirectional classes R and AL by default.
enum RightToLeft {
  /// Whether a letter at this code point is written from right to left; other characters are not asked for.
  static func contains(_ value: UInt32) -> Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  /// Whether a character is a letter that is written from right to left.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    contains(scalar.value) && scalar.properties.isAlphabetic
  }
}
