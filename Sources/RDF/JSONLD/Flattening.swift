extension JSONLDRun {
  /// Collects all that is said of each node.
  func nodeMap(of expanded: JSON) throws(SyntaxError) -> NodeMap {
    var generation = NodeMapGeneration()
    try generation.add(expanded.asValues, to: generation.map.standard)
    return generation.map
  }

  /// `flatten()`, from the expanded document on.
  func flatten(_ expanded: JSON, context: JSON?) throws(SyntaxError) -> JSON {
    let flat = JSON.array(Self.flattened(try nodeMap(of: expanded)))
    guard let context else { return flat }
    return try compact(flat, context: context, alwaysHasGraph: true)
  }

  /// Lists the nodes of a map, each with the graph that it names.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §7.1, "Flattening Algorithm".
  private static func flattened(_ map: NodeMap) -> [JSON] {
    for name in map.sortedNames {
      let nodes = map.graph(named: name).sorted.filter { !$0.isBare }
      map.standard.node(name).set("@graph", .array(nodes.map { .object($0.entries) }))
    }
    return map.standard.sorted.filter { !$0.isBare }.map { .object($0.entries) }
  }
}
