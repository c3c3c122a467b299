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
  /// An object with what it is sorted by at hand.
  private struct ObjectKey {
    let id: TermID
    /// 0 for IRIs, 1 for blank nodes, 2 for literals.
    let kind: UInt8
    /// The rank of a blank node, for other terms the head of the text: what decides most comparisons.
    let head: UInt64
    let text: UnsafeBufferPointer<UInt8>
  }

  private let predicates: PredicateRanks
  private let blankNodes: BlankNodeTable
  private let nodeRanks: [UInt32]
  private let dictionary: TermDictionary
  private let parts: TermDictionary.Reader
  /// The predicates of the statements at hand, kept so that sorting a few statements allocates nothing.
  private var groups: [(rank: UInt32, predicate: TermID, range: Range<Int>)] = []
  private var objects: [ObjectKey] = []

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

  /// Appends statements, which are in order of the ids, by the order of their subjects only.
  func appendBySubject(_ group: ArraySlice<Graph.Statement>, to output: inout [Graph.Statement]) {
    let (iris, others) = SubjectRun.runs(of: group, dictionary, parts)
    for run in iris { output.append(contentsOf: group[run.value.range]) }
    for run in others.sorted(by: { rank($0.subject) < rank($1.subject) }) {
      output.append(contentsOf: group[run.range])
    }
  }

  /// Appends statements, which are in order of the ids, in the order in which they are written.
  mutating func append(_ group: ArraySlice<Graph.Statement>, to output: inout [Graph.Statement]) {
    var start = output.count
    appendBySubject(group, to: &output)
    for index in start..<output.count {
      let next = index + 1
      guard next == output.count || output[next].subject != output[start].subject else { continue }
      sort(&output, start..<next)
      start = next
    }
  }

  private func rank(_ node: TermID) -> UInt32 { blankNodes.number(of: node).map { nodeRanks[$0] } ?? 0 }

  /// Puts statements about one subject, which are in order of the ids, in the order in which they are written.
  mutating func sort(_ statements: inout [Graph.Statement], _ run: Range<Int>) {
    guard run.count > 1 else { return }
    let isSorted = findGroups(statements, run)
    if isSorted && groups.count == run.count { return }
    if !isSorted { groups.sort { $0.rank < $1.rank } }
    findObjects(statements, run)
    let subject = statements[run.lowerBound].subject
    var place = run.lowerBound
    for (_, predicate, range) in groups {
      if range.count > 1 { sortObjects(range) }
      for index in range {
        statements[place] = Graph.Statement(subject: subject, predicate: predicate, object: objects[index].id)
        place += 1
      }
    }
  }

  /// Finds the statements with the same predicate, counted from the first; false if their order is wrong.
  private mutating func findGroups(_ statements: [Graph.Statement], _ run: Range<Int>) -> Bool {
    groups.removeAll(keepingCapacity: true)
    var start = run.lowerBound
    var isSorted = true
    for index in run {
      let next = index + 1
      let predicate = statements[start].predicate
      guard next == run.upperBound || statements[next].predicate != predicate else { continue }
      let rank = predicates[predicate]
      if let last = groups.last, last.rank > rank { isSorted = false }
      groups.append((rank, predicate, start - run.lowerBound..<next - run.lowerBound))
      start = next
    }
    return isSorted
  }

  /// Looks up all objects about one subject at once, so that the processor need not wait for one to see another.
  private mutating func findObjects(_ statements: [Graph.Statement], _ run: Range<Int>) {
    objects.removeAll(keepingCapacity: true)
    for index in run {
      let id = statements[index].object
      let term = parts(id)
      let kind: UInt8 = term.isIRI ? 0 : term.isBlankNode ? 1 : 2
      let head = term.isBlankNode ? UInt64(rank(id)) : parts.head(of: term.text)
      objects.append(ObjectKey(id: id, kind: kind, head: head, text: term.text))
    }
  }

  private mutating func sortObjects(_ range: Range<Int>) {
    let parts = parts
    objects.withUnsafeMutableBufferPointer { objects in
      var group = UnsafeMutableBufferPointer(rebasing: objects[range])
      group.sort { left, right in
        if left.kind != right.kind { return left.kind < right.kind }
        if left.head != right.head { return left.head < right.head }
        if left.kind == 1 { return false }
        let order = left.text.compare(to: right.text)
        if order != 0 || left.kind == 0 { return order < 0 }
        return parts.isLiteralBefore(left.id, right.id)
      }
    }
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
