/// Writes statements in the order in which they come, without keeping a graph.
///
/// N-Triples and N-Quads are written as canonical lines. In Turtle and TriG consecutive statements with the
/// same subject or predicate are grouped, blank nodes have labels, and a prefix is declared before its first
/// use: those of the options, and those that the document declares. A repeated statement is written
/// as often as it comes.
///
/// Memory does not grow with the document: some hundred terms and the output that nobody has taken yet.
public struct StatementWriter: StatementSink {
  /// What the syntax makes of a statement.
  private enum Shape {
    case lines
    case blocks
  }

  private let syntax: RDFSyntax
  private let shape: Shape
  /// Whether graph names can be written.
  private let hasGraphs: Bool
  private var output = ByteOutput()
  private var pool = WrittenTermPool()
  private var prefixes: WrittenPrefixes
  /// The index of the prefix that was found last.
  private var lastPrefix: Int?
  private var tags = ConventionalTags()
  /// What the block at hand is about; nil between blocks.
  private var subject: WrittenTerm?
  private var predicate: WrittenTerm?
  /// The graph whose braces are open.
  private var graph: WrittenTerm?
  private var hasOutput = false

  /// Why something of the document could not be written; nil as long as nothing was left out.
  public private(set) var error: SerializationError?
  /// How many statements there were, those that could not be written included.
  public private(set) var statementCount = 0

  /// Creates a writer.
  ///
  /// - Throws: `SerializationError` for RDF/XML and JSON-LD, which cannot be written statement by statement.
  public init(
    _ syntax: RDFSyntax, options: SerializerOptions = SerializerOptions()
  ) throws(SerializationError) {
    switch syntax {
    case .nTriples, .nQuads: shape = .lines
    case .turtle, .triG: shape = .blocks
    case .rdfXML:
      throw SerializationError(
        "RDF/XML declares the namespaces of all predicates before its first statement, so that it cannot be written statement by statement; read the document as a graph first"
      )
    case .jsonLD:
      throw SerializationError(
        "JSON-LD gathers all that is said of a node in one place, so that it cannot be written statement by statement; read the document as a graph first"
      )
    }
    self.syntax = syntax
    hasGraphs = syntax == .nQuads || syntax == .triG
    prefixes = WrittenPrefixes(shape == .blocks ? options.prefixes : [:])
  }

  /// How many bytes wait to be taken.
  public var outputByteCount: Int { output.count }

  /// Hands over what has been written since the last call.
  public mutating func takeOutput() -> [UInt8] { output.take() }

  /// Ends the document and hands over the rest of it.
  public mutating func finish() -> [UInt8] {
    endGraph()
    return takeOutput()
  }

  // MARK: Terms

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> WrittenTerm {
    utf8.withUnsafeBufferPointer { iri in
      let (term, isWritten) = pool.term(for: iri)
      guard !isWritten else { return term }
      if case .lines = shape { term.setBracketed(iri) } else { write(iri, as: term) }
      return term
    }
  }

