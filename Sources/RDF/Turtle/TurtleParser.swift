/// Reads Turtle, or TriG, in memory bounded by the longest term and the depth of nesting.
///
/// Input may be cut anywhere; nesting is kept on a stack of its own, so that no input exhausts the thread's.
/// A byte order mark is accepted. Blank node labels are those of the document, except that one which
/// begins with `anon` gets another `anon` in front: `anon0`, `anon1` ... are the nodes without a label.
/// - Source: RDF 1.1 Turtle §6 and §7; RDF 1.1 TriG §4 and §5.
public struct TurtleParser<Sink: StatementSink>: StatementParser, ChunkedMachine {
  /// Which of the two syntaxes is read.
  public enum Mode: Sendable {
    /// Turtle: one graph.
    case turtle
    /// TriG: Turtle with graphs in braces.
    case triG
  }

  /// What is expected next, between two tokens.
  enum State {
    /// A directive, a subject or, in TriG, a graph.
    case statementStart
    /// Behind `@prefix` or `PREFIX`; only the first is ended by a full stop.
    case prefixName(isSPARQL: Bool)
    case prefixIRI(isSPARQL: Bool)
    case baseIRI(isSPARQL: Bool)
    case directiveEnd
    /// Behind `GRAPH`, behind the `[` of its anonymous name, and behind its name.
    case graphName
    case graphNameEnd
    case graphStart
    /// Behind a subject that may turn out to name a graph.
    case verbOrGraph
    case verb
    /// Behind `;`.
    case verbOrEnd
    /// Behind a property list as subject, which may be all there is.
    case verbOrStop
    /// Behind `[`.
    case propertyListStart
    case object
    /// Behind a string: a language, a datatype, or whatever follows an object.
    case afterString
    case datatype
    case afterObject
    /// Behind `(` or an element.
    case collectionItem
    /// Behind a fault, looking for the end of the statement.
    case spoiltStatement(StatementSearch)
  }

  /// A bracket that is open, and what to return to when it closes.
  struct Frame {
    enum Kind {
      case propertyList
      case collection
    }

    let kind: Kind
    /// Whether it stands where a subject does.
    let isSubject: Bool
    let outerSubject: Sink.Handle?
    let outerPredicate: Sink.Handle?
    /// Where the bracket is, if positions are wanted.
    let position: TextPosition
    /// The first cell of a collection.
    var head: Sink.Handle?
  }

  /// Terms that the grammar itself stands for.
  enum ImpliedTerm: Int, CaseIterable {
    case type, first, rest, `nil`, integer, decimal, double, boolean

    var iri: IRI {
      switch self {
      case .type: .RDF.type
      case .first: .RDF.first
      case .rest: .RDF.rest
      case .nil: .RDF.nil
      case .integer: .XSD.integer
      case .decimal: .XSD.decimal
      case .double: .XSD.double
      case .boolean: .XSD.boolean
      }
    }
  }

  /// The sink, with what it has been given so far.
  public internal(set) var sink: Sink
  var input = ChunkedInput()
  let mode: Mode
  let limits: ParserLimits
  let recovers: Bool
  var state = State.statementStart
  var isInComment = false

  var base: BaseIRI?
  var prefixes = PrefixTable()
  var prefixName: [UInt8] = []
  var recentIRIs = RecentIRIs<Sink.Handle>()
  var recentDatatypes = RecentIRIs<Sink.Handle>()

  var frames: [Frame] = []
  /// The subject of the innermost property list, or the last cell of the innermost collection.
  var subject: Sink.Handle?
  /// The predicate there; within a collection `rdf:first`.
  var predicate: Sink.Handle?
  var isInGraph = false
  var graph: Sink.Handle?
  /// Whether the graph's name was at fault, so that its statements belong nowhere.
  var isGraphSpoilt = false
  /// Where the object at hand starts, if positions are wanted.
  var objectPosition = TextPosition.start

  var stringScan = StringScan()
  var lexicalForm: [UInt8] = []
  /// Whether the string that was read last was at fault.
  var isStringSpoilt = false
  var iriBytes: [UInt8] = []
  var labelBytes: [UInt8] = []
  var anonymousCount = 0
  var impliedTerms: [Sink.Handle?] = Array(repeating: nil, count: ImpliedTerm.allCases.count)

  /// Creates a parser of Turtle.
  public init(into sink: Sink, options: ParserOptions) {
    self.init(into: sink, options: options, mode: .turtle)
  }

