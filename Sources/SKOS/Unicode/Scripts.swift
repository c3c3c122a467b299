/// A script of Unicode, by its code in ISO 15924.
struct Script: Hashable, Sendable {
  /// The place in `codes`; 0 stands for no script in particular.
  fileprivate let number: UInt8

  /// What digits, punctuation and marks belong to, which go with any script (Common, Inherited), and what the table
  /// does not know.
  static let common = Script(number: 0)
  static let latin = named("Latn")
  static let greek = named("Grek")
  static let cyrillic = named("Cyrl")
  static let armenian = named("Armn")
  static let cherokee = named("Cher")
  static let coptic = named("Copt")
  static let lisu = named("Lisu")
  static let han = named("Hani")
  static let hiragana = named("Hira")
  static let katakana = named("Kana")
  static let bopomofo = named("Bopo")
  static let hangul = named("Hang")
  static let arabic = named("Arab")

  /// The script with a code; `common` if there is no such script.
  static func named(_ code: Substring) -> Script {
    Script(number: UInt8(clamping: table.codes.firstIndex(of: code) ?? 0))
  }

  /// The script that a character belongs to.
  init(of scalar: Unicode.Scalar) { number = Self.table[scalar.value] }

  private init(number: UInt8) { self.number = number }

  /// The code in ISO 15924.
  var code: Substring { Self.table.codes[Int(number)] }

  /// The name in English of the scripts that are mixed up most, the code of any other.
  var name: String {
    switch self {
    case .latin: "Latin"
    case .greek: "Greek"
    case .cyrillic: "Cyrillic"
    case .armenian: "Armenian"
    case .hangul: "Hangul"
    case .han: "Han"
    case .arabic: "Arabic"
    default: String(code)
    }
  }

  private static let table = ScriptTable()
}

/// The number of each code point's script.
private struct ScriptTable {
  /// The codes of the scripts; that with number 0 is none.
  let codes: [Substring]
  private var basic = Array(repeating: 0 as UInt8, count: 0x10000)
  /// The ranges beyond the Basic Multilingual Plane, in order.
  private var others: [(range: ClosedRange<UInt32>, number: UInt8)] = []

  init() {
    var codes: [Substring] = ["Zyyy"]
    for (code, range) in ScalarRanges.parse(ScriptData.ranges) {
      if codes.last != code { codes.append(code) }
      let number = UInt8(clamping: codes.count - 1)
      if range.upperBound < 0x10000 {
        for value in range { basic[Int(value)] = number }
      } else {
        others.append((range, number))
      }
    }
    others.sort { $0.range.lowerBound < $1.range.lowerBound }
    self.codes = codes
  }

  subscript(value: UInt32) -> UInt8 {
    if value < 0x10000 { return basic[Int(value)] }
    var (low, high) = (0, others.count)
    while low < high {
      let middle = (low + high) / 2
      if others[middle].range.upperBound < value { low = middle + 1 } else { high = middle }
    }
    guard low < others.count, others[low].range.contains(value) else { return 0 }
    return others[low].number
  }
}
