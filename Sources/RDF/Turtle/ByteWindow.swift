/// The part of the input that is at hand while a parser runs; the machines of all four Turtle-like syntaxes
/// read through it.
///
/// Reading past the end gives zero, which no token but a string or a comment may contain, so that a scanner
/// stops there without a check of its own and then asks whether it ran out.
struct ByteWindow {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether the input ends where the window ends.
  let isFinal: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) {
    self.bytes = bytes
    self.isFinal = isFinal
  }

  @inline(__always) var count: Int { bytes.count }

  @inline(__always) subscript(index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Eight bytes from `index`, the first one lowest; the caller has checked that they are there.
  @inline(__always) func word(at index: Int) -> UInt64 {
    UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
  }

  @inline(__always) func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// Whether the bytes from `index` are these; nil if the window ends before that is known.
  func matches(_ text: StaticString, at index: Int) -> Bool? {
    for offset in 0..<text.utf8CodeUnitCount {
      guard index + offset < count else { return isFinal ? false : nil }
      guard bytes[index + offset] == text.utf8Start[offset] else { return false }
    }
    return true
  }

  /// Whether all of these bytes stand at `index`.
  @inline(__always)
  func hasPrefix(_ text: [UInt8], at index: Int) -> Bool {
    guard text.count <= count - index else { return false }
    return text.withUnsafeBufferPointer { $0.hasSameBytes(as: slice(index, index + text.count)) }
  }

  /// What stands at `index`, for an error message: "x", a line feed, U+0007, or the end of the document.
  func description(at index: Int) -> String {
    guard index < count else { return "the end of the document" }
    switch bytes[index] {
    case 0x09: return "a tab"
    case 0x0A, 0x0D: return "the end of the line"
    case 0x20: return "a space"
    case 0x22: return "a quotation mark"
    default: break
    }
    guard let scalar = UTF8Fault.scalar(in: bytes, at: index) else {
      return "the byte 0x" + Self.hexadecimal(UInt32(bytes[index]), digits: 2)
    }
    let isVisible = scalar.value > 0x20 && !(0x7F...0xA0).contains(scalar.value)
    return isVisible ? "\"\(scalar)\"" : "U+" + Self.hexadecimal(scalar.value, digits: 4)
  }

  /// Some text of the window, which a scanner has found to be UTF-8, for an error message: in quotation
  /// marks and not too long.
  func quoted(_ start: Int, _ end: Int) -> String {
    var cut = min(end, start + 60)
    while cut < end && cut > start && bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    let text = String(validating: slice(start, cut), as: UTF8.self) ?? ""
    return "\"" + text + (cut < end ? "..." : "") + "\""
  }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

/// A fault at a place in the window, before line and column are known.
struct LexicalFault: Error {
  let code: SyntaxError.Code
  let index: Int
  let message: String
  /// Whether the window ends within the character that is at fault, so that nothing can be said of it yet;
  /// the machine then keeps the token's bytes and scans it again when there are more.
  var isPremature = false

  init(_ code: SyntaxError.Code = .grammar, at index: Int, _ message: String) {
    self.code = code
    self.index = index
    self.message = message
  }
}

extension ByteWindow {
  /// The fault of finding at `found` what is not `expected`; reported at `index`, or where it was found.
  func fault(
    _ code: SyntaxError.Code = .grammar, at index: Int? = nil, expected: String, foundAt found: Int
  ) -> LexicalFault {
    var fault = LexicalFault(
      code, at: index ?? found, "expected \(expected), found \(description(at: found))")
    guard found < count else {
      fault.isPremature = !isFinal
      return fault
    }
    switch decodeScalar(at: found) {
    case .scalar: return fault
    case .cut where !isFinal:
      fault.isPremature = true
      return fault
    case .cut, .malformed: return encodingFault(at: found)
    }
  }
}

/// What a scanner says: where the token ends, or that the window ended first.
///
/// A token that touches the end of the window is unfinished unless the input ends there too; the machine
/// then keeps the bytes from the token's start and scans it again when there are more.
typealias TokenEnd = Int?
