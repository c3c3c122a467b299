/// Finds where a JSON value ends, without reading it; fed in pieces.
///
/// Looks at strings and brackets only, so that what is not JSON has an end as well: the reader that gets the
/// value says what is wrong with it. Keeps a count instead of a stack.
struct JSONValueScanner {
  private enum State {
    case start
    case scalar
    case container
  }

  private var state = State.start
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Scans on from `start` and returns the index behind the value, or nil if it goes on behind these bytes.
  mutating func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        index = endOfString(in: bytes, from: index)
        if !isInString && depth == 0 { return index }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        state = .container
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // A bracket that closes what is around the value is not its own.
        guard depth > 0 else { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0, case .scalar = state { return index }
        if depth == 0, byte == UInt8(ascii: ",") { return index }
      default:
        if case .start = state { state = .scalar }
      }
      index += 1
    }
    return nil
  }

  /// Scans the inside of a string.
  @inline(__always)
  private mutating func endOfString(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
        break
      }
    }
    return index
  }
}
