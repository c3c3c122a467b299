// The tokens that Turtle, TriG, N-Triples and N-Quads share: IRIs, strings, blank node labels, language tags.
//
// A scanner says where its token ends, or nil if the window ends first; it looks at the bytes strictly from
// left to right and stops at a limit, so that how the input is cut decides neither the outcome nor the error.

/// An IRI between angle brackets.
struct IRIToken {
  /// The index behind the closing bracket.
  let end: Int
  /// Whether it has only ASCII characters that stand for themselves.
  let isPlain: Bool
  let hasEscapes: Bool
}

/// A string between quotation marks.
struct StringToken {
  /// The first byte of the text and the first behind it.
  let start: Int
  let stop: Int
  /// The index behind the closing marks.
  let end: Int
  let hasEscapes: Bool
  let isASCII: Bool
}

/// How far a string has been scanned when the window ended, so that a long one fed in small chunks is not
/// scanned from its start again and again.
struct StringScan {
  /// Counted from the string's first byte.
  var offset = 0
  var hasEscapes = false
  var isASCII = true
}

/// An escape written with the most bytes, `\U00000041`, has ten for one.
private let escapeByteCountMax = 10

extension ByteWindow {
  // MARK: IRIs

  // [18] IRIREF ::= '<' ([^#x00-#x20<>"{}|^`\] | UCHAR)* '>'
  /// The caller has seen the `<` at `start`.
  func scanIRI(at start: Int, limits: ParserLimits) throws(LexicalFault) -> IRIToken? {
    var index = start + 1
    let stop = start + limits.iriByteCountMax * escapeByteCountMax
    var hasEscapes = false
    var isPlain = true
    var hasFragment = false
    while true {
      while TurtleCharacters.isPlainIRI(self[index]) { index += 1 }
      if index > stop { throw tooLongIRI(at: start, limits) }
      guard index < count else {
        if isFinal {
          throw LexicalFault(at: start, "expected \">\" to end this IRI before the document ends")
        }
        return nil
      }
      switch bytes[index] {
      case UInt8(ascii: ">"):
        return IRIToken(end: index + 1, isPlain: isPlain, hasEscapes: hasEscapes)
      case UInt8(ascii: "%"):
        index = try scanPercent(at: index, code: .iri)
      case UInt8(ascii: "#"):
        // A second one is left to the full check of IRIs, which refuses it.
        if hasFragment { isPlain = false }
        hasFragment = true
        index += 1
      case UInt8(ascii: "\\"):
        index = try scanIRIEscape(at: index)
        hasEscapes = true
        isPlain = false
      case 0x80...:
        switch decodeScalar(at: index) {
        case .scalar(_, let length): index += length
        case .cut where !isFinal: return nil
        case .cut, .malformed: throw encodingFault(at: index)
        }
        isPlain = false
      default:
        throw fault(expected: "\">\" or another character of an IRI", foundAt: index)
      }
    }
  }

  // [170s] PERCENT ::= '%' HEX HEX
  func scanPercent(at index: Int, code: SyntaxError.Code) throws(LexicalFault) -> Int {
    for offset in 1...2 {
      guard TurtleCharacters.hexadecimalValue(self[index + offset]) != nil else {
        throw fault(
          code, at: index, expected: "two hexadecimal digits after \"%\"", foundAt: index + offset)
      }
    }
    return index + 3
  }

  /// Checks an escape in an IRI; only UCHAR may stand there.
  private func scanIRIEscape(at index: Int) throws(LexicalFault) -> Int {
    guard self[index + 1] == UInt8(ascii: "u") || self[index + 1] == UInt8(ascii: "U") else {
      throw fault(
        at: index, expected: "\"\\u\" or \"\\U\", the only escapes in an IRI", foundAt: index + 1)
    }
    _ = try codePoint(at: index)
    return index + (self[index + 1] == UInt8(ascii: "u") ? 6 : 10)
  }

