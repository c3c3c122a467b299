/// The character classes that the grammars of Turtle, TriG, N-Triples and N-Quads share.
///
/// - Source: RDF 1.1 Turtle §6.5, productions 162s to 171s.
enum TurtleCharacters {
  // [163s] PN_CHARS_BASE ::= [A-Z] | [a-z] | [#x00C0-#x00D6] | ... | [#x10000-#xEFFFF]
  static func isNameBase(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
      0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      return true
    default: return false
    }
  }

  // [166s] PN_CHARS ::= PN_CHARS_U | '-' | [0-9] | #x00B7 | [#x0300-#x036F] | [#x203F-#x2040]
  static func isName(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x30...0x39, 0x5F, 0xB7, 0x300...0x36F, 0x203F...0x2040: return true
    default: return isNameBase(scalar)
    }
  }

  /// The ASCII part of PN_CHARS.
  @inline(__always) static func isASCIIName(_ byte: UInt8) -> Bool {
    contains(0x03FF_2000_0000_0000, 0x07FF_FFFE_87FF_FFFE, byte)
  }

  /// The ASCII characters that may stand in an IRIREF as they are; `%` and `#` are not among them, because
  /// what follows has to be looked at.
  @inline(__always) static func isPlainIRI(_ byte: UInt8) -> Bool {
    contains(0xAFFF_FFD2_0000_0000, 0x47FF_FFFE_AFFF_FFFF, byte)
  }

  /// Whether an ASCII byte is in a set given as two masks of 64 bits.
  @inline(__always) private static func contains(_ low: UInt64, _ high: UInt64, _ byte: UInt8) -> Bool {
    guard byte < 0x80 else { return false }
    return (byte < 0x40 ? low : high) &>> UInt64(byte & 0x3F) & 1 == 1
  }

  @inline(__always) static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The value of a hexadecimal digit.
  @inline(__always) static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }
}
