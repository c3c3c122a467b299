internal import RDF

/// The hierarchy of a vocabulary with its cycles condensed, so that "is above" can be asked many times.
///
/// The transitive closure (S24) is never written out: it is quadratic on deep trees.
struct Hierarchy: Sendable {
  /// The place of each concept that has something above or below it.
  private let places: [TermID: Int]
  private let concepts: [TermID]
  /// What is directly above each place.
  private let parents: Adjacency
  /// The strongly connected component of each place; whatever is above has a lower number, or the same.
  private let components: [Int]
  /// What is directly above each component.
  private let condensed: Adjacency
  /// Whether a component holds a cycle: several concepts, or one that is above itself.
  private let isCyclic: [Bool]

  /// Condenses the `up` edges of a view; O(n).
  init(_ view: SKOSView) { self.init(view.up) }

  /// Condenses edges that lead up; O(n).
  init(_ up: [SKOSView.Edge]) {
    var places: [TermID: Int] = [:]
    var concepts: [TermID] = []
    func place(of id: TermID) -> Int {
      if let place = places[id] { return place }
      places[id] = concepts.count
      concepts.append(id)
      return concepts.count - 1
    }
    let edges = up.map { (from: place(of: $0.from), to: place(of: $0.to)) }
    self.places = places
    self.concepts = concepts
    parents = Adjacency(count: concepts.count, edges: edges)
    let (components, count) = StrongComponents.number(parents)
    self.components = components
    var isCyclic = Array(repeating: false, count: count)
    var sizes = Array(repeating: 0, count: count)
    for component in components {
      sizes[component] += 1
      if sizes[component] > 1 { isCyclic[component] = true }
    }
    var between: [(from: Int, to: Int)] = []
    for edge in edges {
      let (from, to) = (components[edge.from], components[edge.to])
      if from != to { between.append((from, to)) } else if edge.from == edge.to { isCyclic[from] = true }
    }
    self.isCyclic = isCyclic
    condensed = Adjacency(count: count, edges: between)
  }

  /// How many components there are.
  var componentCount: Int { isCyclic.count }

  /// The number of a concept's component; nil if nothing is above or below the concept.
  func component(of concept: TermID) -> Int? { places[concept].map { components[$0] } }

  /// The components directly above a component; all have lower numbers.
  func components(above component: Int) -> ArraySlice<Int> { condensed[component] }

