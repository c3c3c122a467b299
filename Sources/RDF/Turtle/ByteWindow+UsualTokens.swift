// Tokens of the usual shape, for the ways through N-Triples and Turtle that copy nothing. Nil means that the token
// needs a closer look, or that the window ends too early to tell.

extension ByteWindow {
  /// The first such byte within a length; nil if there is none in the window.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int, length: Int) -> Int? {
    let stop = min(count, start + length + 1)
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= stop {
      let difference = word(at: index) ^ pattern
      let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      // The lowest set bit is exact; those above it may come from a borrow.
      if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < stop {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// Where a string that starts with a quotation mark at `start` ends, and whether it is ASCII; nil if it has
  /// escapes or controls.
  @inline(__always)
  func usualStringEnd(at start: Int) -> (end: Int, isASCII: Bool)? {
    var scan = StringScan()
    let index = skipStringBody(from: start + 1, until: UInt8(ascii: "\""), &scan)
    guard self[index] == UInt8(ascii: "\"") else { return nil }
    return (index + 1, scan.isASCII)
  }

  /// Where a language tag ends that a space or a comma follows.
  @inline(__always)
  func usualLanguageTagEnd(at start: Int) -> Int? {
    var index = start + 1
    var subtag = index
    while true {
      let byte = self[index]
      if IRIGrammar.isAlpha(byte) || (IRIGrammar.isDigit(byte) && subtag > start + 1) {
        index += 1
        continue
      }
      guard (1...8).contains(index - subtag), index - start < 64 else { return nil }
      if byte == 0x20 || byte == UInt8(ascii: ",") { return index }
      guard byte == UInt8(ascii: "-") else { return nil }
      index += 1
      subtag = index
    }
  }
}
