internal import Synchronization

/// Values that are made when they are first asked for, by a key, and kept; for all threads.
///
/// Two threads that ask for one key at once may both make its value, so what makes it must always make the same.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Part: Sendable {
    let kept = Mutex<[Key: Value]>([:])
  }

  /// Keys are spread over parts, so that threads seldom wait for each other.
  private let parts = (0..<64).map { _ in Part() }

  /// The value of a key.
  func value(_ key: Key, _ make: (Key) -> Value) -> Value {
    let part = parts[key.hashValue & (parts.count - 1)]
    if let value = part.kept.withLock({ $0[key] }) { return value }
    let value = make(key)
    part.kept.withLock { $0[key] = value }
    return value
  }
}
