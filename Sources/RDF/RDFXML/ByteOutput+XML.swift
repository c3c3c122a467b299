extension ByteOutput {
  /// Appends an attribute with an IRI or a name as value; neither has characters that XML cannot carry.
  mutating func appendAttribute(_ name: StaticString, _ value: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: " "))
    append(name)
    append("=\"")
    _ = appendXMLText(value)
    append(UInt8(ascii: "\""))
  }

  /// Appends text with escapes; false if it has a character that XML cannot carry.
  ///
  /// A carriage return is written as a reference, since a reader would make a line feed of it.
  mutating func appendXMLText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    var from = 0
    while let index = Self.firstXMLSpecial(text, from: from) {
      from = index + 1
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
    let raw = UnsafeRawBufferPointer(text)
    var index = start
    while index + 8 <= text.count,
      !hasXMLSpecial(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    {
      index += 8
    }
    while index < text.count {
      switch text[index] {
      case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0xEF:
        return index
      default: index += 1
      }
    }
    return nil
  }

  /// Whether one of eight bytes is a control, one of `&<>"`, or 0xEF.
  @inline(__always) private static func hasXMLSpecial(_ word: UInt64) -> Bool {
    // `<` and `>` differ in one bit, `"` and `&` in another.
    let angle = zero((word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E)
    let other = zero((word | 0x0404_0404_0404_0404) ^ 0x2626_2626_2626_2626)
    return below(word, 0x20) | angle | other | zero(word ^ 0xEFEF_EFEF_EFEF_EFEF) != 0
  }
}
