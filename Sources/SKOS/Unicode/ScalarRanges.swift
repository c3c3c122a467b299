/// Reads the generated tables: words in hexadecimal digits, grouped behind words that end with a colon.
enum ScalarRanges {
  /// Each range with the group it belongs to; "" before the first group.
  static func parse(_ table: String) -> [(group: Substring, range: ClosedRange<UInt32>)] {
    var result: [(group: Substring, range: ClosedRange<UInt32>)] = []
    var group: Substring = ""
    forEach(in: table) { name in
      group = Substring(name)
    } range: {
      result.append((group, $0))
    }
    return result
  }

  /// Hands out the groups and the ranges of a table in order, in one pass over its bytes: tables are read whenever a
  /// program starts that asks them something.
  static func forEach(
    in table: String, group: (String) -> Void, range: (ClosedRange<UInt32>) -> Void
  ) {
    var start = 0
    let bytes = Array(table.utf8)
    while start < bytes.count {
      let end =
        bytes[start...].firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } ?? bytes.count
      let word = bytes[start..<end]
      start = end + 1
      if word.last == UInt8(ascii: ":") {
        group(String(validating: word.dropLast(), as: UTF8.self) ?? "")
      } else if let dash = word.firstIndex(of: UInt8(ascii: "-")) {
        let (first, last) = (number(word[..<dash]), number(word[(dash + 1)...]))
        if first <= last { range(first...last) }
      } else if !word.isEmpty {
        let only = number(word)
        range(only...only)
      }
    }
  }

  /// The code points of a group whose name joins them with `+`.
  static func scalars(ofGroup name: String) -> String.UnicodeScalarView {
    var scalars = String.UnicodeScalarView()
    for word in Array(name.utf8).split(separator: UInt8(ascii: "+")) {
      if let scalar = Unicode.Scalar(number(word)) { scalars.append(scalar) }
    }
    return scalars
  }

  /// The number of a word that the generator wrote: at most six hexadecimal digits, all capital.
  private static func number(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { value, digit in
      value << 4
        | UInt32(digit < UInt8(ascii: "A") ? digit &- UInt8(ascii: "0") : digit &- UInt8(ascii: "A") &+ 10)
    }
  }
}
