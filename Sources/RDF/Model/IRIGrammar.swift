/// The character-level rules of RFC 3986 and RFC 3987 that every IRI has to meet.
///
/// The checks are those that do not depend on a scheme: the scheme's own spelling, characters that may
/// never occur, and complete percent-encodings.
enum IRIGrammar {
  struct Fault {
    let offset: Int
    let reason: String
  }

  /// Returns the first reason why `bytes` is no absolute IRI, or nil.
  static func firstFault(inAbsolute bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
    guard let colon = schemeEnd(bytes) else {
      return Fault(offset: 0, reason: "expected a scheme such as \"https:\" at the start")
    }
    return firstFault(in: bytes, from: colon + 1)
  }

  /// Returns the first reason why `bytes` is no IRI reference, absolute or relative, or nil.
  static func firstFault(inReference bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
    firstFault(in: bytes, from: 0)
  }

  /// The index of the colon that ends the scheme, if the bytes start with `scheme ":"`.
  ///
  /// RFC 3986 §3.1: `scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`.
  static func schemeEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = bytes.first, isAlpha(first) else { return nil }
    var index = 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":") { return index }
      guard isAlpha(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else { return nil }
      index += 1
    }
    return nil
  }

  private static func firstFault(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Fault? {
    var index = start
    var inQuery = false
    var inFragment = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        guard !isForbidden(byte) else {
          return Fault(offset: index, reason: "the character \(name(of: byte)) may not occur in an IRI")
        }
        if byte == UInt8(ascii: "%") {
          guard index + 2 < bytes.count, isHexDigit(bytes[index + 1]), isHexDigit(bytes[index + 2]) else {
            return Fault(offset: index, reason: "expected two hexadecimal digits after \"%\"")
          }
        } else if byte == UInt8(ascii: "?") {
          inQuery = !inFragment
        } else if byte == UInt8(ascii: "#") {
          // ifragment = *( ipchar / "/" / "?" ), without "#".
          guard !inFragment else { return Fault(offset: index, reason: "expected one \"#\" at most") }
          inFragment = true
          inQuery = false
        }
        index += 1
        continue
      }
      guard let (scalar, length) = decodeScalar(bytes, at: index) else {
        return Fault(offset: index, reason: "expected well-formed UTF-8")
      }
      guard isUCSChar(scalar) || (inQuery && isPrivate(scalar)) else {
        let code = String(scalar, radix: 16, uppercase: true)
        return Fault(offset: index, reason: "the code point U+\(code) may not occur in an IRI")
      }
      index += length
    }
    return nil
  }

  static func isAlpha(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
  }

  /// The ASCII characters that neither RFC 3987 nor Turtle's IRIREF allows anywhere.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"):
      return true
    default: return false
    }
  }

  private static func name(of byte: UInt8) -> String {
    if byte > 0x20 && byte < 0x7F { return "\"\(Character(UnicodeScalar(byte)))\"" }
    if byte == 0x20 { return "space" }
    return "U+00" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// `ucschar` of RFC 3987 §2.2: everything from U+00A0 but surrogates, private use, noncharacters and
  /// the first 4,096 code points of plane 14.
  private static func isUCSChar(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: return true
    case 0x10000...0xDFFFF: return scalar & 0xFFFF <= 0xFFFD
    case 0xE1000...0xEFFFD: return true
    default: return false
    }
  }

  private static func isPrivate(_ scalar: UInt32) -> Bool {
    (0xE000...0xF8FF).contains(scalar) || (0xF0000...0xFFFFD).contains(scalar)
      || (0x100000...0x10FFFD).contains(scalar)
  }

  private static func decodeScalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: UInt32, length: Int)? {
    let lead = bytes[index]
    let length: Int
    var scalar: UInt32
    switch lead {
    case 0xC2...0xDF: (length, scalar) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, scalar) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, scalar) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    let smallest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard scalar >= smallest[length], scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else {
      return nil
    }
    return (scalar, length)
  }
}
