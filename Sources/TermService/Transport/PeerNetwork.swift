import Glibc
import NIOCore
import RDF

/// The network that a connection comes from, as far as one subscriber has it to themselves.
///
/// That is the whole address of IPv4, and the first 64 bits of one of IPv6, below which everybody chooses addresses
/// freely (RFC 4291, 2.5.1). An IPv4 address that is written as one of IPv6 (RFC 4291, 2.5.5.2) counts as what it is.
struct PeerNetwork: Hashable, Sendable, CustomStringConvertible {
  /// The bytes that count, in hexadecimal digits.
  let description: String

  /// - Parameter address: the other end of a connection; nil if it is not known or not of the Internet.
  init?(_ address: SocketAddress?) {
    guard let text = address?.ipAddress else { return nil }
    if let bytes = Self.bytes(of: text, AF_INET, count: 4) {
      description = "ipv4 " + bytes.hexadecimal
    } else if let bytes = Self.bytes(of: text, AF_INET6, count: 16) {
      let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10..<12].allSatisfy { $0 == 0xFF }
      description = isMapped ? "ipv4 " + bytes[12...].hexadecimal : "ipv6 " + bytes[..<8].hexadecimal
    } else {
      return nil
    }
  }

  /// The bytes of an address in its usual spelling; nil if it is none of the family.
  private static func bytes(of text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }
}
