/// Looks for a mapping between the blank nodes of two datasets.
struct IsomorphismSearch {
  private let left: NumberedQuads
  private let right: NumberedQuads
  private let rightQuads: Set<NumberedQuad>
  private let workMax: Int
  private var work = 0
  /// The colours of the nodes of both sides.
  private var leftColours: [UInt64] = []
  private var rightColours: [UInt64] = []

  init(_ left: NumberedQuads, _ right: NumberedQuads, workMax: Int) {
    self.left = left
    self.right = right
    rightQuads = Set(right.quads)
    self.workMax = workMax
  }

  mutating func run() throws(Isomorphism.LimitExceeded) -> Bool {
    let nodes = Array(0..<left.nodeCount)
    leftColours = try upwardColours(left)
    rightColours = try upwardColours(right)
    guard try refine(nodes, nodes) else { return false }
    var image: [Int?] = Array(repeating: nil, count: left.nodeCount)
    let classes = Self.classes(rightColours, nodes)
    let leftGroups = Self.groups(left, leftColours)
    for node in leftGroups.alone { image[node] = classes[leftColours[node]]?.first }
    // Being alike is an equivalence, so that the first partner that fits a group is as good as any.
    var partners: [[UInt64]: [[Int]]] = [:]
    for group in Self.groups(right, rightColours).alike {
      partners[Self.sorted(rightColours, group), default: []].append(group)
    }
    for group in leftGroups.alike {
      let key = Self.sorted(leftColours, group)
      guard let candidates = partners[key] else { return false }
      var found: Int?
      for index in candidates.indices.reversed() {
        guard try maps(group, to: candidates[index], &image) else { continue }
        found = index
        break
      }
      guard let found else { return false }
      partners[key]?.remove(at: found)
    }
    return maps(left.quads.indices, image)
  }

  /// Counts looks at statements.
  private mutating func spend(_ steps: Int) throws(Isomorphism.LimitExceeded) {
    work += steps
    guard work <= workMax else { throw Isomorphism.LimitExceeded(workMax: workMax) }
  }

  // MARK: Colours

  /// First colours, from the nodes that lead to no other upwards: long chains are told apart in one pass.
  private mutating func upwardColours(_ side: NumberedQuads) throws(Isomorphism.LimitExceeded) -> [UInt64] {
    var colours = Array(repeating: UInt64(1), count: side.nodeCount)
    func leadsOn(_ quad: NumberedQuad, _ node: Int) -> Bool {
      quad.object < 0 && quad.subject == Int32(-1 - node)
    }
    var waitingFor = side.occurrences.indices.map { node in
      side.occurrences[node].count { leadsOn(side.quads[Int($0)], node) }
    }
    var ready = waitingFor.indices.filter { waitingFor[$0] == 0 }
    while let node = ready.popLast() {
      try spend(side.occurrences[node].count)
      var sum: UInt64 = 0
      for index in side.occurrences[node] {
        let quad = side.quads[Int(index)]
        if quad.subject == Int32(-1 - node) {
          let object = quad.object < 0 ? colours[Int(-1 - quad.object)] : UInt64(quad.object)
          let graph = quad.graph < 0 ? 1 : UInt64(quad.graph)
          sum &+= Self.mix(Self.mix(Self.mix(UInt64(quad.predicate), object), quad.object < 0 ? 1 : 0), graph)
        }
        if quad.object == Int32(-1 - node), quad.subject < 0, quad.subject != quad.object {
          let referrer = Int(-1 - quad.subject)
          waitingFor[referrer] -= 1
          if waitingFor[referrer] == 0 { ready.append(referrer) }
        }
      }
      colours[node] = Self.mix(2, sum)
    }
    return colours
  }

  /// Refines the colours of some nodes on both sides until no class splits any more; false if the sides
  /// differ.
  ///
  /// A node that is alone with its colour keeps it.
  private mutating func refine(
    _ leftNodes: [Int], _ rightNodes: [Int]
  ) throws(Isomorphism.LimitExceeded) -> Bool {
    var leftOpen = leftNodes
    var rightOpen = rightNodes
    var classes = Self.classes(leftColours, leftOpen)
    guard Self.sorted(leftColours, leftOpen) == Self.sorted(rightColours, rightOpen) else { return false }
    while true {
      // Both sides have as many nodes of each colour.
      leftOpen = leftOpen.filter { classes[leftColours[$0], default: []].count > 1 }
      rightOpen = rightOpen.filter { classes[rightColours[$0], default: []].count > 1 }
      guard !leftOpen.isEmpty else { return true }
      let classCount = Self.classes(leftColours, leftOpen).count
      let leftNew = try recoloured(left, leftOpen, leftColours)
      let rightNew = try recoloured(right, rightOpen, rightColours)
      for (node, colour) in zip(leftOpen, leftNew) { leftColours[node] = colour }
      for (node, colour) in zip(rightOpen, rightNew) { rightColours[node] = colour }
      guard Self.sorted(leftColours, leftOpen) == Self.sorted(rightColours, rightOpen) else { return false }
      classes = Self.classes(leftColours, leftOpen)
      if classes.count == classCount { return true }
    }
  }

