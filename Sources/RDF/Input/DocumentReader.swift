/// Reads a document as it comes: undoes gzip, finds the syntax if none was given, and parses.
///
/// What starts with the two bytes of gzip is decompressed; then, if no syntax was given, the content is looked
/// at from its first 4 KiB on until its syntax can be told (`RDFSyntax.detect`). Fed in chunks, or whole by
/// `read`; the way the input is cut never changes the outcome.
///
/// Beside the parser's memory this keeps what `GzipDecoder` keeps, and until the syntax is known at most
/// `ParserLimits.detectionByteCountMax` of content.
public struct DocumentReader<Sink: StatementSink>: StatementParser {
  /// How much content is looked at first, in bytes.
  static var detectionByteCount: Int { 4 << 10 }

  /// What the bytes are wrapped in.
  private enum Wrapping {
    /// So far there is at most one byte, `pending`.
    case unknown
    case none
    case gzip(GzipDecoder)
  }

  private let options: ParserOptions
  private var wrapping = Wrapping.unknown
  /// The first byte, until the second has come.
  private var pending: [UInt8] = []
  /// The sink, until there is a parser.
  private var waitingSink: Sink?
  /// The content, until its syntax is known.
  private var head: [UInt8] = []
  /// How much of the content is looked at next.
  private var headByteCount = DocumentReader.detectionByteCount
  private var parser: DocumentParser<Sink>?
  /// What ended a reading that recovers before the parser saw the whole content: a fault of gzip, say.
  private var failure: SyntaxError?
  /// The syntax that was given, or that the content turned out to be in; nil until that is known.
  public private(set) var syntax: RDFSyntax?

  /// Creates a reader that finds the syntax by itself.
  public init(into sink: Sink, options: ParserOptions = ParserOptions()) {
    self.init(nil, into: sink, options: options)
  }

  /// Creates a reader of a syntax, or, given nil, one that finds it by itself.
  public init(_ syntax: RDFSyntax?, into sink: Sink, options: ParserOptions = ParserOptions()) {
    self.options = options
    self.syntax = syntax
    if let syntax {
      parser = DocumentParser(syntax, into: sink, options: options)
    } else {
      waitingSink = sink
      headByteCount = min(headByteCount, options.limits.detectionByteCountMax)
    }
  }

  /// The sink, with what it has been given so far.
  public var sink: Sink {
    if let parser { return parser.sink }
    guard let waitingSink else {
      preconditionFailure("a reader's sink was asked for while the reader was being fed")
    }
    return waitingSink
  }

  /// The faults met so far, if the reader recovers.
  ///
  /// Nothing is read behind a fault of gzip, or if the syntax cannot be told.
  public var faults: [SyntaxError] { (parser?.faults ?? []) + (failure.map { [$0] } ?? []) }

  /// Reads a chunk.
  ///
  /// - Throws: `SyntaxError`: the parser's; those of `GzipDecoder`; and, with code `grammar`, that the content
  ///   is in none of the syntaxes.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    guard failure == nil else { return }
    do throws(SyntaxError) {
      try unwrap(chunk)
    } catch {
      try end(with: error)
    }
  }

  /// Keeps the fault that ends a reading that recovers, or throws it.
  private mutating func end(with fault: SyntaxError) throws(SyntaxError) {
    guard options.recovers else { throw fault }
    failure = fault
  }

  private mutating func unwrap(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    switch wrapping {
    case .none: try read(chunk)
    case .gzip(let decoder):
      try decoder.feed(chunk) { (content) throws(SyntaxError) in try read(content) }
    case .unknown:
      guard pending.count + chunk.count >= GzipDecoder.magicNumber.count else {
        pending.append(contentsOf: chunk)
        return
      }
      let start = pending
      pending = []
      let isGzip = (start + chunk.prefix(2)).starts(with: GzipDecoder.magicNumber)
      wrapping = isGzip ? .gzip(GzipDecoder(limits: options.limits)) : .none
      try unwrap(start)
      try unwrap(chunk)
    }
  }

  /// Says that the input has ended; throws if it ended too early.
  public mutating func finish() throws(SyntaxError) {
    guard failure == nil else { return }
    do throws(SyntaxError) {
      try end()
    } catch {
      try end(with: error)
    }
  }

  private mutating func end() throws(SyntaxError) {
    switch wrapping {
    case .none: break
    case .gzip(let decoder): try decoder.finish { (content) throws(SyntaxError) in try read(content) }
    case .unknown:
      wrapping = .none
      try unwrap(pending)
    }
    if parser == nil { try decide(head, isWhole: true) }
    try parser?.finish()
  }

  /// Reads a whole document, and returns the reader, which has the sink and the syntax.
  ///
  /// - Throws: `SyntaxError` at the first fault.
  public static func read(
    _ bytes: [UInt8], as syntax: RDFSyntax? = nil, into sink: Sink, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> DocumentReader {
    var reader = DocumentReader(syntax, into: sink, options: options)
    try reader.feed(bytes)
    try reader.finish()
    return reader
  }

  private mutating func feed(_ bytes: [UInt8]) throws(SyntaxError) {
    try bytes.withUnsafeBufferPointer { (chunk) throws(SyntaxError) in try feed(chunk) }
  }

  private mutating func unwrap(_ bytes: [UInt8]) throws(SyntaxError) {
    try bytes.withUnsafeBufferPointer { (chunk) throws(SyntaxError) in try unwrap(chunk) }
  }

  // MARK: Content

  /// Reads content, out of which gzip has been taken.
  private mutating func read(_ content: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    if parser != nil {
      try parser?.feed(content)
      return
    }
    var rest = content[...]
    while parser == nil {
      // Always the same sizes are looked at, so that the cut of the input does not matter.
      let part = rest.prefix(headByteCount - head.count)
      head.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      guard head.count == headByteCount else { return }
      try decide(head, isWhole: false)
    }
    if !rest.isEmpty { try parser?.feed(UnsafeBufferPointer(rebasing: rest)) }
  }

  /// Makes the parser, if what has been seen of the content tells its syntax, and gives it what has been seen.
  private mutating func decide(_ content: [UInt8], isWhole: Bool) throws(SyntaxError) {
    let limit = options.limits.detectionByteCountMax
    let detection = RDFSyntax.detect(
      content, isWhole: isWhole, mustDecide: content.count >= limit, limits: options.limits)
    if detection == .undecided {
      headByteCount = min(2 * content.count, limit)
      return
    }
    guard case .found(let found) = detection, let sink = waitingSink else {
      throw SyntaxError(
        .grammar, at: .start,
        "the content is not recognised; expected RDF/XML, JSON-LD, Turtle, TriG, N-Triples or N-Quads")
    }
    syntax = found
    // What gives this syntax away may stand further on; the wider grammar reads the same statements.
    let grammar: RDFSyntax =
      switch found {
      case .nTriples where !isWhole: .nQuads
      case .turtle where !isWhole: .triG
      default: found
      }
    parser = DocumentParser(grammar, into: sink, options: options)
    waitingSink = nil
    head = []
    try content.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in try parser?.feed(bytes) }
  }
}
