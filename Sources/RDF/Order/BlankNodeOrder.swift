/// Orders blank nodes by what is said of them, not by their labels.
struct BlankNodeOrder {
  /// The numbers of the blank nodes, in order.
  private(set) var nodes: [Int] = []
  /// Each blank node's place among them, by number.
  private(set) var ranks: [UInt32] = []

  init(_ source: StatementSource, _ table: BlankNodeTable) {
    guard !table.nodes.isEmpty else { return }
    var ranking = BlankNodeRanking(table, SurroundingTerms(source, table))
    ranking.rankUpwards()
    ranking.rankCycles()
    nodes = ranking.ranked
    ranks = Array(repeating: 0, count: nodes.count)
    for (place, node) in nodes.enumerated() { ranks[node] = UInt32(place) }
  }
}

/// The places, in the order of `Term`, of the terms that stand beside blank nodes; of no others.
private struct SurroundingTerms {
  /// IRIs come first, then blank nodes, which have no places here, then literals.
  let firstNode: Int
  private let keys: [UInt32]
  /// The first key that no term has.
  let end: Int
  /// The place of each predicate in each graph.
  private let relations: [Relation: UInt32]

  private struct Relation: Hashable {
    let group: Int
    let predicate: UInt32
  }

  init(_ source: StatementSource, _ table: BlankNodeTable) {
    let dictionary = source.dictionary
    var isSeen = Array(repeating: false, count: dictionary.count)
    var iris: [TermID] = []
    var literals: [TermID] = []
    func see(_ id: TermID) {
      guard !isSeen[Int(id.rawValue)] else { return }
      isSeen[Int(id.rawValue)] = true
      if dictionary.isIRI(id) {
        iris.append(id)
      } else if dictionary.isLiteral(id) {
        literals.append(id)
      }
    }
    for edges in [table.outgoing, table.incoming] {
      for edge in edges.joined() {
        see(edge.predicate)
        see(edge.other)
      }
    }
    var keys = Array(repeating: UInt32(0), count: dictionary.count)
    let firstLiteral = iris.count + table.nodes.count
    dictionary.withParts { parts in
      var sorted = iris.map { TextKey(parts($0).text, $0) }
      sortByText(&sorted)
      for (place, key) in sorted.enumerated() { keys[Int(key.value.rawValue)] = UInt32(place) }
      literals.sort { parts.isLiteralBefore($0, $1) }
    }
    for (place, id) in literals.enumerated() { keys[Int(id.rawValue)] = UInt32(firstLiteral + place) }
    firstNode = iris.count
    end = firstLiteral + literals.count
    self.keys = keys

    // Graphs that blank nodes name are alike as long as these have no places.
    func group(_ index: Int) -> Int {
      source.groups[index].name.map(dictionary.isBlankNode) == true ? Int.max : index
    }
    var found: Set<Relation> = []
    for edges in [table.outgoing, table.incoming] {
      for edge in edges.joined() {
        found.insert(Relation(group: group(edge.group), predicate: keys[Int(edge.predicate.rawValue)]))
      }
    }
    let sorted = found.sorted { $0.group != $1.group ? $0.group < $1.group : $0.predicate < $1.predicate }
    relations = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($0.element, UInt32($0.offset)) })
    isNamedByNode = source.groups.map { $0.name.map(dictionary.isBlankNode) == true }
  }

  private let isNamedByNode: [Bool]

  /// The place of a term that is no blank node.
  func key(_ id: TermID) -> UInt32 { keys[Int(id.rawValue)] }

  /// The place of the predicate of a statement, and the statement's graph.
  func relation(_ edge: BlankNodeTable.Edge) -> UInt32 {
    let group = isNamedByNode[edge.group] ? Int.max : edge.group
    return relations[Relation(group: group, predicate: key(edge.predicate)), default: 0]
  }
}

/// The work of ordering blank nodes: a node is ranked once all nodes it leads to are.
private struct BlankNodeRanking {
  private let table: BlankNodeTable
  private let terms: SurroundingTerms
  /// By number: the place of the first node that cannot be told apart from this one; nil if not ranked yet.
  private var classes: [Int?]
  /// The numbers of the nodes in order.
  private(set) var ranked: [Int] = []

  init(_ table: BlankNodeTable, _ terms: SurroundingTerms) {
    self.table = table
    self.terms = terms
    classes = Array(repeating: nil, count: table.nodes.count)
  }

  /// Ranks level by level: nodes without blank nodes as objects, then those that lead only to these, ...
  mutating func rankUpwards() {
    var waitingFor = table.outgoing.map { edges in edges.count { table.number(of: $0.other) != nil } }
    var level = waitingFor.indices.filter { waitingFor[$0] == 0 }
    while !level.isEmpty {
      rank(level)
      var next: [Int] = []
      for number in level {
        for edge in table.incoming[number] {
          guard let referrer = table.number(of: edge.other) else { continue }
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
      let place = previous?.signature == signature ? previous?.place ?? 0 : terms.firstNode + ranked.count
      previous = (signature, place)
      classes[number] = place
      ranked.append(number)
    }
  }

  /// What is said of a node, as sorted pairs of predicate and object; and whether it names a graph.
  private func signature(_ number: Int) -> [UInt64] {
    let pairs = table.outgoing[number].map { pair($0, key($0.other)) }.sorted()
    return table.namesGraph[number] ? pairs + [.max - 1] : pairs
  }

  private func pair(_ edge: BlankNodeTable.Edge, _ other: UInt32) -> UInt64 {
    UInt64(terms.relation(edge)) << 32 | UInt64(other)
  }

  private func key(_ term: TermID) -> UInt32 {
    guard let number = table.number(of: term) else { return terms.key(term) }
    // A node that is not ranked yet comes after all that are.
    return UInt32(classes[number] ?? terms.firstNode + table.nodes.count)
  }

  /// Ranks the nodes that lie on cycles or lead to one, by refining their colours until nothing changes.
  ///
  /// Gives up refining when the work exceeds a budget; what is then still alike is told apart by label.
  mutating func rankCycles() {
    let rest = table.nodes.indices.filter { classes[$0] == nil }
    guard !rest.isEmpty else { return }
    let edges = rest.reduce(0) { $0 + table.outgoing[$1].count + table.incoming[$1].count }
    var budget = 20_000_000 / max(1, edges)
    // By number: 0 for those that are ranked.
    var colours = Array(repeating: 0, count: table.nodes.count)
    for number in rest { colours[number] = 1 }
    var colourCount = 1
    while budget > 0 {
      budget -= 1
      let signed = rest.map { (number: $0, signature: signature($0, colours)) }
        .sorted { $0.signature.lexicographicallyPrecedes($1.signature) }
      var refined = colours
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
      colours[left] != colours[right] ? colours[left] < colours[right] : left < right
    }
    ranked.append(contentsOf: sorted)
  }

  /// A node's colour, what is said of it, and who refers to it, with colours for what is not ranked.
  private func signature(_ number: Int, _ colours: [Int]) -> [UInt64] {
    func colouredKey(_ term: TermID) -> UInt32 {
      guard let number = table.number(of: term), colours[number] > 0 else { return key(term) }
      // Beyond the keys of all terms, so that a colour is taken for none of them.
      return UInt32(terms.end + colours[number])
    }
    var signature = [UInt64(colours[number])]
    signature += table.outgoing[number].map { pair($0, colouredKey($0.other)) }.sorted()
    signature.append(.max)
    signature += table.incoming[number].map { pair($0, colouredKey($0.other)) }.sorted()
    if table.namesGraph[number] { signature.append(.max - 1) }
    return signature
  }
}
