import Synchronization

/// Tells connections that there may be something new for their subscriptions.
final class ChangeSignal: Sendable {
  private let listeners = Mutex<[UInt64: @Sendable () -> Void]>([:])

  /// Has a closure called, on any thread, whenever something may be new.
  func add(_ number: UInt64, _ listener: @escaping @Sendable () -> Void) {
    listeners.withLock { $0[number] = listener }
  }

  func remove(_ number: UInt64) { listeners.withLock { $0[number] = nil } }

  func fire() {
    // Mostly nobody listens.
    for listener in listeners.withLock({ Array($0.values) }) { listener() }
  }
}
