// Decoding and checking UTF-8 in a window.
//
// The Unicode Standard, table 3-7: overlong forms, surrogates and what lies beyond U+10FFFF are not well-formed.

extension ByteWindow {
  /// What a lead byte and its followers turn out to be.
  enum DecodedScalar {
    case scalar(UInt32, length: Int)
    case malformed
    /// The window ends within what may become a scalar.
    case cut
  }

  /// Decodes the scalar that starts at `index`, which is within the window.
  func decodeScalar(at index: Int) -> DecodedScalar {
    let lead = bytes[index]
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch lead {
    case 0..<0x80: return .scalar(UInt32(lead), length: 1)
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return .malformed
    }
    guard index + 1 < count else { return .cut }
    guard second.contains(bytes[index + 1]) else { return .malformed }
    var scalar = (UInt32(lead) & (0x7F >> UInt32(length))) << 6 | UInt32(bytes[index + 1] & 0x3F)
    for offset in 2..<max(2, length) {
      guard index + offset < count else { return .cut }
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return .malformed }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    return .scalar(scalar, length: length)
  }

  /// The fault of bytes that are not UTF-8.
  func encodingFault(at index: Int) -> LexicalFault {
    let byte = Self.hexadecimal(UInt32(self[index]), digits: 2)
    return LexicalFault(
      .encoding, at: index, "expected UTF-8, found the byte 0x\(byte), which cannot stand here")
  }

  /// Checks that `start..<end`, which is within the window, is UTF-8 from its first byte to its last.
  func checkUTF8(_ start: Int, _ end: Int) throws(LexicalFault) {
    if let fault = firstMalformedUTF8(start, end) { throw encodingFault(at: fault) }
  }

  /// Whether `start..<end`, which is within the window, is UTF-8 from its first byte to its last.
  @inline(__always) func isUTF8(_ start: Int, _ end: Int) -> Bool { firstMalformedUTF8(start, end) == nil }

  /// Where `start..<end` stops being UTF-8, or nil.
  ///
  /// The scalars of most scripts have two or three bytes, and the checks of these are written out.
  private func firstMalformedUTF8(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end {
      if index + 8 <= end {
        let high = word(at: index) & 0x8080_8080_8080_8080
        guard high != 0 else {
          index += 8
          continue
        }
        // On to the first byte that is not ASCII.
        index += high.trailingZeroBitCount / 8
      }
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
      } else if lead >= 0xC2 && lead < 0xE0 && index + 1 < end && bytes[index + 1] & 0xC0 == 0x80 {
        index += 2
      } else if lead > 0xE0 && lead < 0xF0 && lead != 0xED && index + 2 < end
        && bytes[index + 1] & 0xC0 == 0x80 && bytes[index + 2] & 0xC0 == 0x80
      {
        index += 3
      } else {
        guard case .scalar(_, let length) = decodeScalar(at: index), index + length <= end else {
          return index
        }
        index += length
      }
    }
    return nil
  }

  /// Skips a comment up to the line end, checking that it is UTF-8.
  ///
  /// Returns where it stopped and whether that is the end of the comment; if not, the window ended first,
  /// and what is skipped need not be kept.
  func skipComment(_ start: Int) throws(LexicalFault) -> (index: Int, isComplete: Bool) {
    var index = start
    while index < count {
      let byte = bytes[index]
      if TurtleCharacters.isLineEnd(byte) { return (index, true) }
      if byte < 0x80 {
        index += 1
        continue
      }
      switch decodeScalar(at: index) {
      case .scalar(_, let length): index += length
      case .cut where !isFinal: return (index, false)
      case .cut, .malformed: throw encodingFault(at: index)
      }
    }
    return (index, isFinal)
  }
}

extension [UInt8] {
  /// Appends a scalar as UTF-8.
  mutating func appendUTF8(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x80: append(UInt8(scalar))
    case 0x80..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    default:
      append(UInt8(0xF0 | scalar >> 18 & 0x07))
      append(UInt8(0x80 | scalar >> 12 & 0x3F))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