  func tooLongIRI(at start: Int, _ limits: ParserLimits) -> LexicalFault {
    LexicalFault(.limit, at: start, "expected an IRI of at most \(limits.iriByteCountMax) bytes")
  }

  /// Appends what an IRI token stands for, escapes resolved.
  func appendIRI(_ token: IRIToken, from start: Int, to output: inout [UInt8]) throws(LexicalFault) {
    guard token.hasEscapes else {
      output.append(contentsOf: slice(start + 1, token.end - 1))
      return
    }
    var index = start + 1
    while index < token.end - 1 {
      if bytes[index] == UInt8(ascii: "\\") {
        output.appendUTF8(try codePoint(at: index))
        index += bytes[index + 1] == UInt8(ascii: "u") ? 6 : 10
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
  }

  // [10] UCHAR ::= '\u' HEX HEX HEX HEX | '\U' HEX HEX HEX HEX HEX HEX HEX HEX
  /// The caller has seen the `\u` or `\U` at `index`.
  private func codePoint(at index: Int) throws(LexicalFault) -> UInt32 {
    let digits = self[index + 1] == UInt8(ascii: "u") ? 4 : 8
    var value: UInt32 = 0
    for offset in 2..<2 + digits {
      guard let digit = TurtleCharacters.hexadecimalValue(self[index + offset]) else {
        throw fault(
          at: index, expected: "\(digits) hexadecimal digits in this escape", foundAt: index + offset)
      }
      // Eight digits fill the 32 bits and no more.
      value = value << 4 | digit
    }
    guard Unicode.Scalar(value) != nil else {
      let code = Self.hexadecimal(value, digits: 4)
      throw LexicalFault(at: index, "expected an escape of a Unicode scalar value, found U+\(code)")
    }
    return value
  }

  // MARK: Strings

  // [22] STRING_LITERAL_QUOTE ::= '"' ([^#x22#x5C#xA#xD] | ECHAR | UCHAR)* '"'
  // [23] STRING_LITERAL_SINGLE_QUOTE ::= "'" ([^#x27#x5C#xA#xD] | ECHAR | UCHAR)* "'"
  /// The caller has seen the mark at `start`.
  func scanString(
    at start: Int, resuming scan: inout StringScan, limits: ParserLimits
  ) throws(LexicalFault) -> StringToken? {
    let mark = bytes[start]
    var index = start + max(1, scan.offset)
    let stop = stringStop(start, limits)
    while true {
      index = skipStringBody(from: index, until: mark, &scan)
      if index > stop { throw tooLongLiteral(at: start, limits) }
      guard index < count else {
        guard !isFinal else { throw unfinishedString(at: start) }
        break
      }
      let byte = bytes[index]
      if byte == mark {
        let token = StringToken(
          start: start + 1, stop: index, end: index + 1, hasEscapes: scan.hasEscapes, isASCII: scan.isASCII)
        scan = StringScan()
        return token
      }
      if byte == UInt8(ascii: "\\") {
        guard index + 1 < count || isFinal else { break }
        scan.hasEscapes = true
        index += 2
      } else if TurtleCharacters.isLineEnd(byte) {
        throw LexicalFault(
          at: index, "expected the closing quotation mark of the string before the end of the line")
      } else {
        index += 1
      }
    }
    scan.offset = min(index, count) - start
    return nil
  }

  // [24] STRING_LITERAL_LONG_SINGLE_QUOTE ::= "'''" (("'" | "''")? ([^'\] | ECHAR | UCHAR))* "'''"
  // [25] STRING_LITERAL_LONG_QUOTE ::= '"""' (('"' | '""')? ([^"\] | ECHAR | UCHAR))* '"""'
  /// The caller has seen the three marks at `start`.
  func scanLongString(
    at start: Int, resuming scan: inout StringScan, limits: ParserLimits
  ) throws(LexicalFault) -> StringToken? {
    let mark = bytes[start]
    var index = start + max(3, scan.offset)
    let stop = stringStop(start, limits)
    while true {
      index = skipStringBody(from: index, until: mark, &scan)
      if index > stop { throw tooLongLiteral(at: start, limits) }
      guard index < count else {
        guard !isFinal else { throw unfinishedString(at: start) }
        break
      }
      let byte = bytes[index]
      if byte == mark {
        guard index + 2 < count || isFinal else { break }
        if self[index + 1] == mark && self[index + 2] == mark {
          let token = StringToken(
            start: start + 3, stop: index, end: index + 3, hasEscapes: scan.hasEscapes, isASCII: scan.isASCII)
          scan = StringScan()
          return token
        }
        index += 1
      } else if byte == UInt8(ascii: "\\") {
        guard index + 1 < count || isFinal else { break }
        scan.hasEscapes = true
        index += 2
      } else {
        index += 1
      }
    }
    scan.offset = min(index, count) - start
    return nil
  }

  /// Skips what stands for itself in every kind of string; stops at the mark, a backslash or a control.
  @inline(__always)
  func skipStringBody(from start: Int, until mark: UInt8, _ scan: inout StringScan) -> Int {
    let marks = UInt64(mark) &* 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= count {
      let word = self.word(at: index)
      let high = word & 0x8080_8080_8080_8080
      // A byte is zero exactly where the difference borrows into a high bit that was not set before.
      let quote = word ^ marks
      let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let isQuote = (quote &- 0x0101_0101_0101_0101) & ~quote
      let isBackslash = (backslash &- 0x0101_0101_0101_0101) & ~backslash
      let isControl = (word &- 0x2020_2020_2020_2020) & ~word
      if (isQuote | isBackslash | isControl) & 0x8080_8080_8080_8080 != 0 { break }
      if high != 0 { scan.isASCII = false }
      index += 8
    }
    while index < count {
      let byte = bytes[index]
      if byte == mark || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      if byte >= 0x80 { scan.isASCII = false }
      index += 1
    }
    return index
  }

  private func stringStop(_ start: Int, _ limits: ParserLimits) -> Int {
    start + 3 + limits.literalByteCountMax * escapeByteCountMax
  }

  func tooLongLiteral(at start: Int, _ limits: ParserLimits) -> LexicalFault {
    LexicalFault(.limit, at: start, "expected a literal of at most \(limits.literalByteCountMax) bytes")
  }

  private func unfinishedString(at start: Int) -> LexicalFault {
    LexicalFault(at: start, "expected the closing quotation mark of this string before the document ends")
  }

  /// Puts what a string token stands for in place of what `output` holds, checked and with escapes resolved.
  func decodeString(_ token: StringToken, to output: inout [UInt8]) throws(LexicalFault) {
    if !token.isASCII { try checkUTF8(token.start, token.stop) }
    output.removeAll(keepingCapacity: true)
    guard token.hasEscapes else {
      output.append(contentsOf: slice(token.start, token.stop))
      return
    }
    var index = token.start
    while index < token.stop {
      var end = index
      while end < token.stop && bytes[end] != UInt8(ascii: "\\") { end += 1 }
      output.append(contentsOf: slice(index, end))
      index = end
      guard index < token.stop else { break }
      index = try appendEscape(at: index, to: &output)
    }
  }

  // [159s] ECHAR ::= '\' [tbnrf"'\]
  private func appendEscape(at index: Int, to output: inout [UInt8]) throws(LexicalFault) -> Int {
    switch self[index + 1] {
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): output.append(self[index + 1])
    case UInt8(ascii: "u"):
      output.appendUTF8(try codePoint(at: index))
      return index + 6
    case UInt8(ascii: "U"):
      output.appendUTF8(try codePoint(at: index))
      return index + 10
    default:
      throw fault(
        at: index, expected: "one of t b n r f u U \" ' \\ after the backslash", foundAt: index + 1)
    }
    return index + 2
  }

  // MARK: Names

  // [141s] BLANK_NODE_LABEL ::= '_:' (PN_CHARS_U | [0-9]) ((PN_CHARS | '.')* PN_CHARS)?
  /// The caller has seen the `_` at `start`.
  ///
  /// A colon is not allowed, in N-Triples neither (erratum of RDF 1.1).
  func scanBlankNodeLabel(
    at start: Int, limits: ParserLimits
  ) throws(LexicalFault) -> TokenEnd {
    guard self[start + 1] == UInt8(ascii: ":") else {
      throw fault(expected: "\":\" after \"_\" to begin a blank node label", foundAt: start + 1)
    }
    let first = start + 2
    guard let end = try scanName(from: first, start: start, limits) else {
      return nil
    }
    let lead = self[first]
    let isLead = lead >= 0x80 || lead == 0x5F || (TurtleCharacters.isASCIIName(lead) && lead != 0x2D)
    guard end > first, isLead, try isNameLead(at: first) else {
      throw fault(expected: "a letter, a digit or \"_\" to begin a blank node label", foundAt: first)
    }
    return end
  }

  /// Whether a name may begin with what stands at `index`; the combining marks of PN_CHARS may not.
  private func isNameLead(at index: Int) throws(LexicalFault) -> Bool {
    guard self[index] >= 0x80 else { return true }
    guard case .scalar(let scalar, _) = decodeScalar(at: index) else { return false }
    return TurtleCharacters.isNameBase(scalar)
  }

  /// (PN_CHARS | '.')*, without dots at the end, which end a statement.
  func scanName(
    from first: Int, start: Int, _ limits: ParserLimits
  ) throws(LexicalFault) -> TokenEnd {
    var index = first
    var end = first
    let stop = start + 2 * limits.iriByteCountMax
    while true {
      let runStart = index
      while TurtleCharacters.isASCIIName(self[index]) { index += 1 }
      if index > runStart { end = index }
      if index > stop { throw tooLongIRI(at: start, limits) }
      guard index < count else { return isFinal ? end : nil }
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        index += 1
      } else if byte >= 0x80 {
        switch decodeScalar(at: index) {
        case .scalar(let scalar, let length):
          guard TurtleCharacters.isName(scalar) else { return end }
          index += length
          end = index
        case .cut where !isFinal: return nil
        case .cut, .malformed: throw encodingFault(at: index)
        }
      } else {
        return end
      }
    }
  }

