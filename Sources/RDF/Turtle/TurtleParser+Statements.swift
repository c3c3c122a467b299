// The productions that make statements of terms.

extension TurtleParser {
  // [1] turtleDoc ::= statement*
  // [2] statement ::= directive | triples '.'
  // [6] triples ::= subject predicateObjectList | blankNodePropertyList predicateObjectList?
  // [10] subject ::= iri | BlankNode | collection
  // [2g] block ::= triplesOrGraph | wrappedGraph | triples2 | "GRAPH" labelOrSubject wrappedGraph
  mutating func statementStart(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    switch window.bytes[index] {
    case UInt8(ascii: "<"), UInt8(ascii: "_"), UInt8(ascii: ":"):
      guard let (handle, end) = try resource(window, at: index) else { return nil }
      startSubject(handle)
      return end
    case UInt8(ascii: "["):
      let node = anonymousNode()
      try open(.propertyList, isSubject: true, window, at: index)
      subject = node
      state = .propertyListStart
      return index + 1
    case UInt8(ascii: "("):
      try open(.collection, isSubject: true, window, at: index)
      return index + 1
    case UInt8(ascii: "@"):
      return try directive(window, at: index)
    case UInt8(ascii: "{") where mode == .triG && !isInGraph:
      isInGraph = true
      return index + 1
    case UInt8(ascii: "}") where isInGraph:
      endGraph()
      return index + 1
    default:
      guard window.isNameBase(at: index) else { throw window.fault(expected: expectedStart, foundAt: index) }
      return try keywordOrSubject(window, at: index)
    }
  }

  private var expectedStart: String {
    switch (mode, isInGraph) {
    case (.turtle, _): "a directive, or an IRI, a blank node or a collection as subject"
    case (.triG, false): "a directive, a graph, or an IRI, a blank node or a collection as subject"
    case (.triG, true): "an IRI, a blank node or a collection as subject, or \"}\" to end the graph"
    }
  }

