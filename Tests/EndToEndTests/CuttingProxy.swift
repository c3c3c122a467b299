import Foundation
import RDF
import Synchronization
import TestSupport
import Testing

/// Stands between clients and a server's socket, and may end a connection in the middle of a request.
final class CuttingProxy: Sendable {
  /// What becomes of a request.
  enum Fate: Sendable {
    case passedOn
    /// The connection ends before the server has seen it.
    case lost
    /// The server carries it out, and the connection ends before its answer is passed on.
    case unanswered
  }

  let path: String
  private let target: String
  private let listener: Int32
  private let decide: @Sendable (_ method: String) -> Fate
  private let cut: @Sendable () -> Void
  private let log = Mutex<[String]>([])

  /// The methods that were asked for, in their order.
  var methods: [String] { log.withLock { $0 } }

  /// - Parameter cut: is called before a connection ends, while its client still waits.
  init(
    at path: String, to target: String, cut: @escaping @Sendable () -> Void,
    _ decide: @escaping @Sendable (_ method: String) -> Fate
  ) throws {
    self.path = path
    self.target = target
    self.cut = cut
    self.decide = decide
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let bound = withUnixAddress(path) { [listener] in bind(listener, $0, $1) }
    try #require(bound == 0 && listen(listener, 16) == 0)
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { [self] in serve(client) }
      }
    }
  }

  /// Accepts nobody any more.
  func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ descriptor: Int32) {
    let client = BareConnection(descriptor: descriptor)
    guard let server = try? BareConnection(target) else { return }
    while let line = client.line() {
      let method = (try? JSON(parsing: Array(line.utf8)))?["method"]?.string ?? ""
      log.withLock { $0.append(method) }
      let fate = decide(method)
      if fate == .lost { return cut() }
      guard let answer = server.ask(line) else { return }
      if fate == .unanswered { return cut() }
      client.send(Array((answer + "\n").utf8))
    }
  }
}
