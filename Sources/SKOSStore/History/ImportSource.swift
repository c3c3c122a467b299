import Crypto
import Foundation
public import RDF

/// The document that an import brings in, as the audit log names it.
///
/// It takes the bytes as they are read, so that a large document is read once; the log then proves which file a
/// revision came from.
public struct ImportSource {
  private let name: String?
  private let syntax: RDFSyntax
  private var byteCount = 0
  private var hash = SHA256()

  /// A document of which nothing has been read yet.
  ///
  /// - Parameter name: the name of its file, if it has one.
  public init(name: String?, syntax: RDFSyntax) {
    self.name = name
    self.syntax = syntax
  }

  /// Counts in the next bytes of the document.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    byteCount += bytes.count
    hash.update(bufferPointer: bytes)
  }

  /// Such as `gemet.ttl (turtle, 1234 bytes, SHA-256 ba78…)`.
  var description: String {
    let digest = Data(hash.finalize()).hexadecimal
    return "\(name ?? "a document") (\(syntax.rawValue), \(byteCount) bytes, SHA-256 \(digest))"
  }
}
