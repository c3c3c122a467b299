/// Reads N-Triples, or N-Quads, in memory bounded by the longest term.
///
/// Line and column in errors, blank node labels as the document has them. A byte order mark is accepted.
/// - Source: RDF 1.1 N-Triples §7; RDF 1.1 N-Quads §6.
public struct NTriplesParser<Sink: StatementSink>: StatementParser, ChunkedMachine {
  /// Which of the two line-based syntaxes is read.
  public enum Mode: Sendable {
    /// N-Triples: no graph names.
    case nTriples
    /// N-Quads: a fourth term names the graph.
    case nQuads
  }

  /// What is expected next.
  enum State {
    /// A subject, a comment, or an empty line.
    case lineStart
    case comment
    case predicate
    case object
    /// Behind a string: a language, a datatype, or whatever follows an object.
    case afterString
    case datatype
    /// A graph name or the full stop.
    case afterObject
    case fullStop
    /// The end of the line, or a comment.
    case lineEnd
    /// Behind a fault: whatever stands before the end of the line.
    case spoiltLine
  }

  /// The sink, with what it has been given so far.
  public internal(set) var sink: Sink
  var input = ChunkedInput()
  let mode: Mode
  let limits: ParserLimits
  private let recovers: Bool
  var state = State.lineStart
  var subject: Sink.Handle?
  /// The subject as it was written, if it was an IRI: most statements have the subject of the one before.
  var subjectToken: [UInt8] = []
  var predicate: Sink.Handle?
  /// The predicate as it was written, if it was a usual IRI: many statements have the predicate of the one before.
  var predicateToken: [UInt8] = []
  var object: Sink.Handle?
  var graph: Sink.Handle?
  var objectPosition = TextPosition.start
  private var stringScan = StringScan()
  var lexicalForm: [UInt8] = []
  private var iriBytes: [UInt8] = []
  var recentIRIs = RecentIRIs<Sink.Handle>()

  /// Creates a parser of N-Triples.
  public init(into sink: Sink, options: ParserOptions) {
    self.init(into: sink, options: options, mode: .nTriples)
  }

  /// Creates a parser of N-Triples or N-Quads.
  public init(into sink: Sink, options: ParserOptions, mode: Mode) {
    self.sink = sink
    self.mode = mode
    limits = options.limits
    recovers = options.recovers
  }

  /// The faults that were recovered from.
  public var faults: [SyntaxError] { input.faults.faults }

  /// Reads a chunk.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) { try drive(chunk) }

  /// Says that the input has ended; throws if it ended too early.
  public mutating func finish() throws(SyntaxError) { try driveToEnd() }

  // [1] ntriplesDoc ::= triple? (EOL triple)* EOL?
  // [2] triple ::= subject predicate object '.'
  // [2q] statement ::= subject predicate object graphLabel? '.'
  // [8] EOL ::= [#xD#xA]+
  mutating func run(_ window: ByteWindow) throws(LexicalFault) -> Int {
    var index = 0
    while true {
      if case .lineStart = state { index = readUsualLines(window, from: index) }
      while window[index] == 0x20 || window[index] == 0x09 { index += 1 }
      guard index < window.count else {
        if window.isFinal { try checkEnd(window) }
        return window.count
      }
      do throws(LexicalFault) {
        guard let end = try step(window, at: index) else { return index }
        index = end
      } catch {
        if error.isPremature { return index }
        guard recovers else { throw error }
        index = recover(from: error, window)
      }
    }
  }

  /// Keeps a fault and gives up the line that it stands in.
  private mutating func recover(from fault: LexicalFault, _ window: ByteWindow) -> Int {
    input.note(fault, in: window, limits: limits)
    // What was read of the line so far was no statement.
    graph = nil
    stringScan = StringScan()
    state = .spoiltLine
    return input.faults.isClosed ? window.count : fault.index
  }

