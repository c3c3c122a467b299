import Foundation
import Logging
import NIOPosix
import RDF
import Testing

@testable import TermService

@Suite(.serialized, .timeLimit(.minutes(60))) struct TransportTests {
  @Test func `two pipes are a connection of this process's user, and end when the input does`() async throws {
    let service = TestService(annUID: getuid())
    let (input, output) = (Pipe(), Pipe())
    let pool = MethodPool(threadCount: 1)
    let acceptor = Acceptor(
      dispatcher: try service.dispatcher(), connections: ConnectionRegistry(limits: .patient),
      eventLoops: .singleton, pool: pool, logger: service.log.logger)
    _ = try await acceptor.connect(
      input: dup(input.fileHandleForReading.fileDescriptor),
      output: dup(output.fileHandleForWriting.fileDescriptor))
    try output.fileHandleForWriting.close()
    input.fileHandleForWriting.write(
      Data(
        (#"{"jsonrpc":"2.0","id":1,"method":"session.whoami"}"# + "\n"
          + #"{"jsonrpc":"2.0","id":2,"method":"rpc.ping"}"# + "\n").utf8))
    try input.fileHandleForWriting.close()
    let text = try #require(
      String(data: try output.fileHandleForReading.readToEnd() ?? Data(), encoding: .utf8))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains(#""account":"ann""#) == true)
    #expect(lines.first?.contains(#""transport":"stdio""#) == true)
    await pool.shutdown()
  }

  @Test func `a socket that was handed over is served with the identity of its peers`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/inherited"
    let socket = try UnixSocket(path: path, mode: 0o600)
    let service = TestService(annUID: getuid())
    let server = try await Server.start(
      try service.dispatcher(), at: [.inherited(descriptor: dup(socket.descriptor))],
      logger: service.log.logger)
    let client = try await TermClient.connect(unixSocket: path)
    #expect(try await client.call("session.whoami")["account"] == "ann")
    await client.close()
    #expect(await server.stop())
    // The file belongs to whoever made the socket.
    #expect(access(path, F_OK) == 0)
    unlink(path)
    close(socket.descriptor)
  }

  @Test func `a descriptor on which nobody listens is refused`() async throws {
    let service = TestService()
    let pipe = Pipe()
    let dispatcher = try service.dispatcher()
    await #expect(throws: ServerError.self) {
      _ = try await Server.start(
        dispatcher, at: [.inherited(descriptor: pipe.fileHandleForReading.fileDescriptor)],
        logger: service.log.logger)
    }
  }

  @Test func `the monitor counts requests and says whether the store answers`() async throws {
    let folder = try TemporaryFolder()
    let service = TestService(annUID: getuid())
    let dispatcher = try service.dispatcher()
    let path = folder.path + "/socket"
    let server = try await Server.start(dispatcher, at: [.unixSocket(path: path)], logger: service.log.logger)
    let isReady = TransportFlag()
    let monitor = try await Monitor.start(
      Monitor.Source(
        metrics: dispatcher.metrics, connectionCount: { server.connectionCount }, readOnlyReason: { nil },
        isReady: { isReady.value }), host: "localhost", port: 0, logger: service.log.logger)
    let client = try await TermClient.connect(unixSocket: path)
    for _ in 0..<3 { _ = try await client.call("rpc.ping") }
    _ = try? await client.call("thing.fail")
    let text = try Self.get("/metrics", monitor.port)
    #expect(text.hasPrefix("HTTP/1.1 200 OK"))
    #expect(text.contains("concordat_connections 1\n"))
    #expect(text.contains("concordat_request_duration_seconds_count{method=\"rpc.ping\"} 3\n"))
    #expect(
      text.contains("concordat_request_errors_total{method=\"thing.fail\",error=\"internalError\"} 1\n"))
    #expect(try Self.get("/healthz", monitor.port).hasPrefix("HTTP/1.1 200 OK"))
    #expect(try Self.get("/readyz", monitor.port).hasPrefix("HTTP/1.1 503 "))
    isReady.set()
    #expect(try Self.get("/readyz", monitor.port).hasPrefix("HTTP/1.1 200 OK"))
    #expect(try Self.get("/etc/passwd", monitor.port).hasPrefix("HTTP/1.1 404 "))
    #expect(try Self.get("/metrics", monitor.port, method: "POST").hasPrefix("HTTP/1.1 405 "))
    await client.close()
    await monitor.stop()
    await server.stop()
  }

  @Test(arguments: ["0.0.0.0", "192.0.2.1"])
  func `the monitor listens on this machine only`(_ host: String) async throws {
    let dispatcher = try TestService().dispatcher()
    await #expect(throws: ServerError.self) {
      _ = try await Monitor.start(
        Monitor.Source(
          metrics: dispatcher.metrics, connectionCount: { 0 }, readOnlyReason: { nil }, isReady: { true }),
        host: host, port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
  }

  /// Asks a server of HTTP on this machine, and returns all that it says.
  private static func get(_ path: String, _ port: Int, method: String = "GET") throws -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw RawPeer.Failure(action: "connect", errorNumber: errno) }
    let request = Array("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    _ = send(descriptor, request, request.count, Int32(MSG_NOSIGNAL))
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      all += chunk[..<count]
    }
    return try #require(String(validating: all, as: UTF8.self))
  }
}

/// Something that becomes true.
private final class TransportFlag: @unchecked Sendable {
  private let lock = NSLock()
  private var isSet = false
  var value: Bool { lock.withLock { isSet } }
  func set() { lock.withLock { isSet = true } }
}
