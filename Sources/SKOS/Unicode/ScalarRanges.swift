/// Reads the generated tables: words in hexadecimal digits, grouped behind words that end with a colon.
enum ScalarRanges {
  /// Each range with the group it belongs to; "" before the first group.
  static func parse(_ table: String) -> [(group: Substring, range: ClosedRange<UInt32>)] {
    var result: [(group: Substring, range: ClosedRange<UInt32>)] = []
    var group: Substring = ""
    for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if word.utf8.last == UInt8(ascii: ":") {
        group = word.dropLast()
        continue
      }
      let ends = word.split(separator: "-").compactMap { UInt32($0, radix: 16) }
      guard let first = ends.first, let last = ends.last, first <= last else { continue }
      result.append((group, first...last))
    }
    return result
  }
}
