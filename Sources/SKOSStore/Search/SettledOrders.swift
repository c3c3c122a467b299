public import RDF
import Synchronization

/// Long lists of entries in their order, kept for whoever turns the pages of one.
///
/// The order is by notation, so it costs all entries of the list, and would do so again for each page. What a vocabulary
/// said at a revision is settled for ever, so what is kept stays true and is dropped only for want of room.
public final class SettledOrders: Sendable {
  /// Which entries of a vocabulary.
  enum List: Hashable {
    /// Those at the top of the hierarchy.
    case top
    /// Those directly below one.
    case below(IRI)
    /// The members of a collection.
    case members(IRI)
  }

  private struct Key: Hashable {
    let vocabulary: Int64
    let revision: Int64
    let list: List
  }

  /// The shortest list that is kept: 1,000, as many as a page has; shorter ones are read again in milliseconds.
  static let entryCountMin = 1000
  /// The most entries in all lists together: 250,000, about 32 MiB.
  static let entryCountMax = 250_000

  private let kept = Mutex<[Key: [IRI]]>([:])

  /// Creates a place for lists, with none in it.
  public init() {}

  /// The list as it is kept, or as `make` makes it.
  func list(_ list: List, in snapshot: Snapshot, _ make: () throws -> [IRI]) throws -> [IRI] {
    let key = Key(vocabulary: snapshot.vocabulary.id, revision: snapshot.revision, list: list)
    if let known = kept.withLock({ $0[key] }) { return known }
    let made = try make()
    guard (Self.entryCountMin...Self.entryCountMax).contains(made.count) else { return made }
    kept.withLock { kept in
      let count = kept.values.reduce(0) { $0 + $1.count }
      if count + made.count > Self.entryCountMax { kept = [:] }
      kept[key] = made
    }
    return made
  }

  /// How many lists are kept.
  var count: Int { kept.withLock { $0.count } }
}

extension Snapshot {
  /// A list of entries in its order, which may have been kept.
  func inOrder(_ list: SettledOrders.List, _ orders: SettledOrders?) throws -> [IRI] {
    func make() throws -> [IRI] {
      switch list {
      case .top: try topConcepts()
      case .below(let iri): try narrower(of: iri)
      case .members(let iri): try members(of: iri)
      }
    }
    return try orders?.list(list, in: self, make) ?? make()
  }

  /// The members of a collection, in their order if it is an ordered one, otherwise by notation and IRI.
  ///
  /// - Parameter orders: keeps long lists for whoever asks again.
  public func members(of collection: IRI, orders: SettledOrders) throws -> [IRI] {
    try inOrder(.members(collection), orders)
  }
}
