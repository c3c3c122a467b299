import Dispatch
import Glibc
import Logging
import RDF
import Synchronization
import Testing

@testable import TermService

@Suite(.serialized, .timeLimit(.minutes(60))) struct ServerTests {
  /// A method that waits until the gate is opened.
  private static func waiting(_ gate: DispatchSemaphore, begun: DispatchSemaphore) -> MethodDeclaration {
    MethodDeclaration(
      "gate.pass", "Waits", access: .anyone, result: ResultDeclaration("Nothing", .any),
      handler: { _ in
        begun.signal()
        gate.wait()
        return "through"
      })
  }

  /// Waits on a thread of its own, so that the test's tasks go on.
  private func wait(for semaphore: DispatchSemaphore) async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        semaphore.wait()
        continuation.resume()
      }
    }
  }

  private static let ping = #"{"jsonrpc":"2.0","method":"rpc.ping","id":1}"#
  private static let pong = #"{"jsonrpc":"2.0","id":1,"result":{}}"#

  // MARK: Identity

  @Test func `the peer's uid is its account`() async throws {
    try await withServer { path, _, _ in
      let client = try await TermClient.connect(unixSocket: path)
      let hello = try await client.hello(client: "tests", languages: ["de", "en"])
      #expect(hello["account"] == "ann")
      #expect(hello["protocolVersion"] == 1)
      #expect(hello["limits"]?["requestByteCountMax"] == .int(8 << 20))
      let me = try await client.call("session.whoami")
      #expect(me["transport"] == "unixSocket")
      #expect(me["languages"] == ["de", "en"])
      #expect(me["roles"] == [["vocabulary": "demo", "roles": ["reader", "proposer"]]])
      await client.close()
    }
  }

  @Test func `a user without an account has none`() async throws {
    try await withServer { path, _, service in
      service.accounts.withLock { $0["ann"] = nil }
      let client = try await TermClient.connect(unixSocket: path)
      let me = try await client.call("session.whoami")
      #expect(me["account"]?.isNull == true)
      await #expect(throws: RPCError.self) { try await client.call("account.name") }
      await client.close()
    }
  }

  @Test func `the fifth wrong token closes the connection`() async throws {
    var limits = ServiceLimits.patient
    limits.wrongTokenDelayMilliseconds = 1
    try await withServer(limits: limits) { path, _, service in
      let peer = try RawPeer(path: path)
      let hello =
        #"{"jsonrpc":"2.0","method":"rpc.hello","params":{"protocolVersion":1,"token":"canary-token"},"id":1}"#
      for _ in 1...5 {
        let answer = try #require(try peer.ask(hello))
        #expect(answer.contains(#""name":"unauthenticated""#))
        #expect(!answer.contains("canary"))
      }
      #expect(try peer.readLine() == nil)
      #expect(!service.log.text.contains("canary"))
    }
  }

  // MARK: Requests

  @Test func `socket clients in parallel get their own answers`() async throws {
    try await withServer { path, _, _ in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            let client = try await TermClient.connect(unixSocket: path)
            for round in 0..<50 {
              let said: JSON = [.int(number), .int(round)]
              #expect(try await client.call("echo.say", JSON.Object([("value", said)])) == said)
            }
            await client.close()
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `calls made at once on one connection get their own answers`() async throws {
    try await withServer { path, _, _ in
      let client = try await TermClient.connect(unixSocket: path)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<500 {
          group.addTask {
            let said = try await client.call("echo.say", JSON.Object([("value", .int(number))]))
            #expect(said == .int(number))
          }
        }
        try await group.waitForAll()
      }
      await client.close()
    }
  }

  @Test func `requests sent together are answered in order`() async throws {
    try await withServer { path, _, _ in
      let peer = try RawPeer(path: path)
      let lines = (0..<1_000).map {
        #"{"jsonrpc":"2.0","method":"echo.say","params":{"value":\#($0)},"id":\#($0)}"#
      }
      try peer.send(lines.joined(separator: "\r\n") + "\n")
      for number in 0..<1_000 {
        #expect(try peer.readLine() == #"{"jsonrpc":"2.0","id":\#(number),"result":\#(number)}"#)
      }
    }
  }

  @Test func `a request drop by drop is a request`() async throws {
    try await withServer { path, _, _ in
      let peer = try RawPeer(path: path)
      for byte in Array(Self.ping.utf8) + [0x0A] { try peer.send([byte]) }
      #expect(try peer.readLine() == Self.pong)
    }
  }

  @Test func `a peer that ends its input still gets its answers`() async throws {
    try await withServer { path, _, _ in
      let peer = try RawPeer(path: path)
      try peer.send(Self.ping + "\n" + Self.ping + "\n" + #"{"half":"#)
      peer.endInput()
      #expect(try peer.readLine() == Self.pong)
      #expect(try peer.readLine() == Self.pong)
      #expect(try peer.readLine() == nil)
    }
  }

  @Test func `a quick request does not wait for a slow one on another connection`() async throws {
    let (gate, begun) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try await withServer(extra: [Self.waiting(gate, begun: begun)]) { path, _, _ in
      let slow = try RawPeer(path: path)
      try slow.send(#"{"jsonrpc":"2.0","method":"gate.pass","id":1}"# + "\n")
      await wait(for: begun)
      let quick = try RawPeer(path: path)
      #expect(try quick.ask(Self.ping) == Self.pong)
      gate.signal()
      #expect(try slow.readLine() == #"{"jsonrpc":"2.0","id":1,"result":"through"}"#)
    }
  }

  @Test func `a quick answer does not wait for the slow request behind it`() async throws {
    let (gate, begun) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try await withServer(extra: [Self.waiting(gate, begun: begun)]) { path, _, _ in
      let peer = try RawPeer(path: path)
      try peer.send(Self.ping + "\n" + #"{"jsonrpc":"2.0","method":"gate.pass","id":2}"# + "\n")
      #expect(try peer.readLine() == Self.pong)
      gate.signal()
      #expect(try peer.readLine() == #"{"jsonrpc":"2.0","id":2,"result":"through"}"#)
    }
  }

  // MARK: Limits

  @Test func `a line of 100 MB is cut off while others are served`() async throws {
    try await withServer { path, _, _ in
      let other = try RawPeer(path: path)
      let bad = try RawPeer(path: path)
      let chunk = [UInt8](repeating: 0x20, count: 1 << 20)
      var isCutOff = false
      for _ in 0..<100 where !isCutOff {
        do { try bad.send(chunk) } catch { isCutOff = true }
        #expect(try other.ask(Self.ping) == Self.pong)
      }
      let answer = try #require(try bad.readLine())
      #expect(answer.contains(#""name":"limitExceeded","limit":"requestByteCountMax""#))
      #expect(answer.hasPrefix(#"{"jsonrpc":"2.0","id":null,"error":"#))
      bad.endInput()
      #expect(try bad.readLine() == nil)
      #expect(try other.ask(Self.ping) == Self.pong)
    }
  }

  @Test(arguments: [0, 1]) func `the longest line is answered and one byte more is not`(_ excess: Int)
    async throws
  {
    var limits = ServiceLimits.patient
    limits.requestByteCountMax = 10_000
    try await withServer(limits: limits) { path, _, _ in
      let peer = try RawPeer(path: path)
      let padding = String(repeating: " ", count: 10_000 + excess - Self.ping.utf8.count)
      let answer = try #require(try peer.ask(Self.ping + padding))
      #expect((answer == Self.pong) == (excess == 0))
      if excess == 1 { #expect(answer.contains("limitExceeded")) }
    }
  }

  @Test func `one connection too many is refused with a sentence`() async throws {
    var limits = ServiceLimits.patient
    limits.connectionCountMax = 3
    try await withServer(limits: limits) { path, _, _ in
      let peers = try (0..<3).map { _ in try RawPeer(path: path) }
      for peer in peers { #expect(try peer.ask(Self.ping) == Self.pong) }
      let refused = try RawPeer(path: path)
      let answer = try #require(try refused.readLine())
      #expect(answer.contains(#""name":"limitExceeded","limit":"connectionCountMax","max":3"#))
      #expect(try refused.readLine() == nil)
      for peer in peers { #expect(try peer.ask(Self.ping) == Self.pong) }
    }
  }

  @Test func `a peer that does not read is not worked for`() async throws {
    let count = Atomic(0)
    let counted = MethodDeclaration(
      "echo.count", "Gives 1 MiB", access: .anyone, result: ResultDeclaration("Much", .any),
      handler: { _ in
        count.add(1, ordering: .relaxed)
        return .string(String(repeating: "x", count: 1 << 20))
      })
    try await withServer(extra: [counted]) { path, _, _ in
      let lazy = try RawPeer(path: path)
      let other = try RawPeer(path: path)
      for number in 0..<40 {
        try lazy.send(#"{"jsonrpc":"2.0","method":"echo.count","id":\#(number)}"# + "\n")
      }
      for _ in 0..<200 { #expect(try other.ask(Self.ping) == Self.pong) }
      // One answer over the limit of what may wait, the one that reaches it, and one in the kernel's buffers.
      #expect(count.load(ordering: .relaxed) <= 4)
      for number in 0..<40 {
        let answer = try #require(try lazy.readLine())
        #expect(answer.hasPrefix(#"{"jsonrpc":"2.0","id":\#(number),"#))
      }
    }
  }

  @Test func `a line that is not finished in time ends the connection`() async throws {
    var limits = ServiceLimits.patient
    limits.lineSecondsMax = 0
    try await withServer(limits: limits) { path, _, _ in
      let peer = try RawPeer(path: path)
      try peer.send("{")
      #expect(try peer.readLine() == nil)
    }
  }

  @Test func `an idle connection without an account is closed`() async throws {
    var limits = ServiceLimits.patient
    limits.anonymousIdleSecondsMax = 0
    try await withServer(limits: limits) { path, _, service in
      service.accounts.withLock { $0["ann"] = nil }
      let peer = try RawPeer(path: path)
      #expect(try peer.readLine() == nil)
    }
  }

  // MARK: Peers that vanish

  @Test func `connections cut in the middle leave nothing behind`() async throws {
    try await withServer { path, server, _ in
      let steady = try RawPeer(path: path)
      #expect(try steady.ask(Self.ping) == Self.pong)
      let before = socketCount(path)
      for number in 0..<500 {
        let peer = try RawPeer(path: path)
        switch number % 4 {
        case 0: break
        case 1: try peer.send("{\"jsonrpc\":")
        case 2: try peer.send(Self.ping + "\n" + Self.ping)
        default:
          try peer.send(Self.ping + "\n")
          peer.endInput()
        }
        peer.close()
      }
      // Each answer gives the loop a turn to see closings; a socket that leaks stays for ever.
      for _ in 0..<10_000 where server.connectionCount > 1 || socketCount(path) > before {
        #expect(try steady.ask(Self.ping) == Self.pong)
      }
      #expect(server.connectionCount == 1)
      #expect(socketCount(path) == before)
    }
  }

  @Test func `a request whose client is gone is told so`() async throws {
    let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let waiting = MethodDeclaration(
      "gate.poll", "Waits for its cancellation", access: .anyone, result: ResultDeclaration("Nothing", .any),
      handler: { call in
        begun.signal()
        defer { ended.signal() }
        while true {
          try call.checkCancellation()
          sched_yield()
        }
      })
    try await withServer(extra: [waiting]) { path, _, _ in
      let peer = try RawPeer(path: path)
      try peer.send(#"{"jsonrpc":"2.0","method":"gate.poll","id":1}"# + "\n")
      await wait(for: begun)
      peer.close()
      await wait(for: ended)
    }
  }

  /// A method that goes on until it is cancelled.
  private static func endless(begun: DispatchSemaphore) -> MethodDeclaration {
    MethodDeclaration(
      "gate.poll", "Waits for its cancellation", access: .anyone, result: ResultDeclaration("Nothing", .any),
      handler: { call in
        begun.signal()
        while true {
          try call.checkCancellation()
          sched_yield()
        }
      })
  }

  @Test func `a request in work ends when its client cancels it, and those behind it are answered`()
    async throws
  {
    let begun = DispatchSemaphore(value: 0)
    try await withServer(extra: [Self.endless(begun: begun)]) { path, _, _ in
      let peer = try RawPeer(path: path)
      try peer.send(#"{"jsonrpc":"2.0","method":"gate.poll","id":"long"}"# + "\n" + Self.ping + "\n")
      await wait(for: begun)
      try peer.send(#"{"jsonrpc":"2.0","method":"rpc.cancel","id":2,"params":{"id":"long"}}"# + "\n")
      let first = try #require(try peer.readLine())
      #expect(first.contains(#""id":"long","error":{"code":-32015"#))
      #expect(try peer.readLine() == Self.pong)
      #expect(try peer.readLine() == #"{"jsonrpc":"2.0","id":2,"result":{}}"#)
    }
  }

  @Test
  func `a request that waits is cancelled before it is carried out, and one of the same id later is not`()
    async throws
  {
    let (gate, begun) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try await withServer(extra: [Self.waiting(gate, begun: begun)]) { path, _, _ in
      let peer = try RawPeer(path: path)
      try peer.send(#"{"jsonrpc":"2.0","method":"gate.pass","id":1}"# + "\n")
      await wait(for: begun)
      let say = #"{"jsonrpc":"2.0","method":"echo.say","id":2,"params":{"value":7}}"#
      try peer.send(say + "\n" + #"{"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":2}}"# + "\n")
      // The transport has seen both lines once it has taken a third.
      let witness = try RawPeer(path: path)
      for _ in 0..<100 { #expect(try witness.ask(Self.ping) == Self.pong) }
      gate.signal()
      #expect(try peer.readLine() == #"{"jsonrpc":"2.0","id":1,"result":"through"}"#)
      let second = try #require(try peer.readLine())
      #expect(second.contains(#""id":2,"error":{"code":-32015"#))
      #expect(try peer.ask(say) == #"{"jsonrpc":"2.0","id":2,"result":7}"#)
    }
  }

  @Test func `transfers go with their connection`() async throws {
    let folder = try TemporaryFolder()
    let area = TransferArea(folder: folder.path)
    let service = TestService(annUID: getuid())
    let path = folder.path + "/socket"
    let server = try await Server.start(
      try service.dispatcher(transferArea: area), at: [.unixSocket(path: path)], logger: service.log.logger)
    let client = try await TermClient.connect(unixSocket: path)
    var parts = [[UInt8](repeating: 1, count: 3 << 20), []]
    _ = try await client.upload(name: "a.ttl") { parts.removeFirst() }
    #expect(area.byteCount == 3 << 20)
    await client.close()
    #expect(await server.stop())
    #expect(area.byteCount == 0)
  }

  // MARK: Stop

  @Test func `a graceful stop finishes what is in work and refuses the rest`() async throws {
    let (gate, begun) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let folder = try TemporaryFolder()
    let service = TestService(annUID: getuid())
    let path = folder.path + "/socket"
    let server = try await Server.start(
      try service.dispatcher(extra: [Self.waiting(gate, begun: begun)]), at: [.unixSocket(path: path)],
      logger: service.log.logger)
    let peers = try (0..<6).map { _ in try RawPeer(path: path) }
    for peer in peers {
      try peer.send(
        #"{"jsonrpc":"2.0","method":"gate.pass","id":1}"# + "\n"
          + #"{"jsonrpc":"2.0","method":"rpc.ping","id":2}"# + "\n")
    }
    for _ in peers { await wait(for: begun) }
    let idle = try RawPeer(path: path)
    #expect(try idle.ask(Self.ping) == Self.pong)
    let stopped = Task { await server.stop() }
    // The idle connection ends first; then all others have been told.
    #expect(try idle.readLine() == nil)
    for _ in peers { gate.signal() }
    for peer in peers {
      #expect(try peer.readLine() == #"{"jsonrpc":"2.0","id":1,"result":"through"}"#)
      let second = try #require(try peer.readLine())
      #expect(second.contains(#""id":2,"error":{"code":-32014"#))
      #expect(try peer.readLine() == nil)
    }
    #expect(await stopped.value)
    #expect(throws: RawPeer.Failure.self) { try RawPeer(path: path) }
  }

  @Test func `a stop does not wait for ever`() async throws {
    var limits = ServiceLimits.patient
    limits.stopSecondsMax = 0
    let (gate, begun) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let folder = try TemporaryFolder()
    let service = TestService(annUID: getuid())
    let path = folder.path + "/socket"
    let server = try await Server.start(
      try service.dispatcher(limits: limits, extra: [Self.waiting(gate, begun: begun)]),
      at: [.unixSocket(path: path)], logger: service.log.logger)
    let peer = try RawPeer(path: path)
    try peer.send(#"{"jsonrpc":"2.0","method":"gate.pass","id":1}"# + "\n")
    await wait(for: begun)
    #expect(await server.stop() == false)
    #expect(try peer.readLine() == nil)
    gate.signal()
  }
}
