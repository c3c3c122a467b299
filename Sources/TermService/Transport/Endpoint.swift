import NIOCore

/// Where a server listens.
public enum Endpoint: Hashable, Sendable {
  /// A Unix domain socket with the rights of its file; 0600 lets only this user in.
  case unixSocket(path: String, mode: UInt32 = 0o600)
  /// TCP without TLS, which is only allowed on this machine; port 0 takes any that is free.
  case tcp(host: String, port: Int)
  /// TCP with TLS at any address of this machine; port 0 takes any that is free.
  case tls(host: String, port: Int, files: TLSFiles)
  /// A socket on which another process listens for this one already; one of TCP beyond this machine needs TLS.
  case inherited(descriptor: Int32, files: TLSFiles? = nil)
  /// The standard input and output of this process, which are one connection of this process's user.
  case standardIO
}

extension Endpoint {
  /// The address of a TCP endpoint.
  ///
  /// Only literal addresses of the loopback network and "localhost" are taken: a name could resolve to anything.
  static func loopbackAddress(host: String, port: Int) throws(ServerError) -> SocketAddress {
    let literal = host == "localhost" ? "127.0.0.1" : host
    guard let address = try? SocketAddress(ipAddress: literal, port: port), isLoopback(address) else {
      throw ServerError(
        code: .notLoopback,
        message: "Without TLS the server listens on this machine only: 127.0.0.1, ::1 or localhost, not "
          + "\(Spelling.quoted(host)). For other machines, put a proxy with TLS or an SSH tunnel in front.")
    }
    return address
  }

  /// The address of a TLS endpoint: a literal one, since a name could resolve to anything.
  static func address(host: String, port: Int) throws(ServerError) -> SocketAddress {
    let literal = host == "localhost" ? "127.0.0.1" : host
    guard let address = try? SocketAddress(ipAddress: literal, port: port) else {
      throw ServerError(
        code: .system,
        message: "A server listens at an address, such as 0.0.0.0, ::1 or localhost, not at "
          + "\(Spelling.quoted(host)).")
    }
    return address
  }

  /// 127.0.0.0/8 (RFC 1122 §3.2.1.3) and ::1 (RFC 4291 §2.5.3).
  private static func isLoopback(_ address: SocketAddress) -> Bool {
    // The address is written by the system from its bytes, so it has one spelling.
    switch address {
    case .v4: address.ipAddress?.hasPrefix("127.") ?? false
    case .v6: address.ipAddress == "::1"
    case .unixDomainSocket: false
    }
  }
}