  /// Reads the one token that starts at `index`; nil if the window ends within it.
  @inline(__always)
  private mutating func step(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    let byte = window.bytes[index]
    switch state {
    case .lineStart, .lineEnd:
      return try betweenStatements(window, at: index)
    case .comment:
      let (end, isComplete) = try window.skipComment(index)
      if isComplete { state = .lineStart }
      // A cut scalar at the end of the window stays; everything before it is done with.
      return end > index || isComplete ? end : nil
    case .predicate:
      guard byte == UInt8(ascii: "<") else {
        throw window.fault(expected: "an IRI as predicate", foundAt: index)
      }
      guard let (handle, end) = try iri(window, at: index) else { return nil }
      predicate = handle
      predicateToken.removeAll(keepingCapacity: true)
      state = .object
      return end
    case .object:
      return try objectTerm(window, at: index)
    case .afterString:
      return try afterString(window, at: index)
    case .datatype:
      guard byte == UInt8(ascii: "<") else {
        throw window.fault(expected: "the datatype's IRI after \"^^\"", foundAt: index)
      }
      guard let end = try readIRI(window, at: index) else { return nil }
      if iriBytes == IRI.XSD.stringUTF8 {
        object = sink.literal(lexicalForm)
      } else {
        let datatype = sink.iri(iriBytes)
        object = sink.literal(lexicalForm, datatype: datatype)
      }
      state = .afterObject
      return end
    case .afterObject:
      return try graphLabel(window, at: index)
    case .fullStop:
      guard byte == UInt8(ascii: ".") else {
        throw window.fault(expected: "\".\" to end the statement", foundAt: index)
      }
      emit()
      return index + 1
    case .spoiltLine:
      let rest = window.slice(index, window.count)
      guard let end = rest.firstIndex(where: TurtleCharacters.isLineEnd) else { return window.count }
      state = .lineStart
      return index + end
    }
  }

  private mutating func betweenStatements(_ window: ByteWindow, at index: Int) throws(LexicalFault)
    -> TokenEnd
  {
    let byte = window.bytes[index]
    if TurtleCharacters.isLineEnd(byte) {
      state = .lineStart
      return index + 1
    }
    if byte == UInt8(ascii: "#") {
      state = .comment
      return index + 1
    }
    guard case .lineStart = state else {
      throw window.fault(expected: "the end of the line after the statement's \".\"", foundAt: index)
    }
    if !subjectToken.isEmpty && window.hasPrefix(subjectToken, at: index) {
      state = .predicate
      return index + subjectToken.count
    }
    // [3] subject ::= IRIREF | BLANK_NODE_LABEL
    guard let (handle, end) = try iriOrBlankNode(window, at: index, "an IRI or a blank node as subject")
    else {
      return nil
    }
    subject = handle
    subjectToken.removeAll(keepingCapacity: true)
    // A label may go on where an IRI has ended, so that the same bytes need not be the same node.
    if byte == UInt8(ascii: "<") { subjectToken.append(contentsOf: window.slice(index, end)) }
    state = .predicate
    return end
  }

  // [5] object ::= IRIREF | BLANK_NODE_LABEL | literal
  private mutating func objectTerm(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    if window.bytes[index] == UInt8(ascii: "\"") {
      guard let token = try window.scanString(at: index, resuming: &stringScan, limits: limits) else {
        return nil
      }
      try window.decodeString(token, to: &lexicalForm)
      guard lexicalForm.count <= limits.literalByteCountMax else {
        throw window.tooLongLiteral(at: index, limits)
      }
      if Sink.usesPositions { objectPosition = input.position(of: index, in: window) }
      state = .afterString
      return token.end
    }
    let expected = "an IRI, a blank node or a literal as object"
    guard let (handle, end) = try iriOrBlankNode(window, at: index, expected) else { return nil }
    if Sink.usesPositions { objectPosition = input.position(of: index, in: window) }
    object = handle
    state = .afterObject
    return end
  }

  // [6] literal ::= STRING_LITERAL_QUOTE ('^^' IRIREF | LANGTAG)?
  private mutating func afterString(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    switch window.bytes[index] {
    case UInt8(ascii: "@"):
      guard let end = try window.scanLanguageTag(at: index, limits: limits) else { return nil }
      object = sink.literal(lexicalForm, language: window.slice(index + 1, end))
      state = .afterObject
      return end
    case UInt8(ascii: "^"):
      guard window[index + 1] == UInt8(ascii: "^") else {
        throw window.fault(expected: "\"^^\" and a datatype", foundAt: index + 1)
      }
      state = .datatype
      return index + 2
    default:
      object = sink.literal(lexicalForm)
      state = .afterObject
      return index
    }
  }

