import Foundation
import TermService

/// Where a server is, as people write it: a path, `tcp://localhost:7878`, or `tls://terms.example.org:7878`.
struct ServerAddress {
  private enum Kind {
    case unix(String)
    case tcp(String, Int)
    case tls(String, Int)
  }

  private let kind: Kind

  init(_ text: String) throws {
    for (scheme, make) in [("tcp://", Kind.tcp), ("tls://", Kind.tls)] where text.hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.count)
      guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
        (1...65_535).contains(port), colon > rest.startIndex
      else { throw Failure(.usage, "a server is named like \(scheme)localhost:7878, not \(text)") }
      kind = make(String(rest[..<colon]).trimmingCharacters(in: ["[", "]"]), port)
      return
    }
    guard !text.contains("://") || text.hasPrefix("unix://") else {
      throw Failure(.usage, "a server is a path, tcp://HOST:PORT or tls://HOST:PORT, not \(text)")
    }
    kind = .unix(text.hasPrefix("unix://") ? String(text.dropFirst("unix://".count)) : text)
  }

  /// - Parameter authorities: a PEM file with the certificates that sign the server's.
  func connect(authorities: String?) async throws -> TermClient {
    switch kind {
    case .unix(let path): try await TermClient.connect(unixSocket: path)
    case .tcp(let host, let port): try await TermClient.connect(host: host, port: port)
    case .tls(let host, let port):
      try await TermClient.connect(tlsHost: host, port: port, authorities: authorities)
    }
  }
}
