/// A version that can be compared: a date, or numbers with dots and perhaps a name of a preliminary state.
struct VersionNumber: Comparable {
  let numbers: [Int]
  /// The identifiers of a preliminary version, `rc.1`; empty for a final one.
  let preliminary: [Substring]
  /// Whether it is a date.
  let isDate: Bool

  /// Reads `2.1.0`, `v2.1`, `1.0.0-rc.1+build`, `2026-01-31`; nil for what cannot be compared.
  init?(_ text: String) {
    if text.utf8.count >= 8, text.contains("-"), let date = CalendarDate(text) {
      (numbers, preliminary, isDate) = ([date.year, date.month, date.day], [], true)
      return
    }
    var rest = text.drop(while: \.isWhitespace)
    if rest.lowercased().hasPrefix("version ") { rest = rest.dropFirst(8) }
    if rest.first == "v" || rest.first == "V" { rest = rest.dropFirst() }
    rest = rest.prefix { $0 != "+" && !$0.isWhitespace }
    let parts = rest.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let core = parts.first else { return nil }
    let texts = core.split(separator: ".", omittingEmptySubsequences: false)
    let values = texts.compactMap { text in
      text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
    }
    guard !values.isEmpty, values.count == texts.count else { return nil }
    (numbers, isDate) = (values, false)
    preliminary = parts.count > 1 ? parts[1].split(separator: ".") : []
  }

  static func < (left: VersionNumber, right: VersionNumber) -> Bool {
    for place in 0..<max(left.numbers.count, right.numbers.count) {
      let one = place < left.numbers.count ? left.numbers[place] : 0
      let other = place < right.numbers.count ? right.numbers[place] : 0
      if one != other { return one < other }
    }
    // What is preliminary comes before what is final.
    if left.preliminary.isEmpty || right.preliminary.isEmpty {
      return !left.preliminary.isEmpty && right.preliminary.isEmpty
    }
    for (one, other) in zip(left.preliminary, right.preliminary) where one != other {
      if let one = Int(one), let other = Int(other) { return one < other }
      // Numbers come before names.
      if Int(one) != nil || Int(other) != nil { return Int(one) != nil }
      return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
    return left.preliminary.count < right.preliminary.count
  }

  static func == (left: VersionNumber, right: VersionNumber) -> Bool { !(left < right) && !(right < left) }
}
