/// Writes N-Triples and N-Quads: canonical lines, sorted by their bytes.
///
/// Blank nodes are labelled `b0`, `b1` ... in an order that `SerializationOrder` finds, so that graphs which
/// differ only in labels give the same lines as far as it promises.
enum LineSerializer {
  static func serialize(_ source: StatementSource, to write: ([UInt8]) throws -> Void) rethrows {
    try serialize(source, LineLabels(source), to: write)
  }

  /// Writes blank nodes with given labels, by the labels that they have in the source.
  static func serialize(
    _ source: StatementSource, labels: [String: String], to write: ([UInt8]) throws -> Void
  ) rethrows {
    try serialize(source, LineLabels(source, labels), to: write)
  }

  private static func serialize(
    _ source: StatementSource, _ labels: LineLabels, to write: ([UInt8]) throws -> Void
  ) rethrows {
    let predicates = PredicateRanks(source, typeIsFirst: false, end: UInt8(ascii: ">"))
    let lines = SortedQuads(source)
    try source.dictionary.withParts { parts in
      var writer = LineWriter(
        parts: parts, predicates: predicates, terms: LineTerms(parts: parts, labels: labels), quads: lines)
      let (iris, others) = SubjectRun.runs(
        of: lines.statements[...], source.dictionary, parts, end: UInt8(ascii: ">"))
      for run in iris {
        writer.appendLines(of: run.value)
        try writer.output.flushIfLarge(to: write)
      }
      // Labels end in a space, which comes before every digit.
      for run in others.sorted(by: { labels[$0.subject].lexicographicallyPrecedes(labels[$1.subject]) }) {
        writer.appendLines(of: run)
        try writer.output.flushIfLarge(to: write)
      }
      try writer.output.flush(to: write)
    }
  }
}

/// The labels of the blank nodes, with `_:`.
private struct LineLabels {
  private let blankNodes: BlankNodeTable
  private var labels: [[UInt8]] = []

  init(_ source: StatementSource) {
    blankNodes = BlankNodeTable(source)
    guard !blankNodes.nodes.isEmpty else { return }
    labels = Array(repeating: [], count: blankNodes.nodes.count)
    for (place, node) in SerializationOrder(source).walk.enumerated() {
      labels[node] = Array("_:b\(place)".utf8)
    }
  }

  init(_ source: StatementSource, _ given: [String: String]) {
    blankNodes = BlankNodeTable(source)
    labels = blankNodes.nodes.map { node in
      let label = source.dictionary[node].blankNode?.label ?? ""
      return Array("_:\(given[label] ?? label)".utf8)
    }
  }

  /// The label of a blank node; empty for any other term.
  @inline(__always) subscript(id: TermID) -> [UInt8] { blankNodes.number(of: id).map { labels[$0] } ?? [] }
}

/// All statements by subject, predicate and object in order of the ids, with the graph of each.
private struct SortedQuads {
  let statements: [Graph.Statement]
  /// The name of the graph of each statement; empty if all stand in the default graph.
  let names: [TermID?]

  init(_ source: StatementSource) {
    guard source.groups.count > 1 || source.groups.first?.name != nil else {
      statements = source.groups.first.map { Array($0.statements) } ?? []
      names = []
      return
    }
    var quads: [(statement: Graph.Statement, name: TermID?)] = []
    quads.reserveCapacity(source.count)
    for group in source.groups {
      for statement in group.statements { quads.append((statement, group.name)) }
    }
    quads.sort { left, right in
      let (left, right) = (left.statement, right.statement)
      if left.subject != right.subject { return left.subject < right.subject }
      if left.predicate != right.predicate { return left.predicate < right.predicate }
      return left.object < right.object
    }
    statements = quads.map(\.statement)
    names = quads.map(\.name)
  }

  /// The name of the graph of a statement, nil for the default graph.
  @inline(__always) func name(_ index: Int) -> TermID? { names.isEmpty ? nil : names[index] }
}

/// Writes terms as lines have them.
private struct LineTerms {
  let parts: TermDictionary.Reader
  let labels: LineLabels

  @inline(__always) func append(_ id: TermID, to output: inout ByteOutput) {
    append(id, parts(id), to: &output)
  }

