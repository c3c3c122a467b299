/// Strongly connected components by Tarjan's algorithm, with a stack of its own instead of recursion.
enum StrongComponents {
  /// Numbers the components: a node's neighbours have a lower number than the node, or the same.
  ///
  /// O(n).
  static func number(_ graph: Adjacency) -> (components: [Int], count: Int) {
    let unseen = -1
    var order = Array(repeating: unseen, count: graph.count)
    var low = Array(repeating: 0, count: graph.count)
    var components = Array(repeating: unseen, count: graph.count)
    var componentCount = 0
    var seenCount = 0
    /// Nodes seen whose component is not complete.
    var open: [Int] = []
    /// The way from a root to the node at hand, each with the place of the next neighbour to look at.
    var way: [(node: Int, next: Int)] = []

    func enter(_ node: Int) {
      order[node] = seenCount
      low[node] = seenCount
      seenCount += 1
      open.append(node)
      way.append((node, graph[node].startIndex))
    }

    for root in 0..<graph.count where order[root] == unseen {
      enter(root)
      while let (node, next) = way.last {
        let neighbours = graph[node]
        if next < neighbours.endIndex {
          way[way.count - 1].next += 1
          let neighbour = neighbours[next]
          if order[neighbour] == unseen {
            enter(neighbour)
          } else if components[neighbour] == unseen {
            low[node] = min(low[node], order[neighbour])
          }
          continue
        }
        way.removeLast()
        if let parent = way.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == order[node] else { continue }
        while let member = open.popLast() {
          components[member] = componentCount
          if member == node { break }
        }
        componentCount += 1
      }
    }
    return (components, componentCount)
  }
}
