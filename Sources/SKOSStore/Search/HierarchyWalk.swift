public import RDF

/// The hierarchy as a printed vocabulary has it, entry by entry and depth first, from any place on.
///
/// An entry that is below itself is shown there and not entered again. Going on from a place costs the entries beside
/// those that lead there, and not those before it.
public struct HierarchyWalk {
  /// An entry on the way.
  public struct Node: Hashable, Sendable {
    /// The entry.
    public let iri: IRI
    /// Where it is: its ordinal, from 0, among the entries at the start, then among those below the first, and so on.
    public let place: [Int]
    /// How many entries are directly below it.
    public let narrowerCount: Int

    /// How far below the start it is.
    public var level: Int { place.count - 1 }
  }

  /// The entries of one level that are still to come; their positions in the slice are their ordinals.
  private typealias Rest = ArraySlice<IRI>

  /// How many entries are directly below the start; at the top, if the walk begins there.
  public let countBelowStart: Int
  private let snapshot: Snapshot
  private let depth: Int
  private let orders: SettledOrders?
  private var levels: [Rest]
  /// The entries that were entered, one fewer than there are levels.
  private var trail: [(ordinal: Int, iri: IRI)] = []

  /// Begins a walk.
  ///
  /// - Parameters:
  ///   - start: the entry to begin with; the top of the hierarchy if nil.
  ///   - depth: how many levels below the start are shown.
  ///   - place: the place behind which it goes on. Of one that the hierarchy does not have, as much as it has.
  ///   - orders: keeps long orders for the walk that goes on from here.
  public init(
    _ snapshot: Snapshot, from start: IRI?, depth: Int, after place: [Int] = [], orders: SettledOrders? = nil
  ) throws {
    self.snapshot = snapshot
    self.depth = depth
    self.orders = orders
    if let start {
      levels = [[start]]
      countBelowStart = try snapshot.narrowerCount(of: start)
    } else {
      let tops = try snapshot.inOrder(.top, orders)
      levels = [tops[...]]
      countBelowStart = tops.count
    }
    for ordinal in place {
      guard let rest = levels.last, rest.indices.contains(ordinal) else { return }
      let levelCount = levels.count
      levels.removeLast()
      levels.append(rest[ordinal...])
      _ = try next()
      guard levels.count > levelCount else { return }
    }
  }

  /// The next entry; nil behind the last one.
  public mutating func next() throws -> Node? {
    while var rest = levels.popLast() {
      let ordinal = rest.startIndex
      guard let iri = rest.popFirst() else {
        _ = trail.popLast()
        continue
      }
      levels.append(rest)
      let place = trail.map(\.ordinal) + [ordinal]
      guard trail.count < depth, !trail.contains(where: { $0.iri == iri }) else {
        // What is not entered is only counted.
        return Node(iri: iri, place: place, narrowerCount: try snapshot.narrowerCount(of: iri))
      }
      let below = try snapshot.inOrder(.below(iri), orders)
      levels.append(below[...])
      trail.append((ordinal, iri))
      return Node(iri: iri, place: place, narrowerCount: below.count)
    }
    return nil
  }
}