  // [144s] LANGTAG ::= '@' [a-zA-Z]+ ('-' [a-zA-Z0-9]+)*
  /// The caller has seen the `@` at `start`.
  ///
  /// A subtag has at most eight characters (BCP 47 §2.1).
  func scanLanguageTag(at start: Int, limits: ParserLimits) throws(LexicalFault) -> TokenEnd {
    var index = start + 1
    var subtag = index
    while true {
      let byte = self[index]
      let isLetter = IRIGrammar.isAlpha(byte)
      if isLetter || IRIGrammar.isDigit(byte) {
        guard index - subtag < 8, isLetter || subtag > start + 1 else { throw malformedTag(at: start) }
        index += 1
        continue
      }
      guard index < count || isFinal else { return nil }
      guard index > subtag else { throw malformedTag(at: start) }
      if byte == UInt8(ascii: "_") {
        // Programs write en_GB for en-GB; only a blank node may begin right behind a tag.
        guard index + 1 < count || isFinal else { return nil }
        guard self[index + 1] == UInt8(ascii: ":") else { throw malformedTag(at: start) }
      }
      guard byte == UInt8(ascii: "-") else { return index }
      index += 1
      subtag = index
      if index - start > limits.iriByteCountMax {
        throw LexicalFault(
          .limit, at: start, "expected a language tag of at most \(limits.iriByteCountMax) bytes")
      }
    }
  }

  private func malformedTag(at start: Int) -> LexicalFault {
    LexicalFault(
      .languageTag, at: start,
      "expected a language tag such as \"@en\" or \"@zh-Hans\": letters, then subtags of 1 to 8 letters or digits"
    )
  }
}
