import Glibc
import Logging
import RDF
import Synchronization
import Testing

@testable import TermService

/// Peers that send in pieces, stop in the middle, or do not take their answers.
@Suite(.serialized, .timeLimit(.minutes(60))) struct `Hostile peers` {
  private static let write =
    #"{"jsonrpc":"2.0","id":"é","method":"thing.write","params":{"vocabulary":"demo"}}"#
  private static let batch =
    #"[{"jsonrpc":"2.0","id":1,"method":"rpc.ping"},{"jsonrpc":"2.0","method":"rpc.ping"},7]"#
  private static let ping = #"{"jsonrpc":"2.0","id":2,"method":"rpc.ping"}"#
  private static let pong = #"{"jsonrpc":"2.0","id":2,"result":{}}"#
  private static let stream = Array((write + "\n" + batch + "\r\n\n" + ping + "\n").utf8)

  private func answers(_ peer: RawPeer) throws -> [String] {
    var answers: [String] = []
    while let line = try peer.readLine() { answers.append(line) }
    return answers
  }

  @Test func `requests are answered the same wherever they are cut in two`() async throws {
    try await withServer { path, _, _ in
      let whole = try RawPeer(path: path)
      try whole.send(Self.stream)
      whole.endInput()
      let expected = try answers(whole)
      #expect(expected.count == 3)
      let witness = try RawPeer(path: path)
      for cut in 1..<Self.stream.count {
        let peer = try RawPeer(path: path)
        try peer.send(Array(Self.stream[..<cut]))
        // What another is answered in between gives the server a turn for the first piece.
        #expect(try witness.ask(Self.ping) == Self.pong)
        try peer.send(Array(Self.stream[cut...]))
        peer.endInput()
        #expect(try answers(peer) == expected, "cut at \(cut)")
      }
    }
  }

  @Test func `requests that end anywhere are carried out as far as they have come whole`() async throws {
    try await withServer { path, server, service in
      let writeEnd = Self.write.utf8.count + 1
      let batchEnd = writeEnd + Self.batch.utf8.count + 2
      for end in 0..<Self.stream.count {
        let before = service.writeCount.load(ordering: .relaxed)
        let peer = try RawPeer(path: path)
        try peer.send(Array(Self.stream[..<end]))
        peer.endInput()
        let expected = (end >= writeEnd ? 1 : 0) + (end >= batchEnd ? 1 : 0)
        #expect(try answers(peer).count == expected, "ends at \(end)")
        let written = service.writeCount.load(ordering: .relaxed) - before
        #expect(written == (end >= writeEnd ? 1 : 0), "ends at \(end)")
      }
      let witness = try RawPeer(path: path)
      #expect(try witness.ask(Self.ping) == Self.pong)
      for _ in 0..<10_000 where server.connectionCount > 1 {
        #expect(try witness.ask(Self.ping) == Self.pong)
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test func `hundreds who send byte by byte do not keep others waiting, and are answered`() async throws {
    try await withServer { path, _, _ in
      let slow = try (0..<200).map { _ in try RawPeer(path: path) }
      let other = try RawPeer(path: path)
      for byte in Array(Self.ping.utf8) + [0x0A] {
        for peer in slow { try peer.send([byte]) }
        #expect(try other.ask(Self.ping) == Self.pong)
      }
      for peer in slow { #expect(try peer.readLine() == Self.pong) }
    }
  }

  @Test func `hundreds who never finish their line are closed at its deadline, and others are not`()
    async throws
  {
    var limits = ServiceLimits.patient
    limits.lineSecondsMax = 0
    try await withServer(limits: limits) { path, server, _ in
      let other = try RawPeer(path: path)
      #expect(try other.ask(Self.ping) == Self.pong)
      let slow = try (0..<200).map { _ in try RawPeer(path: path) }
      for peer in slow { try peer.send("{") }
      for peer in slow { #expect(try peer.readLine() == nil) }
      #expect(try other.ask(Self.ping) == Self.pong)
      for _ in 0..<10_000 where server.connectionCount > 1 { #expect(try other.ask(Self.ping) == Self.pong) }
      #expect(server.connectionCount == 1)
    }
  }

  @Test func `whoever does not take an answer is closed at the deadline, and the answer is let go`()
    async throws
  {
    var limits = ServiceLimits.patient
    limits.sendStallSecondsMax = 0
    try await withServer(limits: limits) { path, _, _ in
      let lazy = try (0..<8).map { _ in try RawPeer(path: path) }
      // More than a socket's buffers take.
      for peer in lazy {
        try peer.send(
          #"{"jsonrpc":"2.0","id":1,"method":"echo.repeat","params":{"count":4000000}}"# + "\n")
      }
      // What had been sent by then is there, but not the whole.
      for peer in lazy { #expect(try peer.readLine() == nil) }
    }
  }
}
