/// Writes Turtle and TriG, so that exports differ where graphs differ, line by line.
///
/// - Prefixes that are used, by name; then a block for each subject, one predicate a line, `a` first, all in
///   the order of `SerializationOrder`. Subjects that are blank nodes come last.
/// - A blank node that is referred to once is written in place, as `[ ... ]`, or as `( ... )` if it is a
///   well-formed list that nothing else is said of; others are labelled `b0`, `b1` ... One that nothing
///   refers to is a block that starts with `[]`.
/// - Literals stand in single quotation marks `"`, with the escapes of canonical N-Triples; integers,
///   decimals and Booleans stand as they are where their lexical form allows.
/// - Named graphs follow the default graph, each in braces behind its name.
///
/// The same graph gives the same bytes, and so do isomorphic graphs as far as `SerializationOrder` promises.
enum TurtleSerializer {
  static func serialize(
    _ source: StatementSource, options: SerializerOptions, to write: ([UInt8]) throws -> Void
  ) throws {
    let prefixes = PrefixMap(options.prefixes(declared: source.prefixes))
    try source.dictionary.withParts { parts in
      var writer = TurtleWriter(source, prefixes, parts)
      try writer.appendAll(to: write)
    }
  }
}

/// Walks through the blocks and the brackets in them, without recursion.
private struct TurtleWriter {
  /// A bracket that is open, or the block itself.
  private enum Frame {
    /// Statements about one node, of which `next` is to be written.
    case properties(all: Range<Int>, next: Int)
    /// A list, of which the item of `cell` is to be written; nil at its end.
    case list(cell: TermID?)
  }

  private var order: SerializationOrder
  private var sorter: StatementSorter
  private let plan: TurtlePlan
  private let terms: TurtleTerms
  private var frames: [Frame] = []
  /// How far the block at hand is indented: by 1 in a named graph.
  private var indentation = 0
  /// Whether what is written last is a closing bracket, which what follows a comma may share a line with.
  private var isAfterBracket = false
  /// Whether a blank line is due before the next block.
  private var hasOutput = false
  private var output = ByteOutput()
  /// A line feed, and spaces for the deepest line that there can be.
  private let lineStart =
    [UInt8(ascii: "\n")] + Array(repeating: UInt8(ascii: " "), count: 4 * (TurtlePlan.nestingDepthMax + 8))

  init(_ source: StatementSource, _ prefixes: PrefixMap, _ parts: TermDictionary.Reader) {
    order = SerializationOrder(source)
    sorter = order.sorter(parts)
    plan = TurtlePlan(order)
    terms = TurtleTerms(order, plan, prefixes, parts)
  }

  mutating func appendAll(to write: ([UInt8]) throws -> Void) rethrows {
    appendPrefixes()
    for graph in order.graphs { try appendGraph(graph, to: write) }
    try output.flush(to: write)
  }

  private mutating func appendPrefixes() {
    for entry in terms.usedPrefixes {
      var line: [UInt8] = []
      entry.appendDeclaration(to: &line)
      output.append(line)
      hasOutput = true
    }
  }

  private mutating func appendGraph(
    _ graph: SerializationOrder.GraphRange, to write: ([UInt8]) throws -> Void
  ) rethrows {
    if let name = graph.name {
      if hasOutput { output.append("\n") }
      terms.append(name, to: &output)
      output.append(" {\n")
      indentation = 1
      hasOutput = false
    }
    // Blank nodes come in the order in which they are met, which is also that of their labels.
    var nodes: [(place: Int, range: Range<Int>)] = []
    var start = graph.range.lowerBound
    while start < graph.range.upperBound {
      let subject = order.statements[start].subject
      var end = start + 1
      while end < graph.range.upperBound && order.statements[end].subject == subject { end += 1 }
      if let node = order.blankNodes.number(of: subject) {
        if !plan.isBracketed(subject) { nodes.append((order.walkPlaces[node], start..<end)) }
      } else {
        try appendBlock(start..<end, to: write)
      }
      start = end
    }
    for node in nodes.sorted(by: { $0.place < $1.place }) { try appendBlock(node.range, to: write) }
    if graph.name != nil {
      output.append("}\n")
      hasOutput = true
    }
  }

