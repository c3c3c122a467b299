extension Sequence<UInt8> {
  /// Two small hexadecimal digits for each byte, as bytes of ASCII.
  public var hexadecimalDigits: [UInt8] {
    flatMap { byte in [Self.digit(byte >> 4), Self.digit(byte & 15)] }
  }

  /// Two small hexadecimal digits for each byte.
  public var hexadecimal: String { String(validating: hexadecimalDigits, as: UTF8.self) ?? "" }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
