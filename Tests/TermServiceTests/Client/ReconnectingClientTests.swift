import RDF
import Synchronization
import Testing

@testable import TermService

@Suite struct `A client that reconnects` {
  /// A connection that breaks at the calls that a list says.
  private final class Fragile: TermCalling {
    let answers: Mutex<[Bool]>
    let log: Mutex<[String]>

    init(_ answers: [Bool], log: [String] = []) {
      self.answers = Mutex(answers)
      self.log = Mutex(log)
    }

    func call(_ method: String, _ parameters: JSON.Object) async throws -> JSON {
      log.withLock { $0.append(method) }
      if method == "rpc.discover" {
        return ["methods": [["name": "a.write", "x-writes": true], ["name": "a.read", "x-writes": false]]]
      }
      let holds = answers.withLock { $0.isEmpty ? true : $0.removeFirst() }
      guard holds else { throw ClientHandler.closed }
      return "done"
    }

    func close() async {}
  }

  private final class Line: Sendable {
    let connections: Mutex<[Fragile]>
    let count = Atomic(0)

    init(_ connections: [Fragile]) { self.connections = Mutex(connections) }

    func next() throws -> Fragile {
      count.add(1, ordering: .relaxed)
      return try connections.withLock { connections in
        guard !connections.isEmpty else { throw ClientError(code: .noServer, message: "None.") }
        return connections.removeFirst()
      }
    }
  }

  private func client(_ line: Line) -> ReconnectingClient {
    ReconnectingClient(attemptCountMax: 3, pause: { _ in }) { try line.next() }
  }

  @Test func `connects once for calls that hold`() async throws {
    let line = Line([Fragile([])])
    let client = client(line)
    for _ in 0..<3 { #expect(try await client.call("a.write", [:]) == "done") }
    #expect(line.count.load(ordering: .relaxed) == 1)
  }

  private static let cases: [(String, JSON.Object, Bool)] = [
    ("a.read", [:], true), ("a.write", [:], false), ("a.write", ["idempotencyKey": "k"], true),
    ("a.read", ["upload": "upload-1"], false), ("download.read", [:], false), ("event.subscribe", [:], false),
  ]

  @Test(arguments: cases)
  func `makes a call again only where that can do no harm`(
    _ method: String, _ parameters: JSON.Object, _ isRepeated: Bool
  ) async throws {
    let client = client(Line([Fragile([false]), Fragile([])]))
    if isRepeated {
      #expect(try await client.call(method, parameters) == "done")
    } else {
      let error = await #expect(throws: ClientError.self) { try await client.call(method, parameters) }
      #expect(error?.code == .connectionClosed)
    }
    // Whatever came of that call, the next one has a connection.
    #expect(try await client.call("a.write", [:]) == "done")
  }

  @Test func `gives up after as many attempts as it was told`() async throws {
    let line = Line([])
    let client = client(line)
    let error = await #expect(throws: ClientError.self) { try await client.call("a.read", [:]) }
    #expect(error?.code == .noServer)
    #expect(line.count.load(ordering: .relaxed) == 3)
  }

  @Test func `makes no connection once it is closed`() async throws {
    let line = Line([Fragile([])])
    let client = client(line)
    await client.close()
    await #expect(throws: ClientError.self) { try await client.call("a.read", [:]) }
    #expect(line.count.load(ordering: .relaxed) == 0)
  }
}