  private mutating func appendBlock(_ range: Range<Int>, to write: ([UInt8]) throws -> Void) rethrows {
    if hasOutput { output.append("\n") }
    hasOutput = true
    order.sort(range, by: &sorter)
    for _ in 0..<indentation { output.append("    ") }
    terms.append(order.statements[range.lowerBound].subject, to: &output)
    frames = [.properties(all: range, next: range.lowerBound)]
    while let frame = frames.popLast() {
      switch frame {
      case .properties(let all, let next): appendProperties(all, from: next)
      case .list(let cell): appendItem(cell)
      }
      try output.flushIfLarge(to: write)
    }
    output.append(" .\n")
  }

  /// Writes statements up to the next object that is in brackets, or to the last, and then what ends them;
  /// breaks off where it is time to hand output over.
  private mutating func appendProperties(_ all: Range<Int>, from first: Int) {
    let depth = frames.count + 1
    for next in first..<all.upperBound {
      let statement = order.statements[next]
      let isBracketed = plan.isBracketed(statement.object)
      startProperty(all, next, depth, isBracketed)
      if isBracketed {
        frames.append(.properties(all: all, next: next + 1))
        return open(statement.object)
      }
      isAfterBracket = false
      terms.appendObject(statement.object, to: &output)
      if output.isLarge { return frames.append(.properties(all: all, next: next + 1)) }
    }
    guard !frames.isEmpty else { return }
    startLine(depth - 1)
    output.append("]")
    isAfterBracket = true
  }

  /// Writes what stands before the object of a statement.
  private mutating func startProperty(_ all: Range<Int>, _ next: Int, _ depth: Int, _ isBracketed: Bool) {
    let predicate = order.statements[next].predicate
    let isFirst = next == all.lowerBound
    if !isFirst && order.statements[next - 1].predicate == predicate {
      output.append(UInt8(ascii: ","))
      if isAfterBracket && isBracketed { output.append(UInt8(ascii: " ")) } else { startLine(depth + 1) }
      return
    }
    if !isFirst { output.append(" ;") }
    if isFirst && depth == 1 { output.append(UInt8(ascii: " ")) } else { startLine(depth) }
    terms.appendPredicate(predicate, to: &output)
    output.append(UInt8(ascii: " "))
  }

  private mutating func appendItem(_ cell: TermID?) {
    let depth = frames.count + 1
    guard let cell, let item = plan.item(cell) else {
      startLine(depth - 1)
      output.append(")")
      isAfterBracket = true
      return
    }
    startLine(depth)
    frames.append(.list(cell: item.rest))
    appendObject(item.first)
  }

  private mutating func appendObject(_ object: TermID) {
    if plan.isBracketed(object) { return open(object) }
    isAfterBracket = false
    terms.appendObject(object, to: &output)
  }

  /// Opens the bracket of a blank node that is written in place.
  private mutating func open(_ object: TermID) {
    isAfterBracket = false
    if plan.item(object) != nil {
      output.append("(")
      frames.append(.list(cell: object))
      return
    }
    let range = order.blankNodes.number(of: object).flatMap { order.ranges[$0].first } ?? 0..<0
    output.append("[")
    if range.isEmpty {
      output.append("]")
    } else {
      frames.append(.properties(all: range, next: range.lowerBound))
    }
  }

  private mutating func startLine(_ depth: Int) {
    lineStart.withUnsafeBufferPointer { lineStart in
      let count = min(1 + 4 * (depth + indentation), lineStart.count)
      output.append(UnsafeBufferPointer(rebasing: lineStart[..<count]))
    }
  }
}
