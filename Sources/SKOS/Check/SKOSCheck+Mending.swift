public import RDF

extension SKOSCheck {
  /// A vocabulary after the fixes that were trusted.
  public struct Mended: Sendable {
    /// What is left.
    public let graph: Graph
    /// How many findings were mended.
    public let count: Int
    /// The statements of the old graph that are gone, sorted.
    public let removed: [Triple]
    /// The statements that the old graph did not have, sorted.
    public let added: [Triple]
  }

  /// How often a vocabulary is checked again for what a fix has brought to light.
  private static let roundsMax = 10

  /// Makes the fixes of findings, and of what comes to light by them, until there are none left to make.
  ///
  /// Of two fixes that touch the same statement the first is made, and the other if its finding is still there in
  /// the next round. Findings that the configuration excludes stay as they are.
  public static func mended(
    _ graph: Graph, rules: [Rule], configuration: CheckConfiguration, trusting trusted: Set<Fix.Trust>
  ) -> Mended {
    let fixing = rules.filter { $0.fix.map(trusted.contains) ?? false }
    var current = graph
    var count = 0
    for _ in 0..<roundsMax {
      let fixes = run(current, rules: fixing, configuration: configuration).compactMap(\.fix)
      var out: Set<Triple> = []
      var touched: Set<Triple> = []
      var new: Set<Triple> = []
      for fix in fixes where trusted.contains(fix.trust) {
        let own = Set(fix.removed).union(fix.added)
        // Several findings may ask for the same; what contradicts an earlier one waits.
        guard touched.isDisjoint(with: own) else { continue }
        touched.formUnion(own)
        out.formUnion(fix.removed)
        new.formUnion(fix.added)
        count += 1
      }
      guard !out.isEmpty || !new.isEmpty else { break }
      var builder = GraphBuilder()
      for (name, namespace) in graph.prefixes { builder.prefix(name, namespace) }
      for triple in current.triples where !out.contains(triple) { builder.insert(triple) }
      for triple in new { builder.insert(triple) }
      current = builder.graph()
    }
    return Mended(
      graph: current, count: count,
      removed: graph.triples.filter { !current.contains($0) }.sorted(),
      added: current.triples.filter { !graph.contains($0) }.sorted())
  }
}
