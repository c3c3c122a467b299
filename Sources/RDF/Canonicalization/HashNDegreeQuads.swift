extension CanonicalizationState {
  /// The hash of a blank node by the whole neighbourhood that blank nodes make around it.
  ///
  /// Of all ways to walk the neighbourhood the one with the least path counts; `issuer` is left as that walk
  /// left it. The recursion of the Recommendation is an explicit stack here, for the input decides how deep
  /// it goes.
  /// - Source: §4.8, "Hash N-Degree Quads".
  mutating func hashNDegreeQuads(
    _ node: Int, _ issuer: inout IdentifierIssuer
  ) throws(CanonicalizationError) -> [UInt8] {
    var walks = [try walk(from: node, issuer)]
    while var walk = walks.popLast() {
      switch try advance(&walk, &issuer) {
      case .descend(let related):
        let next = try self.walk(from: related, issuer)
        walks.append(walk)
        walks.append(next)
      case .finished:
        let hash = algorithm.hash(walk.dataToHash)
        guard var caller = walks.popLast() else { return hash }
        caller.append(hash, issuer)
        walks.append(caller)
      }
    }
    return []  // Not reached: the last walk returns its hash.
  }

  private enum Step {
    /// The path needs the hash of this blank node before it goes on.
    case descend(Int)
    case finished
  }

  /// Steps 1 to 3: the neighbours of a blank node, grouped by their hashes.
  private mutating func walk(
    from node: Int, _ issuer: IdentifierIssuer
  ) throws(CanonicalizationError) -> NDegreeWalk {
    var nodesByHash: [[UInt8]: [Int]] = [:]
    try countWork()
    for index in dataset.quadsOfNode[node] {
      for (related, position) in dataset.nodesOfQuad[index].places where related != node {
        try countWork()
        let hash = hashRelatedBlankNode(related, in: dataset.quads[index], at: position, issuer)
        nodesByHash[hash, default: []].append(related)
      }
    }
    let groups = nodesByHash.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return NDegreeWalk(groups: groups.map { ($0.key, $0.value.sorted()) })
  }

  /// Step 5, up to the next recursion or the end.
  private mutating func advance(
    _ walk: inout NDegreeWalk, _ issuer: inout IdentifierIssuer
  ) throws(CanonicalizationError) -> Step {
    while true {
      if walk.isInPermutation {
        if walk.isWorseThanChosen {
          walk.endPermutation(isBest: false, &issuer)
        } else if let related = walk.nextToDescend {
          return .descend(related)
        } else {
          walk.endPermutation(isBest: walk.isBetterThanChosen, &issuer)
        }
      } else if walk.hasPermutation {
        try countWork(walk.permutation.count)
        walk.beginPermutation(canonicalIssuer, &issuer)
      } else {
        walk.endGroup(&issuer)
        guard walk.beginGroup(issuer) else { return .finished }
      }
    }
  }
}

/// One call of Hash N-Degree Quads: how far it has come.
private struct NDegreeWalk {
  /// The neighbours by the hash of how they stand to the blank node, sorted by hash.
  private let groups: [(hash: [UInt8], nodes: [Int])]
  private var nextGroup = 0
  private(set) var dataToHash: [UInt8] = []

  /// The order in which the neighbours of the group are tried; in lexical order one after the other.
  private(set) var permutation: [Int] = []
  private(set) var hasPermutation = false
  private(set) var isInPermutation = false
  /// How many identifiers the issuer had handed out when the group began.
  private var mark = 0

  private var path: [UInt8] = []
  private var recursionList: [Int] = []
  private var recursionIndex = 0

  private var chosenPath: [UInt8] = []
  /// What the issuer handed out on the chosen path; nil while it is as the chosen path left it.
  private var chosenIssued: [Int]?

  init(groups: [(hash: [UInt8], nodes: [Int])]) { self.groups = groups }

  /// Steps 5.1 to 5.3; false if there is no group left.
  mutating func beginGroup(_ issuer: IdentifierIssuer) -> Bool {
    guard nextGroup < groups.count else { return false }
    dataToHash.append(contentsOf: groups[nextGroup].hash)
    permutation = groups[nextGroup].nodes
    hasPermutation = true
    mark = issuer.issued.count
    chosenPath = []
    chosenIssued = nil
    nextGroup += 1
    return true
  }

  /// Steps 5.4.1 to 5.4.4: the identifiers of the neighbours in the order of the permutation.
  mutating func beginPermutation(_ canonicalIssuer: IdentifierIssuer, _ issuer: inout IdentifierIssuer) {
    path = []
    recursionList = []
    recursionIndex = 0
    isInPermutation = true
    for related in permutation {
      if canonicalIssuer.hasIssued(related) {
        canonicalIssuer.append(related, to: &path)
      } else {
        if !issuer.hasIssued(related) {
          recursionList.append(related)
          issuer.issue(related)
        }
        issuer.append(related, to: &path)
      }
      if isWorseThanChosen { return }
    }
  }

  /// The next neighbour whose own neighbourhood belongs to the path.
  var nextToDescend: Int? { recursionIndex < recursionList.count ? recursionList[recursionIndex] : nil }

  /// Steps 5.4.5.2 and 5.4.5.3: takes the hash of that neighbour.
  mutating func append(_ hash: [UInt8], _ issuer: IdentifierIssuer) {
    guard let related = nextToDescend else { return }
    recursionIndex += 1
    issuer.append(related, to: &path)
    path.append(UInt8(ascii: "<"))
    path.append(contentsOf: hash)
    path.append(UInt8(ascii: ">"))
  }

  /// Whether nothing that may still come can make the path the least one.
  var isWorseThanChosen: Bool {
    !chosenPath.isEmpty && path.count >= chosenPath.count && chosenPath.lexicographicallyPrecedes(path)
  }

  var isBetterThanChosen: Bool { chosenPath.isEmpty || path.lexicographicallyPrecedes(chosenPath) }

  /// Step 5.4.6, and on to the next permutation.
  mutating func endPermutation(isBest: Bool, _ issuer: inout IdentifierIssuer) {
    isInPermutation = false
    hasPermutation = permutation.formNextPermutation()
    if isBest {
      chosenPath = path
      // The last permutation, if it is the best, leaves the issuer as it has to be.
      guard hasPermutation else {
        chosenIssued = nil
        return
      }
      chosenIssued = Array(issuer.issued[mark...])
    }
    issuer.rollBack(to: mark)
  }

  /// Steps 5.5 and 5.6.
  mutating func endGroup(_ issuer: inout IdentifierIssuer) {
    dataToHash.append(contentsOf: chosenPath)
    chosenPath = []
    for node in chosenIssued ?? [] { issuer.issue(node) }
    chosenIssued = nil
  }
}

extension [Int] {
  /// Rearranges the elements to the next arrangement in lexical order; false after the last one.
  fileprivate mutating func formNextPermutation() -> Bool {
    guard let pivot = indices.dropLast().last(where: { self[$0] < self[$0 + 1] }),
      let successor = indices.last(where: { self[$0] > self[pivot] })
    else { return false }
    swapAt(pivot, successor)
    self[(pivot + 1)...].reverse()
    return true
  }
}
