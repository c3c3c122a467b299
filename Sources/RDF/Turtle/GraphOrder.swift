/// A graph's statements in the one order in which serialisers write, and its blank nodes in an order that
/// does not depend on their labels.
///
/// Subjects, predicates and objects follow the order of `Term`, but for `rdf:type`, which is the first
/// predicate. Blank nodes come after IRIs and before literals, and among themselves by what is said of them:
/// first those that lead to no other blank node, and so on upwards. So two graphs that differ only in labels
/// have the same order as long as their blank nodes form trees. Where blank nodes form cycles, or several
/// with the same content are each referred to from several places, the order may fall back on their labels.
///
/// O(n log n) in the number of statements.
struct GraphOrder {
  let graph: Graph
  /// All statements, in order.
  let statements: [Graph.Statement]
  /// Where the statements about each term start, by id.
  private let starts: [Int]
  /// Each term's place among the terms that occur, by id.
  private let keys: [UInt32]
  /// The blank nodes, in an order in which each comes after the first that refers to it.
  let blankNodes: [TermID]
  /// How often each term is an object, by id; counted for blank nodes only.
  private let referenceCounts: [UInt32]
  /// Blank nodes that only nodes in a cycle with them lead to, and that were chosen to start with.
  let cycleStarts: Set<TermID>

  init(_ graph: Graph) {
    self.graph = graph
    let terms = OccurringTerms(graph)
    let blankOrder = BlankNodeOrder(graph, terms)
    let keys = blankOrder.keys
    self.keys = keys
    let typeID = graph.dictionary.id(of: .iri(.RDF.type))
    let sorted = Self.sorted(graph.statements, keys, typeID)
    statements = sorted
    starts = Self.starts(sorted, termCount: graph.dictionary.count)
    var referenceCounts = Array(repeating: UInt32(0), count: graph.dictionary.count)
    for statement in sorted where graph.dictionary.isBlankNode(statement.object) {
      referenceCounts[Int(statement.object.rawValue)] += 1
    }
    self.referenceCounts = referenceCounts
    (blankNodes, cycleStarts) = Self.walk(
      sorted, starts, isBlankNode: graph.dictionary.isBlankNode, inOrder: blankOrder.nodes, referenceCounts)
  }

  /// Where the statements about a term are in `statements`.
  func range(of subject: TermID) -> Range<Int> {
    let start = starts[Int(subject.rawValue)]
    var end = start
    while end < statements.count && statements[end].subject == subject { end += 1 }
    return start..<end
  }

  /// How many statements have a blank node as object.
  func referenceCount(_ node: TermID) -> Int { Int(referenceCounts[Int(node.rawValue)]) }

  /// Whether a term comes before another one.
  func isBefore(_ left: TermID, _ right: TermID) -> Bool {
    keys[Int(left.rawValue)] < keys[Int(right.rawValue)]
  }

  private struct SortKey {
    let subject: UInt32
    let predicate: UInt32
    let object: UInt32
    let index: UInt32
  }

  private static func sorted(
    _ statements: [Graph.Statement], _ keys: [UInt32], _ typeID: TermID?
  ) -> [Graph.Statement] {
    var sortKeys: [SortKey] = []
    sortKeys.reserveCapacity(statements.count)
    for (index, statement) in statements.enumerated() {
      let predicate = statement.predicate == typeID ? 0 : keys[Int(statement.predicate.rawValue)] + 1
      sortKeys.append(
        SortKey(
          subject: keys[Int(statement.subject.rawValue)], predicate: predicate,
          object: keys[Int(statement.object.rawValue)], index: UInt32(index)))
    }
    sortKeys.sort { left, right in
      if left.subject != right.subject { return left.subject < right.subject }
      if left.predicate != right.predicate { return left.predicate < right.predicate }
      return left.object < right.object
    }
    return sortKeys.map { statements[Int($0.index)] }
  }

  private static func starts(_ statements: [Graph.Statement], termCount: Int) -> [Int] {
    var starts = Array(repeating: statements.count, count: termCount + 1)
    for index in statements.indices.reversed() { starts[Int(statements[index].subject.rawValue)] = index }
    return starts
  }

