import Synchronization

/// Whoever wants to know that something may have been committed.
final class CommitListeners: Sendable {
  private let listeners = Mutex<[@Sendable () -> Void]>([])

  func add(_ listener: @escaping @Sendable () -> Void) { listeners.withLock { $0.append(listener) } }

  func tell() { for listener in listeners.withLock({ $0 }) { listener() } }
}

extension Store {
  /// Has a closure called after each transaction that may have changed something, on the thread that wrote.
  ///
  /// It should do next to nothing, and must not write.
  public func onCommit(_ listener: @escaping @Sendable () -> Void) { listeners.add(listener) }
}
