/// Sorts statements by the ids of their terms.
///
/// Ids are small and dense, so that counting them groups statements in time proportional to their number; what
/// has the same first key is mostly a handful, and is compared. Where a graph has far fewer statements than its
/// dictionary has terms (one of many named graphs, say), comparing is cheaper than counting, and is what is done.
struct StatementOrder {
  typealias Statement = Graph.Statement

  let termCount: Int

  /// Whether counting pays: the counters are then no more than a few for each statement.
  private func usesCounting(_ count: Int) -> Bool { count >= 64 && count >= termCount / 4 }

  /// The statements by subject, predicate and object, each once.
  func sortedBySubject(_ statements: consuming [Statement]) -> [Statement] {
    if isSorted(statements, by: Self.isBeforeBySubject) { return statements }
    if !isSorted(statements, by: { $0.subject <= $1.subject }) {
      if usesCounting(statements.count) {
        statements = grouped(statements)
      } else {
        statements.sort(by: Self.isBeforeBySubject)
      }
    }
    let count = statements.withUnsafeMutableBufferPointer { statements in
      Self.sortRuns(&statements, isSame: { $0.subject == $1.subject }, by: Self.isBeforeBySubject)
      return Self.moveRepeatedToEnd(&statements)
    }
    statements.removeLast(statements.count - count)
    return statements
  }

  /// The places of sorted statements by object, predicate and subject.
  func placesByObject(_ statements: [Statement]) -> [UInt32] {
    guard usesCounting(statements.count) else {
      var places = (0..<statements.count).map { UInt32(truncatingIfNeeded: $0) }
      places.sort { Self.isBeforeByObject(statements[Int($0)], statements[Int($1)]) }
      return places
    }
    var starts = starts(of: statements) { $0.object }
    var places: [UInt32] = Array(unsafeUninitializedCapacity: statements.count) { places, count in
      for (place, statement) in statements.enumerated() {
        let object = Int(statement.object.rawValue)
        let target = places.baseAddress.map { $0 + Int(starts[object]) }
        target?.initialize(to: UInt32(truncatingIfNeeded: place))
        starts[object] += 1
      }
      count = statements.count
    }
    // Among equal objects the places rise, and with them the subjects; what is left is the order of predicates.
    places.withUnsafeMutableBufferPointer { places in
      var start = 0
      // Each counter has come to be the end of its object's places.
      for end in starts {
        defer { start = Int(end) }
        guard Int(end) - start > 1 else { continue }
        var run = UnsafeMutableBufferPointer(rebasing: places[start..<Int(end)])
        Self.sortRun(&run) { left, right in
          let (leftPredicate, rightPredicate) = (
            statements[Int(left)].predicate, statements[Int(right)].predicate
          )
          return leftPredicate != rightPredicate ? leftPredicate < rightPredicate : left < right
        }
      }
    }
    return places
  }

  // MARK: Counting

  /// Where the elements with each key begin once they are grouped by it, by key.
  @inline(__always)
  private func starts(of statements: [Statement], by key: (Statement) -> TermID) -> [UInt32] {
    var counters = Array(repeating: UInt32(0), count: termCount)
    for statement in statements { counters[Int(key(statement).rawValue)] += 1 }
    var start: UInt32 = 0
    for index in counters.indices { (counters[index], start) = (start, start + counters[index]) }
    return counters
  }

  /// The statements by subject, those about one as they came.
  private func grouped(_ statements: [Statement]) -> [Statement] {
    var starts = starts(of: statements) { $0.subject }
    return Array(unsafeUninitializedCapacity: statements.count) { target, count in
      for statement in statements {
        let subject = Int(statement.subject.rawValue)
        (target.baseAddress.map { $0 + Int(starts[subject]) })?.initialize(to: statement)
        starts[subject] += 1
      }
      count = statements.count
    }
  }

  // MARK: Comparing

  /// How many elements are sorted by moving each to its place; for more, a sort that allocates pays.
  private static let handfulCount = 32

  /// Sorts each run of elements that are the same in something.
  @inline(__always)
  private static func sortRuns<Element>(
    _ elements: inout UnsafeMutableBufferPointer<Element>, isSame: (Element, Element) -> Bool,
    by isBefore: (Element, Element) -> Bool
  ) {
    var start = 0
    for index in elements.indices {
      let next = index + 1
      guard next == elements.count || !isSame(elements[index], elements[next]) else { continue }
      if next - start > 1 {
        var run = UnsafeMutableBufferPointer(rebasing: elements[start..<next])
        sortRun(&run, by: isBefore)
      }
      start = next
    }
  }

  @inline(__always)
  private static func sortRun<Element>(
    _ run: inout UnsafeMutableBufferPointer<Element>, by isBefore: (Element, Element) -> Bool
  ) {
    // Most documents have most statements in order already, also where there are many about one thing.
    guard let first = run.indices.dropFirst().first(where: { isBefore(run[$0], run[$0 - 1]) }) else { return }
    guard run.count <= handfulCount else { return run.sort(by: isBefore) }
    for index in first..<run.count {
      let element = run[index]
      var place = index
      while place > 0 && isBefore(element, run[place - 1]) {
        run[place] = run[place - 1]
        place -= 1
      }
      run[place] = element
    }
  }

  /// Leaves each of the sorted statements once, and returns how many these are.
  private static func moveRepeatedToEnd(_ sorted: inout UnsafeMutableBufferPointer<Statement>) -> Int {
    guard var last = sorted.first else { return 0 }
    var end = 1
    for statement in sorted.dropFirst() where statement != last {
      sorted[end] = statement
      last = statement
      end += 1
    }
    return end
  }

  private func isSorted(_ statements: [Statement], by isInOrder: (Statement, Statement) -> Bool) -> Bool {
    var index = 1
    while index < statements.count {
      guard isInOrder(statements[index - 1], statements[index]) else { return false }
      index += 1
    }
    return true
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
}
