import Synchronization

/// Lines on their way from the threads of the methods to a connection's event loop.
final class Outbox: Sendable {
  private struct State {
    var lines: [[UInt8]] = []
    /// Whether somebody has been told to come for them.
    var isCalled = false
  }

  private let state = Mutex(State())

  /// Adds a line; true if the loop has to be told, because it has not been since it came last.
  func add(_ line: [UInt8]) -> Bool {
    state.withLock { state in
      state.lines.append(line)
      defer { state.isCalled = true }
      return !state.isCalled
    }
  }

  /// Takes all lines out.
  func take() -> [[UInt8]] {
    state.withLock { state in
      defer { state = State() }
      return state.lines
    }
  }
}
