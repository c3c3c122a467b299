internal import RDF

/// Values by the resource they belong to, in one array; looking them up costs nothing.
struct ResourceIndex<Value: Sendable>: Sendable {
  private var starts: [UInt32]
  private var values: [Value]

  /// Groups values by `resource`, keeping their order within each; O(n + number of terms).
  init(_ all: [Value], termCount: Int, resource: (Value) -> TermID) {
    starts = Array(repeating: 0, count: termCount + 1)
    for value in all { starts[Int(resource(value).rawValue) + 1] += 1 }
    for term in 0..<termCount { starts[term + 1] += starts[term] }
    guard let first = all.first else {
      values = []
      return
    }
    values = Array(repeating: first, count: all.count)
    var next = starts
    for value in all {
      let term = Int(resource(value).rawValue)
      values[Int(next[term])] = value
      next[term] += 1
    }
  }

  /// The values of a resource; empty for most terms.
  subscript(id: TermID) -> ArraySlice<Value> {
    values[Int(starts[Int(id.rawValue)])..<Int(starts[Int(id.rawValue) + 1])]
  }
}
