import Crypto
import Foundation

/// Bytes that stand for a record beyond doubt, so that its hash does.
///
/// Every field is written as a netstring (`length:bytes,`), an absent one as `-,`; so no two different
/// records have the same bytes. Revisions and audit records are chained by it.
struct ChainedRecord {
  private(set) var bytes: [UInt8] = []

  /// A record without a kind, or what follows in one that has begun.
  init() {}

  /// Starts a record of a kind; the kind is its first field.
  init(_ kind: String) { append(kind) }

  mutating func append(_ text: String?) {
    guard let text else {
      bytes.append(contentsOf: "-,".utf8)
      return
    }
    append(bytes: text.utf8)
  }

  mutating func append(_ number: Int64?) { append(number.map(String.init)) }

  mutating func append(bytes field: some Collection<UInt8>) {
    appendDigits(of: field.count)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: field)
    bytes.append(UInt8(ascii: ","))
  }

  private mutating func appendDigits(of number: Int) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  /// SHA-256 of the record.
  var hash: Data { Data(SHA256.hash(data: bytes)) }
}

extension Data {
  /// SHA-256 of some bytes.
  static func sha256(_ bytes: some DataProtocol) -> Data { Data(SHA256.hash(data: bytes)) }
}
