import Synchronization

/// Tells a running request that its answer is of no use any more.
public final class Cancellation: Sendable {
  /// Who wants the request to end.
  enum Reason: UInt8 {
    /// The connection is gone.
    case clientGone = 1
    /// The client has asked for it.
    case asked
  }

  private let wanted = Atomic<UInt8>(0)
  private let deadline: ContinuousClock.Instant?
  private let connection: Cancellation?

  /// Creates the token of a request that may run for so long, nil for ever, and at most as long as its connection.
  public init(after duration: Duration? = nil, connection: Cancellation? = nil) {
    self.connection = connection
    deadline = duration.map { ContinuousClock.now.advanced(by: $0) }
  }

  /// Records that nobody waits any more.
  public func cancel() { cancel(.clientGone) }

  /// Records that somebody wants the request to end.
  func cancel(_ reason: Reason) { wanted.store(reason.rawValue, ordering: .relaxed) }

  /// Why the request should end, as a sentence; nil while it should go on.
  public var reason: String? {
    switch Reason(rawValue: wanted.load(ordering: .relaxed)) {
    case .clientGone: return "The client went away."
    case .asked: return "The client has cancelled the request."
    case nil: break
    }
    if let reason = connection?.reason { return reason }
    if let deadline, deadline <= .now { return "The request ran longer than the server allows." }
    return nil
  }
}