  @inline(__always)
  func append(_ id: TermID, _ term: TermDictionary.Parts, to output: inout ByteOutput) {
    guard term.isLiteral else {
      if term.isIRI { return output.appendBracketed(term.text) }
      return output.append(labels[id])
    }
    output.appendQuoted(term.text, tag: term.tag)
    guard let datatype = term.datatype else { return }
    output.append("^^")
    output.appendBracketed(parts(datatype).text)
  }

  /// Appends what follows subject and predicate in a line: an object, and the name of its graph.
  @inline(__always)
  func appendRest(_ id: TermID, _ object: TermDictionary.Parts, name: TermID?, to output: inout ByteOutput) {
    append(id, object, to: &output)
    if let name {
      output.append(UInt8(ascii: " "))
      append(name, to: &output)
    }
    output.append(" .\n")
  }
}

private struct LineWriter {
  let parts: TermDictionary.Reader
  let predicates: PredicateRanks
  let terms: LineTerms
  let quads: SortedQuads
  var output = ByteOutput()
  /// `<subject> `, and `<subject> <predicate> `, for all lines that start so.
  private var head = ByteOutput()
  private var groups: [(rank: UInt32, range: Range<Int>)] = []
  /// The objects about the subject at hand.
  private var objects: [TermDictionary.Parts] = []
  /// What follows the head in each of these lines, end to end, and where each ends.
  private var rests = ByteOutput()
  private var ends: [Int] = []
  private var keys: [TextKey<Void>] = []

  init(parts: TermDictionary.Reader, predicates: PredicateRanks, terms: LineTerms, quads: SortedQuads) {
    self.parts = parts
    self.predicates = predicates
    self.terms = terms
    self.quads = quads
  }

  /// Appends the lines about one subject.
  mutating func appendLines(of run: SubjectRun) {
    groups.removeAll(keepingCapacity: true)
    var start = run.range.lowerBound
    for index in run.range {
      let next = index + 1
      guard
        next == run.range.upperBound || quads.statements[next].predicate != quads.statements[start].predicate
      else { continue }
      groups.append((predicates[quads.statements[start].predicate], start..<next))
      start = next
    }
    if groups.count > 1 { groups.sort { $0.rank < $1.rank } }
    // All at once, so that the processor need not wait for one to see another.
    objects.removeAll(keepingCapacity: true)
    for statement in quads.statements[run.range] { objects.append(parts(statement.object)) }
    head.removeAll()
    terms.append(run.subject, to: &head)
    head.append(UInt8(ascii: " "))
    let subjectEnd = head.count
    for (_, range) in groups {
      head.removeLast(head.count - subjectEnd)
      head.appendBracketed(parts(quads.statements[range.lowerBound].predicate).text)
      head.append(UInt8(ascii: " "))
      appendLines(range, from: run.range.lowerBound)
    }
  }

  /// Appends the lines of statements with the same subject and predicate; `first` is the subject's first one.
  private mutating func appendLines(_ range: Range<Int>, from first: Int) {
    if range.count == 1 { return appendLine(range.lowerBound, from: first) }
    rests.removeAll()
    ends.removeAll(keepingCapacity: true)
    for index in range {
      terms.appendRest(
        quads.statements[index].object, objects[index - first], name: quads.name(index), to: &rests)
      ends.append(rests.count)
    }
    keys.removeAll(keepingCapacity: true)
    rests.withBytes { rests in
      var start = 0
      for end in ends {
        keys.append(TextKey(UnsafeBufferPointer(rebasing: rests[start..<end]), ()))
        start = end
      }
      sortByText(&keys)
      head.withBytes { head in
        for key in keys {
          output.append(upTo: head.count + key.text.count) { cursor in
            cursor.put(head)
            cursor.put(key.text)
          }
        }
      }
    }
  }

  /// Appends a line that no other shares subject and predicate with.
  @inline(__always) private mutating func appendLine(_ index: Int, from first: Int) {
    head.withBytes { output.append($0) }
    terms.appendRest(
      quads.statements[index].object, objects[index - first], name: quads.name(index), to: &output)
  }
}
