/// Where a server's certificate lies, as PEM files.
public struct TLSFiles: Hashable, Sendable {
  /// The certificate and those that lead up to a root, the server's own first.
  public var certificateChain: String
  /// The private key.
  public var privateKey: String
  /// The certificates that sign those of clients; nil where clients need none.
  public var clientAuthorities: String?

  /// Names the files.
  public init(certificateChain: String, privateKey: String, clientAuthorities: String? = nil) {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.clientAuthorities = clientAuthorities
  }
}