  private mutating func write(_ iri: UnsafeBufferPointer<UInt8>, as term: WrittenTerm) {
    prefixes.start()
    if let index = prefixes.map.index(for: iri, guess: lastPrefix) {
      lastPrefix = index
      term.setPrefixed(iri, prefixes.map.entries[index])
    } else {
      term.setBracketed(iri)
    }
    term.role = WrittenTerm.Role(iri)
  }

  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> WrittenTerm {
    let term = pool.passingTerm()
    var bytes: [UInt8] = []
    label.withUnsafeBufferPointer { bytes.appendBlankNode($0) }
    bytes.withUnsafeBufferPointer { term.append($0) }
    return term
  }

  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> WrittenTerm {
    let term = pool.passingTerm()
    lexicalForm.withUnsafeBufferPointer { term.appendQuoted($0) }
    return term
  }

  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> WrittenTerm {
    let term = pool.passingTerm()
    lexicalForm.withUnsafeBufferPointer { term.appendQuoted($0) }
    term.append(UInt8(ascii: "@"))
    language.withUnsafeBufferPointer { tags.append($0, to: term) }
    return term
  }

  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: WrittenTerm) -> WrittenTerm {
    let term = pool.passingTerm()
    lexicalForm.withUnsafeBufferPointer { form in
      if datatype.role.isShorthand(form) { return term.append(form) }
      term.appendQuoted(form)
      term.append(UInt8(ascii: "^"))
      term.append(UInt8(ascii: "^"))
      term.append(datatype.bytes)
      term.prefix = datatype.prefix
    }
    return term
  }

  /// Takes a prefix declaration, for IRIs to come.
  public mutating func prefix(_ name: String, _ namespace: String) {
    guard case .blocks = shape, prefixes.add(name, namespace) else { return }
    lastPrefix = nil
    pool.forgetIRIs()
  }

  // MARK: Statements

  /// Takes a statement.
  public mutating func statement(
    _ subject: WrittenTerm, _ predicate: WrittenTerm, _ object: WrittenTerm, graph: WrittenTerm?,
    at position: TextPosition
  ) {
    statementCount += 1
    if let graph, !hasGraphs { return refuse(graph) }
    if case .lines = shape {
      appendLine(subject, predicate, object, graph)
    } else {
      appendInBlock(subject, predicate, object, graph)
    }
  }

  private mutating func refuse(_ graph: WrittenTerm) {
    guard error == nil else { return }
    let name = String(validating: graph.bytes.bindMemory(to: UInt8.self), as: UTF8.self) ?? ""
    error = .namedGraph(name, syntax)
  }

  // [3] statement ::= subject predicate object graphLabel? '.'
  private mutating func appendLine(
    _ subject: WrittenTerm, _ predicate: WrittenTerm, _ object: WrittenTerm, _ graph: WrittenTerm?
  ) {
    output.appendLine(subject.bytes, predicate.bytes, object.bytes, graph?.bytes)
  }

  private mutating func appendInBlock(
    _ subject: WrittenTerm, _ predicate: WrittenTerm, _ object: WrittenTerm, _ graph: WrittenTerm?
  ) {
    if !Self.isSame(self.graph, graph) { endGraph() }
    let isType = predicate.role == .type
    if prefixes.isDue(subject.prefix) || (prefixes.isDue(predicate.prefix) && !isType)
      || prefixes.isDue(object.prefix) || prefixes.isDue(graph?.prefix ?? -1)
    {
      declarePrefixes(of: isType ? [subject, object] : [subject, predicate, object], graph)
    }
    if let graph, self.graph == nil { startGraph(graph) }
    let isSameSubject = Self.isSame(self.subject, subject)
    if isSameSubject && Self.isSame(self.predicate, predicate) {
      append(",\n", depth: 2, nil, nil, object)
    } else if isSameSubject {
      append(" ;\n", depth: 1, nil, predicate, object)
    } else {
      appendBlockEnd()
      append(hasOutput ? "\n" : "", depth: 0, subject, predicate, object)
    }
    hasOutput = true
    // Counting references costs more than the look whether they are the same.
    if self.subject !== subject { self.subject = subject }
    if self.predicate !== predicate { self.predicate = predicate }
  }

  /// Appends what ends the statement before, and what a statement does not share with that.
  @inline(__always)
  private mutating func append(
    _ start: StaticString, depth: Int, _ subject: WrittenTerm?, _ predicate: WrittenTerm?,
    _ object: WrittenTerm
  ) {
    let indent = UnsafeBufferPointer(
      start: Self.spaces.utf8Start, count: 4 * (graph == nil ? depth : depth + 1))
    let byteCount =
      start.utf8CodeUnitCount + indent.count + object.bytes.count + (subject?.bytes.count ?? 0)
      + (predicate?.bytes.count ?? 0) + 3
    output.append(upTo: byteCount) { cursor in
      cursor.put(start)
      cursor.put(indent)
      if let subject {
        cursor.put(subject.bytes)
        cursor.put(UInt8(ascii: " "))
      }
      if let predicate {
        if predicate.role == .type { cursor.put(UInt8(ascii: "a")) } else { cursor.put(predicate.bytes) }
        cursor.put(UInt8(ascii: " "))
      }
      cursor.put(object.bytes)
    }
  }

  /// The deepest indentation: of an object in a named graph.
  private static var spaces: StaticString { "            " }

  private static func isSame(_ left: WrittenTerm?, _ right: WrittenTerm?) -> Bool {
    guard left !== right else { return true }
    guard let left, let right else { return false }
    return left.bytes.isSame(as: right.bytes)
  }

  /// Ends what is open and declares prefixes, which may stand between blocks outside graphs only.
  private mutating func declarePrefixes(of terms: [WrittenTerm], _ graph: WrittenTerm?) {
    endGraph()
    if hasOutput { output.append("\n") }
    for term in terms + [graph].compactMap({ $0 }) { prefixes.declare(term.prefix, to: &output) }
    hasOutput = true
  }

  private mutating func startGraph(_ graph: WrittenTerm) {
    endBlock()
    if hasOutput { output.append("\n") }
    output.append(graph.bytes)
    output.append(" {\n")
    self.graph = graph
    hasOutput = false
  }

  private mutating func endGraph() {
    endBlock()
    guard graph != nil else { return }
    output.append("}\n")
    graph = nil
    hasOutput = true
  }

  private mutating func endBlock() {
    appendBlockEnd()
    subject = nil
    predicate = nil
  }

  private mutating func appendBlockEnd() {
    if subject != nil { output.append(" .\n") }
  }
}

extension SerializationError {
  /// Says that a syntax has no place for a named graph, and what has.
  static func namedGraph(_ name: String, _ syntax: RDFSyntax) -> SerializationError {
    SerializationError(
      "the graph \(name) has a name, and \(syntax.name) holds one graph without any; write TriG, N-Quads or JSON-LD, or one graph alone"
    )
  }
}
