/// The neighbours of numbered nodes, in two arrays.
struct Adjacency: Sendable {
  private var starts: [Int]
  private var targets: [Int]

  /// Sorts edges by where they start, keeping their order otherwise; O(n).
  init(count: Int, edges: [(from: Int, to: Int)]) {
    starts = Array(repeating: 0, count: count + 1)
    for edge in edges { starts[edge.from + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    targets = Array(repeating: 0, count: edges.count)
    var next = starts
    for edge in edges {
      targets[next[edge.from]] = edge.to
      next[edge.from] += 1
    }
  }

  /// How many nodes there are.
  var count: Int { starts.count - 1 }

  /// The neighbours of a node.
  subscript(node: Int) -> ArraySlice<Int> { targets[starts[node]..<starts[node + 1]] }
}