  /// New colours for some nodes from their old ones and from the statements around them.
  private mutating func recoloured(
    _ side: NumberedQuads, _ nodes: [Int], _ colours: [UInt64]
  ) throws(Isomorphism.LimitExceeded) -> [UInt64] {
    var new: [UInt64] = []
    new.reserveCapacity(nodes.count)
    for node in nodes {
      try spend(side.occurrences[node].count + 1)
      var sum: UInt64 = 0
      for index in side.occurrences[node] {
        let quad = side.quads[Int(index)]
        var hash = UInt64(quad.predicate)
        for term in [quad.subject, quad.object, quad.graph] {
          hash = Self.mix(hash, term < 0 ? colours[Int(-1 - term)] : UInt64(term))
          // The place of the node itself tells (x, p, y) from (y, p, x).
          hash = Self.mix(hash, term < 0 ? term == Int32(-1 - node) ? 2 : 1 : 0)
        }
        sum &+= hash
      }
      new.append(Self.mix(colours[node], sum))
    }
    return new
  }

  /// A number that hardly any other two numbers give.
  @inline(__always) private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let value = (left ^ 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9 &+ right
    let (high, low) = (value ^ value >> 29).multipliedFullWidth(by: 0x94D0_49BB_1331_11EB)
    return high ^ low
  }

  private static func sorted(_ colours: [UInt64], _ nodes: [Int]) -> [UInt64] {
    nodes.map { colours[$0] }.sorted()
  }

  private static func classes(_ colours: [UInt64], _ nodes: [Int]) -> [UInt64: [Int]] {
    Dictionary(grouping: nodes) { colours[$0] }
  }

  // MARK: Groups

  /// The nodes that are alone with their colours, and the others in groups that share no statement.
  private static func groups(_ side: NumberedQuads, _ colours: [UInt64]) -> (alone: [Int], alike: [[Int]]) {
    var counts: [UInt64: Int] = [:]
    for colour in colours { counts[colour, default: 0] += 1 }
    let isAlike = colours.map { counts[$0, default: 0] > 1 }
    var isPlaced = isAlike.map { !$0 }
    var groups: [[Int]] = []
    for start in isAlike.indices where !isPlaced[start] {
      var group = [start]
      isPlaced[start] = true
      var next = 0
      while next < group.count {
        for index in side.occurrences[group[next]] {
          let quad = side.quads[Int(index)]
          for term in [quad.subject, quad.object, quad.graph] where term < 0 && !isPlaced[Int(-1 - term)] {
            isPlaced[Int(-1 - term)] = true
            group.append(Int(-1 - term))
          }
        }
        next += 1
      }
      groups.append(group)
    }
    return (isAlike.indices.filter { !isAlike[$0] }, groups)
  }

  /// A choice that the search has made and may take back.
  private struct Choice {
    /// The colours of the two groups before it.
    let left: [UInt64]
    let right: [UInt64]
    let node: Int
    var candidates: [Int]
  }

  /// Maps a group to another one if they are alike, given the images of all that is alone.
  private mutating func maps(
    _ group: [Int], to other: [Int], _ image: inout [Int?]
  ) throws(Isomorphism.LimitExceeded) -> Bool {
    let before = (left: group.map { leftColours[$0] }, right: other.map { rightColours[$0] })
    defer { restore(group, before.left, other, before.right) }
    var choices: [Choice] = []
    var mark: UInt64 = 0
    var isOpen = true
    while true {
      if isOpen {
        let leftClasses = Self.classes(leftColours, group)
        let rightClasses = Self.classes(rightColours, other)
        if let node = smallestClass(group, leftClasses) {
          // A class of several nodes: mark one of the left side and try every partner.
          choices.append(
            Choice(
              left: group.map { leftColours[$0] }, right: other.map { rightColours[$0] }, node: node,
              candidates: rightClasses[leftColours[node], default: []]))
        } else {
          for node in group { image[node] = rightClasses[leftColours[node]]?.first }
          let quads = Set(group.flatMap { left.occurrences[$0] }).map(Int.init)
          try spend(quads.count)
          if maps(quads, image) { return true }
        }
      }
      while let last = choices.last, last.candidates.isEmpty { choices.removeLast() }
      guard var choice = choices.popLast(), let partner = choice.candidates.popLast() else { return false }
      choices.append(choice)
      restore(group, choice.left, other, choice.right)
      mark &+= 1
      leftColours[choice.node] = Self.mix(leftColours[choice.node], ~mark)
      rightColours[partner] = leftColours[choice.node]
      try spend(group.count)
      isOpen = try refine(group, other)
    }
  }

  /// A node of the smallest class with several nodes.
  private func smallestClass(_ group: [Int], _ classes: [UInt64: [Int]]) -> Int? {
    var smallest: (node: Int, count: Int)?
    for node in group {
      let count = classes[leftColours[node], default: []].count
      if count > 1 && count < smallest?.count ?? .max { smallest = (node, count) }
    }
    return smallest?.node
  }

  private mutating func restore(_ group: [Int], _ left: [UInt64], _ other: [Int], _ right: [UInt64]) {
    for (node, colour) in zip(group, left) { leftColours[node] = colour }
    for (node, colour) in zip(other, right) { rightColours[node] = colour }
  }

  /// Whether the images of all nodes take some quads of the left side to quads of the right side.
  private func maps(_ indices: some Sequence<Int>, _ image: [Int?]) -> Bool {
    func mapped(_ term: Int32) -> Int32? {
      term < 0 ? image[Int(-1 - term)].map { Int32(-1 - $0) } : term
    }
    return indices.allSatisfy { index in
      let quad = left.quads[index]
      guard let subject = mapped(quad.subject), let object = mapped(quad.object),
        let graph = mapped(quad.graph)
      else { return false }
      return rightQuads.contains(
        NumberedQuad(subject: subject, predicate: quad.predicate, object: object, graph: graph))
    }
  }
}
