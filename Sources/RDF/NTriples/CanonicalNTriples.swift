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

extension Literal {
  /// Appends the literal with the fewest escapes that canonical N-Quads allows.
  ///
  /// - Source: RDFC-1.0 §5, "Canonical N-Quads form": ECHAR for backspace, tab, line feed, form feed,
  ///   carriage return, quotation mark and backslash; UCHAR for the other controls and DEL.
  fileprivate func appendNTriples(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in lexicalForm.utf8 {
      switch byte {
      case 0x08: bytes.append(contentsOf: "\\b".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0C: bytes.append(contentsOf: "\\f".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x22: bytes.append(contentsOf: "\\\"".utf8)
      case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789ABCDEF".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
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
