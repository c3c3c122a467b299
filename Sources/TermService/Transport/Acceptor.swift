import Glibc
import Logging
import NIOCore
import NIOPosix

/// Turns accepted sockets into connections of the service.
struct Acceptor: Sendable {
  let dispatcher: Dispatcher
  let connections: ConnectionRegistry
  let eventLoops: MultiThreadedEventLoopGroup
  let pool: MethodPool
  let logger: Logger

  func bootstrap(_ transport: Session.Transport, _ credentials: TLSCredentials? = nil) -> ServerBootstrap {
    ServerBootstrap(group: eventLoops)
      .serverChannelOption(.backlog, value: 1024)
      // When descriptors run out, accepting pauses for a second instead of spinning.
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
        }
      }
      // Reading is asked for, never automatic: that is what holds back a peer that sends too fast.
      .childChannelOption(.autoRead, value: false)
      // A peer that has said all it wants still gets its answers.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { accept($0, transport, credentials) }
  }

  func listen(
    at address: SocketAddress, _ credentials: TLSCredentials? = nil
  ) async throws(ServerError) -> any Channel {
    do {
      return try await bootstrap(credentials == nil ? .tcp : .tls, credentials).serverChannelOption(
        .socketOption(.so_reuseaddr), value: 1
      )
      .bind(to: address).get()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ServerError(
        code: .addressInUse, message: "Another server listens at \(address). Stop it or choose another port.")
    } catch {
      throw ServerError(code: .system, message: "The system refuses listening at \(address): \(error).")
    }
  }

  /// Takes descriptors of which one is read and the other written as a connection of this process's user.
  func connect(input: Int32, output: Int32) async throws(ServerError) -> any Channel {
    let session = dispatcher.makeSession(.stdio, peerUID: getuid(), identity: .user(uid: getuid()))
    do {
      return try await NIOPipeBootstrap(group: eventLoops)
        .channelOption(.autoRead, value: false)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .channelInitializer { channel in
          _ = connections.admit(channel)
          return channel.eventLoop.makeCompletedFuture { try add(session, to: channel) }
        }
        .takingOwnershipOfDescriptors(input: input, output: output).get()
    } catch {
      throw ServerError(
        code: .system,
        message:
          "Standard input and output cannot be served: \(error). They have to be pipes, sockets or a terminal."
      )
    }
  }

  private func accept(
    _ channel: any Channel, _ transport: Session.Transport, _ credentials: TLSCredentials?
  ) -> EventLoopFuture<Void> {
    guard connections.admit(channel) else {
      logger.warning("a connection was refused", metadata: ["connections": "\(connections.count)"])
      return channel.eventLoop.makeCompletedFuture {
        if let credentials { try channel.pipeline.syncOperations.addHandler(credentials.makeHandler()) }
        try channel.pipeline.syncOperations.addHandler(
          RefusalHandler(line: refusal, within: .seconds(Int64(dispatcher.limits.lingerSecondsMax))))
      }
    }
    guard transport == .unixSocket else {
      return channel.eventLoop.makeCompletedFuture {
        if let credentials { try channel.pipeline.syncOperations.addHandler(credentials.makeHandler()) }
        let network = PeerNetwork(channel.remoteAddress)?.description
        try add(dispatcher.makeSession(transport, peerNetwork: network), to: channel)
      }
    }
    return PeerCredential.of(channel).flatMapThrowing { credential in
      let session = dispatcher.makeSession(
        transport, peerUID: credential.uid, identity: .user(uid: credential.uid))
      try add(session, to: channel)
    }
  }

  private func add(_ session: Session, to channel: any Channel) throws {
    logger.debug(
      "a connection began",
      metadata: [
        "session": "\(session.number)", "transport": "\(session.transport.rawValue)",
        "uid": "\(session.peerUID.map(String.init) ?? "none")",
      ])
    try channel.pipeline.syncOperations.addHandler(
      ConnectionHandler(dispatcher: dispatcher, session: session, pool: pool, logger: logger))
  }

  private var refusal: [UInt8] {
    dispatcher.line(
      refusing: .limit(
        "connectionCountMax", connections.countMax,
        "The server has as many connections as it takes, \(connections.countMax). Try again later."))
  }
}
