/// Writes Turtle, so that exports differ where graphs differ, line by line.
///
/// - Prefixes that are used, by name; then a block for each subject, one predicate a line, `a` first, all in
///   the order of `GraphOrder`. Subjects that are blank nodes come last.
/// - A blank node that is referred to once is written in place, as `[ ... ]`, or as `( ... )` if it is a
///   well-formed list that nothing else is said of; others are labelled `b0`, `b1` ... One that nothing
///   refers to is a block that starts with `[]`.
/// - Literals stand in single quotation marks `"`, with the escapes of canonical N-Triples; integers,
///   decimals and Booleans stand as they are where their lexical form allows.
///
/// The same graph gives the same bytes, and so do isomorphic graphs as far as `GraphOrder` promises.
enum TurtleSerializer {
  static func serialize(_ graph: Graph, options: SerializerOptions, to write: ([UInt8]) throws -> Void) throws
  {
    let order = GraphOrder(graph)
    let plan = TurtlePlan(order)
    try graph.dictionary.withParts { parts in
      let terms = TurtleTerms(order, plan, PrefixMap(options.prefixes(declared: graph.prefixes)), parts)
      var writer = TurtleWriter(order, plan, terms)
      writer.appendPrefixes()
      for subject in plan.blocks {
        try writer.appendBlock(about: subject, to: write)
      }
      try writer.output.flush(to: write)
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

  private let order: GraphOrder
  private let plan: TurtlePlan
  private let terms: TurtleTerms
  private var frames: [Frame] = []
  /// Whether what was written last is a closing bracket, which what follows a comma may share a line with.
  private var isAfterBracket = false
  /// Whether a blank line is due before the next block.
  private var hasOutput = false
  var output = OutputPieces()

  init(_ order: GraphOrder, _ plan: TurtlePlan, _ terms: TurtleTerms) {
    (self.order, self.plan, self.terms) = (order, plan, terms)
  }

  mutating func appendPrefixes() {
    for entry in terms.usedPrefixes {
      entry.appendDeclaration(to: &output.bytes)
      hasOutput = true
    }
  }

  mutating func appendBlock(about subject: TermID, to write: ([UInt8]) throws -> Void) rethrows {
    if hasOutput { append("\n") }
    hasOutput = true
    terms.append(subject, to: &output.bytes)
    let range = order.range(of: subject)
    frames = [.properties(all: range, next: range.lowerBound)]
    while let frame = frames.popLast() {
      switch frame {
      case .properties(let all, let next): appendProperty(all, next)
      case .list(let cell): appendItem(cell)
      }
      try output.flushIfLarge(to: write)
    }
    append(" .\n")
  }

  /// Writes one statement, or what ends the list of them.
  private mutating func appendProperty(_ all: Range<Int>, _ next: Int) {
    let depth = frames.count + 1
    guard next < all.upperBound else {
      guard !frames.isEmpty else { return }
      startLine(depth - 1)
      append("]")
      isAfterBracket = true
      return
    }
    let statement = order.statements[next]
    let isFirst = next == all.lowerBound
    let continues = !isFirst && order.statements[next - 1].predicate == statement.predicate
    if continues {
      append(",")
    } else if !isFirst {
      append(" ;")
    }
    if isFirst && frames.isEmpty {
      append(" ")
    } else if !continues {
      startLine(depth)
    }
    if !continues {
      terms.appendPredicate(statement.predicate, to: &output.bytes)
      append(" ")
    } else if isAfterBracket && plan.isBracketed(statement.object) {
      append(" ")
    } else {
      startLine(depth + 1)
    }
    frames.append(.properties(all: all, next: next + 1))
    appendObject(statement.object)
  }

  private mutating func appendItem(_ cell: TermID?) {
    let depth = frames.count + 1
    guard let cell, let item = plan.items[cell] else {
      startLine(depth - 1)
      append(")")
      isAfterBracket = true
      return
    }
    startLine(depth)
    frames.append(.list(cell: item.rest))
    appendObject(item.first)
  }

  private mutating func appendObject(_ object: TermID) {
    isAfterBracket = false
    guard plan.isBracketed(object) else { return terms.appendObject(object, to: &output.bytes) }
    if plan.items[object] != nil {
      append("(")
      frames.append(.list(cell: object))
      return
    }
    let range = order.range(of: object)
    append("[")
    if range.isEmpty {
      append("]")
    } else {
      frames.append(.properties(all: range, next: range.lowerBound))
    }
  }

  private mutating func startLine(_ depth: Int) {
    append("\n")
    for _ in 0..<depth { append("    ") }
  }

  private mutating func append(_ text: StaticString) {
    output.bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
