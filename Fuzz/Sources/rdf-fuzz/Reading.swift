import RDF

/// What came of reading an input: statements, prefixes, the error that ended it, if one did, and the faults that
/// it was read in spite of.
struct Reading {
  let quads: [(quad: Quad, position: TextPosition)]
  let prefixes: [String: String]
  let error: SyntaxError?
  let faults: [SyntaxError]

  /// Small limits, so that the fuzzer reaches them too.
  static var options: ParserOptions {
    var options = ParserOptions(base: try? IRI("http://example.org/folder/document"))
    options.limits.nestingDepthMax = 24
    options.limits.iriByteCountMax = 200
    options.limits.literalByteCountMax = 2_000
    options.limits.faultCountMax = 20
    return options
  }

  /// Reads the input, strictly or on behind faults, in a syntax or in whichever it seems to be, in pieces that end at the given places.
  init(
    of bytes: [UInt8], as syntax: RDFSyntax?, cutAt cuts: [Int] = [], recovers: Bool = false,
    feed: (ArraySlice<UInt8>) -> ArraySlice<UInt8> = { $0 }
  ) {
    var options = Self.options
    options.recovers = recovers
    if let syntax {
      let parser = DocumentParser(syntax, into: QuadCollector(), options: options)
      self.init(of: bytes, by: parser, cutAt: cuts, feed: feed)
    } else {
      let reader = DocumentReader(into: QuadCollector(), options: options)
      self.init(of: bytes, by: reader, cutAt: cuts, feed: feed)
    }
  }

  private init(
    of bytes: [UInt8], by parser: some StatementParser<QuadCollector>, cutAt cuts: [Int],
    feed: (ArraySlice<UInt8>) -> ArraySlice<UInt8>
  ) {
    var parser = parser
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
    faults = parser.faults
  }
}

extension StatementParser {
  /// Reads a chunk that is a part of an array.
  mutating func feed(_ piece: ArraySlice<UInt8>) throws(SyntaxError) {
    try piece.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in try feed(buffer) }
  }
}
