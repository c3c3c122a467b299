/// Disjoint sets of elements, merged pair by pair.
struct UnionFind<Element: Hashable & Sendable>: Sendable {
  private var places: [Element: Int] = [:]
  /// A forest: each place names another of its set, a root itself.
  private var parents: [Int] = []

  /// Whether no element was ever named.
  var isEmpty: Bool { parents.isEmpty }

  /// Adds an element in a set of its own, unless it is there already.
  mutating func insert(_ element: Element) { _ = place(of: element) }

  /// Puts the sets of two elements together, adding those that are new.
  mutating func unite(_ left: Element, _ right: Element) {
    let (left, right) = (root(of: place(of: left)), root(of: place(of: right)))
    // The older root stays, so that the numbers of sets follow the order of appearance.
    parents[max(left, right)] = min(left, right)
  }

  /// Makes every path as short as it gets; after this, looking sets up costs one step.
  mutating func flatten() {
    for place in parents.indices { parents[place] = root(of: place) }
  }

  /// The number of an element's set, equal for elements of one set; nil for an element that was never named.
  ///
  /// To be asked after `flatten`.
  func set(of element: Element) -> Int? { places[element].map { parents[$0] } }

  private mutating func place(of element: Element) -> Int {
    if let place = places[element] { return place }
    places[element] = parents.count
    parents.append(parents.count)
    return parents.count - 1
  }

  /// The root of a place, halving the path on the way.
  private mutating func root(of place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }
}
