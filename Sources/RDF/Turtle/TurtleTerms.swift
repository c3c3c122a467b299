/// Writes terms as Turtle does: prefixed names, shorthands, labels.
struct TurtleTerms {
  private let parts: TermDictionary.Reader
  private let plan: TurtlePlan
  private let dictionary: TermDictionary
  private let prefixes: PrefixMap
  /// Each IRI's prefix, by id; -1 for none, or if the IRI is not written.
  private var prefixIndices: [Int32]
  private var isUsed: [Bool]
  private let type: TermID?
  private let `nil`: TermID?
  private let boolean: TermID?
  private let integer: TermID?
  private let decimal: TermID?

  init(
    _ order: GraphOrder, _ plan: TurtlePlan, _ prefixes: PrefixMap, _ parts: TermDictionary.Reader
  ) {
    self.parts = parts
    self.plan = plan
    self.prefixes = prefixes
    dictionary = order.graph.dictionary
    prefixIndices = Array(repeating: -1, count: dictionary.count)
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

  /// Looks up the prefix of each IRI that will be written, once.
  private mutating func findPrefixes(_ order: GraphOrder) {
    var isSeen = Array(repeating: false, count: dictionary.count)
    func find(_ id: TermID, _ terms: inout TurtleTerms) {
      guard !isSeen[Int(id.rawValue)] else { return }
      isSeen[Int(id.rawValue)] = true
      guard terms.dictionary.isIRI(id), let index = terms.prefixes.index(for: terms.parts(id).text) else {
        return
      }
      terms.prefixIndices[Int(id.rawValue)] = Int32(index)
      terms.isUsed[index] = true
    }
    for statement in order.statements {
      find(statement.subject, &self)
      let isCell = plan.isBracketed(statement.subject) && plan.items[statement.subject] != nil
      if !isCell && statement.predicate != type { find(statement.predicate, &self) }
      if statement.object == `nil` { continue }
      find(statement.object, &self)
      let object = parts(statement.object)
      if let datatype = object.datatype, !isShorthand(object.text, datatype) { find(datatype, &self) }
    }
  }

  /// Appends an object that is not in brackets; `rdf:nil` as the empty list that it is.
  func appendObject(_ id: TermID, to output: inout [UInt8]) {
    if id == `nil` { return output.append(contentsOf: "()".utf8) }
    append(id, to: &output)
  }

  /// Appends a subject or an object.
  func append(_ id: TermID, to output: inout [UInt8]) {
    if dictionary.isIRI(id) { return appendIRI(id, to: &output) }
    if dictionary.isBlankNode(id) { return output.append(contentsOf: plan.labels[id] ?? Array("[]".utf8)) }
    let term = parts(id)
    if let datatype = term.datatype, isShorthand(term.text, datatype) {
      output.append(contentsOf: term.text)
      return
    }
    output.appendQuoted(term.text)
    if let tag = term.tag {
      output.append(UInt8(ascii: "@"))
      output.append(contentsOf: tag)
    } else if let datatype = term.datatype {
      output.append(contentsOf: "^^".utf8)
      appendIRI(datatype, to: &output)
    }
  }

  /// Appends a predicate, `rdf:type` as `a`.
  func appendPredicate(_ id: TermID, to output: inout [UInt8]) {
    if id == type { return output.append(UInt8(ascii: "a")) }
    appendIRI(id, to: &output)
  }

  private func appendIRI(_ id: TermID, to output: inout [UInt8]) {
    let text = parts(id).text
    let index = Int(prefixIndices[Int(id.rawValue)])
    guard index >= 0 else { return output.appendBracketed(text) }
    output.append(contentsOf: prefixes.entries[index].name)
    output.append(UInt8(ascii: ":"))
    output.append(contentsOf: text[prefixes.entries[index].namespace.count...])
  }

  /// Whether a typed literal may stand without quotation marks: whether the parser would read it back as it is.
  private func isShorthand(_ text: UnsafeBufferPointer<UInt8>, _ datatype: TermID) -> Bool {
    if datatype == boolean { return text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) }
    guard datatype == integer || datatype == decimal, let lead = text.first else { return false }
    guard IRIGrammar.isDigit(lead) || lead == 0x2B || lead == 0x2D || lead == 0x2E else { return false }
    let window = ByteWindow(text, isFinal: true)
    guard let (kind, end) = try? window.scanNumber(at: 0, limits: ParserLimits()), end == text.count else {
      return false
    }
    return kind == (datatype == integer ? .integer : .decimal)
  }
}
