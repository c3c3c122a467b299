// How Turtle and TriG are read on behind a fault.
//
// A malformed term whose end is certain (a bad IRI in angle brackets, an undeclared prefix, a bad language tag or
// escape) spoils only the statements that it stands in: it is read as a term without a handle. Anything else
// spoils the statement up to a full stop at the end of a line, which is where people and programs end statements.

/// What has been seen while looking for the end of a spoilt statement.
struct StatementSearch {
  /// Whether nothing but spaces has come since a full stop.
  var isAfterFullStop = false
  /// Whether nothing but spaces has come since a line started.
  var isAtLineStart = false
}

extension TurtleParser {
  /// Keeps a fault and returns where to go on; nil if the window ends before that is known.
  mutating func recover(from fault: LexicalFault, _ window: ByteWindow, tokenStart: Int) -> Int? {
    switch spoiltTermEnd(fault, window, at: tokenStart) {
    case .unknown: return nil
    case .end(let end):
      input.note(fault, in: window, limits: limits)
      takeSpoiltTerm(startingWith: window.bytes[tokenStart])
      return input.faults.isClosed ? window.count : end
    case .none:
      input.note(fault, in: window, limits: limits)
      giveUpStatement()
      return input.faults.isClosed ? window.count : fault.index
    }
  }

  // MARK: Spoilt terms

  private enum TermEnd {
    case end(Int)
    /// There is no telling where the term ends.
    case none
    /// The window ends too early.
    case unknown
  }

  /// Where the term at fault ends, if it is certain and a term is what is expected.
  private func spoiltTermEnd(_ fault: LexicalFault, _ window: ByteWindow, at start: Int) -> TermEnd {
    guard isTermExpected else { return .none }
    switch window.bytes[start] {
    case UInt8(ascii: "<"): return spoiltIRIEnd(window, at: start)
    case UInt8(ascii: "@"):
      guard case .afterString = state else { return .none }
      return spoiltTagEnd(window, at: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard case .object = state else { return isInCollection ? spoiltStringEnd(window, at: start) : .none }
      return spoiltStringEnd(window, at: start)
    default:
      guard fault.code == .prefix || fault.code == .iri else { return .none }
      // These faults are found when the name has been read whole.
      guard let token = try? window.scanNameToken(at: start, limits: limits) else { return .none }
      return .end(token.end)
    }
  }

  private var isTermExpected: Bool {
    switch state {
    case .statementStart, .verbOrGraph, .verb, .verbOrEnd, .verbOrStop, .propertyListStart, .object,
      .collectionItem, .afterString, .datatype, .graphName:
      true
    case .prefixName, .prefixIRI, .baseIRI, .directiveEnd, .graphNameEnd, .graphStart, .afterObject,
      .spoiltStatement:
      false
    }
  }

  /// Behind the next ">" of the same line.
  private func spoiltIRIEnd(_ window: ByteWindow, at start: Int) -> TermEnd {
    let stop = start + limits.iriByteCountMax
    var index = start + 1
    while index < window.count && index <= stop {
      switch window.bytes[index] {
      case UInt8(ascii: ">"): return .end(index + 1)
      case UInt8(ascii: "<"), UInt8(ascii: "\""), 0x0A, 0x0D: return .none
      default: index += 1
      }
    }
    return index <= stop && !window.isFinal ? .unknown : .none
  }

  /// Behind the letters, digits and hyphens of a language tag.
  private func spoiltTagEnd(_ window: ByteWindow, at start: Int) -> TermEnd {
    let stop = start + limits.iriByteCountMax
    var index = start + 1
    while index < window.count && index <= stop {
      guard TurtleCharacters.isASCIIName(window.bytes[index]) else { return .end(index) }
      index += 1
    }
    return index <= stop && !window.isFinal ? .unknown : .none
  }

  /// Behind the closing marks, if the string is whole and only what it says is at fault.
  private func spoiltStringEnd(_ window: ByteWindow, at start: Int) -> TermEnd {
    var scan = StringScan()
    let mark = window.bytes[start]
    let isLong = window[start + 1] == mark && window[start + 2] == mark
    let token =
      isLong
      ? try? window.scanLongString(at: start, resuming: &scan, limits: limits)
      : try? window.scanString(at: start, resuming: &scan, limits: limits)
    return token.map { .end($0.end) } ?? .none
  }

  /// Goes on as if a term had been read, but one without a handle.
  private mutating func takeSpoiltTerm(startingWith byte: UInt8) {
    stringScan = StringScan()
    switch state {
    case .statementStart: startSubject(nil)
    case .graphName:
      isGraphSpoilt = true
      state = .graphStart
    case .verbOrGraph, .verb, .verbOrEnd, .verbOrStop, .propertyListStart:
      predicate = nil
      state = .object
    case .object, .collectionItem:
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        // A language or a datatype may follow.
        isStringSpoilt = true
        state = .afterString
      } else {
        deliver(nil)
      }
    case .afterString, .datatype: deliver(nil)
    case .prefixName, .prefixIRI, .baseIRI, .directiveEnd, .graphNameEnd, .graphStart, .afterObject,
      .spoiltStatement:
      break
    }
  }

  // MARK: Spoilt statements

  private mutating func giveUpStatement() {
    if case .graphStart = state { isGraphSpoilt = false }
    frames.removeAll(keepingCapacity: true)
    subject = nil
    predicate = nil
    if !isInGraph { graph = nil }
    stringScan = StringScan()
    state = .spoiltStatement(StatementSearch())
  }

  /// Looks for the end of a spoilt statement and returns what stands behind it; nil if the window ends first.
  ///
  /// The end is a full stop that only spaces and a comment follow in its line; and in a graph also a "}", and
  /// elsewhere a directive, at the start of a line.
  mutating func endSpoiltStatement(
    _ window: ByteWindow, from start: Int, _ search: StatementSearch
  ) -> Int? {
    var search = search
    var index = start
    while index < window.count {
      switch window.bytes[index] {
      case 0x20, 0x09: break
      case 0x0A, 0x0D:
        if search.isAfterFullStop { return endSearch(index) }
        search = StatementSearch(isAtLineStart: true)
      case UInt8(ascii: "#") where search.isAfterFullStop: return endSearch(index)
      case UInt8(ascii: "}") where search.isAtLineStart && isInGraph: return endSearch(index)
      case UInt8(ascii: "@") where search.isAtLineStart && !isInGraph: return endSearch(index)
      case UInt8(ascii: "."): search = StatementSearch(isAfterFullStop: true)
      default: search = StatementSearch()
      }
      index += 1
    }
    state = .spoiltStatement(search)
    return nil
  }

  private mutating func endSearch(_ index: Int) -> Int {
    state = .statementStart
    return index
  }
}
