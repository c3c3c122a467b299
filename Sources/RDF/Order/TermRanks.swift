extension TermDictionary {
  /// The place of each term in the order of `Term`, by id; no term is made.
  func ranks() -> [Int] {
    withParts { parts in
      var iris: [TextKey<TermID>] = []
      var blankNodes: [TextKey<TermID>] = []
      var literals: [TextKey<TermID>] = []
      for id in (0..<count).map(TermID.init) {
        let term = parts(id)
        let key = TextKey(term.text, id)
        if term.isIRI {
          iris.append(key)
        } else if term.isBlankNode {
          blankNodes.append(key)
        } else {
          literals.append(key)
        }
      }
      sortByText(&iris)
      sortByText(&blankNodes)
      sortByText(&literals)
      Self.sortEqualTexts(&literals, by: parts.isLiteralBefore)
      var ranks = Array(repeating: 0, count: count)
      for (rank, key) in [iris, blankNodes, literals].joined().enumerated() {
        ranks[Int(key.value.rawValue)] = rank
      }
      return ranks
    }
  }

  /// Puts those in order that have the same text, and so stand together.
  private static func sortEqualTexts(
    _ keys: inout [TextKey<TermID>], by isBefore: (TermID, TermID) -> Bool
  ) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].text.hasSameBytes(as: keys[start].text) { end += 1 }
      if end - start > 1 { keys[start..<end].sort { isBefore($0.value, $1.value) } }
      start = end
    }
  }
}
