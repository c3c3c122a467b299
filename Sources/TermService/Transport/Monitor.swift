public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers those who watch over a server, over HTTP on a port of its own: `/metrics`, `/healthz` and `/readyz`.
///
/// It says nothing about content and asks nobody who they are; so it listens on this machine only.
public final class Monitor: Sendable {
  /// What there is to watch.
  public struct Source: Sendable {
    /// The numbers of requests.
    public var metrics: ServiceMetrics
    /// How many connections are open.
    public var connectionCount: @Sendable () -> Int
    /// Why the store takes no changes; nil while it does.
    public var readOnlyReason: @Sendable () -> String?
    /// Whether the store answers; may block.
    public var isReady: @Sendable () -> Bool

    /// Names what there is to watch.
    public init(
      metrics: ServiceMetrics, connectionCount: @escaping @Sendable () -> Int,
      readOnlyReason: @escaping @Sendable () -> String?, isReady: @escaping @Sendable () -> Bool
    ) {
      self.metrics = metrics
      self.connectionCount = connectionCount
      self.readOnlyReason = readOnlyReason
      self.isReady = isReady
    }
  }

  /// The port, also where any was asked for.
  public let port: Int
  private let listener: any Channel

  private init(port: Int, listener: any Channel) {
    self.port = port
    self.listener = listener
  }

  /// Listens on a loopback address.
  ///
  /// - Throws: `ServerError`.
  public static func start(_ source: Source, host: String, port: Int, logger: Logger) async throws -> Monitor
  {
    let address = try Endpoint.loopbackAddress(host: host, port: port)
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 16)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: true)
          try channel.pipeline.syncOperations.addHandlers([
            IdleStateHandler(allTimeout: .seconds(30)), MonitorHandler(source: source),
          ])
        }
      }
    do {
      let listener = try await bootstrap.bind(to: address).get()
      let port = listener.localAddress?.port ?? port
      logger.info("monitoring", metadata: ["host": "\(host)", "port": "\(port)"])
      return Monitor(port: port, listener: listener)
    } catch {
      throw ServerError(code: .system, message: "The system refuses listening at \(host):\(port): \(error).")
    }
  }

  /// Stops listening.
  public func stop() async { try? await listener.close().get() }
}

/// Answers requests of one connection.
private final class MonitorHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let source: Monitor.Source
  private var head: HTTPRequestHead?

  init(source: Monitor.Source) { self.source = source }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      self.head = nil
      respond(to: head, context)
    }
  }

  private func respond(to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard head.method == .GET || head.method == .HEAD else {
      return send(.methodNotAllowed, "only GET and HEAD\n", head, context)
    }
    switch head.uri.prefix(while: { $0 != "?" }) {
    case "/metrics": send(.ok, PrometheusText.text(of: source), head, context)
    case "/healthz": send(.ok, "ok\n", head, context)
    case "/readyz": askReadiness(head, context)
    default: send(.notFound, "there are /metrics, /healthz and /readyz\n", head, context)
    }
  }

  /// Asks the store on a thread that may wait.
  private func askReadiness(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let this = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let isReady = source.isReady
    NIOThreadPool.singleton.runIfActive(eventLoop: context.eventLoop) { isReady() }.whenComplete { result in
      let (handler, context) = this.value
      if case .success(true) = result {
        handler.send(.ok, "ready\n", head, context)
      } else {
        handler.send(.serviceUnavailable, "the store does not answer\n", head, context)
      }
    }
  }

  private func send(
    _ status: HTTPResponseStatus, _ text: String, _ request: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    let body = ByteBuffer(string: text)
    var head = HTTPResponseHead(version: request.version, status: status)
    head.headers.add(name: "Content-Type", value: "text/plain; version=0.0.4; charset=utf-8")
    head.headers.add(name: "Content-Length", value: String(body.readableBytes))
    head.headers.add(name: "Cache-Control", value: "no-store")
    if !request.isKeepAlive { head.headers.add(name: "Connection", value: "close") }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if request.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    let channel = context.channel
    let isLast = !request.isKeepAlive
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      if isLast { channel.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
