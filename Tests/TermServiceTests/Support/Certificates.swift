import Foundation
import Testing

@testable import TermService

/// Certificates for tests, made by openssl where there is one.
enum Certificates {
  private static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var canBeMade: Bool { openssl != nil }

  /// Makes a certificate that signs itself, with its key, for localhost.
  static func make(in folder: String, _ name: String) throws -> TLSFiles {
    let files = TLSFiles(
      certificateChain: "\(folder)/\(name).pem", privateKey: "\(folder)/\(name)-key.pem")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(openssl))
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-keyout", files.privateKey, "-out", files.certificateChain,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return files
  }
}
