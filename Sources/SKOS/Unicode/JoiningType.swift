/// How a letter joins its neighbours in a script that is written joined up (Joining_Type of Unicode).
enum JoiningType: Sendable {
  case left
  case right
  case dual
  case causing
  case transparent
  case none

  /// The type of a character.
  init(of scalar: Unicode.Scalar) { self = Self.table[scalar.value] ?? .none }

  private static let table: [UInt32: JoiningType] = {
    let types: [Substring: JoiningType] = [
      "L": .left, "R": .right, "D": .dual, "C": .causing, "T": .transparent,
    ]
    var table: [UInt32: JoiningType] = [:]
    for (group, range) in ScalarRanges.parse(JoiningData.ranges) {
      // Tag characters and variation selectors are transparent too, and too many for a table.
      guard range.upperBound < 0xE0000, let type = types[group] else { continue }
      for value in range { table[value] = type }
    }
    return table
  }()
}
