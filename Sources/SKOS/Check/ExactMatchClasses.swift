internal import RDF

/// Concepts that are exact matches of each other, directly or through others (S44, S45).
struct ExactMatchClasses {
  private var places: [TermID: Int] = [:]
  private var parents: [Int] = []

  /// Unites the ends of all exact matches; O(n α(n)).
  init(_ view: SKOSView) {
    for edge in view.exact { unite(place(of: edge.from), place(of: edge.to)) }
    for place in parents.indices { parents[place] = root(of: place) }
  }

  /// Whether exactMatch holds between two concepts, in the closure; also between one and itself, if it matches any.
  func match(_ left: TermID, _ right: TermID) -> Bool {
    guard let left = places[left], let right = places[right] else { return false }
    return parents[left] == parents[right]
  }

  private mutating func place(of id: TermID) -> Int {
    if let place = places[id] { return place }
    places[id] = parents.count
    parents.append(parents.count)
    return parents.count - 1
  }

  private mutating func root(of place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }

  private mutating func unite(_ left: Int, _ right: Int) {
    let (left, right) = (root(of: left), root(of: right))
    parents[max(left, right)] = min(left, right)
  }
}
