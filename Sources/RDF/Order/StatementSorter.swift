/// The places of the predicates in the order of their IRIs; `rdf:type` is the first.
struct PredicateRanks {
  private let ranks: [UInt32]

  /// - Parameter end: A byte to be taken for the one behind each IRI, where lines are sorted.
  init(_ source: StatementSource, typeIsFirst: Bool = true, end: UInt8? = nil) {
    let dictionary = source.dictionary
    var ranks = Array(repeating: UInt32(0), count: dictionary.count)
    var predicates: [TermID] = []
    var last: TermID?
    for group in source.groups {
      for statement in group.statements where statement.predicate != last {
        last = statement.predicate
        guard ranks[Int(statement.predicate.rawValue)] == 0 else { continue }
        ranks[Int(statement.predicate.rawValue)] = 1
        predicates.append(statement.predicate)
      }
    }
    dictionary.withParts { parts in
      var keys = predicates.map { TextKey(parts($0).text, $0) }
      sortByText(&keys, end: end)
      for (place, key) in keys.enumerated() { ranks[Int(key.value.rawValue)] = UInt32(place) + 1 }
    }
    if typeIsFirst, let type = dictionary.id(of: .iri(.RDF.type)) { ranks[Int(type.rawValue)] = 0 }
    self.ranks = ranks
  }

  @inline(__always) subscript(id: TermID) -> UInt32 { ranks[Int(id.rawValue)] }
}

/// A part of the statements of a graph with the same subject.
struct SubjectRun {
  let subject: TermID
  let range: Range<Int>

  /// The runs of statements that are in order of the ids: those about IRIs by the texts of these, then the
  /// others as they come.
  static func runs(
    of statements: ArraySlice<Graph.Statement>, _ dictionary: TermDictionary, _ parts: TermDictionary.Reader,
    end: UInt8? = nil
  ) -> (iris: [TextKey<SubjectRun>], others: [SubjectRun]) {
    var iris: [TextKey<SubjectRun>] = []
    var others: [SubjectRun] = []
    var start = statements.startIndex
    for index in statements.indices {
      let next = index + 1
      let subject = statements[start].subject
      guard next == statements.endIndex || statements[next].subject != subject else { continue }
      let run = SubjectRun(subject: subject, range: start..<next)
      start = next
      if dictionary.isIRI(subject) {
        iris.append(TextKey(parts(subject).text, run))
      } else {
        others.append(run)
      }
    }
    sortByText(&iris, end: end)
    return (iris, others)
  }
}

/// Sorts the statements of a graph, a subject at a time: objects are compared only with those beside them.
struct StatementSorter {
  private let predicates: PredicateRanks
  private let blankNodes: BlankNodeTable
  private let nodeRanks: [UInt32]
  private let dictionary: TermDictionary
  private let parts: TermDictionary.Reader

  /// - Parameter nodeRanks: The place of each blank node among them, by number.
  init(
    _ predicates: PredicateRanks, _ blankNodes: BlankNodeTable, _ nodeRanks: [UInt32],
    _ dictionary: TermDictionary, _ parts: TermDictionary.Reader
  ) {
    self.predicates = predicates
    self.blankNodes = blankNodes
    self.nodeRanks = nodeRanks
    self.dictionary = dictionary
    self.parts = parts
  }

  /// Appends statements, which are in order of the ids, in the order in which they are written.
  func append(_ group: ArraySlice<Graph.Statement>, to output: inout [Graph.Statement]) {
    let (iris, others) = SubjectRun.runs(of: group, dictionary, parts)
    for run in iris { append(group[run.value.range], toOutput: &output) }
    for run in others.sorted(by: { rank($0.subject) < rank($1.subject) }) {
      append(group[run.range], toOutput: &output)
    }
  }

  private func rank(_ node: TermID) -> UInt32 { blankNodes.number(of: node).map { nodeRanks[$0] } ?? 0 }

  private func append(_ run: ArraySlice<Graph.Statement>, toOutput output: inout [Graph.Statement]) {
    var groups: [(rank: UInt32, range: Range<Int>)] = []
    var start = run.startIndex
    for index in run.indices {
      let next = index + 1
      guard next == run.endIndex || run[next].predicate != run[start].predicate else { continue }
      groups.append((predicates[run[start].predicate], start..<next))
      start = next
    }
    if groups.count > 1 { groups.sort { $0.rank < $1.rank } }
    for (_, range) in groups {
      let first = output.count
      output.append(contentsOf: run[range])
      if range.count > 1 { output[first...].sort { isBefore($0.object, $1.object) } }
    }
  }

  private func isBefore(_ left: TermID, _ right: TermID) -> Bool {
    let (leftKind, rightKind) = (kind(left), kind(right))
    if leftKind != rightKind { return leftKind < rightKind }
    switch leftKind {
    case 0: return parts(left).text.isBytewiseBefore(parts(right).text)
    case 1: return rank(left) < rank(right)
    default: return parts.isLiteralBefore(left, right)
    }
  }

  private func kind(_ id: TermID) -> Int {
    dictionary.isIRI(id) ? 0 : dictionary.isBlankNode(id) ? 1 : 2
  }
}

extension TermDictionary.Reader {
  /// Orders literals as `Literal` does: by lexical form, then by tag, then by datatype.
  func isLiteralBefore(_ left: TermID, _ right: TermID) -> Bool {
    let (left, right) = (self(left), self(right))
    let order = left.text.compare(to: right.text)
    if order != 0 { return order < 0 }
    switch (left.tag, right.tag) {
    case (let leftTag?, let rightTag?): return leftTag.isBytewiseBefore(rightTag)
    case (nil, .some): return true
    case (.some, nil): return false
    case (nil, nil): break
    }
    // Strings carry no datatype of their own; theirs is xsd:string.
    return IRI.XSD.stringUTF8.withUnsafeBufferPointer { string in
      let leftType = left.datatype.map { self($0).text } ?? string
      let rightType = right.datatype.map { self($0).text } ?? string
      return leftType.isBytewiseBefore(rightType)
    }
  }
}
