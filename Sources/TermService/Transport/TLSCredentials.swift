import NIOCore
import NIOSSL
import Synchronization

/// A server's certificate and key, read from files and replaceable while it runs.
final class TLSCredentials: Sendable {
  private let files: TLSFiles
  private let context: Mutex<NIOSSLContext>

  /// Reads the files.
  ///
  /// - Throws: `ServerError`, which names the file that cannot be used.
  init(_ files: TLSFiles) throws(ServerError) {
    self.files = files
    context = Mutex(try Self.read(files))
  }

  /// Reads the files again; connections that come from now on get what they hold, and those that are open stay.
  ///
  /// - Throws: `ServerError`; the old certificate is then kept.
  func reload() throws(ServerError) {
    let new = try Self.read(files)
    context.withLock { $0 = new }
  }

  /// What does TLS on one connection.
  func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context.withLock { $0 }) }

  private static func read(_ files: TLSFiles) throws(ServerError) -> NIOSSLContext {
    let chain = try reading(files.certificateChain, "the certificates") { path in
      let chain = try NIOSSLCertificate.fromPEMFile(path)
      guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      return chain
    }
    let key = try reading(files.privateKey, "the private key") { path in
      try NIOSSLPrivateKey(file: path, format: .pem)
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    // 1.0 and 1.1 are not to be used any more (RFC 8996).
    configuration.minimumTLSVersion = .tlsv12
    if let path = files.clientAuthorities {
      let authorities = try reading(path, "the authorities of clients") {
        try NIOSSLCertificate.fromPEMFile($0)
      }
      configuration.trustRoots = .certificates(authorities)
      // Clients have names of accounts, not of hosts.
      configuration.certificateVerification = .noHostnameVerification
    }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw ServerError(
        code: .certificate,
        message:
          "The certificate in \(files.certificateChain) and the key in \(files.privateKey) cannot be used "
          + "together: \(error).")
    }
  }

  private static func reading<Value>(
    _ path: String, _ what: String, _ body: (String) throws -> Value
  ) throws(ServerError) -> Value {
    do {
      return try body(path)
    } catch {
      throw ServerError(
        code: .certificate, message: "The file of \(what) cannot be read as PEM: \(path) (\(error)).")
    }
  }
}
