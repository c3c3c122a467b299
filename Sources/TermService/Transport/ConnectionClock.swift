import NIOCore

/// Knows until when a connection may stay as it is.
///
/// The moments are those of the event loop, given with each event, so that tests need not wait.
struct ConnectionClock {
  /// What the connection is waiting for.
  enum Waiting: Hashable, Sendable {
    /// A request in work; it has a deadline of its own.
    case work
    /// The peer to take its answers.
    case taking
    /// The rest of a line of which so many bytes are here.
    case line(byteCount: Int)
    /// A request.
    case request(isAnonymous: Bool)
    /// The peer to stop sending.
    case lingering
  }

  private let limits: ServiceLimits
  private var waiting: Waiting
  private var since: NIODeadline

  init(limits: ServiceLimits, now: NIODeadline) {
    self.limits = limits
    self.waiting = .request(isAnonymous: true)
    self.since = now
  }

  /// Records what the connection waits for; `hasProgressed` if the peer has taken bytes.
  mutating func update(_ new: Waiting, hasProgressed: Bool = false, now: NIODeadline) {
    switch (waiting, new) {
    case (.line, .line): break  // A line's time runs from its first byte.
    case (.lingering, .lingering): break
    case (.taking, .taking) where !hasProgressed: break
    case (.request, .request): break
    default: since = now
    }
    waiting = new
  }

  /// Records that a request has begun or ended, which starts the idle time anew.
  mutating func restartIdle(now: NIODeadline) {
    if case .request = waiting { since = now }
  }

  /// When the connection is to be closed if nothing happens; nil for never.
  var deadline: NIODeadline? {
    switch waiting {
    case .work: nil
    case .taking: since + .seconds(Int64(limits.sendStallSecondsMax))
    case .line(let byteCount):
      since + .seconds(Int64(limits.lineSecondsMax + byteCount / max(1, limits.lineBytesPerSecondMin)))
    case .request(isAnonymous: true): since + .seconds(Int64(limits.anonymousIdleSecondsMax))
    case .request(isAnonymous: false): since + .seconds(Int64(limits.idleSecondsMax))
    case .lingering: since + .seconds(Int64(limits.lingerSecondsMax))
    }
  }

  /// Why it is closed then, for the log.
  var reason: String {
    switch waiting {
    case .work: "the request took too long"
    case .taking: "the peer took no answers"
    case .line: "the peer did not finish its line"
    case .request: "the connection was idle"
    case .lingering: "the peer went on sending after the last answer"
    }
  }
}