  private mutating func keywordOrSubject(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd
  {
    guard let token = try window.scanNameToken(at: index, limits: limits) else { return nil }
    if token.colon != nil {
      startSubject(try handle(of: token, window, at: index))
      return token.end
    }
    if window.isKeyword("GRAPH", index, token.end), mode == .triG, !isInGraph {
      state = .graphName
    } else if window.isKeyword("PREFIX", index, token.end) {
      try checkDirectiveMayStand(at: index)
      state = .prefixName(isSPARQL: true)
    } else if window.isKeyword("BASE", index, token.end) {
      try checkDirectiveMayStand(at: index)
      state = .baseIRI(isSPARQL: true)
    } else {
      throw LexicalFault(
        at: index, "expected \(expectedStart), found the word \(window.quoted(index, token.end))")
    }
    return token.end
  }

  mutating func startSubject(_ handle: Sink.Handle?) {
    subject = handle
    state = mode == .triG && !isInGraph ? .verbOrGraph : .verb
  }

  // MARK: Directives

  // [4] prefixID ::= '@prefix' PNAME_NS IRIREF '.'
  // [5] base ::= '@base' IRIREF '.'
  private mutating func directive(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    var end = index + 1
    while end - index <= 8 && IRIGrammar.isAlpha(window[end]) { end += 1 }
    guard end < window.count || window.isFinal else { return nil }
    if window.isWord("prefix", index + 1, end) {
      state = .prefixName(isSPARQL: false)
    } else if window.isWord("base", index + 1, end) {
      state = .baseIRI(isSPARQL: false)
    } else {
      throw LexicalFault(at: index, "expected \"@prefix\" or \"@base\", found \(window.quoted(index, end))")
    }
    try checkDirectiveMayStand(at: index)
    return end
  }

  private func checkDirectiveMayStand(at index: Int) throws(LexicalFault) {
    if isInGraph {
      throw LexicalFault(
        at: index, "expected statements or \"}\", found a directive, which may not stand in a graph")
    }
  }

  mutating func prefixName(_ window: ByteWindow, at index: Int, _ isSPARQL: Bool) throws(LexicalFault)
    -> TokenEnd
  {
    let expected = "a prefix such as \"ex:\" to declare"
    guard window.bytes[index] == UInt8(ascii: ":") || window.isNameBase(at: index) else {
      throw window.fault(expected: expected, foundAt: index)
    }
    guard let token = try window.scanNameToken(at: index, limits: limits) else { return nil }
    guard let colon = token.colon, token.end == colon + 1 else {
      throw LexicalFault(at: index, "expected \(expected), found \(window.quoted(index, token.end))")
    }
    prefixName = Array(window.slice(index, colon))
    state = .prefixIRI(isSPARQL: isSPARQL)
    return token.end
  }

  mutating func prefixIRI(_ window: ByteWindow, at index: Int, _ isSPARQL: Bool) throws(LexicalFault)
    -> TokenEnd
  {
    guard window.bytes[index] == UInt8(ascii: "<") else {
      throw window.fault(expected: "the prefix's namespace in \"<...>\"", foundAt: index)
    }
    guard let end = try resolveIRI(window, at: index) else { return nil }
    prefixes.declare(prefixName, iriBytes)
    forgetIRIs()
    // Both were checked to be UTF-8 when they were scanned.
    sink.prefix(String(decoding: prefixName, as: UTF8.self), String(decoding: iriBytes, as: UTF8.self))
    state = isSPARQL ? .statementStart : .directiveEnd
    return end
  }

  mutating func baseIRI(_ window: ByteWindow, at index: Int, _ isSPARQL: Bool) throws(LexicalFault)
    -> TokenEnd
  {
    guard window.bytes[index] == UInt8(ascii: "<") else {
      throw window.fault(expected: "the base IRI in \"<...>\"", foundAt: index)
    }
    guard let end = try resolveIRI(window, at: index) else { return nil }
    base = BaseIRI(IRI(uncheckedValid: String(decoding: iriBytes, as: UTF8.self)))
    forgetIRIs()
    state = isSPARQL ? .statementStart : .directiveEnd
    return end
  }

  mutating func directiveEnd(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard window.bytes[index] == UInt8(ascii: ".") else {
      throw window.fault(expected: "\".\" to end the directive", foundAt: index)
    }
    state = .statementStart
    return index + 1
  }

  // MARK: Graphs

  // [7g] labelOrSubject ::= iri | BlankNode
  mutating func graphName(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    let byte = window.bytes[index]
    if byte == UInt8(ascii: "[") {
      graph = anonymousNode()
      state = .graphNameEnd
      return index + 1
    }
    guard byte == 0x3C || byte == 0x5F || byte == 0x3A || window.isNameBase(at: index) else {
      throw window.fault(expected: "an IRI or a blank node to name the graph", foundAt: index)
    }
    guard let (handle, end) = try resource(window, at: index) else { return nil }
    graph = handle
    state = .graphStart
    return end
  }

  mutating func graphNameEnd(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard window.bytes[index] == UInt8(ascii: "]") else {
      throw window.fault(expected: "\"]\", because a graph's name has no properties here", foundAt: index)
    }
    state = .graphStart
    return index + 1
  }

  // [5g] wrappedGraph ::= '{' triplesBlock? '}'
  mutating func graphStart(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard window.bytes[index] == UInt8(ascii: "{") else {
      throw window.fault(expected: "\"{\" to begin the graph", foundAt: index)
    }
    isInGraph = true
    state = .statementStart
    return index + 1
  }

  // [3g] triplesOrGraph ::= labelOrSubject (wrappedGraph | predicateObjectList '.')
  mutating func verbOrGraph(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard window.bytes[index] == UInt8(ascii: "{") else { return try verb(window, at: index) }
    graph = subject
    isGraphSpoilt = subject == nil
    return try graphStart(window, at: index)
  }

  private mutating func endGraph() {
    isInGraph = false
    graph = nil
    isGraphSpoilt = false
    state = .statementStart
  }

  // MARK: Predicates and objects

  // [7] predicateObjectList ::= verb objectList (';' (verb objectList)?)*
  // [9] verb ::= predicate | 'a'
  mutating func verb(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    let byte = window.bytes[index]
    let expected = "an IRI or \"a\" as predicate"
    guard byte == UInt8(ascii: "<") || byte == UInt8(ascii: ":") || window.isNameBase(at: index) else {
      throw window.fault(expected: expected, foundAt: index)
    }
    if let (handle, end) = recentIRI(window, at: index) {
      predicate = handle
      state = .object
      return end
    }
    if byte == UInt8(ascii: "<") {
      guard let (handle, end) = try iri(window, at: index) else { return nil }
      keepIRI(window, index, end, handle)
      predicate = handle
      state = .object
      return end
    }
    guard let token = try window.scanNameToken(at: index, limits: limits) else { return nil }
    if token.colon != nil {
      let name = try handle(of: token, window, at: index)
      keepIRI(window, index, token.end, name)
      predicate = name
    } else if window.isWord("a", index, token.end) {
      predicate = implied(.type)
    } else {
      throw LexicalFault(at: index, "expected \(expected), found the word \(window.quoted(index, token.end))")
    }
    state = .object
    return token.end
  }

  /// Behind a semicolon, or behind a property list as subject: another verb, or the end.
  mutating func verbOrEnd(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    switch window.bytes[index] {
    case UInt8(ascii: ";"):
      guard case .verbOrEnd = state else { return try verb(window, at: index) }
      return index + 1
    case UInt8(ascii: "."), UInt8(ascii: "]"), UInt8(ascii: "}"):
      return try endPredicateObjectList(window, at: index)
    default:
      return try verb(window, at: index)
    }
  }

  // [8] objectList ::= object (',' object)*
  mutating func afterObject(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    switch window.bytes[index] {
    case UInt8(ascii: ","):
      state = .object
      return index + 1
    case UInt8(ascii: ";"):
      state = .verbOrEnd
      return index + 1
    default:
      return try endPredicateObjectList(window, at: index)
    }
  }

  /// Ends the statement, the property list or the graph, whichever is open.
  private mutating func endPredicateObjectList(_ window: ByteWindow, at index: Int) throws(LexicalFault)
    -> TokenEnd
  {
    switch window.bytes[index] {
    case UInt8(ascii: "]") where !frames.isEmpty:
      closePropertyList(isEmpty: false)
    case UInt8(ascii: ".") where frames.isEmpty:
      state = .statementStart
    case UInt8(ascii: "}") where frames.isEmpty && isInGraph:
      endGraph()
    default:
      let end = frames.isEmpty ? isInGraph ? "\".\" or \"}\"" : "\".\"" : "\"]\""
      throw window.fault(expected: "\",\", \";\" or \(end) after the object", foundAt: index)
    }
    return index + 1
  }

  // [12] object ::= iri | BlankNode | collection | blankNodePropertyList | literal
  // [15] collection ::= '(' object* ')'
  mutating func object(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    if Sink.usesPositions { objectPosition = input.position(of: index, in: window) }
    switch window.bytes[index] {
    case UInt8(ascii: "<"):
      if let (handle, end) = recentIRI(window, at: index) {
        deliver(handle)
        return end
      }
      guard let (handle, end) = try iri(window, at: index) else { return nil }
      keepIRI(window, index, end, handle)
      deliver(handle)
      return end
    case UInt8(ascii: "_"), UInt8(ascii: ":"):
      guard let (handle, end) = try resource(window, at: index) else { return nil }
      deliver(handle)
      return end
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if let end = usualLiteral(window, at: index) { return end }
      return try string(window, at: index)
    case UInt8(ascii: "["):
      let node = anonymousNode()
      try checkDepth(at: index)
      deliver(node)
      try open(.propertyList, isSubject: false, window, at: index)
      subject = node
      state = .propertyListStart
      return index + 1
    case UInt8(ascii: "("):
      try checkDepth(at: index)
      if isInCollection { startCell() }
      try open(.collection, isSubject: false, window, at: index)
      return index + 1
    case UInt8(ascii: ")") where isInCollection:
      closeCollection()
      return index + 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number(window, at: index)
    case UInt8(ascii: "."):
      guard index + 1 < window.count || window.isFinal else { return nil }
      // Far more often an object was forgotten than a number begun.
      guard IRIGrammar.isDigit(window[index + 1]) else {
        throw window.fault(expected: expectedObject, foundAt: index)
      }
      return try number(window, at: index)
    default:
      if let (handle, end) = recentIRI(window, at: index) {
        deliver(handle)
        return end
      }
      guard window.isNameBase(at: index) else { throw window.fault(expected: expectedObject, foundAt: index) }
      return try nameOrBoolean(window, at: index)
    }
  }

  var expectedObject: String {
    isInCollection
      ? "an IRI, a blank node, a literal or a collection as element, or \")\""
      : "an IRI, a blank node, a literal or a collection as object"
  }

  // [14] blankNodePropertyList ::= '[' predicateObjectList ']'
  // [162s] ANON ::= '[' WS* ']'
  mutating func propertyListStart(_ window: ByteWindow, at index: Int) throws(LexicalFault) -> TokenEnd {
    guard window.bytes[index] == UInt8(ascii: "]") else { return try verb(window, at: index) }
    closePropertyList(isEmpty: true)
    return index + 1
  }

  // MARK: Nesting

  var isInCollection: Bool {
    // Not by `frames.last`, which would copy the frame, and this is asked for every object.
    guard !frames.isEmpty else { return false }
    if case .collection = frames[frames.count - 1].kind { return true }
    return false
  }

  private func checkDepth(at index: Int) throws(LexicalFault) {
    guard frames.count < limits.nestingDepthMax else {
      throw LexicalFault(
        .limit, at: index, "expected at most \(limits.nestingDepthMax) brackets within each other")
    }
  }

  /// Opens a bracket; the caller has delivered or will deliver what it stands for.
  private mutating func open(
    _ kind: Frame.Kind, isSubject: Bool, _ window: ByteWindow, at index: Int
  ) throws(LexicalFault) {
    try checkDepth(at: index)
    let position = Sink.usesPositions ? input.position(of: index, in: window) : .start
    let frame = Frame(
      kind: kind, isSubject: isSubject, outerSubject: subject, outerPredicate: predicate, position: position)
    frames.append(frame)
    subject = nil
    if case .collection = kind {
      predicate = implied(.first)
      state = .collectionItem
    }
  }

  private mutating func closePropertyList(isEmpty: Bool) {
    guard let frame = frames.popLast() else { return }
    if frame.isSubject {
      // The node stays the subject of what follows.
      guard isEmpty else {
        state = .verbOrStop
        return
      }
      if let subject { startSubject(subject) }
      return
    }
    leave(frame)
  }

  /// Ends a collection: its last cell is followed by `rdf:nil`, which is also what an empty one stands for.
  private mutating func closeCollection() {
    let end = implied(.nil)
    let rest = implied(.rest)
    guard let frame = frames.popLast() else { return }
    let position = objectPosition
    if subject != nil {
      emit(subject, rest, end, at: position)
    } else if !frame.isSubject {
      emit(frame.outerSubject, frame.outerPredicate, end, at: frame.position)
    }
    if frame.isSubject {
      subject = frame.head ?? end
      state = .verb
      return
    }
    leave(frame)
  }

  private mutating func leave(_ frame: Frame) {
    subject = frame.outerSubject
    predicate = frame.outerPredicate
    state = isInCollection ? .collectionItem : .afterObject
  }

  /// Appends a cell to the collection that is open and makes it the subject.
  private mutating func startCell() {
    let cell = anonymousNode()
    let rest = implied(.rest)
    guard let last = frames.indices.last else { return }
    if subject != nil {
      emit(subject, rest, cell, at: objectPosition)
    } else if frames[last].isSubject {
      frames[last].head = cell
    } else {
      emit(frames[last].outerSubject, frames[last].outerPredicate, cell, at: frames[last].position)
    }
    subject = cell
  }

  /// Takes an object for the statement, or an element for the collection, that is open; nil for a term at fault.
  mutating func deliver(_ object: Sink.Handle?) {
    if isInCollection {
      startCell()
      state = .collectionItem
    } else {
      state = .afterObject
    }
    emit(subject, predicate, object, at: objectPosition)
  }

  private mutating func emit(
    _ subject: Sink.Handle?, _ predicate: Sink.Handle?, _ object: Sink.Handle?, at position: TextPosition
  ) {
    // The states that lead here have set all three, but for terms that were at fault.
    guard let subject, let predicate, let object, !isGraphSpoilt else { return }
    sink.statement(subject, predicate, object, graph: graph, at: position)
  }
}
