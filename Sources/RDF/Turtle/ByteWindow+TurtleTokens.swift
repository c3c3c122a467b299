// The tokens that only Turtle and TriG have: prefixed names, keywords, numbers.

/// A name with a colon, or a word without one.
struct NameToken {
  /// Where the colon is; nil for a word.
  let colon: Int?
  let end: Int
  let hasEscapes: Bool
  let isASCII: Bool
}

/// The three shorthands for numbers.
enum NumberKind {
  case integer
  case decimal
  case double
}

extension ByteWindow {
  /// Whether a prefix or a keyword may begin with what stands at `index`, which is within the window.
  func isNameBase(at index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return IRIGrammar.isAlpha(byte) }
    guard case .scalar(let scalar, _) = decodeScalar(at: index) else { return false }
    return TurtleCharacters.isNameBase(scalar)
  }

  // [139s] PNAME_NS ::= PN_PREFIX? ':'
  // [140s] PNAME_LN ::= PNAME_NS PN_LOCAL
  // [167s] PN_PREFIX ::= PN_CHARS_BASE ((PN_CHARS | '.')* PN_CHARS)?
  /// Scans a prefixed name or a bare word; the caller has seen a colon or what a prefix may begin with.
  func scanNameToken(at start: Int, limits: ParserLimits) throws(LexicalFault) -> NameToken? {
    var colon = start
    if bytes[start] != UInt8(ascii: ":") {
      guard let end = try scanName(from: start, start: start, limits) else { return nil }
      guard self[end] == UInt8(ascii: ":") else {
        return NameToken(colon: nil, end: end, hasEscapes: false, isASCII: true)
      }
      colon = end
    }
    return try scanLocalName(after: colon, start: start, limits)
  }

  // [168s] PN_LOCAL ::= (PN_CHARS_U | ':' | [0-9] | PLX) ((PN_CHARS | '.' | ':' | PLX)* (PN_CHARS | ':' | PLX))?
  // [169s] PLX ::= PERCENT | PN_LOCAL_ESC
  private func scanLocalName(
    after colon: Int, start: Int, _ limits: ParserLimits
  ) throws(LexicalFault) -> NameToken? {
    let first = colon + 1
    var index = first
    var end = first
    var hasEscapes = false
    var isASCII = true
    let stop = start + 2 * limits.iriByteCountMax
    while true {
      let runStart = index
      while TurtleCharacters.isASCIIName(self[index]) || self[index] == UInt8(ascii: ":") { index += 1 }
      if runStart == first && self[first] == UInt8(ascii: "-") { break }
      if index > runStart { end = index }
      if index > stop { throw tooLongIRI(at: start, limits) }
      guard index < count else {
        guard isFinal else { return nil }
        break
      }
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") && index > first {
        index += 1
      } else if byte == UInt8(ascii: "%") {
        index = try scanPercent(at: index, code: .grammar)
        end = index
      } else if byte == UInt8(ascii: "\\") {
        index = try scanLocalEscape(at: index)
        end = index
        hasEscapes = true
      } else if byte >= 0x80 {
        guard let next = try skipNameScalar(at: index, isFirst: index == first) else { return nil }
        guard next > index else { break }
        index = next
        end = next
        isASCII = false
      } else {
        break
      }
    }
    return NameToken(colon: colon, end: end, hasEscapes: hasEscapes, isASCII: isASCII)
  }

  /// Skips a scalar that may stand in a name; stays where it is if another one stands there.
  private func skipNameScalar(at index: Int, isFirst: Bool) throws(LexicalFault) -> TokenEnd {
    switch decodeScalar(at: index) {
    case .scalar(let scalar, let length):
      let belongs = isFirst ? TurtleCharacters.isNameBase(scalar) : TurtleCharacters.isName(scalar)
      return belongs ? index + length : index
    case .cut where !isFinal: return nil
    case .cut, .malformed: throw encodingFault(at: index)
    }
  }

  // [172s] PN_LOCAL_ESC ::= '\' ('_' | '~' | '.' | '-' | '!' | '$' | '&' | "'" | '(' | ')' | '*' | '+' | ','
  //                         | ';' | '=' | '/' | '?' | '#' | '@' | '%')
  private func scanLocalEscape(at index: Int) throws(LexicalFault) -> Int {
    switch self[index + 1] {
    case UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "!"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="),
      UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "%"):
      return index + 2
    default:
      throw fault(
        at: index, expected: "one of _~.-!$&'()*+,;=/?#@% after the backslash in a name", foundAt: index + 1)
    }
  }

  // [19] INTEGER ::= [+-]? [0-9]+
  // [20] DECIMAL ::= [+-]? [0-9]* '.' [0-9]+
  // [21] DOUBLE ::= [+-]? ([0-9]+ '.' [0-9]* EXPONENT | '.' [0-9]+ EXPONENT | [0-9]+ EXPONENT)
  /// Scans a number; the caller has seen a sign, a digit or a dot.
  func scanNumber(at start: Int, limits: ParserLimits) throws(LexicalFault) -> (NumberKind, end: Int)? {
    let isSigned = bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-")
    let first = isSigned ? start + 1 : start
    let whole = skipDigits(from: first)
    var number = (kind: NumberKind.integer, end: whole)
    var next = whole
    if self[whole] == UInt8(ascii: ".") {
      next = skipDigits(from: whole + 1)
      if next > whole + 1 { number = (.decimal, next) }
    }
    let hasDigits = whole > first || next > whole + 1
    var seen = next
    if hasDigits && self[next] | 0x20 == UInt8(ascii: "e") {
      let sign = self[next + 1] == UInt8(ascii: "+") || self[next + 1] == UInt8(ascii: "-") ? 1 : 0
      let exponent = next + 1 + sign
      seen = skipDigits(from: exponent)
      if seen > exponent { number = (.double, seen) }
    }
    if seen >= count && !isFinal {
      // What has been looked at beyond the number is at most a dot, a letter and a sign.
      if count - start > limits.literalByteCountMax + 4 { throw tooLongLiteral(at: start, limits) }
      return nil
    }
    guard hasDigits else { throw fault(expected: "a digit of a number", foundAt: next) }
    guard number.end - start <= limits.literalByteCountMax else { throw tooLongLiteral(at: start, limits) }
    return number
  }

  private func skipDigits(from start: Int) -> Int {
    var index = start
    while IRIGrammar.isDigit(self[index]) { index += 1 }
    return index
  }

  /// Whether `start..<end` is this word in any case of its letters; `word` is upper-case ASCII.
  func isKeyword(_ word: StaticString, _ start: Int, _ end: Int) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[start + $0] & 0xDF == word.utf8Start[$0] }
  }

  /// Whether `start..<end` is exactly this word.
  func isWord(_ word: StaticString, _ start: Int, _ end: Int) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
  }
}
