public import RDF
import Synchronization

/// What a client wants to be told of, and how far it has been told.
///
/// Nothing is queued: a subscription is a place in a log that is kept anyway, and reads on from there when the client
/// can take more. So a client that is slow, or comes back later, misses nothing and costs nothing.
public final class SubscriptionTable: Sendable {
  /// Reads on from a place: what there is behind it, and the next place.
  ///
  /// Throws when the client may not know any more.
  public typealias Source =
    @Sendable (_ after: Int64, _ limit: Int) throws -> (events: [JSON.Object], next: Int64)

  private struct Entry {
    let source: Source
    var place: Int64
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// The most events that are read at once.
  private static let pageCountMax = 100

  var count: Int { state.withLock { $0.entries.count } }

  var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

  /// Adds a subscription that has been told everything up to a place, and returns its name.
  func add(after place: Int64, _ source: @escaping Source) -> String {
    state.withLock { state in
      state.lastNumber += 1
      let name = "subscription-\(state.lastNumber)"
      state.entries[name] = Entry(source: source, place: place)
      return name
    }
  }

  /// Ends a subscription; false if there is none of the name.
  func remove(_ name: String) -> Bool { state.withLock { $0.entries.removeValue(forKey: name) != nil } }

  func removeAll() { state.withLock { $0.entries = [:] } }

  /// Reads what is new for all subscriptions, a page of each, and returns the notifications.
  ///
  /// - Returns: also whether there may be more at once.
  func poll(describe: (any Error) -> RPCError) -> (notifications: [RPCRequest], hasMore: Bool) {
    let entries = state.withLock { $0.entries }
    var notifications: [RPCRequest] = []
    var hasMore = false
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      do {
        let (events, next) = try entry.source(entry.place, Self.pageCountMax)
        hasMore = hasMore || events.count == Self.pageCountMax
        state.withLock { $0.entries[name]?.place = next }
        for event in events {
          var parameters = JSON.Object([("subscription", .string(name))])
          for (name, value) in event.members { parameters[name] = value }
          notifications.append(RPCRequest(id: nil, method: "event.notify", parameters: parameters))
        }
      } catch {
        _ = remove(name)
        let parameters = JSON.Object([("subscription", .string(name)), ("error", describe(error).json)])
        notifications.append(RPCRequest(id: nil, method: "event.end", parameters: parameters))
      }
    }
    return (notifications, hasMore)
  }
}
