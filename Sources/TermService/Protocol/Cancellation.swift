import Synchronization

/// Tells a running request that its answer is of no use any more.
public final class Cancellation: Sendable {
  private let isCancelled = Atomic(false)
  private let deadline: ContinuousClock.Instant?
  private let connection: Cancellation?

  /// Creates the token of a request that may run for so long, nil for ever, and at most as long as its connection.
  public init(after duration: Duration? = nil, connection: Cancellation? = nil) {
    self.connection = connection
    deadline = duration.map { ContinuousClock.now.advanced(by: $0) }
  }

  /// Records that nobody waits any more.
  public func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Why the request should end, as a sentence; nil while it should go on.
  public var reason: String? {
    if isCancelled.load(ordering: .relaxed) { return "The client went away." }
    if let reason = connection?.reason { return reason }
    if let deadline, deadline <= .now { return "The request ran longer than the server allows." }
    return nil
  }
}
