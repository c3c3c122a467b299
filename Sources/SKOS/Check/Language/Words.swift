internal import RDF

/// A text in words: runs of letters, marks and digits; in Chinese, each character is one.
///
/// Hyphens and apostrophes inside a word belong to it; a French elision, `l'`, is a word of its own.
struct Words {
  /// A word and where it stands in the UTF-8 of the text.
  struct Word {
    /// The word as it is compared: in small letters, but in German as written.
    let form: String
    let range: Range<Int>
  }

  let bytes: [UInt8]
  let language: ProseLanguage
  private(set) var words: [Word] = []

  /// Reads at most `limit` words; O(n).
  init(_ text: String, _ language: ProseLanguage, limit: Int = .max) {
    bytes = Array(text.utf8)
    self.language = language
    var place = 0
    while place < bytes.count, words.count < limit {
      let (scalar, width) = Self.scalar(in: bytes, at: place)
      guard Self.isInWord(scalar) else {
        place += width
        continue
      }
      let start = place
      place += width
      if !Self.isIdeograph(scalar) { place = end(from: place) }
      words.append(Word(form: form(start..<place), range: start..<place))
      if language == .french, place < bytes.count, Self.isApostrophe(Self.scalar(in: bytes, at: place).scalar)
      {
        place += Self.scalar(in: bytes, at: place).width
      }
    }
  }

  /// How many words there are.
  var count: Int { words.count }
  /// The words as they are compared.
  subscript(index: Int) -> String { words[index].form }

  /// A part of the text.
  func text(_ range: Range<Int>) -> String { String(validating: bytes[range], as: UTF8.self) ?? "" }

  /// A word as it is written.
  func spelling(_ index: Int) -> String { text(words[index].range) }

  /// What stands between a word and the next, or the end.
  func gap(after index: Int) -> String {
    let start = words[index].range.upperBound
    return text(start..<(index + 1 < count ? words[index + 1].range.lowerBound : bytes.count))
  }

  /// What stands before the first word.
  var lead: String { text(0..<(words.first?.range.lowerBound ?? bytes.count)) }

  /// The text from a word on.
  func rest(from index: Int) -> String {
    text((index < count ? words[index].range.lowerBound : bytes.count)..<bytes.count)
  }

  /// Whether a phrase stands at a place.
  func has(_ phrase: [String], at index: Int) -> Bool {
    guard index >= 0, phrase.count <= count - index else { return false }
    for place in phrase.indices where words[index + place].form != phrase[place] { return false }
    return true
  }

  private func end(from start: Int) -> Int {
    var place = start
    while place < bytes.count {
      let (scalar, width) = Self.scalar(in: bytes, at: place)
      if Self.isInWord(scalar) {
        if Self.isIdeograph(scalar) { break }
        place += width
        continue
      }
      let joins = Self.isHyphen(scalar) || (Self.isApostrophe(scalar) && language != .french)
      guard joins, place + width < bytes.count else { break }
      let next = Self.scalar(in: bytes, at: place + width).scalar
      guard Self.isInWord(next), !Self.isIdeograph(next) else { break }
      place += width
    }
    return place
  }

  private func form(_ range: Range<Int>) -> String {
    let text = text(range)
    guard language != .german else { return text }
    let small = text.lowercased()
    return small.utf8.contains(0xE2) ? String(small.map { $0 == "\u{2019}" ? "'" : $0 }) : small
  }

  // MARK: Characters

  /// The scalar that starts at a place of valid UTF-8, and how many bytes it takes.
  static func scalar(in bytes: [UInt8], at place: Int) -> (scalar: Unicode.Scalar, width: Int) {
    let (value, width) = bytes.span.scalar(at: place)
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }

  /// Whether a scalar is part of a word.
  static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0xAA: false
    default: scalar.properties.isAlphabetic || isMark(scalar) || scalar.properties.numericType != nil
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether a scalar is a Chinese character.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "\u{2010}" || scalar == "\u{2011}"
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "\u{2019}" }
}

extension String {
  /// Whether the text starts with a capital and goes on with small letters: no abbreviation, and no "X-ray".
  var startsWithSingleCapital: Bool {
    let letters = unicodeScalars
    guard let first = letters.first, first.properties.isUppercase, let second = letters.dropFirst().first,
      second.properties.isLowercase
    else { return false }
    return !letters.dropFirst().contains { $0.properties.isUppercase || ("0"..."9").contains($0) }
  }

  /// The text with its first letter made small.
  var withSmallStart: String { prefix(1).lowercased() + dropFirst() }

  /// Whether the text starts with a capital.
  var startsWithCapital: Bool { unicodeScalars.first?.properties.isUppercase ?? false }
}
