/// Writes N-Triples: canonical lines, sorted by their bytes.
///
/// Blank nodes are labelled `b0`, `b1` ... in an order that `GraphOrder` finds, so that graphs which differ
/// only in labels give the same lines as far as it promises.
enum NTriplesSerializer {
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    let writer = NTriplesWriter(graph)
    var output = OutputPieces()
    try graph.dictionary.withParts { parts in
      for subject in writer.subjects(parts) {
        writer.appendLines(about: subject, parts, to: &output.bytes)
        try output.flushIfLarge(to: write)
      }
    }
    try output.flush(to: write)
  }
}

/// Bytes on their way out, in pieces of some 64 KiB.
struct OutputPieces {
  static let pieceByteCount = 64 << 10

  var bytes: [UInt8] = []

  mutating func flushIfLarge(to write: ([UInt8]) throws -> Void) rethrows {
    if bytes.count >= Self.pieceByteCount { try flush(to: write) }
  }

  mutating func flush(to write: ([UInt8]) throws -> Void) rethrows {
    guard !bytes.isEmpty else { return }
    try write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

private struct NTriplesWriter {
  let graph: Graph
  /// Labels of the blank nodes that occur, without `_:`.
  let labels: [TermID: [UInt8]]

  init(_ graph: Graph) {
    self.graph = graph
    let hasBlankNodes = graph.statements.contains {
      graph.dictionary.isBlankNode($0.subject) || graph.dictionary.isBlankNode($0.object)
    }
    guard hasBlankNodes else {
      labels = [:]
      return
    }
    var labels: [TermID: [UInt8]] = [:]
    for (number, node) in GraphOrder(graph).blankNodes.enumerated() {
      labels[node] = Array("b\(number)".utf8)
    }
    self.labels = labels
  }

  /// A subject and where its statements are.
  struct Group {
    let subject: TermID
    let range: Range<Int>
  }

  /// The subjects in the order of their lines, which is that of the bytes with the `>` that follows.
  func subjects(_ parts: TermDictionary.Reader) -> [Group] {
    var iris: [Group] = []
    var nodes: [Group] = []
    var start = 0
    let statements = graph.statements
    while start < statements.count {
      var end = start + 1
      while end < statements.count && statements[end].subject == statements[start].subject { end += 1 }
      let group = Group(subject: statements[start].subject, range: start..<end)
      if graph.dictionary.isIRI(group.subject) { iris.append(group) } else { nodes.append(group) }
      start = end
    }
    iris.sort { left, right in
      let left = parts(left.subject).text
      let right = parts(right.subject).text
      let shared = min(left.count, right.count)
      let order = left.prefix(shared).rebased.compare(to: right.prefix(shared).rebased)
      if order != 0 || left.count == right.count { return order < 0 }
      return left.count < right.count ? UInt8(ascii: ">") < right[shared] : left[shared] < UInt8(ascii: ">")
    }
    nodes.sort { left, right in
      // Labels end in a space, which comes before every digit.
      labels[left.subject, default: []].lexicographicallyPrecedes(labels[right.subject, default: []])
    }
    return iris + nodes
  }

  func appendLines(about group: Group, _ parts: TermDictionary.Reader, to output: inout [UInt8]) {
    var lines: [[UInt8]] = []
    lines.reserveCapacity(group.range.count)
    var head: [UInt8] = []
    append(group.subject, parts, to: &head)
    head.append(UInt8(ascii: " "))
    for statement in graph.statements[group.range] {
      var line = head
      append(statement.predicate, parts, to: &line)
      line.append(UInt8(ascii: " "))
      append(statement.object, parts, to: &line)
      line.append(contentsOf: " .\n".utf8)
      lines.append(line)
    }
    lines.sort { left, right in
      left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { left.isBytewiseBefore($0) } }
    }
    for line in lines { output.append(contentsOf: line) }
  }

  private func append(_ id: TermID, _ parts: TermDictionary.Reader, to output: inout [UInt8]) {
    if let label = labels[id] {
      output.append(contentsOf: "_:".utf8)
      output.append(contentsOf: label)
      return
    }
    let term = parts(id)
    guard graph.dictionary.isLiteral(id) else { return output.appendBracketed(term.text) }
    output.appendQuoted(term.text)
    if let tag = term.tag {
      output.append(UInt8(ascii: "@"))
      output.append(contentsOf: tag)
    } else if let datatype = term.datatype {
      output.append(contentsOf: "^^".utf8)
      output.appendBracketed(parts(datatype).text)
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate var rebased: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: self) }
}
