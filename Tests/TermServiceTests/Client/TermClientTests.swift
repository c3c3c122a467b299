import Dispatch
import Glibc
import RDF
import Testing

@testable import TermService

/// The client against servers that answer by a script.
@Suite(.serialized, .timeLimit(.minutes(60))) struct TermClientTests {
  /// Accepts one connection, waits for so many lines, sends bytes and closes, all on a thread of its own.
  private func withScript(
    lines: Int, answer: String, keepsOpen: Bool = false, limits: ServiceLimits = .patient,
    _ body: (TermClient) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let socket = try UnixSocket(path: folder.path + "/socket", mode: 0o600)
    // The script wants to block where the server does not.
    _ = fcntl(socket.descriptor, F_SETFL, 0)
    let done = DispatchSemaphore(value: 0)
    Thread.start {
      let peer = accept(socket.descriptor, nil, nil)
      var missing = lines
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      while missing > 0 {
        let count = recv(peer, &chunk, chunk.count, 0)
        if count <= 0 { break }
        missing -= chunk[..<count].filter { $0 == 0x0A }.count
      }
      let bytes = Array(answer.utf8)
      _ = Glibc.send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      if keepsOpen { done.wait() }
      close(peer)
      close(socket.descriptor)
    }
    let client = try await TermClient.connect(unixSocket: socket.path, limits: limits)
    do { try await body(client) } catch {
      done.signal()
      throw error
    }
    done.signal()
    await client.close()
  }

  private enum Thread {
    static func start(_ body: @escaping @Sendable () -> Void) {
      DispatchQueue(label: "script").async(execute: body)
    }
  }

  /// Why a call fails.
  private func failure(_ client: TermClient, _ method: String = "rpc.ping") async -> (any Error)? {
    do {
      _ = try await client.call(method)
      return nil
    } catch {
      return error
    }
  }

  /// Makes a call that is expected to fail on this side of the socket, or not to.
  private func expect(
    _ client: TermClient, method: String = "rpc.ping", _ code: ClientError.Code?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let error = await failure(client, method) as? ClientError
    #expect(error?.code == code, sourceLocation: sourceLocation)
  }

  /// Makes a call that is expected to be refused by the server.
  private func expect(
    _ client: TermClient, message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let error = await failure(client) as? RPCError
    #expect(error?.message == message, sourceLocation: sourceLocation)
  }

  @Test func `answers find their calls in whatever order they come`() async throws {
    let answer = (1...3).reversed().map { #"{"jsonrpc":"2.0","result":\#($0 * 10),"id":\#($0)}"# + "\n" }
      .joined()
    try await withScript(lines: 3, answer: answer, keepsOpen: true) { client in
      let results = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...3 { group.addTask { try await client.call("echo.say").int ?? 0 } }
        return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
      }
      #expect(results == [10, 20, 30])
    }
  }

  @Test func `answers to nobody and notifications are passed over`() async throws {
    let answer = """
      {"jsonrpc":"2.0","id":99,"result":1}
      {"jsonrpc":"2.0","method":"some.news","params":{}}
      {"jsonrpc":"2.0","id":1,"result":"mine"}

      """
    try await withScript(lines: 1, answer: answer, keepsOpen: true) { client in
      let mine = try await client.call("rpc.ping")
      #expect(mine == "mine")
    }
  }

  @Test func `an error of the server is thrown with its details`() async throws {
    let answer =
      #"{"jsonrpc":"2.0","id":1,"error":{"code":-32004,"message":"No.","data":{"name":"conflict","head":7}}}"#
    try await withScript(lines: 1, answer: answer + "\n", keepsOpen: true) { client in
      let error = await failure(client) as? RPCError
      #expect(error == RPCError(.conflict, "No.", details: JSON.Object([("head", 7)])))
    }
  }

  @Test func `an error without an id ends all calls with that error`() async throws {
    let answer =
      #"{"jsonrpc":"2.0","id":null,"error":{"code":-32009,"message":"Full.","data":{"name":"limitExceeded"}}}"#
    try await withScript(lines: 1, answer: answer + "\n") { client in
      await expect(client, message: "Full.")
      await expect(client, message: "Full.")
    }
  }

  @Test(arguments: ["nonsense\n", "[]\n", "{}\n", #"{"jsonrpc":"2.0","id":"1","result":1}"# + "\n"])
  func `a line that is no answer ends the connection`(_ answer: String) async throws {
    try await withScript(lines: 1, answer: answer) { client in
      await expect(client, .malformedAnswer)
      await expect(client, .malformedAnswer)
    }
  }

  @Test(arguments: ["", #"{"jsonrpc":"2.0","id":1,"result":1}"#])
  func `a server that goes away before its line's end leaves the call open`(_ answer: String) async throws {
    try await withScript(lines: 1, answer: answer) { client in
      await expect(client, .connectionClosed)
    }
  }

  @Test(arguments: [(999, true), (1_000, true), (1_001, false)])
  func `an answer has at most so many bytes`(_ byteCount: Int, _ isTaken: Bool) async throws {
    var limits = ServiceLimits.patient
    limits.responseByteCountMax = 1_000
    let frame = #"{"jsonrpc":"2.0","id":1,"result":""}"#.utf8.count
    let answer = #"{"jsonrpc":"2.0","id":1,"result":"\#(String(repeating: "x", count: byteCount - frame))"}"#
    try await withScript(lines: 1, answer: answer + "\n", keepsOpen: true, limits: limits) { client in
      await expect(client, isTaken ? nil : .answerTooLong)
    }
  }

  @Test func `a request over the limit is not sent`() async throws {
    var limits = ServiceLimits.patient
    limits.requestByteCountMax = 100
    try await withScript(lines: 0, answer: "", keepsOpen: true, limits: limits) { client in
      await expect(client, method: String(repeating: "x", count: 100), .requestTooLong)
    }
  }

  @Test func `a task that is cancelled stops waiting`() async throws {
    try await withScript(lines: 1_000, answer: "", keepsOpen: true) { client in
      for _ in 0..<50 {
        let task = Task { try await client.call("rpc.ping") }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
      }
    }
  }

  @Test func `a place where nobody answers is explained`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/nobody"
    do {
      _ = try await TermClient.connect(unixSocket: path)
      Issue.record("connected")
    } catch let error as ClientError {
      #expect(error.code == .noServer)
      #expect(error.message == "No server answers at \(path). Start one with `termctl serve`.")
    }
  }
}
