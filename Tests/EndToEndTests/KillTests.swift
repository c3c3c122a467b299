import Foundation
import RDF
import Synchronization
import TestSupport
import Testing

/// Acknowledged writes of a real server that is killed again and again: spec/guarantees.md, D1, D2 and D4.
///
/// What was acknowledged is recorded by the clients, after the answer. How many kills there are is said by
/// `CONCORDAT_KILLS`; by default a dozen, so that the tests stay quick.
@Suite("A server that is killed under load")
struct KillTests {
  @Test("keeps every edit that it acknowledged, once, and nothing that was never asked for")
  func edits() throws {
    let count = ProcessInfo.processInfo.environment["CONCORDAT_KILLS"].flatMap(Int.init) ?? 12
    let seed = UInt64.random(in: 0..<(.max))
    print("killing \(count) times, seed \(seed)")
    var random = SplitMix(state: seed)
    // A list has at most 1,000 requests, so many kills come sooner after one another.
    let most = min(40, max(2, 600 / count))
    let store = try ServedStore()
    try store.succeed(nil, ["vocabulary", "create", "v"])
    try store.appoint(["proposer"])
    let token = store.folder.text("proposer.token").trimmingCharacters(in: .whitespacesAndNewlines)
    var asked: Set<String> = []
    var acknowledged: Set<String> = []
    var unfinishedCount = 0
    for round in 0..<count {
      let load = Load(round: round)
      try load.run(
        (0..<4).map { _ in try Self.signedIn(store.socket, token) }, killing: store.server,
        afterAcknowledging: Int.random(in: 1...most, using: &random))
      asked.formUnion(load.asked)
      acknowledged.formUnion(load.acknowledged)
      store.server.wait()
      try store.restart()
      let connection = try Self.signedIn(store.socket, token)
      let found = try Self.titles(connection)
      #expect(found.count == Set(found).count, "seed \(seed), round \(round): something is there twice")
      #expect(acknowledged.subtracting(found).isEmpty, "seed \(seed), round \(round): lost")
      #expect(Set(found).subtracting(asked).isEmpty, "seed \(seed), round \(round): never asked for")
      unfinishedCount += load.asked.subtracting(found).count
      // Every change request has its record, and every record its change request.
      let records = try store.succeed(nil, ["audit", "list", "--limit", "1000", "--output", "json"])
      let created = try JSON(parsing: Array(records.utf8)).array?.filter {
        $0["action"]?.string == "change.create"
      }
      #expect(created?.count == found.count, "seed \(seed), round \(round)")
    }
    #expect(acknowledged.count >= count)
    // A server that acknowledged before it committed would have lost these: the kills do come in between.
    print("\(unfinishedCount) edits were under way and not made when the server was killed")
    #expect(unfinishedCount > 0, "seed \(seed)")
    #expect(try store.succeed(nil, ["audit", "verify"]).contains("intact"))
    #expect(try store.succeed(nil, ["store", "check"]).contains("all is well"))
  }

  static func signedIn(_ socket: String, _ token: String) throws -> BareConnection {
    let connection = try BareConnection(socket)
    let answer = connection.ask(
      #"{"jsonrpc":"2.0","id":0,"method":"rpc.hello","params":{"protocolVersion":1,"token":"\#(token)"}}"#)
    try #require(answer?.contains("result") == true, "\(answer ?? "no answer")")
    return connection
  }

  private static func titles(_ connection: BareConnection) throws -> [String] {
    let answer = connection.ask(
      #"{"jsonrpc":"2.0","id":1,"method":"change.list","params":{"vocabulary":"v","limit":1000}}"#)
    let requests = try JSON(parsing: Array(try #require(answer).utf8))["result"]?["requests"]?.array
    return try #require(requests, "\(answer ?? "")").compactMap { $0["title"]?.string }
  }
}

/// Four clients that make change requests as fast as they are answered, until the server is killed.
private final class Load: Sendable {
  private struct State {
    var asked: Set<String> = []
    var acknowledged: Set<String> = []
  }

  private let round: Int
  private let state = Mutex(State())

  var asked: Set<String> { state.withLock { $0.asked } }
  var acknowledged: Set<String> { state.withLock { $0.acknowledged } }

  init(round: Int) { self.round = round }

  /// Runs until the server is gone for all clients; they take up their work at once and end at the first silence.
  func run(_ connections: [BareConnection], killing server: Running, afterAcknowledging limit: Int) {
    let process = server.process.processIdentifier
    // Each connection is used by one thread alone.
    nonisolated(unsafe) let connections = connections
    Threads.run(connections.count) { [self] client in
      let connection = connections[client]
      for ordinal in 0..<1000 {
        let title = "r\(round) c\(client) n\(ordinal)"
        state.withLock { _ = $0.asked.insert(title) }
        let answer = connection.ask(
          #"{"jsonrpc":"2.0","id":\#(ordinal),"method":"change.create","params":{"vocabulary":"v","title":"\#(title)","justification":"so"}}"#
        )
        // No answer means that nobody knows what became of it.
        guard let answer, answer.contains("\"result\"") else { return }
        let count = state.withLock { state in
          state.acknowledged.insert(title)
          return state.acknowledged.count
        }
        if count == limit { Foundation.kill(process, SIGKILL) }
      }
    }
  }
}
