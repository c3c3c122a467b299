extension ByteOutput {
  /// Appends an attribute with an IRI or a name as value; neither has characters that XML cannot carry.
  @inline(__always)
  mutating func appendAttribute(_ name: StaticString, _ value: UnsafeBufferPointer<UInt8>) {
    append(upTo: name.utf8CodeUnitCount + 3) { cursor in
      cursor.put(UInt8(ascii: " "))
      cursor.put(name)
      cursor.put("=\"")
    }
    _ = appendXMLText(value)
    append(UInt8(ascii: "\""))
  }

  /// Appends text with escapes; false if it has a character that XML cannot carry.
  ///
  /// A carriage return is written as a reference, since a reader would make a line feed of it.
  @inline(__always)
  mutating func appendXMLText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if let special = Self.firstXMLSpecial(text, from: 0) { return appendXMLText(text, escapingFrom: special) }
    append(text)
    return true
  }

  @inline(never)
  private mutating func appendXMLText(
    _ text: UnsafeBufferPointer<UInt8>, escapingFrom special: Int
  ) -> Bool {
    var start = 0
    var next: Int? = special
    while let index = next {
      next = Self.firstXMLSpecial(text, from: index + 1)
      let escape: StaticString
      switch text[index] {
      case UInt8(ascii: "&"): escape = "&amp;"
      case UInt8(ascii: "<"): escape = "&lt;"
      case UInt8(ascii: ">"): escape = "&gt;"
      case UInt8(ascii: "\""): escape = "&quot;"
      case 0x0D: escape = "&#13;"
      case 0x09, 0x0A: continue
      case 0xEF:
        // U+FFFE and U+FFFF: EF BF BE and EF BF BF.
        if index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE { return false }
        continue
      default: return false
      }
      append(UnsafeBufferPointer(rebasing: text[start..<index]))
      append(escape)
      start = index + 1
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
    return true
  }

  /// The next byte that XML has to be asked about.
  @inline(__always)
  private static func firstXMLSpecial(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    text.firstIndex(from: start, inWord: hasXMLSpecial) { byte in
      switch byte {
      case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0xEF: true
      default: false
      }
    }
  }

  /// Whether one of eight bytes is a control, one of `&<>"`, or 0xEF.
  @inline(__always) private static func hasXMLSpecial(_ word: UInt64) -> Bool {
    // `<` and `>` differ in one bit, `"` and `&` in another.
    let angle = zero((word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E)
    let other = zero((word | 0x0404_0404_0404_0404) ^ 0x2626_2626_2626_2626)
    return below(word, 0x20) | angle | other | zero(word ^ 0xEFEF_EFEF_EFEF_EFEF) != 0
  }
}
