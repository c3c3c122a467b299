import NIOCore
import NIOPosix

/// Sends every byte back: the ceiling that the socket and NIO set, whatever a protocol does between them.
enum EchoServer {
  static func serve(socket: String) async throws {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
      }
    let listener = try await bootstrap.bind(unixDomainSocketPath: socket).get()
    ServiceBench.waitForEnd()
    try await listener.close().get()
  }

  private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.write(data, promise: nil) }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
  }
}
