/// Sorts statements by the ids of their terms.
///
/// Ids are small and dense, so that counting them sorts in time proportional to the number of statements.
/// Where a graph has far fewer statements than its dictionary has terms (one of many named graphs, say),
/// comparing is cheaper than counting, and is what is done.
struct StatementOrder {
  typealias Statement = Graph.Statement

  let termCount: Int

  /// Whether counting pays: the counters are then no more than a few for each statement.
  private func usesCounting(_ count: Int) -> Bool { count >= 64 && count >= termCount / 4 }

  /// The statements by subject, predicate and object, each once.
  func sortedBySubject(_ statements: [Statement]) -> [Statement] {
    if isStrictlySorted(statements) { return statements }
    guard usesCounting(statements.count) else {
      return withoutRepeated(statements.sorted(by: Self.isBeforeBySubject))
    }
    // Each pass keeps the order of the one before among equal keys, so the last key counts most.
    var passes = Passes(count: statements.count, termCount: termCount)
    var sorted = statements
    passes.sort(&sorted) { $0.object }
    passes.sort(&sorted) { $0.predicate }
    passes.sort(&sorted) { $0.subject }
    return withoutRepeated(sorted)
  }

  /// The places of sorted statements by object, predicate and subject.
  func placesByObject(_ statements: [Statement]) -> [UInt32] {
    var places = (0..<statements.count).map { UInt32(truncatingIfNeeded: $0) }
    guard usesCounting(statements.count) else {
      places.sort { Self.isBeforeByObject(statements[Int($0)], statements[Int($1)]) }
      return places
    }
    var passes = Passes(count: statements.count, termCount: termCount)
    // Among equal objects and predicates the places rise, and with them the subjects.
    passes.sort(&places) { statements[Int($0)].predicate }
    passes.sort(&places) { statements[Int($0)].object }
    return places
  }

  private func isStrictlySorted(_ statements: [Statement]) -> Bool {
    var index = 1
    while index < statements.count {
      guard Self.isBeforeBySubject(statements[index - 1], statements[index]) else { return false }
      index += 1
    }
    return true
  }

  private func withoutRepeated(_ sorted: consuming [Statement]) -> [Statement] {
    var end = 0
    for index in sorted.indices where index == 0 || sorted[index] != sorted[end - 1] {
      sorted[end] = sorted[index]
      end += 1
    }
    sorted.removeLast(sorted.count - end)
    return sorted
  }

  private static func isBeforeBySubject(_ left: Statement, _ right: Statement) -> Bool {
    if left.subject != right.subject { return left.subject < right.subject }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.object < right.object
  }

  private static func isBeforeByObject(_ left: Statement, _ right: Statement) -> Bool {
    if left.object != right.object { return left.object < right.object }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.subject < right.subject
  }

  /// Counting sorts over the same keys, which share their counters.
  private struct Passes {
    private var counters: [UInt32]

    init(count: Int, termCount: Int) { counters = Array(repeating: 0, count: termCount + 1) }

    @inline(__always)
    mutating func sort<Element>(_ elements: inout [Element], by key: (Element) -> TermID) {
      counters.withUnsafeMutableBufferPointer { counters in
        counters.update(repeating: 0)
        for element in elements { counters[Int(key(element).rawValue) + 1] += 1 }
        for index in counters.indices.dropFirst() { counters[index] += counters[index - 1] }
        let source = elements
        elements = Array(unsafeUninitializedCapacity: source.count) { target, count in
          for element in source {
            let slot = Int(key(element).rawValue)
            (target.baseAddress.map { $0 + Int(counters[slot]) })?.initialize(to: element)
            counters[slot] += 1
          }
          count = source.count
        }
      }
    }
  }
}
