import Glibc
import RDF
import Testing

@testable import TermService

@Suite(.serialized, .timeLimit(.minutes(60))) struct EndpointTests {
  private func start(_ endpoint: Endpoint, limits: ServiceLimits = .patient) async throws -> Server {
    let service = TestService(annUID: getuid())
    return try await Server.start(
      try service.dispatcher(limits: limits), at: [endpoint], logger: service.log.logger)
  }

  /// Starts a server that is expected to fail and returns why.
  private func failure(_ endpoint: Endpoint) async throws -> ServerError? {
    do {
      let server = try await start(endpoint)
      await server.stop()
      return nil
    } catch let error as ServerError {
      return error
    }
  }

  @Test(arguments: [0o600, 0o660, 0o666, 0o640] as [UInt32])
  func `the socket's file has the mode asked for`(_ mode: UInt32) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/socket"
    let server = try await start(.unixSocket(path: path, mode: mode))
    var status = stat()
    #expect(lstat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == mode)
    await server.stop()
  }

  @Test func `the file of a server that is gone is replaced`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/socket"
    let abandoned = try UnixSocket(path: path, mode: 0o600)
    close(abandoned.descriptor)
    let server = try await start(.unixSocket(path: path))
    let client = try await TermClient.connect(unixSocket: path)
    #expect(try await client.call("rpc.ping") == [:])
    await client.close()
    await server.stop()
  }

  @Test func `a server that answers is not pushed aside`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/socket"
    let server = try await start(.unixSocket(path: path))
    #expect(try await failure(.unixSocket(path: path))?.code == .addressInUse)
    let client = try await TermClient.connect(unixSocket: path)
    #expect(try await client.call("rpc.ping") == [:])
    await client.close()
    await server.stop()
  }

  @Test func `a file that is not a socket is left alone`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/socket"
    close(open(path, O_CREAT | O_WRONLY, 0o644))
    #expect(try await failure(.unixSocket(path: path))?.code == .pathTaken)
    #expect(access(path, F_OK) == 0)
  }

  @Test func `a stopping server leaves its successor's file alone`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/socket"
    let server = try await start(.unixSocket(path: path))
    unlink(path)
    let successor = try await start(.unixSocket(path: path))
    await server.stop()
    let client = try await TermClient.connect(unixSocket: path)
    #expect(try await client.call("rpc.ping") == [:])
    await client.close()
    await successor.stop()
  }

  @Test func `a path of 107 bytes is taken and one of 108 is explained`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + String(repeating: "s", count: 106 - folder.path.utf8.count)
    #expect(path.utf8.count == 107)
    #expect(try await failure(.unixSocket(path: path)) == nil)
    let error = try #require(try await failure(.unixSocket(path: path + "s")))
    #expect(error.code == .pathTooLong)
    #expect(
      error.message.hasPrefix("The socket's path is 108 bytes long and may have 107. Choose a shorter one"))
  }

  @Test(arguments: ["0.0.0.0", "::", "192.168.1.1", "example.org", "128.0.0.1", "::ffff:127.0.0.1", ""])
  func `without TLS other machines are not served`(_ host: String) async throws {
    #expect(try await failure(.tcp(host: host, port: 0))?.code == .notLoopback)
  }

  @Test(arguments: ["127.0.0.1", "127.8.9.10", "localhost"])
  func `on the loopback network only a token is an identity`(_ host: String) async throws {
    let server = try await start(.tcp(host: host, port: 0))
    guard case .tcp(_, let port)? = server.endpoints.first else {
      throw ServerError(code: .system, message: "")
    }
    let client = try await TermClient.connect(host: host, port: port)
    #expect(try await client.call("session.whoami")["account"]?.isNull == true)
    #expect(try await client.hello(token: AccessToken("tok-bob"))["account"] == "bob")
    #expect(try await client.call("account.name") == "bob")
    await client.close()
    await server.stop()
  }

  @Test func `one endpoint that fails leaves none behind`() async throws {
    let folder = try TemporaryFolder()
    let service = TestService()
    let good = folder.path + "/good"
    await #expect(throws: ServerError.self) {
      try await Server.start(
        try service.dispatcher(), at: [.unixSocket(path: good), .tcp(host: "0.0.0.0", port: 0)],
        logger: service.log.logger)
    }
    #expect(access(good, F_OK) != 0)
  }
}
