import CLibXML2

/// Text of libxml2, which has checked that it is UTF-8.
enum XMLText {
  /// The bytes of a NUL-terminated text.
  static func bytes(_ text: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: text == nil ? 0 : Int(max(xmlStrlen(text), 0)))
  }

  static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? ""
  }

  /// The start of a text of an error structure, short enough for an error message.
  static func excerpt(_ text: UnsafeMutablePointer<CChar>?) -> String {
    text.map { excerpt(UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)) } ?? ""
  }

  /// The start of a text, short enough for an error message.
  static func excerpt(_ text: UnsafePointer<UInt8>?) -> String { excerpt(bytes(text)) }

  /// The start of a text, short enough for an error message.
  static func excerpt(_ bytes: some Sequence<UInt8>) -> String {
    let text = String(validating: bytes, as: UTF8.self) ?? "?"
    return text.utf8.count <= 80 ? text : String(text.unicodeScalars.prefix(60)) + "…"
  }

  /// Whether bytes are those of an ASCII constant.
  static func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ constant: StaticString) -> Bool {
    guard bytes.count == constant.utf8CodeUnitCount else { return false }
    let other = UnsafeBufferPointer(start: constant.utf8Start, count: constant.utf8CodeUnitCount)
    for index in bytes.indices where bytes[index] != other[index] { return false }
    return true
  }
}
