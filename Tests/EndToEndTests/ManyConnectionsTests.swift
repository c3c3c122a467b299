import Foundation
import Testing

/// How many files this process may have open at once.
private enum DescriptorLimit {
  /// Raises the limit as far as the system lets it; whether there is room for so many.
  static func allows(_ count: Int) -> Bool {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return false }
    if limit.rlim_cur < rlim_t(count) {
      limit.rlim_cur = min(limit.rlim_max, rlim_t(count))
      guard setrlimit(resource, &limit) == 0 else { return false }
    }
    return limit.rlim_cur >= rlim_t(count)
  }
}

@Suite(.timeLimit(.minutes(60))) struct `Ten thousand connections` {
  private static let count = 10_000
  private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"rpc.ping"}"#
  private static let pong = #"{"jsonrpc":"2.0","id":1,"result":{}}"#

  /// The server's memory in KiB.
  private static func memory(of server: Running) -> Int {
    let path = "/proc/\(server.process.processIdentifier)/status"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }

  private static func descriptorCount(of server: Running) -> Int {
    let path = "/proc/\(server.process.processIdentifier)/fd"
    return (try? FileManager.default.contentsOfDirectory(atPath: path).count) ?? 0
  }

  @Test(.enabled(if: DescriptorLimit.allows(10_500), "needs 10,500 open files in one process"))
  func `are held while others are answered, one more is refused, and all leave nothing behind`() throws {
    let store = try ServedStore()
    try store.succeed(nil, ["vocabulary", "create", "v"])
    let witness = try BareConnection(store.socket)
    #expect(witness.ask(Self.ping) == Self.pong)
    let (memory, descriptors) = (
      Self.memory(of: store.server), Self.descriptorCount(of: store.server)
    )
    var idle: [BareConnection] = []
    // The witness is one of them.
    for _ in 1..<Self.count {
      let connection = try BareConnection(store.socket)
      // Once it has asked, it is an account's, and may be idle for an hour.
      guard connection.ask(Self.ping) == Self.pong else {
        Issue.record("connection \(idle.count + 2) was not served")
        return
      }
      idle.append(connection)
    }
    let growth = Self.memory(of: store.server) - memory
    print("memory per idle connection: \(growth * 1024 / idle.count) bytes (\(idle.count) of them)")
    #expect(Self.descriptorCount(of: store.server) >= descriptors + idle.count)
    for _ in 0..<1_000 { #expect(witness.ask(Self.ping) == Self.pong) }

    // One more is told why it is not served, and the next is served as soon as one has gone.
    let refused = try BareConnection(store.socket)
    let answer = refused.line()
    #expect(answer?.contains(#""name":"limitExceeded","limit":"connectionCountMax","max":10000"#) == true)
    #expect(refused.line() == nil)
    idle.removeLast()
    var next = try BareConnection(store.socket)
    var told = next.ask(Self.ping)
    // The server sees that the other one has gone when its turn comes; each answer gives it one.
    for _ in 0..<10_000 where told != Self.pong {
      #expect(witness.ask(Self.ping) == Self.pong)
      next = try BareConnection(store.socket)
      told = next.ask(Self.ping)
    }
    #expect(told == Self.pong)

    // None was given up for another.
    for connection in idle { #expect(connection.ask(Self.ping) == Self.pong) }
    idle = []
    for _ in 0..<100_000 where Self.descriptorCount(of: store.server) > descriptors + 8 {
      #expect(witness.ask(Self.ping) == Self.pong)
    }
    #expect(Self.descriptorCount(of: store.server) <= descriptors + 8)
    try store.succeed(nil, ["vocabulary", "list"])
  }
}
