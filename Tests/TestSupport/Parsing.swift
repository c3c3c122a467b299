public import RDF
public import Testing

/// How a document is cut into chunks before it is fed to a parser.
public enum Cut: Sendable, CaseIterable {
  case whole
  case byteByByte
  /// Seven bytes at a time, so that most tokens are cut and some chunks hold several.
  case inSevens
  /// For documents that are too long for small pieces; not among `allCases`.
  case inPieces(of: Int)

  /// The cuts that a short document is tried with.
  public static var allCases: [Cut] { [.whole, .byteByByte, .inSevens] }

  fileprivate var byteCount: Int {
    switch self {
    case .whole: Int.max
    case .byteByByte: 1
    case .inSevens: 7
    case .inPieces(let byteCount): byteCount
    }
  }
}

/// What came of reading a document: its statements, and the error that ended it, if any.
public struct ParseOutcome {
  /// The statements handed out, in order, with the place of each object.
  public let quads: [(quad: Quad, position: TextPosition)]
  /// The prefixes that were declared.
  public let prefixes: [String: String]
  /// Why it ended early.
  public let error: SyntaxError?

  /// Whether two outcomes are the same to the last detail.
  public func isEqual(to other: ParseOutcome) -> Bool {
    error == other.error && prefixes == other.prefixes
      && quads.elementsEqual(other.quads) { $0.quad == $1.quad && $0.position == $1.position }
  }
}

/// Reads a document, fed in the given way.
public func outcome(
  of bytes: [UInt8], as syntax: RDFSyntax, cut: Cut = .whole, options: ParserOptions = ParserOptions()
) -> ParseOutcome {
  var parser = DocumentParser(syntax, into: QuadCollector(), options: options)
  var failure: SyntaxError?
  do throws(SyntaxError) {
    var start = 0
    while start < bytes.count {
      let end = cut.byteCount < bytes.count - start ? start + cut.byteCount : bytes.count
      try bytes[start..<end].withUnsafeBufferPointer { (chunk) throws(SyntaxError) in try parser.feed(chunk) }
      start = end
    }
    try parser.finish()
  } catch {
    failure = error
  }
  return ParseOutcome(quads: parser.sink.quads, prefixes: parser.sink.prefixes, error: failure)
}

/// Reads a document, fed in the given way.
public func outcome(
  of text: String, as syntax: RDFSyntax, cut: Cut = .whole, options: ParserOptions = ParserOptions()
) -> ParseOutcome {
  outcome(of: Array(text.utf8), as: syntax, cut: cut, options: options)
}

/// A document that is wrong in one place, and what the parser has to say about it.
public struct MalformedDocument: Sendable, CustomTestStringConvertible {
  /// The document.
  public let text: String
  /// The kind of fault.
  public let code: SyntaxError.Code
  /// The whole message: `line:column: sentence`.
  public let expected: String

  /// Creates a case; the position is `line:column`.
  public init(_ text: String, _ position: String, _ message: String, code: SyntaxError.Code = .grammar) {
    self.text = text
    self.code = code
    expected = "\(position): \(message)"
  }

  /// The document.
  public var testDescription: String { text }
}
