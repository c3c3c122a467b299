/// Writes terms as Turtle does: prefixed names, shorthands, labels.
struct TurtleTerms {
  private let parts: TermDictionary.Reader
  private let plan: TurtlePlan
  private let dictionary: TermDictionary
  private let prefixes: PrefixMap
  /// The index of the prefix of each IRI that is written, by id; -1 if it has none.
  private var prefixOf: [Int32]
  /// The prefixes with their colons, end to end; where each starts and ends, and how long its namespace is.
  private var prefixText: [UInt8] = []
  private var prefixRanges: [(text: Range<Int>, namespaceCount: Int)] = []
  private var isUsed: [Bool]
  private let type: TermID?
  private let `nil`: TermID?
  private let boolean: TermID?
  private let integer: TermID?
  private let decimal: TermID?

  init(
    _ order: SerializationOrder, _ plan: TurtlePlan, _ prefixes: PrefixMap, _ parts: TermDictionary.Reader
  ) {
    self.parts = parts
    self.plan = plan
    self.prefixes = prefixes
    dictionary = order.dictionary
    prefixOf = Array(repeating: -1, count: dictionary.count)
    for entry in prefixes.entries {
      let start = prefixText.count
      prefixText += entry.name + [UInt8(ascii: ":")]
      prefixRanges.append((start..<prefixText.count, entry.namespace.count))
    }
    isUsed = Array(repeating: false, count: prefixes.entries.count)
    type = dictionary.id(of: .iri(.RDF.type))
    `nil` = dictionary.id(of: .iri(.RDF.nil))
    boolean = dictionary.id(of: .iri(.XSD.boolean))
    integer = dictionary.id(of: .iri(.XSD.integer))
    decimal = dictionary.id(of: .iri(.XSD.decimal))
    findPrefixes(order)
  }

  /// The prefixes of the IRIs that are written, by name.
  var usedPrefixes: [PrefixMap.Entry] {
    prefixes.entries.indices.filter { isUsed[$0] }.map { prefixes.entries[$0] }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Looks up the prefix of each IRI that will be written, once, in the order in which they lie in memory.
  private mutating func findPrefixes(_ order: SerializationOrder) {
    var isWritten = Array(repeating: false, count: dictionary.count)
    for graph in order.graphs {
      if let name = graph.name { isWritten[Int(name.rawValue)] = true }
    }
    for statement in order.statements {
      isWritten[Int(statement.subject.rawValue)] = true
      isWritten[Int(statement.object.rawValue)] = true
      let isImplied =
        statement.predicate == type
        || (plan.item(statement.subject) != nil && plan.isBracketed(statement.subject))
      if !isImplied { isWritten[Int(statement.predicate.rawValue)] = true }
    }
    if let `nil`, !isNilWritten(order, `nil`) { isWritten[Int(`nil`.rawValue)] = false }
    var last: Int?
    // A datatype's id is lower than those of its literals.
    for index in isWritten.indices.reversed() where isWritten[index] {
      let id = TermID(index)
      let term = parts(id)
      if let datatype = term.datatype, !isShorthand(term.text, datatype) {
        isWritten[Int(datatype.rawValue)] = true
      }
      guard term.isIRI, let prefix = prefixes.index(for: term.text, guess: last) else { continue }
      last = prefix
      prefixOf[index] = Int32(truncatingIfNeeded: prefix)
      isUsed[prefix] = true
    }
  }

  /// Whether `rdf:nil` stands anywhere but as an object, where it is `()`.
  private func isNilWritten(_ order: SerializationOrder, _ `nil`: TermID) -> Bool {
    order.graphs.contains { $0.name == `nil` }
      || order.statements.contains { $0.subject == `nil` || $0.predicate == `nil` }
  }

  /// Appends an object that is not in brackets; `rdf:nil` as the empty list that it is.
  @inline(__always) func appendObject(_ id: TermID, to output: inout ByteOutput) {
    if id == `nil` { return output.append("()") }
    append(id, to: &output)
  }

  /// Appends a subject, an object or the name of a graph.
  func append(_ id: TermID, to output: inout ByteOutput) {
    let term = parts(id)
    guard term.isLiteral else {
      if term.isIRI { return appendIRI(id, term.text, to: &output) }
      if let label = plan.label(id) { output.append(label) } else { output.append("[]") }
      return
    }
    guard let datatype = term.datatype else { return output.appendQuoted(term.text, tag: term.tag) }
    if isShorthand(term.text, datatype) { return output.append(term.text) }
    output.appendQuoted(term.text)
    output.append("^^")
    appendIRI(datatype, parts(datatype).text, to: &output)
  }

  /// Appends a predicate, `rdf:type` as `a`.
  @inline(__always) func appendPredicate(_ id: TermID, to output: inout ByteOutput) {
    if id == type { return output.append(UInt8(ascii: "a")) }
    appendIRI(id, parts(id).text, to: &output)
  }

  private func appendIRI(_ id: TermID, _ text: UnsafeBufferPointer<UInt8>, to output: inout ByteOutput) {
    let index = Int(prefixOf[Int(id.rawValue)])
    guard index >= 0 else { return output.appendBracketed(text) }
    let prefix = prefixRanges[index]
    prefixText.withUnsafeBufferPointer { prefixText in
      output.append(upTo: prefix.text.count + text.count) { cursor in
        cursor.put(UnsafeBufferPointer(rebasing: prefixText[prefix.text]))
        cursor.put(UnsafeBufferPointer(rebasing: text[prefix.namespaceCount...]))
      }
    }
  }

  private func isShorthand(_ text: UnsafeBufferPointer<UInt8>, _ datatype: TermID) -> Bool {
    if datatype == integer { return WrittenTerm.Role.integer.isShorthand(text) }
    if datatype == decimal { return WrittenTerm.Role.decimal.isShorthand(text) }
    return datatype == boolean && WrittenTerm.Role.boolean.isShorthand(text)
  }
}
