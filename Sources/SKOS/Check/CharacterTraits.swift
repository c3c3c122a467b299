internal import RDF

/// What a glance at the characters beyond ASCII of a text tells; together with `TextTraits` it says where to look closely.
struct CharacterTraits: OptionSet, Sendable {
  let rawValue: UInt8

  /// A control character, ASCII included, that is neither a tab nor a line end; a noncharacter or U+FFFD.
  static let control = CharacterTraits(rawValue: 1 << 0)
  /// A default-ignorable character that does not turn the direction of text: nobody sees it.
  static let invisible = CharacterTraits(rawValue: 1 << 1)
  /// An embedding, override or isolate of the bidirectional algorithm, or the end of one.
  static let bidiControl = CharacterTraits(rawValue: 1 << 2)
  /// A character that a text in NFC may not have, or only under conditions.
  static let conditionalInNFC = CharacterTraits(rawValue: 1 << 3)
  /// A character that looks like another one.
  static let lookAlike = CharacterTraits(rawValue: 1 << 4)
  /// A letter of a script other than Latin, Han, Hiragana, Katakana and Bopomofo.
  static let otherScript = CharacterTraits(rawValue: 1 << 5)
  /// A letter that is written from right to left.
  static let rightToLeft = CharacterTraits(rawValue: 1 << 6)
  /// White space beyond ASCII.
  static let space = CharacterTraits(rawValue: 1 << 7)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What a single character tells.
  fileprivate init(ofScalar value: UInt32) {
    self = []
    guard let scalar = Unicode.Scalar(value) else { return }
    if Self.isControl(value) { insert(.control) }
    if scalar.properties.isDefaultIgnorableCodePoint {
      insert(InvisibleCharacters.isBidiControl(value) ? .bidiControl : .invisible)
    }
    if Self.isConditional(value) { insert(.conditionalInNFC) }
    if Confusables.isLookAlike(value) { insert(.lookAlike) }
    switch Script(of: scalar) {
    case .common, .latin, .han, .hiragana, .katakana, .bopomofo: break
    default:
      insert(.otherScript)
      if RightToLeft.contains(value) { insert(.rightToLeft) }
    }
    if value >= 0x80 && scalar.properties.isWhitespace { insert(.space) }
  }

  private static func isControl(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF, 0xFFFD: true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  private static func isConditional(_ value: UInt32) -> Bool {
    var (low, high) = (0, conditional.count)
    while low < high {
      let middle = (low + high) / 2
      if conditional[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < conditional.count && conditional[low].contains(value)
  }

  private static let conditional = ScalarRanges.parse(NormalizationData.conditional).map(\.range)
}

/// The traits of the characters that were met, so that each is looked up once: most of a vocabulary's are the same few.
private struct KnownCharacters {
  /// For each code point of the Basic Multilingual Plane its traits above `isKnown`; 0 while nobody has asked.
  private var basic = Array(repeating: 0 as UInt16, count: 0x10000)
  private static let isKnown: UInt16 = 1 << 8

  /// Looks at each control character and each character beyond ASCII of a text.
  mutating func traits(of text: UnsafeBufferPointer<UInt8>) -> CharacterTraits {
    var found: UInt16 = 0
    var index = 0
    let count = text.count
    while index < count {
      let byte = UInt32(text[index])
      if byte < 0x80 {
        if byte < 0x20 || byte == 0x7F { found |= traits(ofBasic: byte) }
        index &+= 1
      } else if byte < 0xE0, index &+ 1 < count {
        found |= traits(ofBasic: (byte & 0x1F) << 6 | UInt32(text[index &+ 1] & 0x3F))
        index &+= 2
      } else if byte < 0xF0, index &+ 2 < count {
        found |= traits(
          ofBasic: (byte & 0x0F) << 12 | UInt32(text[index &+ 1] & 0x3F) << 6
            | UInt32(text[index &+ 2] & 0x3F))
        index &+= 3
      } else if index &+ 3 < count {
        let value =
          (byte & 0x07) << 18 | UInt32(text[index &+ 1] & 0x3F) << 12
          | UInt32(text[index &+ 2] & 0x3F) << 6 | UInt32(text[index &+ 3] & 0x3F)
        found |= UInt16(CharacterTraits(ofScalar: value).rawValue)
        index &+= 4
      } else {
        // Texts are well-formed UTF-8, so that nothing is ever cut off here.
        break
      }
    }
    return CharacterTraits(rawValue: UInt8(truncatingIfNeeded: found & 0xFF))
  }

  private mutating func traits(ofBasic value: UInt32) -> UInt16 {
    let known = basic[Int(value)]
    return known == 0 ? learn(value) : known
  }

  @inline(never)
  private mutating func learn(_ value: UInt32) -> UInt16 {
    let traits = Self.isKnown | UInt16(CharacterTraits(ofScalar: value).rawValue)
    basic[Int(value)] = traits
    return traits
  }
}

/// The character traits of every term's text; a byte a term.
struct CharacterTraitTable: Sendable {
  private let traits: [CharacterTraits]
  /// The terms that have any, in order of their ids.
  let marked: [TermID]

  /// One pass over the texts that are not plain ASCII.
  init(_ dictionary: TermDictionary, _ text: TextTraitTable) {
    var traits = Array(repeating: CharacterTraits(), count: dictionary.count)
    var marked: [TermID] = []
    var characters = KnownCharacters()
    dictionary.forEachTerm { id, span in
      guard !text[id].isDisjoint(with: [.beyondASCII, .control]) else { return }
      let found = span.withUnsafeBufferPointer { characters.traits(of: $0) }
      guard !found.isEmpty else { return }
      traits[Int(id.rawValue)] = found
      marked.append(id)
    }
    self.traits = traits
    self.marked = marked
  }

  /// What the characters of a term's text tell.
  subscript(id: TermID) -> CharacterTraits { traits[Int(id.rawValue)] }
}
