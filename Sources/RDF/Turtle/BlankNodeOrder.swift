/// Orders a graph's blank nodes by what is said of them, not by their labels.
struct BlankNodeOrder {
  /// The blank nodes that occur, in order.
  private(set) var nodes: [TermID]
  /// Each term's place by id: IRIs, then blank nodes, then literals.
  private(set) var keys: [UInt32]

  init(_ graph: Graph, _ terms: OccurringTerms) {
    nodes = []
    keys = Array(repeating: 0, count: graph.dictionary.count)
    for (place, id) in terms.iris.enumerated() { keys[Int(id.rawValue)] = UInt32(place) }
    let literalsStart = terms.iris.count + terms.blankNodes.count
    for (place, id) in terms.literals.enumerated() { keys[Int(id.rawValue)] = UInt32(literalsStart + place) }
    guard !terms.blankNodes.isEmpty else { return }
    var ranking = BlankNodeRanking(graph, terms.blankNodes, keys, firstKey: terms.iris.count)
    ranking.rankUpwards()
    ranking.rankCycles()
    nodes = ranking.ranked
    for (place, id) in nodes.enumerated() { keys[Int(id.rawValue)] = UInt32(terms.iris.count + place) }
  }
}

/// The work of ordering blank nodes: a node is ranked once all nodes it leads to are.
private struct BlankNodeRanking {
  private let graph: Graph
  private let firstKey: Int
  /// Nodes by number, sorted by label, so that ties end the same way for the same labels.
  private let nodes: [TermID]
  private var numbers: [TermID: Int] = [:]
  /// The keys of IRIs and literals; those of blank nodes are in `classes`.
  private let keys: [UInt32]
  /// By number: the place of the first node that cannot be told apart from this one; nil if not ranked yet.
  private var classes: [Int?]
  /// By number: statements about the node, and statements that refer to it from blank nodes.
  private var outgoing: [[Graph.Statement]]
  private var referrers: [[Int]]
  /// The nodes in order.
  private(set) var ranked: [TermID] = []

  init(_ graph: Graph, _ nodes: [TermID], _ keys: [UInt32], firstKey: Int) {
    self.graph = graph
    self.firstKey = firstKey
    self.nodes = nodes
    self.keys = keys
    for (number, id) in nodes.enumerated() { numbers[id] = number }
    classes = Array(repeating: nil, count: nodes.count)
    outgoing = nodes.map { graph.statements(subject: $0) }
    referrers = Array(repeating: [], count: nodes.count)
    for number in nodes.indices {
      for statement in outgoing[number] {
        if let object = numbers[statement.object] { referrers[object].append(number) }
      }
    }
  }

  /// Ranks level by level: nodes without blank nodes as objects, then those that lead only to these, ...
  mutating func rankUpwards() {
    var waitingFor = outgoing.map { statements in statements.count { numbers[$0.object] != nil } }
    var level = nodes.indices.filter { waitingFor[$0] == 0 }
    while !level.isEmpty {
      rank(level)
      var next: [Int] = []
      for number in level {
        for referrer in referrers[number] {
          waitingFor[referrer] -= 1
          if waitingFor[referrer] == 0 { next.append(referrer) }
        }
      }
      level = next.sorted()
    }
  }

  /// Sorts nodes whose signatures are final and appends them to the ranked ones.
  private mutating func rank(_ level: [Int]) {
    let signed = level.map { (number: $0, signature: signature($0)) }
      .sorted { left, right in
        left.signature != right.signature
          ? left.signature.lexicographicallyPrecedes(right.signature) : left.number < right.number
      }
    var previous: (signature: [UInt64], place: Int)?
    for (number, signature) in signed {
      let place = previous?.signature == signature ? previous?.place ?? 0 : firstKey + ranked.count
      previous = (signature, place)
      classes[number] = place
      ranked.append(nodes[number])
    }
  }

  /// What is said of a node, as sorted pairs of predicate and object.
  private func signature(_ number: Int) -> [UInt64] {
    outgoing[number].map { pair($0.predicate, key($0.object)) }.sorted()
  }

  private func pair(_ predicate: TermID, _ other: UInt32) -> UInt64 {
    UInt64(keys[Int(predicate.rawValue)]) << 32 | UInt64(other)
  }

  private func key(_ term: TermID) -> UInt32 {
    guard let number = numbers[term] else { return keys[Int(term.rawValue)] }
    // A node that is not ranked yet comes after all that are.
    return UInt32(classes[number] ?? firstKey + nodes.count)
  }

  /// Ranks the nodes that lie on cycles or lead to one, by refining their colours until nothing changes.
  ///
  /// Gives up refining when the work exceeds a budget; what is then still alike is told apart by label.
  mutating func rankCycles() {
    let rest = nodes.indices.filter { classes[$0] == nil }
    guard !rest.isEmpty else { return }
    let edges = rest.reduce(0) { $0 + outgoing[$1].count + referrers[$1].count }
    var budget = 20_000_000 / max(1, edges)
    var colours = Dictionary(uniqueKeysWithValues: rest.map { ($0, 0) })
    var colourCount = 1
    while budget > 0 {
      budget -= 1
      let signed = rest.map { (number: $0, signature: signature($0, colours)) }
        .sorted { $0.signature.lexicographicallyPrecedes($1.signature) }
      var refined: [Int: Int] = [:]
      var previous: [UInt64]?
      var count = 0
      for (number, signature) in signed {
        if previous != signature { count += 1 }
        previous = signature
        refined[number] = count
      }
      colours = refined
      if count == colourCount { break }
      colourCount = count
    }
    let sorted = rest.sorted { left, right in
      let leftColour = colours[left, default: 0]
      let rightColour = colours[right, default: 0]
      return leftColour != rightColour ? leftColour < rightColour : left < right
    }
    ranked.append(contentsOf: sorted.map { nodes[$0] })
  }

  /// A node's colour, what is said of it, and who refers to it, with colours for what is not ranked.
  private func signature(_ number: Int, _ colours: [Int: Int]) -> [UInt64] {
    func colouredKey(_ term: TermID) -> UInt32 {
      guard let number = numbers[term], let colour = colours[number] else { return key(term) }
      // Beyond the keys of all terms, so that a colour is taken for none of them.
      return UInt32(keys.count + colour)
    }
    var signature = [UInt64(colours[number, default: 0])]
    signature += outgoing[number].map { pair($0.predicate, colouredKey($0.object)) }.sorted()
    signature.append(.max)
    signature += graph.statements(object: nodes[number]).map { pair($0.predicate, colouredKey($0.subject)) }
      .sorted()
    return signature
  }
}