  /// Lists the blank nodes breadth first: from the IRIs in order, then from nodes that nothing refers to,
  /// then from nodes that only cycles lead to.
  private static func walk(
    _ statements: [Graph.Statement], _ starts: [Int], isBlankNode: (TermID) -> Bool, inOrder nodes: [TermID],
    _ referenceCounts: [UInt32]
  ) -> (nodes: [TermID], cycleStarts: Set<TermID>) {
    var found: [TermID] = []
    guard !nodes.isEmpty else { return ([], []) }
    var isFound = Array(repeating: false, count: starts.count)
    func find(_ node: TermID) {
      guard !isFound[Int(node.rawValue)] else { return }
      isFound[Int(node.rawValue)] = true
      found.append(node)
    }
    for statement in statements where isBlankNode(statement.object) && !isBlankNode(statement.subject) {
      find(statement.object)
    }
    var next = 0
    func follow() {
      while next < found.count {
        let node = found[next]
        next += 1
        var index = starts[Int(node.rawValue)]
        while index < statements.count && statements[index].subject == node {
          if isBlankNode(statements[index].object) { find(statements[index].object) }
          index += 1
        }
      }
    }
    follow()
    for node in nodes where referenceCounts[Int(node.rawValue)] == 0 { find(node) }
    follow()
    var cycleStarts: Set<TermID> = []
    for node in nodes where !isFound[Int(node.rawValue)] {
      cycleStarts.insert(node)
      find(node)
      follow()
    }
    return (found, cycleStarts)
  }
}

/// The terms that occur in a graph's statements: IRIs and literals sorted, blank nodes by label.
struct OccurringTerms {
  let iris: [TermID]
  let blankNodes: [TermID]
  let literals: [TermID]

  init(_ graph: Graph) {
    let dictionary = graph.dictionary
    var occurs = Array(repeating: false, count: dictionary.count)
    for statement in graph.statements {
      occurs[Int(statement.subject.rawValue)] = true
      occurs[Int(statement.predicate.rawValue)] = true
      occurs[Int(statement.object.rawValue)] = true
    }
    var iris: [TermID] = []
    var blankNodes: [TermID] = []
    var literals: [TermID] = []
    for index in occurs.indices where occurs[index] {
      let id = TermID(index)
      if dictionary.isIRI(id) {
        iris.append(id)
      } else if dictionary.isBlankNode(id) {
        blankNodes.append(id)
      } else {
        literals.append(id)
      }
    }
    dictionary.withParts { parts in
      Self.sort(&iris, parts)
      Self.sort(&blankNodes, parts)
      Self.sort(&literals, parts)
    }
    (self.iris, self.blankNodes, self.literals) = (iris, blankNodes, literals)
  }

  /// A term with its text at hand, so that a comparison looks nothing up.
  private struct Key {
    let text: UnsafeBufferPointer<UInt8>
    let id: TermID
  }

  private static func sort(_ ids: inout [TermID], _ parts: TermDictionary.Reader) {
    var keys = ids.map { Key(text: parts($0).text, id: $0) }
    keys.sort { left, right in
      let order = left.text.compare(to: right.text)
      return order != 0 ? order < 0 : isBefore(parts(left.id), parts(right.id), parts)
    }
    ids = keys.map(\.id)
  }

  /// Orders literals of the same lexical form as `Literal` does: by tag, then by datatype.
  private static func isBefore(
    _ left: TermDictionary.Parts, _ right: TermDictionary.Parts, _ parts: TermDictionary.Reader
  ) -> Bool {
    switch (left.tag, right.tag) {
    case (let leftTag?, let rightTag?): return leftTag.isBytewiseBefore(rightTag)
    case (nil, .some): return true
    case (.some, nil): return false
    case (nil, nil): break
    }
    // Strings carry no datatype of their own; theirs is xsd:string.
    return IRI.XSD.stringUTF8.withUnsafeBufferPointer { string in
      let leftType = left.datatype.map { parts($0).text } ?? string
      let rightType = right.datatype.map { parts($0).text } ?? string
      return leftType.isBytewiseBefore(rightType)
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Negative, zero or positive, as these bytes come before, equal or come after the others.
  func compare(to other: UnsafeBufferPointer<UInt8>) -> Int {
    let shared = Swift.min(count, other.count)
    var index = 0
    let left = UnsafeRawBufferPointer(self)
    let right = UnsafeRawBufferPointer(other)
    while index + 8 <= shared {
      let leftWord = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let rightWord = right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if leftWord != rightWord { return leftWord.bigEndian < rightWord.bigEndian ? -1 : 1 }
      index += 8
    }
    while index < shared {
      if left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
      index += 1
    }
    return count - other.count
  }

  func isBytewiseBefore(_ other: UnsafeBufferPointer<UInt8>) -> Bool { compare(to: other) < 0 }
}