  /// The cycles: for each strongly connected component of several concepts these concepts, in order.
  var cycles: [[TermID]] {
    var members: [Int: [TermID]] = [:]
    for (place, component) in components.enumerated() where isCyclic[component] {
      members[component, default: []].append(concepts[place])
    }
    return members.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// For each component the bits of the concepts at or above it; 64 sets of concepts at once, one walk over everything.
  func bitsFromAbove(_ seeds: [(concept: TermID, bit: Int)]) -> [UInt64] {
    var masks = Array(repeating: 0 as UInt64, count: componentCount)
    for seed in seeds {
      if let component = component(of: seed.concept) { masks[component] |= 1 << UInt64(seed.bit & 63) }
    }
    // What is above has a lower number, so that it is complete before anything below asks.
    for component in masks.indices { for above in condensed[component] { masks[component] |= masks[above] } }
    return masks
  }

  /// For each pair, whether the second is above the first, one or more steps up.
  ///
  /// 64 different first concepts are answered by one walk over what is above them, so that k questions cost at
  /// most k/64 walks over the whole hierarchy, and much less where it is shallow.
  func isAbove(_ pairs: [(lower: TermID, upper: TermID)]) -> [Bool] {
    var answers = Array(repeating: false, count: pairs.count)
    var bySource: [Int: [(pair: Int, target: Int)]] = [:]
    for (index, pair) in pairs.enumerated() {
      guard let lower = places[pair.lower], let upper = places[pair.upper] else { continue }
      let (from, to) = (components[lower], components[upper])
      if from == to {
        answers[index] = isCyclic[from]
      } else if to < from {
        bySource[from, default: []].append((index, to))
      }
    }
    let sources = bySource.keys.sorted()
    var masks = Array(repeating: 0 as UInt64, count: isCyclic.count)
    for start in stride(from: 0, to: sources.count, by: 64) {
      let batch = sources[start..<min(start + 64, sources.count)]
      let reached = spread(batch, &masks)
      for (bit, source) in batch.enumerated() {
        for question in bySource[source, default: []] {
          answers[question.pair] = masks[question.target] & (1 << UInt64(bit)) != 0
        }
      }
      for component in reached { masks[component] = 0 }
    }
    return answers
  }

  /// Gives every component above a source that source's bit; returns the components that have any.
  private func spread(_ batch: ArraySlice<Int>, _ masks: inout [UInt64]) -> [Int] {
    var reached: [Int] = []
    var pending = Array(batch)
    for component in batch { masks[component] = 1 }
    while let component = pending.popLast() {
      reached.append(component)
      for above in condensed[component] where masks[above] == 0 {
        masks[above] = 1
        pending.append(above)
      }
    }
    for component in reached { masks[component] = 0 }
    for (bit, source) in batch.enumerated() { masks[source] = 1 << UInt64(bit) }
    // Lower numbers are above, so that each component has all its bits before it hands them on.
    reached.sort(by: >)
    for component in reached {
      for above in condensed[component] { masks[above] |= masks[component] }
    }
    return reached
  }

  /// The steps from some concepts that another way up implies, by way of another concept directly above.
  ///
  /// 64 concepts are answered by one walk over what is above them. Steps within a cycle are left alone.
  func impliedSteps(of concepts: [TermID]) -> [(concept: TermID, broader: TermID)] {
    // Neighbours in the order share most of what is above them.
    let asked = concepts.compactMap { places[$0] }.sorted { (components[$0], $0) > (components[$1], $1) }
    var isReached = Array(repeating: false, count: componentCount)
    /// The concepts that each component is directly above, and those it is above by way of another component.
    var direct = Array(repeating: 0 as UInt64, count: componentCount)
    var indirect = direct
    var found: [(concept: TermID, broader: TermID)] = []
    for start in stride(from: 0, to: asked.count, by: 64) {
      let batch = asked[start..<min(start + 64, asked.count)]
      var pending: [Int] = []
      for (bit, place) in batch.enumerated() {
        for parent in parents[place] where components[parent] != components[place] {
          direct[components[parent]] |= 1 << UInt64(bit)
          pending.append(components[parent])
        }
      }
      let reached = componentsFrom(pending, &isReached)
      for component in reached {
        let bits = direct[component] | indirect[component]
        for above in condensed[component] { indirect[above] |= bits }
      }
      for (bit, place) in batch.enumerated() {
        for parent in Array(parents[place]).uniqued
        where components[parent] != components[place]
          && indirect[components[parent]] & (1 << UInt64(bit)) != 0
        {
          found.append((concept: self.concepts[place], broader: self.concepts[parent]))
        }
      }
      for component in reached {
        isReached[component] = false
        direct[component] = 0
        indirect[component] = 0
      }
    }
    return found.sorted { ($0.concept, $0.broader) < ($1.concept, $1.broader) }
  }

  /// Some components and all above them, the lower before what is above.
  private func componentsFrom(_ start: [Int], _ isReached: inout [Bool]) -> [Int] {
    var pending = start
    var reached: [Int] = []
    while let component = pending.popLast() {
      guard !isReached[component] else { continue }
      isReached[component] = true
      reached.append(component)
      for above in condensed[component] where !isReached[above] { pending.append(above) }
    }
    // Where most are reached, going through all is quicker than sorting.
    if reached.count > componentCount / 16 {
      return isReached.indices.reversed().filter { isReached[$0] }
    }
    return reached.sorted(by: >)
  }

  /// A shortest way up from one concept to another, both included; nil if there is none or `steps` run out.
  func path(from lower: TermID, to upper: TermID, steps: inout Int) -> [TermID]? {
    guard let start = places[lower], let goal = places[upper] else { return nil }
    var cameFrom: [Int: Int] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let place = queue[head]
      head += 1
      for above in parents[place] {
        steps -= 1
        guard steps > 0 else { return nil }
        guard cameFrom[above] == nil else { continue }
        cameFrom[above] = place
        if above == goal { return way(to: goal, from: start, cameFrom) }
        queue.append(above)
      }
    }
    return nil
  }

  private func way(to goal: Int, from start: Int, _ cameFrom: [Int: Int]) -> [TermID] {
    var way = [concepts[goal]]
    var place = goal
    repeat {
      guard let before = cameFrom[place] else { break }
      place = before
      way.append(concepts[place])
    } while place != start
    return way.reversed()
  }
}