  // [6q] graphLabel ::= IRIREF | BLANK_NODE_LABEL
  private mutating func graphLabel(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    let byte = window.bytes[index]
    if case .nQuads = mode, byte == UInt8(ascii: "<") || byte == UInt8(ascii: "_") {
      guard let (handle, end) = try iriOrBlankNode(window, at: index, "") else { return nil }
      graph = handle
      state = .fullStop
      return end
    }
    guard byte == UInt8(ascii: ".") else {
      let graphName = if case .nQuads = mode { "a graph name or " } else { "" }
      throw window.fault(expected: graphName + "\".\" to end the statement", foundAt: index)
    }
    state = .fullStop
    return index
  }

  @inline(__always)
  mutating func emit() {
    // Each state before this one has set its term.
    if let subject, let predicate, let object {
      sink.statement(subject, predicate, object, graph: graph, at: objectPosition)
    }
    graph = nil
    state = .lineEnd
  }

  private mutating func iriOrBlankNode(
    _ window: ByteWindow, at index: Int, _ expected: @autoclosure () -> String
  ) throws(LexicalFault) -> (Sink.Handle, end: Int)? {
    switch window.bytes[index] {
    case UInt8(ascii: "<"):
      return try iri(window, at: index)
    case UInt8(ascii: "_"):
      guard let end = try window.scanBlankNodeLabel(at: index, limits: limits) else {
        return nil
      }
      return (sink.blankNode(window.slice(index + 2, end).span), end)
    default:
      throw window.fault(expected: expected(), foundAt: index)
    }
  }

  private mutating func iri(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> (
    Sink.Handle, end: Int
  )? {
    guard let token = try window.scanIRI(at: index, limits: limits) else { return nil }
    guard token.isPlain else {
      try decode(token, window, at: index)
      return (sink.iri(iriBytes), token.end)
    }
    let text = window.slice(index + 1, token.end - 1)
    try checkPlain(text, window, at: index)
    return (sink.iri(text.span), token.end)
  }

  /// Reads an IRI into `iriBytes`.
  private mutating func readIRI(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard let token = try window.scanIRI(at: index, limits: limits) else { return nil }
    try decode(token, window, at: index)
    return token.end
  }

  private mutating func decode(_ token: IRIToken, _ window: ByteWindow, at index: Int) throws(LexicalFault) {
    iriBytes.removeAll(keepingCapacity: true)
    try window.appendIRI(token, from: index, to: &iriBytes)
    if token.isPlain { return try checkPlain(window.slice(index + 1, token.end - 1), window, at: index) }
    guard iriBytes.count <= limits.iriByteCountMax else { throw window.tooLongIRI(at: index, limits) }
    let fault = iriBytes.withUnsafeBufferPointer { IRIGrammar.firstFault(inAbsolute: $0) }
    if let fault { throw LexicalFault(.iri, at: index, "expected an absolute IRI: \(fault.reason)") }
  }

  /// Checks of a plain IRI what the scanner has not: its length and its scheme.
  private func checkPlain(
    _ text: UnsafeBufferPointer<UInt8>, _ window: ByteWindow, at index: Int
  ) throws(LexicalFault) {
    guard text.count <= limits.iriByteCountMax else { throw window.tooLongIRI(at: index, limits) }
    guard IRIGrammar.schemeEnd(text) != nil else {
      let shown = window.quoted(index + 1, index + 1 + text.count)
      throw LexicalFault(.iri, at: index, "expected an absolute IRI, found \(shown), which has no scheme")
    }
  }

  /// Says what is wrong if the document ends in the middle of a statement.
  private mutating func checkEnd(_ window: ByteWindow) throws(LexicalFault) {
    switch state {
    case .lineStart, .lineEnd, .comment, .spoiltLine: return
    default:
      let fault = LexicalFault(
        at: window.count, "expected the rest of the statement, found the end of the document")
      guard recovers else { throw fault }
      _ = recover(from: fault, window)
    }
  }
}
