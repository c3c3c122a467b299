// The productions that make terms of tokens.

/// What the labels of nodes without a label begin with.
private let anonymousPrefix = Array("anon".utf8)

extension TurtleParser {
  // [135s] iri ::= IRIREF | PrefixedName
  // [137s] BlankNode ::= BLANK_NODE_LABEL | ANON
  /// Reads an IRI or a labelled blank node; the caller has seen that one of them begins here.
  mutating func resource(
    _ window: ByteWindow, at index: Int
  ) throws(LexicalFault) -> (Sink.Handle, end: Int)? {
    switch window.bytes[index] {
    case UInt8(ascii: "<"): return try iri(window, at: index)
    case UInt8(ascii: "_"): return try labelledNode(window, at: index)
    default:
      guard let token = try window.scanNameToken(at: index, limits: limits) else { return nil }
      guard token.colon != nil else {
        throw LexicalFault(
          at: index, "expected an IRI or a blank node, found the word \(window.quoted(index, token.end))")
      }
      return (try handle(of: token, window, at: index), token.end)
    }
  }

  // MARK: IRIs

  /// Reads an IRI between angle brackets.
  mutating func iri(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> (Sink.Handle, end: Int)? {
    guard let token = try window.scanIRI(at: index, limits: limits) else { return nil }
    if token.isPlain {
      let text = window.slice(index + 1, token.end - 1)
      if text.count <= limits.iriByteCountMax && IRIGrammar.schemeEnd(text) != nil {
        // The scanner has checked all that an IRI demands but the scheme.
        return (sink.iri(text.span), token.end)
      }
    }
    try resolve(token, window, at: index)
    return (sink.iri(iriBytes), token.end)
  }

  /// Reads an IRI between angle brackets into `iriBytes`.
  mutating func resolveIRI(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard let token = try window.scanIRI(at: index, limits: limits) else { return nil }
    try resolve(token, window, at: index)
    return token.end
  }

  private mutating func resolve(_ token: IRIToken, _ window: ByteWindow, at index: Int) throws(LexicalFault) {
    iriBytes.removeAll(keepingCapacity: true)
    try window.appendIRI(token, from: index, to: &iriBytes)
    if !token.isPlain {
      let fault = iriBytes.withUnsafeBufferPointer { IRIGrammar.firstFault(inReference: $0) }
      if let fault { throw LexicalFault(.iri, at: index, "expected an IRI: \(fault.reason)") }
    }
    if iriBytes.withUnsafeBufferPointer({ IRIGrammar.schemeEnd($0) }) == nil {
      guard let base else {
        let shown = window.quoted(index + 1, token.end - 1)
        throw LexicalFault(
          .iri, at: index, "expected an absolute IRI, because there is no base, found \(shown)")
      }
      do throws(IRI.Malformed) {
        try base.resolve(&iriBytes)
      } catch {
        throw LexicalFault(.iri, at: index, "expected an IRI: \(error.reason)")
      }
    }
    guard iriBytes.count <= limits.iriByteCountMax else { throw window.tooLongIRI(at: index, limits) }
  }

  // [136s] PrefixedName ::= PNAME_LN | PNAME_NS
  /// Returns the handle of a prefixed name.
  mutating func handle(of token: NameToken, _ window: ByteWindow, at index: Int) throws(LexicalFault)
    -> Sink.Handle
  {
    if let handle = usualName(token, window, at: index) { return handle }
    try expand(token, window, at: index)
    return sink.iri(iriBytes)
  }

  /// Puts the IRI that a prefixed name stands for into `iriBytes`.
  private mutating func expand(_ token: NameToken, _ window: ByteWindow, at index: Int) throws(LexicalFault) {
    let colon = token.colon ?? index
    guard let namespace = prefixes.namespace(of: window.slice(index, colon)) else {
      let name = window.quoted(index, colon + 1)
      throw LexicalFault(
        .prefix, at: index, "expected a declared prefix, found \(name), which is not declared")
    }
    iriBytes.removeAll(keepingCapacity: true)
    iriBytes.append(contentsOf: namespace)
    if token.hasEscapes {
      var escaped = false
      for byte in window.slice(colon + 1, token.end) {
        escaped = byte == UInt8(ascii: "\\") && !escaped
        if !escaped { iriBytes.append(byte) }
      }
    } else {
      iriBytes.append(contentsOf: window.slice(colon + 1, token.end))
    }
    guard iriBytes.count <= limits.iriByteCountMax else { throw window.tooLongIRI(at: index, limits) }
    // The plain characters of a local name may all stand in an IRI; an escaped "%" or a noncharacter may not.
    guard token.hasEscapes || !token.isASCII else { return }
    let fault = iriBytes.withUnsafeBufferPointer { IRIGrammar.firstFault(inAbsolute: $0) }
    if let fault { throw LexicalFault(.iri, at: index, "expected a name that makes an IRI: \(fault.reason)") }
  }

  // MARK: Blank nodes

  private mutating func labelledNode(
    _ window: ByteWindow, at index: Int
  ) throws(LexicalFault) -> (Sink.Handle, end: Int)? {
    guard let end = try window.scanBlankNodeLabel(at: index, limits: limits) else { return nil }
    let label = window.slice(index + 2, end)
    guard label.starts(with: anonymousPrefix) else { return (sink.blankNode(label.span), end) }
    labelBytes.removeAll(keepingCapacity: true)
    labelBytes.append(contentsOf: anonymousPrefix)
    labelBytes.append(contentsOf: label)
    return (sink.blankNode(labelBytes), end)
  }

  /// Makes a node that has no label in the document.
  mutating func anonymousNode() -> Sink.Handle {
    labelBytes.removeAll(keepingCapacity: true)
    labelBytes.append(contentsOf: anonymousPrefix)
    labelBytes.append(contentsOf: String(anonymousCount).utf8)
    anonymousCount += 1
    return sink.blankNode(labelBytes)
  }

  /// Returns the handle of a term that the grammar stands for.
  mutating func implied(_ term: ImpliedTerm) -> Sink.Handle {
    if let handle = impliedTerms[term.rawValue] { return handle }
    let handle = sink.iri(Array(term.iri.string.utf8))
    impliedTerms[term.rawValue] = handle
    return handle
  }

  // MARK: Literals

  // [17] String ::= STRING_LITERAL_QUOTE | STRING_LITERAL_SINGLE_QUOTE
  //               | STRING_LITERAL_LONG_SINGLE_QUOTE | STRING_LITERAL_LONG_QUOTE
  mutating func string(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    let mark = window.bytes[index]
    // Three marks begin a long string, two alone are an empty one.
    guard
      index + 2 < window.count || window.isFinal || (index + 1 < window.count && window[index + 1] != mark)
    else { return nil }
    let isLong = window[index + 1] == mark && window[index + 2] == mark
    let token =
      isLong
      ? try window.scanLongString(at: index, resuming: &stringScan, limits: limits)
      : try window.scanString(at: index, resuming: &stringScan, limits: limits)
    guard let token else { return nil }
    try window.decodeString(token, to: &lexicalForm)
    guard lexicalForm.count <= limits.literalByteCountMax else {
      throw window.tooLongLiteral(at: index, limits)
    }
    isStringSpoilt = false
    state = .afterString
    return token.end
  }

  // [128s] RDFLiteral ::= String (LANGTAG | '^^' iri)?
  mutating func afterString(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    switch window.bytes[index] {
    case UInt8(ascii: "@"):
      guard let end = try window.scanLanguageTag(at: index, limits: limits) else { return nil }
      deliver(isStringSpoilt ? nil : sink.literal(lexicalForm, language: window.slice(index + 1, end)))
      return end
    case UInt8(ascii: "^"):
      guard window[index + 1] == UInt8(ascii: "^") else {
        throw window.fault(expected: "\"^^\" and a datatype", foundAt: index + 1)
      }
      state = .datatype
      return index + 2
    default:
      endLiteral()
      return index
    }
  }

  /// Delivers a string that turned out to have neither language nor datatype.
  mutating func endLiteral() { deliver(isStringSpoilt ? nil : sink.literal(lexicalForm)) }

  mutating func datatype(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    let byte = window.bytes[index]
    let end: Int
    if byte == UInt8(ascii: "<") {
      guard let iriEnd = try resolveIRI(window, at: index) else { return nil }
      end = iriEnd
    } else {
      guard byte == UInt8(ascii: ":") || window.isNameBase(at: index) else {
        throw window.fault(expected: "the datatype's IRI after \"^^\"", foundAt: index)
      }
      guard let token = try window.scanNameToken(at: index, limits: limits) else { return nil }
      guard token.colon != nil else {
        let word = window.quoted(index, token.end)
        throw LexicalFault(at: index, "expected the datatype's IRI after \"^^\", found the word \(word)")
      }
      try expand(token, window, at: index)
      end = token.end
    }
    if iriBytes == IRI.XSD.stringUTF8 {
      endLiteral()
    } else {
      let datatype = sink.iri(iriBytes)
      keepDatatype(window, index, end, datatype)
      deliver(isStringSpoilt ? nil : sink.literal(lexicalForm, datatype: datatype))
    }
    return end
  }

  // [16] NumericLiteral ::= INTEGER | DECIMAL | DOUBLE
  mutating func number(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard let (kind, end) = try window.scanNumber(at: index, limits: limits) else { return nil }
    let datatype =
      switch kind {
      case .integer: implied(.integer)
      case .decimal: implied(.decimal)
      case .double: implied(.double)
      }
    deliver(sink.literal(window.slice(index, end).span, datatype: datatype))
    return end
  }

  // [133s] BooleanLiteral ::= 'true' | 'false'
  mutating func nameOrBoolean(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard let token = try window.scanNameToken(at: index, limits: limits) else { return nil }
    if token.colon != nil {
      let name = try handle(of: token, window, at: index)
      keepIRI(window, index, token.end, name)
      deliver(name)
    } else if window.isWord("true", index, token.end) || window.isWord("false", index, token.end) {
      let datatype = implied(.boolean)
      deliver(sink.literal(window.slice(index, token.end).span, datatype: datatype))
    } else {
      let word = window.quoted(index, token.end)
      throw LexicalFault(at: index, "expected \(expectedObject), found the word \(word)")
    }
    return token.end
  }
}
