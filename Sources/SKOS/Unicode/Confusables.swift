internal import Foundation

/// What characters look like, after UTS 39 §4, as far as it is of use in vocabularies.
///
/// Left out are letters of Latin that look like other letters of Latin ("\u{131}" and "i", "\u{E6}" and "ae"): they
/// tell words apart in the languages that have them. Of ASCII only `0`, `1`, `I` and `|` look like something else
/// ("m" and "rn" do not in any font that people read vocabularies in). The generator of the table leaves them out.
enum Confusables {
  /// Whether a character beyond ASCII looks like something else.
  static func isLookAlike(_ value: UInt32) -> Bool { value >= 0x80 && table.place(of: value) != 0 }

  /// The text with each character replaced by what it looks like, in NFC: two texts with equal skeletons look alike.
  static func skeleton(of text: String) -> String {
    var bytes: [UInt8] = []
    appendSkeleton(of: Array(text.utf8).span, to: &bytes)
    return String(validating: bytes, as: UTF8.self) ?? text
  }

  /// Appends the skeleton of a text in UTF-8, without making a string where there is no need to.
  static func appendSkeleton(of text: Span<UInt8>, to output: inout [UInt8]) {
    let table = Self.table
    var hasMarks = false
    var index = 0
    while index < text.count {
      let (value, width) = text.scalar(at: index)
      let end = index + width
      let place = table.place(of: value)
      if place == 0 {
        for place in index..<end { output.append(text[place]) }
      } else {
        output.append(contentsOf: table.prototype(at: place))
        // A mark that takes the place of another may join the letter before it, in NFC.
        hasMarks = hasMarks || table.hasMark(place)
      }
      index = end
    }
    guard hasMarks else { return }
    if let composed = String(validating: output, as: UTF8.self)?.inNFC { output = Array(composed.utf8) }
  }

  /// The text with only the look-alikes of ASCII replaced.
  static func asciiSkeleton(of text: String) -> String {
    var bytes: [UInt8] = []
    appendASCIISkeleton(of: Array(text.utf8).span, to: &bytes)
    return String(validating: bytes, as: UTF8.self) ?? text
  }

  /// Appends a text in UTF-8 with only the look-alikes of ASCII replaced.
  static func appendASCIISkeleton(of text: Span<UInt8>, to output: inout [UInt8]) {
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "0"): output.append(UInt8(ascii: "O"))
      case UInt8(ascii: "1"), UInt8(ascii: "I"), UInt8(ascii: "|"): output.append(UInt8(ascii: "l"))
      default: output.append(byte)
      }
    }
  }

  /// Prototypes in UTF-8, end to end, and where that of each character is.
  private struct Table {
    private var basic = Array(repeating: 0 as UInt32, count: 0x10000)
    private var others: [UInt32: UInt32] = [:]
    // No prototype is at the place 0, which stands for none.
    private var bytes: [UInt8] = [0]

    /// Where a character's prototype is: its start, whether it has a mark, and its length in the last seven bits; 0 if
    /// it has none.
    func place(of value: UInt32) -> UInt32 { value < 0x10000 ? basic[Int(value)] : others[value, default: 0] }

    func prototype(at place: UInt32) -> ArraySlice<UInt8> {
      bytes[Int(place >> 8)..<Int(place >> 8) + Int(place & 0x7F)]
    }

    /// Whether a prototype has a combining mark.
    func hasMark(_ place: UInt32) -> Bool { place & 0x80 != 0 }

    /// Keeps a prototype and returns its place; the longest has 36 bytes.
    mutating func add(_ prototype: String.UnicodeScalarView) -> UInt32 {
      let start = bytes.count
      for scalar in prototype {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
      // No mark comes before the combining diacritics.
      let hasMark = prototype.contains {
        $0.value >= 0x300 && $0.properties.canonicalCombiningClass != .notReordered
      }
      return UInt32(start) << 8 | (hasMark ? 0x80 : 0) | UInt32(min(bytes.count - start, 0x7F))
    }

    mutating func set(_ place: UInt32, for value: UInt32) {
      if value < 0x10000 { basic[Int(value)] = place } else { others[value] = place }
    }
  }

  private static let table: Table = {
    var table = Table()
    var place: UInt32 = 0
    ScalarRanges.forEach(in: ConfusableData.prototypes) { prototype in
      place = table.add(ScalarRanges.scalars(ofGroup: prototype))
    } range: { range in
      for value in range { table.set(place, for: value) }
    }
    return table
  }()
}
