import Foundation
import Logging
import NIOCore
import RDF
import SKOSStore
import Synchronization
import Testing

@testable import TermService

/// Suggestions of people without an account: spec/committee.md, "Translations, suggestions, conformance".
@Suite struct `Suggestions of strangers` {
  /// The most from one source in an hour.
  private static let limit = Suggestion.countMaxOfSource

  /// A service with a vocabulary that takes suggestions, at a time that tests set.
  private final class Register: Sendable {
    final class Clock: Sendable {
      private let milliseconds = Mutex<Int64>(1_800_000_000_000)
      func now() -> Timestamp { milliseconds.withLock { Timestamp(milliseconds: $0) } }
      func advance(milliseconds count: Int64) { milliseconds.withLock { $0 += count } }
    }

    let directory = NSTemporaryDirectory() + "concordat-" + UUID().uuidString
    let clock = Clock()
    let store: Store
    let dispatcher: Dispatcher
    private let service: Service

    init() throws {
      store = try Store(
        directory: directory, ownerDescription: "a test",
        environment: StoreEnvironment(
          now: { [clock] in clock.now() }, randomBytes: StoreEnvironment.system.randomBytes))
      try store.bootstrapAdministrator(userID: 1000)
      service = try Service(
        store: store, limits: .patient, transferArea: TransferArea(folder: store.spoolDirectory),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      dispatcher = service.dispatcher
      let administrator = dispatcher.makeSession(.unixSocket, peerUID: 1000, identity: .user(uid: 1000))
      for request in [
        #""method":"vocabulary.create","params":{"name":"v","visibility":"public"}"#,
        #""method":"policy.set","params":{"vocabulary":"v","takesSuggestions":"true"}"#,
      ] { #expect(reply(request, administrator).contains(#""result""#)) }
    }

    deinit {
      store.close()
      try? FileManager.default.removeItem(atPath: directory)
    }

    func reply(_ request: String, _ session: Session) -> String {
      let line = #"{"jsonrpc":"2.0","id":1,\#(request)}"#
      return String(decoding: dispatcher.reply(to: Array(line.utf8), in: session).bytes ?? [], as: UTF8.self)
    }

    /// How many of so many suggestions are taken over connections of a kind.
    func takenCount(of count: Int, _ session: () -> Session) -> Int {
      (0..<count).count { _ in
        reply(#""method":"suggestion.add","params":{"vocabulary":"v","text":"Say it better"}"#, session())
          .contains(#""suggestion":"#)
      }
    }
  }

  @Test func `are counted by network, however many connections there are`() throws {
    let register = try Register()
    func session(_ network: String) -> () -> Session {
      { register.dispatcher.makeSession(.tcp, peerNetwork: network) }
    }
    #expect(register.takenCount(of: Self.limit - 1, session("ipv4 c0000201")) == Self.limit - 1)
    #expect(register.takenCount(of: 1, session("ipv4 c0000201")) == 1)
    #expect(register.takenCount(of: 2, session("ipv4 c0000201")) == 0)
    #expect(register.takenCount(of: Self.limit + 1, session("ipv4 c0000202")) == Self.limit)
    // The hour is over to the millisecond.
    register.clock.advance(milliseconds: 3_600_000 - 1)
    #expect(register.takenCount(of: 1, session("ipv4 c0000201")) == 0)
    register.clock.advance(milliseconds: 1)
    #expect(register.takenCount(of: Self.limit + 1, session("ipv4 c0000201")) == Self.limit)
  }

  @Test func `are counted by user where the connection comes from this machine`() throws {
    let register = try Register()
    func session(_ uid: UInt32) -> () -> Session {
      { register.dispatcher.makeSession(.unixSocket, peerUID: uid, identity: .user(uid: uid)) }
    }
    #expect(register.takenCount(of: Self.limit + 1, session(2001)) == Self.limit)
    #expect(register.takenCount(of: 1, session(2002)) == 1)
  }

  @Test func `leave no address in the database, nor what could be tried for one`() throws {
    let register = try Register()
    let network = "ipv4 c0000201"
    let session = { register.dispatcher.makeSession(.tcp, peerNetwork: network) }
    #expect(register.takenCount(of: 2, session) == 2)
    func sources() throws -> [String] {
      let dump = Process()
      let output = Pipe()
      dump.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let script = """
        import sqlite3, sys
        for row in sqlite3.connect(sys.argv[1]).execute("SELECT source FROM suggestion ORDER BY number"): print(row[0])
        """
      dump.arguments = ["python3", "-c", script, register.directory + "/concordat.sqlite"]
      dump.standardOutput = output
      try dump.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      dump.waitUntilExit()
      return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
    let first = try sources()
    #expect(first.count == 2 && Set(first).count == 1 && first[0].utf8.count == 64)
    #expect(!first[0].contains("c0000201"))
    // A day later there is another key, and what is older than an hour is forgotten.
    register.clock.advance(milliseconds: 24 * 3_600_000)
    #expect(register.takenCount(of: 1, session) == 1)
    let later = try sources()
    #expect(later.dropLast() == ["", ""] && later.last?.utf8.count == 64 && later.last != first[0])
  }

  @Test func `are told apart by the address from which a socket is connected`() async throws {
    let register = try Register()
    let server = try await Server.start(
      register.dispatcher, at: [.tcp(host: "127.0.0.1", port: 0)],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    guard case .tcp(_, let port)? = server.endpoints.first else {
      Issue.record("the server does not listen")
      return
    }
    var taken = 0
    for _ in 0..<Self.limit + 1 {
      let client = try await TermClient.connect(host: "127.0.0.1", port: port)
      if (try? await client.call("suggestion.add", ["vocabulary": "v", "text": "x"])) != nil { taken += 1 }
      await client.close()
    }
    #expect(taken == Self.limit)
    let elsewhere = { register.dispatcher.makeSession(.tcp, peerNetwork: "ipv4 7f000002") }
    let same = { register.dispatcher.makeSession(.tcp, peerNetwork: "ipv4 7f000001") }
    #expect(register.takenCount(of: 1, elsewhere) == 1)
    #expect(register.takenCount(of: 1, same) == 0)
    await server.stop()
  }

  @Test func `come from the whole address of IPv4 and from 64 bits of IPv6`() throws {
    func network(_ address: String) throws -> String? {
      PeerNetwork(try SocketAddress(ipAddress: address, port: 1))?.description
    }
    #expect(try network("192.0.2.1") == "ipv4 c0000201")
    #expect(try network("::ffff:192.0.2.1") == "ipv4 c0000201")
    #expect(try network("2001:db8:0:1::1") == "ipv6 20010db800000001")
    #expect(try network("2001:db8:0:1:ffff::2") == "ipv6 20010db800000001")
    #expect(try network("2001:db8:0:2::1") == "ipv6 20010db800000002")
    #expect(PeerNetwork(nil) == nil)
    #expect(PeerNetwork(try SocketAddress(unixDomainSocketPath: "/tmp/socket")) == nil)
  }
}
