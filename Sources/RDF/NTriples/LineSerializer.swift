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
        dictionary: source.dictionary, parts: parts, predicates: predicates, labels: labels, quads: lines)
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

  @inline(__always) func isBlankNode(_ id: TermID) -> Bool { blankNodes.number(of: id) != nil }
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
}

private struct LineWriter {
  let dictionary: TermDictionary
  let parts: TermDictionary.Reader
  let predicates: PredicateRanks
  let labels: LineLabels
  let quads: SortedQuads
  var output = ByteOutput()
  /// `<subject> `, and `<subject> <predicate> `, for all lines that start so.
  private var head: [UInt8] = []
  private var groups: [(rank: UInt32, range: Range<Int>)] = []
  private var lines: [Range<Int>] = []

  init(
    dictionary: TermDictionary, parts: TermDictionary.Reader, predicates: PredicateRanks, labels: LineLabels,
    quads: SortedQuads
  ) {
    self.dictionary = dictionary
    self.parts = parts
    self.predicates = predicates
    self.labels = labels
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
    head.removeAll(keepingCapacity: true)
    if labels.isBlankNode(run.subject) {
      head.append(contentsOf: labels[run.subject])
    } else {
      head.appendBracketed(parts(run.subject).text)
    }
    head.append(UInt8(ascii: " "))
    let subjectEnd = head.count
    for (_, range) in groups {
      head.removeLast(head.count - subjectEnd)
      head.appendBracketed(parts(quads.statements[range.lowerBound].predicate).text)
      head.append(UInt8(ascii: " "))
      appendLines(range)
    }
  }

  /// Appends the lines of statements with the same subject and predicate.
  private mutating func appendLines(_ range: Range<Int>) {
    let first = output.count
    lines.removeAll(keepingCapacity: true)
    for index in range {
      let start = output.count
      output.append(head)
      append(quads.statements[index].object)
      if !quads.names.isEmpty, let name = quads.names[index] {
        output.append(UInt8(ascii: " "))
        append(name)
      }
      output.append(" .\n")
      lines.append(start..<output.count)
    }
    if lines.count > 1 { sortLines(from: first) }
  }

  /// Sorts the lines that were appended last.
  private mutating func sortLines(from first: Int) {
    let isSorted = output.withBytes { bytes in
      let skipped = head.count
      func isBefore(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        UnsafeBufferPointer(rebasing: bytes[left.lowerBound + skipped..<left.upperBound])
          .isBytewiseBefore(
            UnsafeBufferPointer(rebasing: bytes[right.lowerBound + skipped..<right.upperBound]))
      }
      if zip(lines, lines.dropFirst()).allSatisfy({ isBefore($0, $1) }) { return true }
      lines.sort(by: isBefore)
      return false
    }
    if !isSorted { output.keep(lines, from: first) }
  }

  private mutating func append(_ id: TermID) {
    if labels.isBlankNode(id) { return output.append(labels[id]) }
    let term = parts(id)
    guard dictionary.isLiteral(id) else { return output.appendBracketed(term.text) }
    output.appendQuoted(term.text)
    if let tag = term.tag {
      output.append(UInt8(ascii: "@"))
      output.append(tag)
    } else if let datatype = term.datatype {
      output.append("^^")
      output.appendBracketed(parts(datatype).text)
    }
  }
}
