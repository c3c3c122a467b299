internal import RDF

/// What a glance at the bytes of a text tells, so that rules look closely only where there can be something to see.
struct TextTraits: OptionSet, Sendable {
  let rawValue: UInt16

  /// There is a byte above 0x7F: letters beyond ASCII, whatever they are.
  static let beyondASCII = TextTraits(rawValue: 1 << 0)
  /// It is empty, or begins or ends with ASCII white space, or has two of them in a row, or a tab or a line end.
  static let oddSpace = TextTraits(rawValue: 1 << 1)
  /// There is an ASCII control character that is neither a tab nor a line end.
  static let control = TextTraits(rawValue: 1 << 2)
  /// There is a bracket or a straight quotation mark.
  static let bracket = TextTraits(rawValue: 1 << 3)
  /// There is a `<`, an `&` or the middle of a Markdown link, `](`.
  static let markup = TextTraits(rawValue: 1 << 4)
  /// It ends with a full stop, comma, semicolon, colon, exclamation or question mark.
  static let finalPunctuation = TextTraits(rawValue: 1 << 5)
  /// It starts with what a spreadsheet takes for a formula: `=`, `+`, `-`, `@`, a tab or a carriage return.
  static let formula = TextTraits(rawValue: 1 << 6)
  /// There is a comma or a slash.
  static let commaOrSlash = TextTraits(rawValue: 1 << 7)
  /// It starts with a capital letter of ASCII.
  static let capital = TextTraits(rawValue: 1 << 8)
  /// There is a space.
  static let space = TextTraits(rawValue: 1 << 9)
  /// It has more than 200 bytes.
  static let long = TextTraits(rawValue: 1 << 10)
  /// There is a digit.
  static let digit = TextTraits(rawValue: 1 << 11)

  /// There is a `0`, `1`, `I` or `|`, which look like other characters.
  static let lookAlike = TextTraits(rawValue: 1 << 15)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Looks at each byte once.
  init(of text: Span<UInt8>) {
    var traits: TextTraits = []
    var last: UInt8 = 0x20
    for index in text.indices {
      let byte = text[index]
      let found = Self.byByte[Int(byte)]
      traits.formUnion(found)
      if byte == 0x20 && last == 0x20 { traits.insert(.oddSpace) }
      if byte == UInt8(ascii: "(") && last == UInt8(ascii: "]") { traits.insert(.markup) }
      last = byte
    }
    if last == 0x20 { traits.insert(.oddSpace) }
    if Self.isFinalPunctuation(last) { traits.insert(.finalPunctuation) }
    if !text.isEmpty {
      let first = text[0]
      if Self.formulaStarts.contains(first) { traits.insert(.formula) }
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) { traits.insert(.capital) }
    }
    if text.count > 200 { traits.insert(.long) }
    self = traits
  }

  private static let formulaStarts = Array("=+-@\t\r".utf8)

  private static func isFinalPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "?"):
      true
    default: false
    }
  }

  /// What a byte tells by itself.
  private static let byByte: [TextTraits] = (0..<256).map { byte in
    switch byte {
    case 0x80...: .beyondASCII
    case 0x09...0x0D: .oddSpace
    case 0x00..<0x20, 0x7F: .control
    case 0x20: .space
    case 0x22, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: .bracket
    case 0x3C, 0x26: .markup
    case 0x2C, 0x2F: .commaOrSlash
    case 0x30, 0x31: [.digit, .lookAlike]
    case 0x32...0x39: .digit
    case 0x49, 0x7C: .lookAlike
    default: []
    }
  }
}

/// The traits of every term's text; 2 bytes a term.
struct TextTraitTable: Sendable {
  private let traits: [TextTraits]

  /// One pass over all texts.
  init(_ dictionary: TermDictionary) {
    var traits: [TextTraits] = []
    traits.reserveCapacity(dictionary.count)
    dictionary.forEachTerm { _, text in traits.append(TextTraits(of: text)) }
    self.traits = traits
  }

  /// What a glance at a term's text tells.
  subscript(id: TermID) -> TextTraits { traits[Int(id.rawValue)] }
}
