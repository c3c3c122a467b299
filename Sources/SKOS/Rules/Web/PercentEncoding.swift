/// What RDF 1.1 advises against in percent-encoding.
enum PercentEncoding {
  /// Small hexadecimal digits, and characters that need not be encoded in an IRI.
  static func faults(in text: String) -> [String] {
    var faults: [String] = []
    let triplets = Self.triplets(of: text)
    if triplets.contains(where: { $0.contains { $0.isLowercase } }) {
      faults.append("small letters in a percent-encoding")
    }
    if needless(triplets) { faults.append("a percent-encoded character that may stand for itself") }
    return faults
  }

  /// Whether there may be one of these faults: a small digit, an octet beyond ASCII, or one that stands for itself.
  static func mayHaveFaults(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        index += 1
        continue
      }
      guard index + 2 < bytes.count, bytes[index + 1] < 0x61, bytes[index + 2] < 0x61,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]), high < 8,
        !standsForItself(Unicode.Scalar(high << 4 | low))
      else { return true }
      index += 3
    }
    return false
  }

  /// The IRI with what is needlessly encoded decoded, and capital digits in what is left.
  static func decodingNeedless(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      var run: [UInt8] = []
      var end = index
      while let byte = octet(bytes, at: end) {
        run.append(byte)
        end += 3
      }
      guard !run.isEmpty else {
        result.append(bytes[index])
        index += 1
        continue
      }
      result += decoded(run)
      index = end
    }
    return String(validating: result, as: UTF8.self) ?? text
  }

  private static func octet(_ bytes: [UInt8], at index: Int) -> UInt8? {
    guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%"), let high = digit(bytes[index + 1]),
      let low = digit(bytes[index + 2])
    else { return nil }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
    default: nil
    }
  }

  /// A run of encoded octets with the characters decoded that need no encoding.
  private static func decoded(_ run: [UInt8]) -> [UInt8] {
    guard let text = String(validating: run, as: UTF8.self) else { return run.flatMap(encoded) }
    return text.unicodeScalars.flatMap { scalar -> [UInt8] in
      let bytes = Array(String(Character(scalar)).utf8)
      return standsForItself(scalar) ? bytes : bytes.flatMap(encoded)
    }
  }

  private static func encoded(_ byte: UInt8) -> [UInt8] {
    Array(("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).utf8)
  }

  /// `iunreserved` of RFC 3987 §2.2, without spaces and invisible characters, which are better seen encoded.
  private static func standsForItself(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    case 0..<0xA0, 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xFFF0...0xFFFF, 0xE0000...: false
    default: !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func triplets(of text: String) -> [Substring] {
    text.split(separator: "%", omittingEmptySubsequences: false).dropFirst().map { $0.prefix(2) }
  }

  private static func needless(_ triplets: [Substring]) -> Bool {
    let octets = triplets.compactMap { UInt8($0, radix: 16) }
    if octets.contains(where: { $0 < 0x80 && standsForItself(Unicode.Scalar($0)) }) { return true }
    // Octets beyond ASCII are needless only if they are well-formed UTF-8; anything else may be what a server wants.
    let beyond = octets.filter { $0 >= 0x80 }
    guard !beyond.isEmpty, let text = String(validating: beyond, as: UTF8.self) else { return false }
    return text.unicodeScalars.contains(where: standsForItself)
  }
}
