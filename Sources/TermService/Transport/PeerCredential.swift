import Glibc
import NIOCore

/// Who is at the other end of a Unix socket, as the kernel recorded it when the peer connected.
///
/// Laid out like `struct ucred` of Linux (unix(7), SO_PEERCRED), which Glibc's module does not show to Swift.
struct PeerCredential: Sendable {
  var processID: Int32 = 0
  var uid: UInt32 = 0
  var gid: UInt32 = 0

  /// Asks the kernel for the peer of a channel; fails if it is not a Unix socket.
  static func of(_ channel: any Channel) -> EventLoopFuture<PeerCredential> {
    guard let provider = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    return provider.unsafeGetSocketOption(
      level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET), name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
  }
}