  /// Creates a parser of Turtle or TriG.
  public init(into sink: Sink, options: ParserOptions, mode: Mode) {
    self.sink = sink
    self.mode = mode
    limits = options.limits
    recovers = options.recovers
    base = options.base.map(BaseIRI.init)
  }

  /// The faults that were recovered from.
  public var faults: [SyntaxError] { input.faults.faults }

  /// Reads a chunk.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) { try drive(chunk) }

  /// Says that the input has ended; throws if it ended too early.
  public mutating func finish() throws(SyntaxError) { try driveToEnd() }

  mutating func run(_ window: ByteWindow) throws(LexicalFault) -> Int {
    var index = 0
    while true {
      if case .spoiltStatement(let search) = state {
        guard let end = endSpoiltStatement(window, from: index, search) else { return window.count }
        index = end
      }
      if isInComment {
        guard let (end, isComplete) = try skipComment(window, at: index) else { return window.count }
        guard isComplete else { return end }
        isInComment = false
        index = end
      }
      index = window.skipWhitespace(from: index)
      guard index < window.count else {
        if window.isFinal { try checkEnd(window) }
        return window.count
      }
      if window.bytes[index] == UInt8(ascii: "#") {
        isInComment = true
        index += 1
        continue
      }
      do throws(LexicalFault) {
        guard let end = try step(window, at: index) else { return index }
        index = end
      } catch {
        if error.isPremature { return index }
        guard recovers else { throw error }
        guard let next = recover(from: error, window, tokenStart: index) else { return index }
        index = next
      }
    }
  }

  /// Skips a comment; nil if a fault in it was the last one to be kept.
  private mutating func skipComment(
    _ window: ByteWindow, at start: Int
  ) throws(LexicalFault) -> (index: Int, isComplete: Bool)? {
    var index = start
    while true {
      do throws(LexicalFault) {
        return try window.skipComment(index)
      } catch {
        guard recovers else { throw error }
        input.note(error, in: window, limits: limits)
        guard !input.faults.isClosed else { return nil }
        index = error.index + 1
      }
    }
  }

  /// Reads the one token that starts at `index`; nil if the window ends within it.
  private mutating func step(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    switch state {
    case .statementStart: try statementStart(window, at: index)
    case .prefixName(let isSPARQL): try prefixName(window, at: index, isSPARQL)
    case .prefixIRI(let isSPARQL): try prefixIRI(window, at: index, isSPARQL)
    case .baseIRI(let isSPARQL): try baseIRI(window, at: index, isSPARQL)
    case .directiveEnd: try directiveEnd(window, at: index)
    case .graphName: try graphName(window, at: index)
    case .graphNameEnd: try graphNameEnd(window, at: index)
    case .graphStart: try graphStart(window, at: index)
    case .verbOrGraph: try verbOrGraph(window, at: index)
    case .verb: try verb(window, at: index)
    case .verbOrEnd, .verbOrStop: try verbOrEnd(window, at: index)
    case .propertyListStart: try propertyListStart(window, at: index)
    case .object, .collectionItem: try object(window, at: index)
    case .afterString: try afterString(window, at: index)
    case .datatype: try datatype(window, at: index)
    case .afterObject: try afterObject(window, at: index)
    case .spoiltStatement: index
    }
  }

  /// Says what is wrong if the document ends in the middle of something.
  private mutating func checkEnd(_ window: ByteWindow) throws(LexicalFault) {
    if case .afterString = state { endLiteral() }
    guard let expected = expectedAtEnd else { return }
    let fault = LexicalFault(at: window.count, "expected \(expected), found the end of the document")
    guard recovers else { throw fault }
    input.note(fault, in: window, limits: limits)
  }

  /// What has to follow; nil if the document may end here.
  private var expectedAtEnd: String? {
    switch state {
    case .statementStart, .spoiltStatement: return isInGraph ? "\"}\" to end the graph" : nil
    default: break
    }
    guard let frame = frames.last else { return "the rest of the statement" }
    let bracket = if case .propertyList = frame.kind { "]" } else { ")" }
    return "\"\(bracket)\" to close an open bracket"
  }
}

extension ByteWindow {
  // [161s] WS ::= #x20 | #x9 | #xD | #xA
  @inline(__always) fileprivate func skipWhitespace(from start: Int) -> Int {
    var index = start
    while true {
      switch self[index] {
      case 0x20, 0x0A, 0x09, 0x0D: index += 1
      default: return index
      }
    }
  }
}
