import NIOCore

/// Tells a peer that there are too many connections, and closes.
///
/// A peer that does not take the refusal in time is closed without it: it counts as no connection, so nothing else
/// would end it.
final class RefusalHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let line: [UInt8]
  private let time: TimeAmount

  init(line: [UInt8], within time: TimeAmount) {
    self.line = line
    self.time = time
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    let timer = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    channel.closeFuture.whenComplete { _ in timer.cancel() }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: line + [UInt8(ascii: "\n")])))
      .whenComplete { _ in channel.close(promise: nil) }
    // Over TLS nothing is sent before the peer's part of the handshake was read.
    context.read()
  }

  func channelReadComplete(context: ChannelHandlerContext) { context.read() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
