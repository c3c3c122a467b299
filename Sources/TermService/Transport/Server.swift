public import Logging
import NIOCore
import NIOPosix

/// Serves a dispatcher on sockets until it is stopped.
public final class Server: Sendable {
  /// The endpoints in use; with their ports where any port was asked for.
  public let endpoints: [Endpoint]
  private let listeners: [any Channel]
  private let sockets: [UnixSocket]
  private let connections: ConnectionRegistry
  private let pool: MethodPool
  private let limits: ServiceLimits
  private let logger: Logger

  private init(
    endpoints: [Endpoint], listeners: [any Channel], sockets: [UnixSocket], connections: ConnectionRegistry,
    pool: MethodPool, limits: ServiceLimits, logger: Logger
  ) {
    self.endpoints = endpoints
    self.listeners = listeners
    self.sockets = sockets
    self.connections = connections
    self.pool = pool
    self.limits = limits
    self.logger = logger
  }

  /// How many connections are open.
  public var connectionCount: Int { connections.count }

  // MARK: Start

  /// Listens on all endpoints, or on none if one of them fails.
  ///
  /// - Throws: `ServerError`, whose message says how to mend it.
  public static func start(_ dispatcher: Dispatcher, at endpoints: [Endpoint], logger: Logger) async throws
    -> Server
  {
    let pool = MethodPool(threadCount: dispatcher.limits.methodThreadCount)
    let connections = ConnectionRegistry(limits: dispatcher.limits)
    let acceptor = Acceptor(dispatcher: dispatcher, connections: connections, pool: pool, logger: logger)
    var bound: [Endpoint] = []
    var listeners: [any Channel] = []
    var sockets: [UnixSocket] = []
    do {
      for endpoint in endpoints {
        switch endpoint {
        case .unixSocket(let path, let mode):
          let socket = try UnixSocket(path: path, mode: mode)
          sockets.append(socket)
          listeners.append(try await acceptor.bootstrap(.unixSocket).withBoundSocket(socket.descriptor).get())
          bound.append(endpoint)
        case .tcp(let host, let port):
          let address = try Endpoint.loopbackAddress(host: host, port: port)
          let listener = try await acceptor.listen(at: address)
          listeners.append(listener)
          bound.append(.tcp(host: host, port: listener.localAddress?.port ?? port))
        }
        logger.info("listening", metadata: ["endpoint": "\(bound.last ?? endpoint)"])
      }
    } catch {
      for listener in listeners { listener.close(promise: nil) }
      for socket in sockets { socket.removeFile() }
      pool.shutdownInBackground()
      throw error
    }
    return Server(
      endpoints: bound, listeners: listeners, sockets: sockets, connections: connections, pool: pool,
      limits: dispatcher.limits, logger: logger)
  }

  // MARK: Stop

  /// Stops: accepts nobody, finishes the requests in work, answers those on their way, closes.
  ///
  /// Returns whether all requests were finished in the time of `stopSecondsMax`; if not, some may still run
  /// until they look at their cancellation, though nobody will see their answers.
  @discardableResult public func stop() async -> Bool {
    logger.info("stopping", metadata: ["connections": "\(connections.count)"])
    for socket in sockets { socket.removeFile() }
    for listener in listeners { try? await listener.close().get() }
    let open = connections.close()
    for channel in open { channel.pipeline.fireUserInboundEventTriggered(ConnectionHandler.Stop()) }
    let isFinished = await areClosed(open, within: .seconds(Int64(limits.stopSecondsMax)))
    if !isFinished {
      logger.warning("requests were cut off", metadata: ["connections": "\(connections.count)"])
      for channel in open { channel.close(promise: nil) }
      pool.shutdownInBackground()
    } else {
      await pool.shutdown()
    }
    logger.info("stopped")
    return isFinished
  }

  private func areClosed(_ channels: [any Channel], within time: TimeAmount) async -> Bool {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let result = eventLoop.makePromise(of: Bool.self)
    // Whichever comes first decides: a promise that is kept ignores being kept again.
    let timer = eventLoop.scheduleTask(in: time) { result.succeed(false) }
    EventLoopFuture.andAllComplete(channels.map(\.closeFuture), on: eventLoop).whenComplete { _ in
      timer.cancel()
      result.succeed(true)
    }
    return (try? await result.futureResult.get()) ?? false
  }
}
