// The one way to write a term, a triple or a quad as a line: canonical N-Quads as RDFC-1.0 defines it.

extension Term {
  /// Appends the term in canonical N-Triples.
  public func appendNTriples(to bytes: inout [UInt8]) {
    switch self {
    case .iri(let iri): iri.appendNTriples(to: &bytes)
    case .blankNode(let node):
      bytes.append(contentsOf: "_:".utf8)
      bytes.append(contentsOf: node.label.utf8)
    case .literal(let literal): literal.appendNTriples(to: &bytes)
    }
  }
}

extension IRI {
  fileprivate func appendNTriples(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: string.utf8)
    bytes.append(UInt8(ascii: ">"))
  }
}

extension [UInt8] {
  /// Appends an IRI in angle brackets.
  mutating func appendBracketed(_ iri: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "<"))
    append(contentsOf: iri)
    append(UInt8(ascii: ">"))
  }

  /// Appends a lexical form in quotation marks, with the fewest escapes that canonical N-Quads allows.
  ///
  /// - Source: RDFC-1.0 §5, "Canonical N-Quads form": ECHAR for backspace, tab, line feed, form feed,
  ///   carriage return, quotation mark and backslash; UCHAR for the other controls and DEL.
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "\""))
    var start = 0
    while let index = ByteOutput.firstQuotedSpecial(text, from: start) {
      append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      appendEscaped(text[index])
      start = index + 1
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    append(UInt8(ascii: "\""))
  }

  /// Appends a blank node; a label that the syntaxes do not allow is written in hexadecimal digits.
  mutating func appendBlankNode(_ label: UnsafeBufferPointer<UInt8>) {
    append(contentsOf: "_:".utf8)
    if label.allSatisfy({ TurtleCharacters.isASCIIName($0) }) || Self.isWritable(label),
      label.first != UInt8(ascii: "-"), !label.starts(with: Self.hexadecimalMark), !label.isEmpty
    {
      append(contentsOf: label)
      return
    }
    append(contentsOf: Self.hexadecimalMark)
    for byte in label { append(contentsOf: ByteWindow.hexadecimal(UInt32(byte), digits: 2).utf8) }
  }

  /// What labels in hexadecimal digits begin with; another label that does is written in digits too, so that
  /// no two become the same.
  private static let hexadecimalMark = Array("hex-".utf8)

  private static func isWritable(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = Array("_:".utf8) + label
    return text.withUnsafeBufferPointer { text in
      let window = ByteWindow(text, isFinal: true)
      return (try? window.scanBlankNodeLabel(at: 0, limits: ParserLimits())) == text.count
    }
  }

  /// Appends what stands for a byte that a lexical form in quotation marks cannot have as it is.
  mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case 0x08: append(contentsOf: "\\b".utf8)
    case 0x09: append(contentsOf: "\\t".utf8)
    case 0x0A: append(contentsOf: "\\n".utf8)
    case 0x0C: append(contentsOf: "\\f".utf8)
    case 0x0D: append(contentsOf: "\\r".utf8)
    case 0x22: append(contentsOf: "\\\"".utf8)
    case 0x5C: append(contentsOf: "\\\\".utf8)
    default:
      let digits = Array("0123456789ABCDEF".utf8)
      append(contentsOf: "\\u00".utf8)
      append(digits[Int(byte >> 4)])
      append(digits[Int(byte & 15)])
    }
  }
}

extension Literal {
  /// Appends the literal as canonical N-Quads write it.
  fileprivate func appendNTriples(to bytes: inout [UInt8]) {
    var text = lexicalForm
    text.withUTF8 { bytes.appendQuoted($0) }
    switch self {
    case .string: break
    case .languageTagged(_, let tag):
      bytes.append(UInt8(ascii: "@"))
      bytes.append(contentsOf: tag.string.utf8)
    case .typed(_, let datatype):
      bytes.append(contentsOf: "^^".utf8)
      datatype.appendNTriples(to: &bytes)
    }
  }
}

extension Triple {
  /// Appends the triple as one line of canonical N-Triples, line feed included.
  public func appendNTriples(to bytes: inout [UInt8]) {
    Quad(self).appendNQuads(to: &bytes)
  }
}

extension Quad {
  /// Appends the quad as one line of canonical N-Quads, line feed included.
  public func appendNQuads(to bytes: inout [UInt8]) {
    triple.subject.term.appendNTriples(to: &bytes)
    bytes.append(UInt8(ascii: " "))
    triple.predicate.appendNTriples(to: &bytes)
    bytes.append(UInt8(ascii: " "))
    triple.object.appendNTriples(to: &bytes)
    if let graphName {
      bytes.append(UInt8(ascii: " "))
      graphName.term.appendNTriples(to: &bytes)
    }
    bytes.append(contentsOf: " .\n".utf8)
  }
}
