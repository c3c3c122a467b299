internal import RDF

/// How deep and wide a hierarchy is.
///
/// Only declared concepts count; a relation counts once, whichever end states it. Level 1 are the concepts without a
/// broader one and the stated top concepts; each other concept stands on the level that the shortest way from there
/// leads to.
public struct HierarchyStatistics: Hashable, Sendable {
  /// How many concepts stand on each level, from level 1.
  public let levels: [Int]
  /// How many concepts the longest way down leads over, a cycle counting as one.
  public let longestPath: Int
  /// How many pairs of broader and narrower concepts there are.
  public let relationCount: Int
  /// How many concepts have no broader concept.
  public let rootCount: Int
  /// How many concepts are stated to be top concepts.
  public let topConceptCount: Int
  /// How many concepts have no narrower concept.
  public let leafCount: Int
  /// How many concepts have several broader concepts.
  public let polyhierarchyCount: Int
  /// The most broader concepts that a concept has.
  public let parentCountMax: Int
  /// The most narrower concepts that a concept has.
  public let childCountMax: Int
  /// How many concepts have narrower concepts.
  public let parentCount: Int
  /// How many concepts have neither broader, narrower nor related concepts.
  public let orphanCount: Int
  /// How many cycles there are, concepts that reach each other counting as one.
  public let cycleCount: Int
  /// How many concepts stand in cycles.
  public let cyclicConceptCount: Int
  /// How many concepts no way leads to from level 1, because every way up from them ends in a cycle.
  public let unreachedCount: Int
  /// How many pairs of related concepts there are.
  public let relatedPairCount: Int
}

/// The hierarchy of a graph's concepts as numbers.
struct HierarchyCount {
  private let conceptIDs: [TermID]
  private let parents: Adjacency
  private let children: Adjacency
  private let relatedPairCount: Int
  private let hasRelated: [Bool]
  /// How many resources stand in semantic relations without being declared concepts.
  let undeclaredCount: Int

  init(_ graph: Graph, _ terms: StatisticsTerms) {
    let dictionary = graph.dictionary
    let broader = dictionary.id(of: .iri(.SKOS.broader))
    let narrower = dictionary.id(of: .iri(.SKOS.narrower))
    let related = dictionary.id(of: .iri(.SKOS.related))
    conceptIDs = terms.concepts
    var places = Array(repeating: -1, count: dictionary.count)
    for (place, id) in conceptIDs.enumerated() { places[Int(id.rawValue)] = place }
    var edges: [Pair] = []
    var pairs: Set<Pair> = []
    var undeclared: Set<TermID> = []
    for statement in graph.statements {
      let predicate = statement.predicate
      guard predicate == broader || predicate == narrower || predicate == related else { continue }
      for end in [statement.subject, statement.object]
      where places[Int(end.rawValue)] < 0 && !dictionary.isLiteral(end) { undeclared.insert(end) }
      let (from, to) = (places[Int(statement.subject.rawValue)], places[Int(statement.object.rawValue)])
      guard from >= 0, to >= 0 else { continue }
      switch predicate {
      case broader: edges.append(Pair(from: from, to: to))
      case narrower: edges.append(Pair(from: to, to: from))
      default: pairs.insert(Pair(from: min(from, to), to: max(from, to)))
      }
    }
    undeclaredCount = undeclared.count
    relatedPairCount = pairs.count
    var hasRelated = Array(repeating: false, count: conceptIDs.count)
    for pair in pairs { (hasRelated[pair.from], hasRelated[pair.to]) = (true, true) }
    self.hasRelated = hasRelated
    let distinct = Set(edges)
    parents = Adjacency(count: conceptIDs.count, edges: distinct.map { ($0.from, $0.to) })
    children = Adjacency(count: conceptIDs.count, edges: distinct.map { ($0.to, $0.from) })
  }

  private struct Pair: Hashable {
    let from: Int
    let to: Int
  }

  /// The numbers; O(n).
  func statistics(topConcepts: Set<TermID>) -> HierarchyStatistics {
    let nodes = 0..<conceptIDs.count
    let (components, componentCount) = StrongComponents.number(parents)
    let cycles = cycles(components, componentCount)
    let levels = levels(topConcepts)
    let parentCounts = nodes.map { parents[$0].count }
    let childCounts = nodes.map { children[$0].count }
    return HierarchyStatistics(
      levels: levels, longestPath: longestPath(components, componentCount),
      relationCount: parentCounts.reduce(0, +),
      rootCount: parentCounts.count { $0 == 0 },
      topConceptCount: conceptIDs.count(where: topConcepts.contains),
      leafCount: childCounts.count { $0 == 0 },
      polyhierarchyCount: parentCounts.count { $0 > 1 }, parentCountMax: parentCounts.max() ?? 0,
      childCountMax: childCounts.max() ?? 0, parentCount: childCounts.count { $0 > 0 },
      orphanCount: nodes.count { parentCounts[$0] == 0 && childCounts[$0] == 0 && !hasRelated[$0] },
      cycleCount: cycles.count, cyclicConceptCount: cycles.conceptCount,
      unreachedCount: conceptIDs.count - levels.reduce(0, +), relatedPairCount: relatedPairCount)
  }

  /// How many concepts stand on each level, by a walk from level to level.
  private func levels(_ topConcepts: Set<TermID>) -> [Int] {
    var isReached = Array(repeating: false, count: conceptIDs.count)
    var level = (0..<conceptIDs.count).filter { parents[$0].isEmpty || topConcepts.contains(conceptIDs[$0]) }
    for node in level { isReached[node] = true }
    var counts: [Int] = []
    while !level.isEmpty {
      counts.append(level.count)
      var next: [Int] = []
      for node in level {
        for child in children[node] where !isReached[child] {
          isReached[child] = true
          next.append(child)
        }
      }
      level = next
    }
    return counts
  }

  private func cycles(_ components: [Int], _ count: Int) -> (count: Int, conceptCount: Int) {
    var sizes = Array(repeating: 0, count: count)
    for component in components { sizes[component] += 1 }
    let isOwnParent = (0..<conceptIDs.count).filter { node in
      sizes[components[node]] == 1 && parents[node].contains(node)
    }
    let several = sizes.filter { $0 > 1 }
    return (several.count + isOwnParent.count, several.reduce(0, +) + isOwnParent.count)
  }

  /// The longest way down, with each cycle condensed to one step; what is above has a lower number.
  private func longestPath(_ components: [Int], _ count: Int) -> Int {
    var nodes = Array(repeating: [Int](), count: count)
    for (node, component) in components.enumerated() { nodes[component].append(node) }
    var lengths = Array(repeating: 1, count: count)
    for component in 0..<count {
      for node in nodes[component] {
        for parent in parents[node] where components[parent] != component {
          lengths[component] = max(lengths[component], lengths[components[parent]] + 1)
        }
      }
    }
    return lengths.max() ?? 0
  }
}
