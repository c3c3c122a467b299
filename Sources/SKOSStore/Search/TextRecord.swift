import Foundation

/// How a folded text stands in the text index: its UTF-8, a zero, and whose text it is.
///
/// Folded texts have no bytes below 32 and what follows them has no others, so that a search for a text in a row of
/// records never matches across two of them, and a text is sorted before those that go on where it ends. The tail
/// is the entry in seven digits, the role, and the language in three digits, each digit 1 to 31.
enum TextRecord {
  static let tailByteCount = 11
  /// The most languages and entries that the digits can tell apart.
  static let languageCountMax = 31 * 31 * 31
  static let entryCountMax: Int64 = 27_512_614_111

  private static let base: Int64 = 31
  private static let entryDigitCount = 7

  /// Appends the record of a text.
  static func append(
    _ folded: String, entry: Int64, role: TextRole, language: Int, to bytes: inout [UInt8]
  ) {
    bytes += folded.utf8
    bytes.append(0)
    appendDigits(of: entry, count: entryDigitCount, to: &bytes)
    bytes.append(UInt8(1 + role.rawValue))
    appendDigits(of: Int64(language), count: 3, to: &bytes)
  }

  private static func appendDigits(of number: Int64, count: Int, to bytes: inout [UInt8]) {
    let end = bytes.count + count
    for _ in 0..<count { bytes.append(1) }
    var (rest, place) = (number, end - 1)
    while rest > 0, place >= end - count {
      bytes[place] = UInt8(1 + rest % base)
      rest /= base
      place -= 1
    }
  }

  /// Whose text it is, as the eleven bytes behind the zero say; decoded only as far as it is asked for.
  struct Tail {
    private let bytes: UnsafeRawBufferPointer

    /// Nil if there are not as many bytes as there have to be.
    init?(_ bytes: UnsafeRawBufferPointer) {
      guard bytes.count == tailByteCount else { return nil }
      self.bytes = bytes
    }

    /// The role; `note` if it is damaged, which `TextIndexCheck` finds.
    var role: TextRole { TextRole(rawValue: Int(bytes[entryDigitCount]) - 1) ?? .note }
    var entry: Int64 { number(0..<entryDigitCount) }
    var language: Int { Int(number((entryDigitCount + 1)..<tailByteCount)) }

    private func number(_ digits: Range<Int>) -> Int64 {
      var number: Int64 = 0
      for place in digits { number = number * base + Int64(bytes[place] &- 1) }
      return number
    }
  }

  /// Hands out the records of a block in their order, each whole and as its text and its tail.
  ///
  /// - Parameter handle: returns whether to go on.
  static func forEach(
    in block: UnsafeRawBufferPointer, _ handle: (_ record: Range<Int>, _ end: Int) throws -> Bool
  ) rethrows {
    var start = 0
    while let end = endOfText(from: start, in: block) {
      let next = end + 1 + tailByteCount
      guard next <= block.count, try handle(start..<next, end) else { return }
      start = next
    }
  }

  /// The place of the zero that ends the text which a place lies in.
  static func endOfText(from start: Int, in block: UnsafeRawBufferPointer) -> Int? {
    guard start < block.count, let base = block.baseAddress,
      let end = memchr(base + start, 0, block.count - start)
    else { return nil }
    return UnsafeRawPointer(end) - base
  }
}

/// The two parts of the text index, by what their records are sorted by.
enum TextArea: Int, CaseIterable {
  /// Labels and notations, by the text: beginnings stand together.
  case labels = 0
  /// Notes, by entry: they are only ever read from end to end.
  case notes = 1

  init(_ role: TextRole) { self = role.isNote ? .notes : .labels }

  /// What a record is sorted by first; records with one key stay in one block.
  func key(of record: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    self == .labels
      ? record
      : UnsafeRawBufferPointer(rebasing: record.suffix(TextRecord.tailByteCount))
  }

  /// Less than, equal to or greater than zero, as the left record comes before, is, or comes after the right one.
  func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let order = Bytes.compare(key(of: left), key(of: right))
    return order == 0 && self == .notes ? Bytes.compare(left, right) : order
  }
}
