/// Finds where bytes stop being UTF-8; for error messages, after the standard library has said that they do.
enum UTF8Fault {
  /// The offset of the first byte in `start..<end` that starts no well-formed scalar.
  static func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = start
    let window = UnsafeBufferPointer(rebasing: bytes[..<end])
    while index < end {
      if window[index] < 0x80 {
        index += 1
        continue
      }
      guard let scalar = scalar(in: window, at: index) else { return index }
      index += UTF8.width(scalar)
    }
    return nil
  }

  /// The scalar that starts at `index`, if one does.
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Unicode.Scalar? {
    var decoder = UTF8()
    var tail = bytes[index...].prefix(4).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&tail) { return scalar }
    return nil
  }
}

extension TextPosition {
  /// The position of a byte, found by counting from the start of the text; O(offset), for errors only.
  init(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.init(line: line, column: column, offset: offset)
  }
}
