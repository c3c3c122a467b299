import Synchronization

/// The requests of a connection that are in work or wait, so that they can be cancelled by their ids.
///
/// The transport's thread cancels, that of the methods begins and ends.
public final class RequestRegister: Sendable {
  private struct State {
    var running: [RPCID: Cancellation] = [:]
    var doomed: Set<RPCID> = []
  }

  /// How many ids are kept that belong to no running request.
  private static let doomedCountMax = 1024

  private let state = Mutex(State())

  /// Creates an empty register.
  public init() {}

  /// Records that a request is in work; one that was cancelled while it waited is so from the start.
  func begin(_ id: RPCID, _ cancellation: Cancellation) {
    let isDoomed = state.withLock { state in
      state.running[id] = cancellation
      return state.doomed.remove(id) != nil
    }
    if isDoomed { cancellation.cancel(.asked) }
  }

  /// Records that it is answered.
  func end(_ id: RPCID) { state.withLock { $0.running[id] = nil } }

  /// Cancels a request that is in work, or will be.
  func cancel(_ id: RPCID) {
    let cancellation = state.withLock { state -> Cancellation? in
      if let cancellation = state.running[id] { return cancellation }
      if state.doomed.count < Self.doomedCountMax { state.doomed.insert(id) }
      return nil
    }
    cancellation?.cancel(.asked)
  }

  /// Forgets what was to be cancelled, when no request waits any more.
  func forgetDoomed() { state.withLock { if !$0.doomed.isEmpty { $0.doomed = [] } } }
}
