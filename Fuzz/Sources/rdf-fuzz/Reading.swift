import RDF

/// What came of reading an input: statements, prefixes, and the error that ended it, if one did.
struct Reading {
  let quads: [(quad: Quad, position: TextPosition)]
  let prefixes: [String: String]
  let error: SyntaxError?

  /// Small limits, so that the fuzzer reaches them too.
  static var options: ParserOptions {
    var options = ParserOptions(base: try? IRI("http://example.org/folder/document"))
    options.limits.nestingDepthMax = 24
    options.limits.iriByteCountMax = 200
    options.limits.literalByteCountMax = 2_000
    return options
  }

  /// Reads the input in pieces that end at the given places, by default whole.
  init(
    of bytes: [UInt8], as syntax: RDFSyntax, cutAt cuts: some Sequence<Int> = EmptyCollection<Int>(),
    feed: (ArraySlice<UInt8>) -> ArraySlice<UInt8> = { $0 }
  ) {
    var parser = DocumentParser(syntax, into: QuadCollector(), options: Self.options)
    var failure: SyntaxError?
    do throws(SyntaxError) {
      var start = 0
      for cut in cuts where cut > start && cut < bytes.count {
        try parser.feed(feed(bytes[start..<cut]))
        start = cut
      }
      try parser.feed(feed(bytes[start...]))
      try parser.finish()
    } catch {
      failure = error
    }
    (quads, prefixes, error) = (parser.sink.quads, parser.sink.prefixes, failure)
  }
}

extension StatementParser {
  /// Reads a chunk that is a part of an array.
  mutating func feed(_ piece: ArraySlice<UInt8>) throws(SyntaxError) {
    try piece.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in try feed(buffer) }
  }
}
