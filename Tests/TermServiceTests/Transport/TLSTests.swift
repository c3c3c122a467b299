import Foundation
import Logging
import RDF
import Testing

@testable import TermService

@Suite(.serialized, .timeLimit(.minutes(10)), .enabled(if: Certificates.canBeMade, "needs openssl"))
struct TLSTests {
  private func certificate(_ folder: TemporaryFolder, _ name: String) throws -> TLSFiles {
    try Certificates.make(in: folder.path, name)
  }

  private func withServer(
    _ files: TLSFiles, limits: ServiceLimits = .patient,
    _ body: (_ server: Server, _ port: Int, _ service: TestService) async throws -> Void
  ) async throws {
    let service = TestService()
    let server = try await Server.start(
      try service.dispatcher(limits: limits), at: [.tls(host: "127.0.0.1", port: 0, files: files)],
      logger: service.log.logger)
    guard case .tls(_, let port, _)? = server.endpoints.first else {
      Issue.record("the server does not say where it listens")
      return
    }
    do {
      try await body(server, port, service)
    } catch {
      await server.stop()
      throw error
    }
    #expect(await server.stop())
  }

  @Test func `a token is an identity over TLS, and is in no log`() async throws {
    let folder = try TemporaryFolder()
    let files = try certificate(folder, "server")
    try await withServer(files) { _, port, service in
      let client = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: files.certificateChain)
      #expect(try await client.call("session.whoami")["account"] == .null)
      let hello = try await client.hello(token: AccessToken("tok-bob"))
      #expect(hello["account"] == "bob")
      let who = try await client.call("session.whoami")
      #expect(who["transport"] == "tls")
      let error = await #expect(throws: RPCError.self) {
        try await client.hello(token: AccessToken("canary-token-value"))
      }
      #expect(error?.known == .unauthenticated)
      await client.close()
      #expect(!service.log.text.contains("tok-bob") && !service.log.text.contains("canary-token-value"))
    }
  }

  @Test func `an answer larger than a record of TLS is whole`() async throws {
    let folder = try TemporaryFolder()
    let files = try certificate(folder, "server")
    try await withServer(files) { _, port, _ in
      let client = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: files.certificateChain)
      let text = try await client.call("echo.repeat", ["count": 300_000]).string
      #expect(text?.utf8.count == 300_000)
      await client.close()
    }
  }

  @Test func `a client does not talk to a server whose certificate nobody vouches for`() async throws {
    let folder = try TemporaryFolder()
    let (own, other) = (try certificate(folder, "server"), try certificate(folder, "other"))
    try await withServer(own) { _, port, _ in
      await #expect(throws: ClientError.self) {
        let client = try await TermClient.connect(
          tlsHost: "localhost", port: port, authorities: other.certificateChain)
        _ = try await client.call("rpc.ping")
      }
    }
  }

  @Test
  func `a certificate that is replaced counts for connections that come after, and a broken one does not`()
    async throws
  {
    let folder = try TemporaryFolder()
    let (first, second) = (try certificate(folder, "first"), try certificate(folder, "second"))
    let used = TLSFiles(
      certificateChain: folder.path + "/used.pem", privateKey: folder.path + "/used-key.pem")
    func use(_ files: TLSFiles) throws {
      for (from, to) in [
        (files.certificateChain, used.certificateChain), (files.privateKey, used.privateKey),
      ] {
        try Data(contentsOf: URL(fileURLWithPath: from)).write(to: URL(fileURLWithPath: to))
      }
    }
    try use(first)
    try await withServer(used) { server, port, _ in
      let before = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: first.certificateChain)
      _ = try await before.call("rpc.ping")
      try use(second)
      try server.reloadCertificates()
      let after = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: second.certificateChain)
      _ = try await after.call("rpc.ping")
      // Who was connected stays so.
      _ = try await before.call("rpc.ping")
      try Data("nonsense".utf8).write(to: URL(fileURLWithPath: used.certificateChain))
      let error = #expect(throws: ServerError.self) { try server.reloadCertificates() }
      #expect(error?.code == .certificate)
      let still = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: second.certificateChain)
      _ = try await still.call("rpc.ping")
      for client in [before, after, still] { await client.close() }
    }
  }

  @Test func `a server that wants certificates of clients lets in only those who have one`() async throws {
    let folder = try TemporaryFolder()
    let (own, friend) = (try certificate(folder, "server"), try certificate(folder, "friend"))
    var files = own
    files.clientAuthorities = friend.certificateChain
    try await withServer(files) { _, port, _ in
      let client = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: own.certificateChain, certificate: friend)
      _ = try await client.call("rpc.ping")
      await client.close()
      for stranger in [nil, own] {
        await #expect(throws: ClientError.self) {
          let client = try await TermClient.connect(
            tlsHost: "localhost", port: port, authorities: own.certificateChain, certificate: stranger)
          _ = try await client.call("rpc.ping")
        }
      }
    }
  }

  @Test func `one connection too many is told so over TLS, and does not stay`() async throws {
    let folder = try TemporaryFolder()
    let files = try certificate(folder, "server")
    var limits = ServiceLimits.patient
    limits.connectionCountMax = 1
    limits.lingerSecondsMax = 3_600
    try await withServer(files, limits: limits) { _, port, _ in
      let first = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: files.certificateChain)
      _ = try await first.call("rpc.ping")
      let second = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: files.certificateChain)
      let error = await #expect(throws: RPCError.self) { try await second.call("rpc.ping") }
      #expect(error?.details["limit"] == "connectionCountMax")
      _ = try await first.call("rpc.ping")
      await first.close()
    }
    // Who takes no part in the handshake is not waited for.
    limits.lingerSecondsMax = 0
    try await withServer(files, limits: limits) { _, port, _ in
      let first = try await TermClient.connect(
        tlsHost: "localhost", port: port, authorities: files.certificateChain)
      _ = try await first.call("rpc.ping")
      let silent = try RawPeer(port: port)
      #expect(try silent.readLine() == nil)
      await first.close()
    }
  }

  @Test func `a handshake that is begun and left, and what is none, end with their connections`() async throws
  {
    let folder = try TemporaryFolder()
    let files = try certificate(folder, "server")
    var limits = ServiceLimits.patient
    limits.anonymousIdleSecondsMax = 0
    try await withServer(files, limits: limits) { server, port, _ in
      // The first bytes of a ClientHello (RFC 8446 §4.1.2), and nothing more.
      let begun = try RawPeer(port: port)
      try begun.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01])
      while try begun.readLine() != nil {}
      let plain = try RawPeer(port: port)
      try plain.send(#"{"jsonrpc":"2.0","id":1,"method":"rpc.ping"}"# + "\n")
      // An alert may come back; an answer must not.
      var lines: [String] = []
      while let line = try? plain.readLine() { lines.append(line) }
      #expect(lines.allSatisfy { !$0.contains("jsonrpc") })
      #expect(server.connectionCount <= 2)
    }
  }
}
