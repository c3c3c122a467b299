import Crypto
import Foundation

/// Bytes that stand for a record beyond doubt, so that its hash does.
///
/// Every field is written as a netstring (`length:bytes,`), an absent one as `-,`; so no two different
/// records have the same bytes. Revisions and audit records are chained by it.
struct ChainedRecord {
  private var bytes: [UInt8] = []

  /// Starts a record of a kind; the kind is its first field.
  init(_ kind: String) { append(kind) }

  mutating func append(_ text: String?) {
    guard let text else {
      bytes.append(contentsOf: "-,".utf8)
      return
    }
    append(bytes: Array(text.utf8))
  }

  mutating func append(_ number: Int64?) { append(number.map(String.init)) }

  mutating func append(bytes field: some Collection<UInt8>) {
    bytes.append(contentsOf: "\(field.count):".utf8)
    bytes.append(contentsOf: field)
    bytes.append(UInt8(ascii: ","))
  }

  /// SHA-256 of the record.
  var hash: Data { Data(SHA256.hash(data: bytes)) }
}

extension Data {
  /// SHA-256 of some bytes.
  static func sha256(_ bytes: some DataProtocol) -> Data { Data(SHA256.hash(data: bytes)) }
}
