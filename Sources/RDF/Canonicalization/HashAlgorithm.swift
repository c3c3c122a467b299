import Crypto

extension RDFC10.HashAlgorithm {
  /// The hash of some bytes in lower-case hexadecimal digits.
  func hash(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .sha256: Self.hexadecimal(SHA256.hash(data: bytes))
    case .sha384: Self.hexadecimal(SHA384.hash(data: bytes))
    }
  }

  /// The bytes of a hash in lower-case hexadecimal digits.
  static func hexadecimal(_ digest: some Sequence<UInt8>) -> [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(96)
    for byte in digest {
      for half in [byte >> 4, byte & 15] {
        digits.append(half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10)
      }
    }
    return digits
  }
}
