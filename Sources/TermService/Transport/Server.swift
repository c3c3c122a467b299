import Glibc
public import Logging
import NIOCore
import NIOPosix

/// Serves a dispatcher on sockets until it is stopped.
public final class Server: Sendable {
  /// The endpoints in use; with their ports where any port was asked for.
  public let endpoints: [Endpoint]
  private let listeners: [any Channel]
  private let sockets: [UnixSocket]
  private let credentials: [TLSCredentials]
  private let pipe: (any Channel)?
  private let standardIO: StandardIO?
  private let connections: ConnectionRegistry
  private let threads: Threads
  private let limits: ServiceLimits
  private let logger: Logger

  private init(
    _ bound: Bound, connections: ConnectionRegistry, threads: Threads, limits: ServiceLimits, logger: Logger
  ) {
    endpoints = bound.endpoints
    listeners = bound.listeners
    sockets = bound.sockets
    credentials = bound.credentials
    pipe = bound.pipe
    standardIO = bound.standardIO
    self.connections = connections
    self.threads = threads
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
    let threads = Threads(dispatcher.limits)
    let connections = ConnectionRegistry(limits: dispatcher.limits)
    let acceptor = Acceptor(
      dispatcher: dispatcher, connections: connections, eventLoops: threads.eventLoops, pool: threads.pool,
      logger: logger)
    var bound = Bound()
    do {
      for endpoint in endpoints {
        try await bound.bind(endpoint, acceptor)
        logger.info("listening", metadata: ["endpoint": "\(bound.endpoints.last ?? endpoint)"])
      }
    } catch {
      bound.giveUp()
      threads.endInBackground()
      throw error
    }
    return Server(
      bound, connections: connections, threads: threads, limits: dispatcher.limits, logger: logger)
  }

  /// What a server runs on.
  private struct Threads {
    /// Those that read, write, and give the answers that are kept: half as many as there are cores.
    ///
    /// The other half carries out methods, or is the clients' where they are on the same machine: with an event loop
    /// for each core, one of them always waits while the other and a client are served.
    let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, System.coreCount / 2))
    /// Those that methods run on.
    let pool: MethodPool

    init(_ limits: ServiceLimits) { pool = MethodPool(threadCount: limits.methodThreadCount) }

    /// Ends all threads when their work is done; the methods' first, since they hand their answers to the others.
    func end() async {
      await pool.shutdown()
      try? await eventLoops.shutdownGracefully()
    }

    /// Does so without waiting.
    func endInBackground() { Task { await end() } }
  }

  /// What a server listens with.
  private struct Bound {
    var endpoints: [Endpoint] = []
    var listeners: [any Channel] = []
    var sockets: [UnixSocket] = []
    var credentials: [TLSCredentials] = []
    var pipe: (any Channel)?
    var standardIO: StandardIO?

    mutating func bind(_ endpoint: Endpoint, _ acceptor: Acceptor) async throws {
      switch endpoint {
      case .unixSocket(let path, let mode):
        let socket = try UnixSocket(path: path, mode: mode)
        sockets.append(socket)
        listeners.append(try await acceptor.bootstrap(.unixSocket).withBoundSocket(socket.descriptor).get())
        endpoints.append(endpoint)
      case .tcp(let host, let port):
        let listener = try await acceptor.listen(at: try Endpoint.loopbackAddress(host: host, port: port))
        listeners.append(listener)
        endpoints.append(.tcp(host: host, port: listener.localAddress?.port ?? port))
      case .tls(let host, let port, let files):
        let own = try TLSCredentials(files)
        let listener = try await acceptor.listen(at: try Endpoint.address(host: host, port: port), own)
        listeners.append(listener)
        credentials.append(own)
        endpoints.append(.tls(host: host, port: listener.localAddress?.port ?? port, files: files))
      case .inherited(let descriptor, let files):
        try await inherit(descriptor, files, acceptor)
        endpoints.append(endpoint)
      case .standardIO:
        let own = try StandardIO()
        standardIO = own
        pipe = try await acceptor.connect(input: own.input, output: own.output)
        endpoints.append(endpoint)
      }
    }

    private mutating func inherit(_ descriptor: Int32, _ files: TLSFiles?, _ acceptor: Acceptor) async throws
    {
      switch try InheritedSocket(descriptor) {
      case .unix:
        listeners.append(try await acceptor.bootstrap(.unixSocket).withBoundSocket(descriptor).get())
      case .internet(let host, let port):
        if let files {
          let own = try TLSCredentials(files)
          credentials.append(own)
          listeners.append(try await acceptor.bootstrap(.tls, own).withBoundSocket(descriptor).get())
        } else {
          _ = try Endpoint.loopbackAddress(host: host, port: port)
          listeners.append(try await acceptor.bootstrap(.tcp).withBoundSocket(descriptor).get())
        }
      }
    }

    func giveUp() {
      for listener in listeners { listener.close(promise: nil) }
      for socket in sockets { socket.removeFile() }
      pipe?.close(promise: nil)
    }
  }

  // MARK: Certificates

  /// Reads the files of certificates again, for the connections that come from now on.
  ///
  /// - Throws: `ServerError` for the first that cannot be used; those before it are replaced, the others stay.
  public func reloadCertificates() throws {
    for own in credentials { try own.reload() }
    logger.notice("certificates were read again", metadata: ["count": "\(credentials.count)"])
  }

  /// Waits until the connection over standard input and output has ended; for ever without one.
  public func waitForStandardIO() async {
    guard let pipe else {
      try? await Task.sleep(for: .seconds(Int64.max / 2))
      return
    }
    try? await pipe.closeFuture.get()
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
      threads.endInBackground()
    } else {
      await threads.end()
    }
    await standardIO?.finish()
    logger.info("stopped")
    return isFinished
  }

  private func areClosed(_ channels: [any Channel], within time: TimeAmount) async -> Bool {
    let eventLoop = threads.eventLoops.next()
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
