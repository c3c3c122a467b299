/// Base64 as RFC 4648 §4 defines it: with padding, without line ends, and no other spelling of the same bytes.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  /// The value of each letter; 64 for bytes that are none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 64, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// Returns the text that stands for bytes.
  static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { output in
      var position = 0
      var index = 0
      while index < bytes.count {
        let rest = bytes.count - index
        let second = rest > 1 ? bytes[index + 1] : 0
        let third = rest > 2 ? bytes[index + 2] : 0
        output[position] = alphabet[Int(bytes[index] >> 2)]
        output[position + 1] = alphabet[Int((bytes[index] & 3) << 4 | second >> 4)]
        output[position + 2] = rest > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : padding
        output[position + 3] = rest > 2 ? alphabet[Int(third & 63)] : padding
        index += 3
        position += 4
      }
      return position
    }
  }

  /// Returns the bytes that a text stands for; nil if it breaks RFC 4648 §4, unused bits that are not zero included.
  static func decode(_ text: String) -> [UInt8]? {
    let letters = Array(text.utf8)
    guard letters.count % 4 == 0 else { return nil }
    let padded = letters.suffix(2).reversed().prefix { $0 == padding }.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3)
    for start in stride(from: 0, to: letters.count, by: 4) {
      let isLast = start + 4 == letters.count
      let count = isLast ? 4 - padded : 4
      var group: UInt32 = 0
      for index in start..<start + count {
        let value = values[Int(letters[index])]
        guard value < 64 else { return nil }
        group |= UInt32(value) << UInt32(18 - 6 * (index - start))
      }
      let unused: UInt32 = count == 2 ? 0xFFFF : count == 3 ? 0xFF : 0
      guard group & unused == 0 else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: group >> 16))
      if count > 2 { bytes.append(UInt8(truncatingIfNeeded: group >> 8)) }
      if count > 3 { bytes.append(UInt8(truncatingIfNeeded: group)) }
    }
    return bytes
  }
}
