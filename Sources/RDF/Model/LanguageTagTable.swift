/// Language tags by number: each distinct tag is kept once, in its conventional case.
///
/// A document has few tags and spells each of them thousands of times, so the usual ones are found by a
/// comparison of one word.
struct LanguageTagTable: Sendable {
  /// The tags in conventional case, end to end.
  private(set) var bytes: [UInt8] = []
  /// Where each tag starts in `bytes`; one more entry than tags.
  private(set) var offsets: [Int] = [0]
  /// Every spelling seen, conventional ones included.
  private var numbers: [[UInt8]: UInt32] = [:]
  /// Short spellings seen lately, by a few bits of their packed form.
  private var recent = Array(repeating: Recent(packed: 0, number: 0), count: 64)

  private struct Recent {
    /// At most eight bytes in a word; no tag packs to zero.
    var packed: UInt64
    var number: UInt32
  }

  /// The number of a tag, spelled in any case; nil if it is not well-formed.
  @inline(__always)
  mutating func number(of spelling: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard (1...8).contains(spelling.count) else { return slowNumber(of: spelling) }
    var packed: UInt64 = 0
    for byte in spelling { packed = packed << 8 | UInt64(byte) }
    let slot = Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 58)
    if recent[slot].packed == packed { return recent[slot].number }
    guard let number = slowNumber(of: spelling) else { return nil }
    recent[slot] = Recent(packed: packed, number: number)
    return number
  }

  private mutating func slowNumber(of spelling: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let spelling = Array(spelling)
    if let number = numbers[spelling] { return number }
    guard let text = String(validating: spelling, as: UTF8.self), let tag = try? LanguageTag(text) else {
      return nil
    }
    let conventional = Array(tag.string.utf8)
    let number = numbers[conventional] ?? add(conventional)
    numbers[spelling] = number
    return number
  }

  /// The number of what is no well-formed tag.
  ///
  /// Parsers hand on none; should one slip through, it is kept as it
  /// is, because input must not end the process.
  mutating func numberAsSpelled(_ spelling: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let spelling = Array(spelling)
    return numbers[spelling] ?? add(spelling)
  }

  private mutating func add(_ tag: [UInt8]) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: offsets.count - 1)
    bytes.append(contentsOf: tag)
    offsets.append(bytes.count)
    numbers[tag] = number
    return number
  }

  /// The number of a tag in conventional case, or nil if it has not been seen.
  func knownNumber(of tag: LanguageTag) -> UInt32? { numbers[Array(tag.string.utf8)] }

  /// The tag with a number that this table has given out.
  subscript(number: UInt32) -> ArraySlice<UInt8> { bytes[offsets[Int(number)]..<offsets[Int(number) + 1]] }
}
