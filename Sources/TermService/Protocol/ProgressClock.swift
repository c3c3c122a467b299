import Synchronization

/// Knows when it is time to tell a client again how far its request has come.
final class ProgressClock: Sendable {
  /// Four times a second: as often as a person sees a difference.
  private static let interval = Duration.milliseconds(250)

  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Whether it is time; if so, the time begins anew.
  func isDue() -> Bool {
    let now = ContinuousClock.now
    return last.withLock { last in
      if let last, now - last < Self.interval { return false }
      last = now
      return true
    }
  }
}
