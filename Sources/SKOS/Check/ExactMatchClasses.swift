internal import RDF

/// Concepts that are exact matches of each other, directly or through others (S44, S45).
struct ExactMatchClasses {
  private var concepts = UnionFind<TermID>()

  /// Unites the ends of all exact matches; O(n α(n)).
  init(_ view: SKOSView) {
    for edge in view.exact { concepts.unite(edge.from, edge.to) }
    concepts.flatten()
  }

  /// Whether exactMatch holds between two concepts, in the closure; also between one and itself, if it matches any.
  func match(_ left: TermID, _ right: TermID) -> Bool {
    guard let left = concepts.set(of: left), let right = concepts.set(of: right) else { return false }
    return left == right
  }
}
