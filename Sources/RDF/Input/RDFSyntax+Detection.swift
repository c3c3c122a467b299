extension RDFSyntax {
  /// What the start of a document says about its syntax.
  public enum Detection: Hashable, Sendable {
    /// The document is in this syntax, as far as it can be seen.
    case found(RDFSyntax)
    /// More of the document is needed.
    case undecided
    /// The document is in none of the syntaxes.
    case unknown
  }

  /// Tells the syntax of a document from its first bytes.
  ///
  /// XML shows in its first markup and JSON in its first brackets. The other syntaxes contain one another, so
  /// their parsers read `head`, N-Triples first, then N-Quads, Turtle and TriG, and the first that accepts it
  /// is the answer; if none does, that which finds the fewest faults, and of several that which reads furthest
  /// before the first. So a document of N-Triples is never called Turtle, and one without any statement is
  /// N-Triples. What `head` does not show cannot be told: a document that goes on in Turtle after many lines
  /// of N-Triples, say.
  /// - Parameters:
  ///   - head: the document from its start; 4 KiB are enough for most.
  ///   - isWhole: whether `head` is the whole document; then the answer is never `undecided`.
  ///   - mustDecide: whether no more can be seen, though there is more; then neither.
  ///   - limits: the limits of the parsers that look at it.
  public static func detect(
    _ head: [UInt8], isWhole: Bool, mustDecide: Bool = false, limits: ParserLimits = ParserLimits()
  ) -> Detection {
    let mustDecide = mustDecide || isWhole
    let text = head.starts(with: byteOrderMark) ? head.dropFirst(byteOrderMark.count) : head[...]
    let start = text.drop { XMLCharacters.isSpace($0) }
    guard let first = start.first else { return mustDecide ? .found(.nTriples) : .undecided }
    switch first {
    // Of the encodings that have zeros, or these marks of UTF-16, only XML's parser reads any.
    case 0x00, 0xFE, 0xFF: return .found(.rdfXML)
    case UInt8(ascii: "<"):
      switch isMarkup(start, mustDecide) {
      case true?: return .found(.rdfXML)
      case false?: break
      case nil: return .undecided
      }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      switch isJSON(start, mustDecide) {
      case true?: return .found(.jsonLD)
      case false?: break
      case nil: return .undecided
      }
    default: break
    }
    return detectText(head, isWhole: isWhole, mustDecide, limits)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether what starts with `<` is XML and no IRI; nil if that cannot be seen yet.
  ///
  /// An IRI has no white space. The outermost element of RDF/XML always has some, before the declaration of its
  /// namespace; so have declarations and document types. Comments and processing instructions may have none.
  private static func isMarkup(_ text: ArraySlice<UInt8>, _ mustDecide: Bool) -> Bool? {
    if text.starts(with: "<!--".utf8) { return true }
    let end = text.firstIndex { $0 == UInt8(ascii: ">") || $0 == 0 || XMLCharacters.isSpace($0) }
    guard let end else { return mustDecide ? false : nil }
    if text[end] != UInt8(ascii: ">") { return true }
    return text.starts(with: "<?".utf8) && text[end - 1] == UInt8(ascii: "?")
  }

  /// Whether what starts with `{` or `[` is JSON, and neither a graph of TriG nor a blank node of Turtle; nil
  /// if that cannot be seen yet.
  ///
  /// In TriG a subject follows `{`, which is no string. In Turtle a verb follows `[`, which is no string and
  /// starts with no bracket. `{}` and `[]` are JSON if nothing follows.
  private static func isJSON(_ text: ArraySlice<UInt8>, _ mustDecide: Bool) -> Bool? {
    let isObject = text.first == UInt8(ascii: "{")
    let inner = text.dropFirst().drop { XMLCharacters.isSpace($0) }
    guard let next = inner.first else { return mustDecide ? true : nil }
    switch next {
    case UInt8(ascii: "\""): return true
    case UInt8(ascii: "{"), UInt8(ascii: "["): return !isObject
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      let rest = inner.dropFirst().drop { XMLCharacters.isSpace($0) }
      return rest.isEmpty ? (mustDecide ? true : nil) : false
    default: return false
    }
  }

  /// Tells the text syntaxes apart by their parsers.
  private static func detectText(
    _ head: [UInt8], isWhole: Bool, _ mustDecide: Bool, _ limits: ParserLimits
  ) -> Detection {
    var best: (syntax: RDFSyntax, faultCount: Int, offset: Int)?
    for syntax in [RDFSyntax.nTriples, .nQuads, .turtle, .triG] {
      let trial = Trial(syntax, head, isWhole: isWhole, limits: limits)
      guard let fault = trial.faults.first else {
        // Comments and prefixes alone do not tell.
        return mustDecide || trial.statementCount > 0 ? .found(syntax) : .undecided
      }
      let offset = fault.position?.offset ?? 0
      // Whoever stops at the first word for its grammar, and never finds a statement, has recognised nothing.
      if trial.statementCount == 0 && fault.code == .grammar && isFirstWord(offset, of: head) { continue }
      if let best, (best.faultCount, -best.offset) <= (trial.faults.count, -offset) { continue }
      best = (syntax, trial.faults.count, offset)
    }
    return best.map { .found($0.syntax) } ?? .unknown
  }

  /// Whether nothing but white space and comments stands before an offset.
  private static func isFirstWord(_ offset: Int, of head: [UInt8]) -> Bool {
    var rest = head.prefix(offset)[...]
    if rest.starts(with: byteOrderMark) { rest = rest.dropFirst(byteOrderMark.count) }
    while true {
      rest = rest.drop { XMLCharacters.isSpace($0) }
      guard rest.first == UInt8(ascii: "#") else { return rest.isEmpty }
      rest = rest.drop { !TurtleCharacters.isLineEnd($0) }
    }
  }
}

/// What came of reading the start of a document by one of the grammars, past all faults.
private struct Trial {
  let statementCount: Int
  let faults: [SyntaxError]

  init(_ syntax: RDFSyntax, _ head: [UInt8], isWhole: Bool, limits: ParserLimits) {
    // Whether the caller gave a base does not change what syntax a document is in.
    let base = IRI(uncheckedValid: "http://example.org/")
    let options = ParserOptions(base: base, limits: limits, recovers: true)
    var parser = DocumentParser(syntax, into: StatementCounter(), options: options)
    var end: [SyntaxError] = []
    do throws(SyntaxError) {
      try head.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in try parser.feed(bytes) }
      // A document that has not been seen whole may go on.
      if isWhole { try parser.finish() }
    } catch {
      end = [error]
    }
    faults = parser.faults + end
    statementCount = parser.sink.statementCount
  }
}
