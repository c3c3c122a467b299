import Crypto

extension RDFC10.HashAlgorithm {
  /// The hash of some bytes in lower-case hexadecimal digits.
  func hash(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .sha256: SHA256.hash(data: bytes).hexadecimalDigits
    case .sha384: SHA384.hash(data: bytes).hexadecimalDigits
    }
  }
}
