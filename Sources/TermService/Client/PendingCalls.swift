import RDF
import Synchronization

/// The calls of a client that wait for their answers.
///
/// Callers add and cancel from their tasks, the event loop brings answers; the lock is held for look-ups only.
final class PendingCalls: Sendable {
  typealias Continuation = CheckedContinuation<JSON, any Error>

  private struct State {
    var waiting: [Int: Continuation] = [:]
    var lastID = 0
    /// Why no more answers will come.
    var end: (any Error)?
  }

  private let state = Mutex(State())
  /// What the server says of its own accord.
  let notifications: AsyncStream<RPCRequest>
  private let notified: AsyncStream<RPCRequest>.Continuation

  /// How many notifications wait for whoever reads them; older ones are dropped, and events can be asked for again.
  private static let notificationCountMax = 10_000
  private let limits: JSON.Limits

  init(limits: ServiceLimits) {
    var json = JSON.Limits()
    // The line's length is limited already; within it a string may be as long as it likes.
    json.stringByteCountMax = limits.responseByteCountMax
    self.limits = json
    (notifications, notified) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingNewest(Self.notificationCountMax))
  }

  func nextID() -> Int {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  /// Lets a call wait; false if it has failed at once, because the connection is gone.
  func add(_ id: Int, _ continuation: Continuation) -> Bool {
    let end = state.withLock { state -> (any Error)? in
      if state.end == nil { state.waiting[id] = continuation }
      return state.end
    }
    if let end { continuation.resume(throwing: end) }
    return end == nil
  }

  func cancel(_ id: Int) { take(id)?.resume(throwing: CancellationError()) }

  /// Ends all calls, and those to come; the first reason counts.
  func end(_ reason: any Error) {
    let (waiting, end) = state.withLock { state in
      let waiting = Array(state.waiting.values)
      state.waiting = [:]
      state.end = state.end ?? reason
      return (waiting, state.end ?? reason)
    }
    for continuation in waiting { continuation.resume(throwing: end) }
    notified.finish()
  }

  /// Takes an answer to its call; false if the line is none, and the connection is of no use any more.
  func receive(_ line: [UInt8]) -> Bool {
    guard let answer = try? JSON(parsing: line, limits: limits), let object = answer.object else {
      return fail("The server sent a line that is not an answer of JSON-RPC.")
    }
    let error = object["error"].flatMap { RPCError($0) }
    if let method = object["method"]?.string, object["id"] == nil {
      let parameters = object["params"]?.object ?? JSON.Object()
      notified.yield(RPCRequest(id: nil, method: method, parameters: parameters))
      return true
    }
    if let id = object["id"]?.int {
      // An answer that nobody waits for belongs to a call that was cancelled.
      guard let continuation = take(id) else { return true }
      if let error {
        continuation.resume(throwing: error)
      } else if let result = object["result"] {
        continuation.resume(returning: result)
      } else {
        continuation.resume(
          throwing: ClientError(code: .malformedAnswer, message: "The answer has no result."))
      }
      return true
    }
    // An error without an id is about the connection.
    guard object["id"]?.isNull == true, let error else {
      return fail("The server sent an answer without an id.")
    }
    end(error)
    return false
  }

  private func take(_ id: Int) -> Continuation? {
    state.withLock { $0.waiting.removeValue(forKey: id) }
  }

  private func fail(_ sentence: String) -> Bool {
    end(ClientError(code: .malformedAnswer, message: sentence))
    return false
  }
}
