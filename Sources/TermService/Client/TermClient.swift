import Glibc
import NIOCore
import NIOPosix
import NIOSSL
public import RDF

/// A connection to a server.
///
/// Calls may be made from several tasks at once; they travel on the one connection, which carries them out in
/// order. A task that is cancelled stops waiting, while the server may still carry the request out.
public final class TermClient: TermCalling {
  private let channel: any Channel
  private let calls: PendingCalls
  private let limits: ServiceLimits

  private init(channel: any Channel, calls: PendingCalls, limits: ServiceLimits) {
    self.channel = channel
    self.calls = calls
    self.limits = limits
  }

  // MARK: Connecting

  /// Connects by a Unix domain socket, as this process's user.
  ///
  /// - Throws: `ClientError`, whose message says how to mend it.
  public static func connect(
    unixSocket path: String, limits: ServiceLimits = ServiceLimits()
  ) async throws -> TermClient {
    guard path.utf8.count <= UnixSocket.pathByteCountMax else {
      throw ClientError(
        code: .connectFailed,
        message:
          "The socket's path is longer than the \(UnixSocket.pathByteCountMax) bytes it may have: \(path)")
    }
    return try await connect(limits, to: path) { try await $0.connect(unixDomainSocketPath: path).get() }
  }

  /// Connects by TCP to a server on this machine.
  ///
  /// - Throws: `ClientError`, whose message says how to mend it.
  public static func connect(
    host: String, port: Int, limits: ServiceLimits = ServiceLimits()
  ) async throws -> TermClient {
    let address: SocketAddress
    do {
      address = try Endpoint.loopbackAddress(host: host, port: port)
    } catch {
      throw ClientError(code: .connectFailed, message: error.message)
    }
    return try await connect(limits, to: "\(host):\(port)") { try await $0.connect(to: address).get() }
  }

  /// Connects by TLS to a server on any machine.
  ///
  /// - Parameters:
  ///   - authorities: a PEM file with the certificates that sign the server's; those of the system if nil.
  ///   - certificate: PEM files with a certificate of the client's own and its key, where the server wants one.
  /// - Throws: `ClientError`, whose message says how to mend it.
  public static func connect(
    tlsHost host: String, port: Int, authorities: String? = nil, certificate: TLSFiles? = nil,
    limits: ServiceLimits = ServiceLimits()
  ) async throws -> TermClient {
    let place = "\(host):\(port)"
    let context: NIOSSLContext
    do {
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.minimumTLSVersion = .tlsv12
      if let authorities { configuration.trustRoots = .file(authorities) }
      if let certificate {
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate.certificateChain)
          .map { .certificate($0) }
        configuration.privateKey = .privateKey(
          try NIOSSLPrivateKey(file: certificate.privateKey, format: .pem))
      }
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw ClientError(
        code: .connectFailed, message: "The certificates for \(place) cannot be used: \(error).")
    }
    return try await connect(limits, to: place, context, host) {
      try await $0.connect(host: host, port: port).get()
    }
  }

  private static func connect(
    _ limits: ServiceLimits, to place: String, _ context: NIOSSLContext? = nil, _ host: String? = nil,
    _ body: (ClientBootstrap) async throws -> any Channel
  ) async throws -> TermClient {
    let calls = PendingCalls(limits: limits)
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context { try channel.pipeline.syncOperations.addHandler(tlsHandler(context, host)) }
          try channel.pipeline.syncOperations.addHandler(
            ClientHandler(calls: calls, answerByteCountMax: limits.responseByteCountMax))
        }
      }
    do {
      return TermClient(channel: try await body(bootstrap), calls: calls, limits: limits)
    } catch {
      throw described(error, place)
    }
  }

  private static func tlsHandler(_ context: NIOSSLContext, _ host: String?) throws -> NIOSSLClientHandler {
    // Addresses are not names that a server could be asked for (RFC 6066 §3).
    let isAddress = host.map { (try? SocketAddress(ipAddress: $0, port: 0)) != nil } ?? true
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }

  private static func described(_ error: any Error, _ place: String) -> ClientError {
    switch (error as? IOError)?.errnoCode {
    case ENOENT, ECONNREFUSED:
      ClientError(code: .noServer, message: "No server answers at \(place). Start one with `termctl serve`.")
    case EACCES, EPERM:
      ClientError(
        code: .notPermitted,
        message: "This user may not connect to \(place). The server's operator can open its socket.")
    default:
      ClientError(code: .connectFailed, message: "Connecting to \(place) failed: \(error).")
    }
  }

  // MARK: Calls

  /// What the server says of its own accord, such as `event.notify`, until the connection ends; for one reader.
  ///
  /// Up to 10,000 wait for it. Whoever reads slower than that goes on from the last `sequence` by `event.list`.
  public var notifications: AsyncStream<RPCRequest> { calls.notifications }

  /// Carries out a method on the server.
  public func call(_ method: String, _ parameters: JSON.Object) async throws -> JSON {
    let id = calls.nextID()
    var line = JSON.object(
      JSON.Object([
        ("jsonrpc", "2.0"), ("id", .int(id)), ("method", .string(method)), ("params", .object(parameters)),
      ])
    ).serialized(.compact)
    guard line.count <= limits.requestByteCountMax else {
      throw ClientError(
        code: .requestTooLong,
        message:
          "The request has \(line.count) bytes and may have \(limits.requestByteCountMax). Use an upload.")
    }
    line.append(UInt8(ascii: "\n"))
    let buffer = ByteBuffer(bytes: line)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard calls.add(id, continuation) else { return }
        // Cancelled before it was added, the handler below has found nothing.
        if Task.isCancelled { return calls.cancel(id) }
        channel.writeAndFlush(buffer, promise: nil)
      }
    } onCancel: {
      calls.cancel(id)
    }
  }

  /// Closes the connection; calls under way fail.
  public func close() async {
    calls.end(ClientHandler.closed)
    try? await channel.close().get()
  }
}

/// Cuts what the server sends into answers.
final class ClientHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  static let closed = ClientError(
    code: .connectionClosed,
    message: "The connection to the server has ended. Whether the last request was carried out is not known.")

  private let calls: PendingCalls
  private let answerByteCountMax: Int
  private var framer: LineFramer

  init(calls: PendingCalls, answerByteCountMax: Int) {
    self.calls = calls
    self.answerByteCountMax = answerByteCountMax
    self.framer = LineFramer(byteCountMax: answerByteCountMax)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    for frame in unwrapInboundIn(data).withUnsafeReadableBytes({ framer.push($0) }) {
      switch frame {
      case .line(let line):
        if !calls.receive(line) { context.close(promise: nil) }
      case .tooLong:
        calls.end(
          ClientError(
            code: .answerTooLong,
            message: "An answer has more than \(answerByteCountMax) bytes. Ask for a smaller page."))
        context.close(promise: nil)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelInactive(context: ChannelHandlerContext) { calls.end(Self.closed) }
}
