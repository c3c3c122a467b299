internal import Foundation

/// What characters look like, after UTS 39 §4, as far as it is of use in vocabularies.
///
/// Left out are letters of Latin that look like other letters of Latin ("\u{131}" and "i", "\u{E6}" and "ae"): they
/// tell words apart in the languages that have them. Of ASCII only `0`, `1`, `I` and `|` look like something else
/// ("m" and "rn" do not in any font that people read vocabularies in).
enum Confusables {
  /// What a character looks like; nil if like nothing but itself.
  static func prototype(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    scalar.value < 0x10000 ? table.basic[Int(scalar.value)].flatMap { $0 } : table.others[scalar.value]
  }

  /// Whether a character beyond ASCII looks like something else.
  static func isLookAlike(_ value: UInt32) -> Bool {
    guard value >= 0x80, let scalar = Unicode.Scalar(value) else { return false }
    return prototype(of: scalar) != nil
  }

  /// The text with each character replaced by what it looks like, in NFC: two texts with equal skeletons look alike.
  static func skeleton(of text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let prototype = prototype(of: scalar) {
        result.append(contentsOf: prototype)
      } else {
        result.append(scalar)
      }
    }
    let skeleton = String(result)
    return skeleton.utf8.allSatisfy { $0 < 0x80 } ? skeleton : skeleton.precomposedStringWithCanonicalMapping
  }

  /// The text with only the look-alikes of ASCII replaced.
  static func asciiSkeleton(of text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0": result.append("O")
      case "1", "I", "|": result.append("l")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private struct Table {
    var basic: [[Unicode.Scalar]?] = Array(repeating: nil, count: 0x10000)
    var others: [UInt32: [Unicode.Scalar]] = [:]
  }

  private static let table: Table = {
    var table = Table()
    for (prototype, range) in ScalarRanges.parse(ConfusableData.prototypes) {
      let target = prototype.split(separator: "+").compactMap {
        UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
      }
      for value in range where isOfUse(value) {
        if value < 0x10000 { table.basic[Int(value)] = target } else { table.others[value] = target }
      }
    }
    // Letters with accents look like what their parts look like: UTS 39 decomposes before it looks.
    for value in (0x370 as UInt32)..<0x590 {
      guard table.basic[Int(value)] == nil, let scalar = Unicode.Scalar(value) else { continue }
      let parts = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
      guard parts.count > 1, let base = parts.first, let prototype = table.basic[Int(base.value & 0xFFFF)]
      else {
        continue
      }
      table.basic[Int(value)] = prototype + parts.dropFirst()
    }
    return table
  }()

  private static func isOfUse(_ value: UInt32) -> Bool {
    switch value {
    case 0x30, 0x31, 0x49, 0x7C: true
    case 0..<0x80: false
    case 0xAA, 0xBA, 0xC0..<0x2B0, 0x1D00..<0x1DC0, 0x1E00..<0x1F00, 0x2C60..<0x2C80, 0xA720..<0xA800:
      Unicode.Scalar(value).map { Script(of: $0) != .latin } ?? false
    default: true
    }
  }
}
