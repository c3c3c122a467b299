// A span of a parser's own buffer would keep the whole parser borrowed, its sink included; an array does not.

extension StatementSink {
  @inline(__always) mutating func iri(_ utf8: [UInt8]) -> Handle { iri(utf8.span) }

  @inline(__always) mutating func blankNode(_ label: [UInt8]) -> Handle { blankNode(label.span) }

  @inline(__always) mutating func literal(_ lexicalForm: [UInt8]) -> Handle { literal(lexicalForm.span) }

  @inline(__always)
  mutating func literal(_ lexicalForm: [UInt8], language: UnsafeBufferPointer<UInt8>) -> Handle {
    literal(lexicalForm.span, language: language.span)
  }

  @inline(__always) mutating func literal(_ lexicalForm: [UInt8], datatype: Handle) -> Handle {
    literal(lexicalForm.span, datatype: datatype)
  }
}

extension IRI.XSD {
  /// The datatype that a literal has without its being said; a sink is not told of it.
  static let stringUTF8 = Array(string.string.utf8)
}
