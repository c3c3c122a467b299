extension JSON {
  /// What a JSON text may cost to read; every limit with its reason.
  public struct Limits: Hashable, Sendable {
    /// The deepest nesting of arrays and objects: 128, ten times what any message or vocabulary needs.
    public var nestingDepthMax = 128
    /// The longest string, in bytes: 4 MiB, four times the longest literal.
    public var stringByteCountMax = 4 << 20
    /// The longest number, in digits and signs: 64, more digits than any datatype keeps.
    public var numberByteCountMax = 64
    /// The most values in one text, containers included.
    ///
    /// 16 Mi: a value takes at least two bytes of the text but some 24 in memory, so this bounds the memory
    /// where the length of the text alone would not.
    public var valueCountMax = 16 << 20
    /// Creates the default limits.
    public init() {}
  }

  /// Reads one JSON text.
  ///
  /// The text is UTF-8 without a byte order mark. Escaped surrogates have to come in pairs, names have to be
  /// unique within their object, and only white space may follow the value. O(length); nesting costs heap,
  /// not stack.
  /// - Throws: `SyntaxError` at the first fault, with its position.
  /// - Source: RFC 8259.
  public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxError) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSON, SyntaxError> in
      do throws(SyntaxError) {
        var reader = JSONReader(buffer, limits: limits)
        return .success(try reader.read())
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  /// Reads one JSON text from a buffer that lives as long as the call; as `init(parsing:limits:)`.
  public init(parsing buffer: UnsafeBufferPointer<UInt8>, limits: Limits = Limits()) throws(SyntaxError) {
    var reader = JSONReader(buffer, limits: limits)
    self = try reader.read()
  }
}

/// A container whose end has not been read yet.
private enum OpenContainer {
  case array([JSON])
  case object(JSON.Object, name: String)
}

/// Reads one JSON text with an explicit stack of open containers.
private struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSON.Limits
  private var index = 0
  private var open: [OpenContainer] = []
  private var valueCount = 0
  /// Where an escaped string is put together.
  private var scratch: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSON.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  // JSON-text = ws value ws
  mutating func read() throws(SyntaxError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw fault(
        .encoding, at: 0, "found a byte order mark, which a JSON text must not have; expected a value")
    }
    while true {
      skipWhiteSpace()
      guard var value = try readValueOrOpen() else { continue }
      // A complete value goes into its container; when that closes, it is the next complete value.
      closing: while true {
        guard !open.isEmpty else {
          skipWhiteSpace()
          guard index == bytes.count else { throw unexpected("the end of the text after the value") }
          return value
        }
        guard let closed = try insert(value) else { break closing }
        value = closed
      }
    }
  }

  /// Reads a scalar or an empty container; or opens a container and, in an object, reads the first name.
  // value = false / null / true / object / array / number / string
  private mutating func readValueOrOpen() throws(SyntaxError) -> JSON? {
    guard index < bytes.count else { throw unexpected("a value") }
    guard valueCount < limits.valueCountMax else {
      throw fault(.limit, at: index, "the text has more than \(limits.valueCountMax) values")
    }
    valueCount += 1
    switch bytes[index] {
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "{"): return try openObject()
    case UInt8(ascii: "["): return try openArray()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: throw unexpected("a value")
    }
  }

  // array = begin-array [ value *( value-separator value ) ] end-array
  private mutating func openArray() throws(SyntaxError) -> JSON? {
    try checkDepth()
    index += 1
    skipWhiteSpace()
    if isNext(UInt8(ascii: "]")) {
      index += 1
      return .array([])
    }
    open.append(.array([]))
    return nil
  }

  // object = begin-object [ member *( value-separator member ) ] end-object
  private mutating func openObject() throws(SyntaxError) -> JSON? {
    try checkDepth()
    index += 1
    skipWhiteSpace()
    if isNext(UInt8(ascii: "}")) {
      index += 1
      return .object(JSON.Object())
    }
    let name = try readName(in: JSON.Object(), expecting: "a name in quotation marks or \"}\"")
    open.append(.object(JSON.Object(), name: name))
    return nil
  }

  private func checkDepth() throws(SyntaxError) {
    guard open.count < limits.nestingDepthMax else {
      throw fault(.limit, at: index, "arrays and objects are nested more than \(limits.nestingDepthMax) deep")
    }
  }

  /// Puts a value into the innermost container and returns that container if it ends here.
  private mutating func insert(_ value: JSON) throws(SyntaxError) -> JSON? {
    skipWhiteSpace()
    // The container is taken off the stack while it grows, so that it is not copied.
    switch open.popLast() {
    case .array(var elements)?:
      elements.append(value)
      if isNext(UInt8(ascii: "]")) {
        index += 1
        return .array(elements)
      }
      guard isNext(UInt8(ascii: ",")) else { throw unexpected("\",\" or \"]\"") }
      index += 1
      open.append(.array(elements))
      return nil
    case .object(var object, let name)?:
      object.append(name, value)
      if isNext(UInt8(ascii: "}")) {
        index += 1
        return .object(object)
      }
      guard isNext(UInt8(ascii: ",")) else { throw unexpected("\",\" or \"}\"") }
      index += 1
      skipWhiteSpace()
      let next = try readName(in: object, expecting: "a name in quotation marks")
      open.append(.object(object, name: next))
      return nil
    case nil: return value
    }
  }

  // member = string name-separator value
  private mutating func readName(in object: JSON.Object, expecting: String) throws(SyntaxError) -> String {
    let start = index
    guard isNext(UInt8(ascii: "\"")) else { throw unexpected(expecting) }
    let name = try readString()
    guard !object.contains(name) else {
      throw fault(
        .grammar, at: start, "the name \"\(name)\" occurs twice in one object; expected unique names")
    }
    skipWhiteSpace()
    guard isNext(UInt8(ascii: ":")) else { throw unexpected("\":\" after a name") }
    index += 1
    return name
  }

  private mutating func readWord(_ word: StaticString, _ value: JSON) throws(SyntaxError) -> JSON {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes.count - index >= letters.count,
      bytes[index..<index + letters.count].elementsEqual(letters)
    else { throw unexpected("a value") }
    index += letters.count
    return value
  }

  // number = [ minus ] int [ frac ] [ exp ]
  private mutating func readNumber() throws(SyntaxError) -> JSON.Number {
    let start = index
    if isNext(UInt8(ascii: "-")) { index += 1 }
    // int = zero / ( digit1-9 *DIGIT )
    if isNext(UInt8(ascii: "0")) {
      index += 1
      if let next = peek(), IRIGrammar.isDigit(next) {
        throw unexpected("a number without leading zeros")
      }
    } else {
      try readDigits()
    }
    // frac = decimal-point 1*DIGIT
    if isNext(UInt8(ascii: ".")) {
      index += 1
      try readDigits()
    }
    // exp = e [ minus / plus ] 1*DIGIT
    if let next = peek(), next | 0x20 == UInt8(ascii: "e") {
      index += 1
      if isNext(UInt8(ascii: "+")) || isNext(UInt8(ascii: "-")) { index += 1 }
      try readDigits()
    }
    guard index - start <= limits.numberByteCountMax else {
      throw fault(.limit, at: start, "the number is longer than \(limits.numberByteCountMax) characters")
    }
    // Only ASCII was let through.
    return JSON.Number(uncheckedValid: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func readDigits() throws(SyntaxError) {
    guard let first = peek(), IRIGrammar.isDigit(first) else { throw unexpected("a digit") }
    while let next = peek(), IRIGrammar.isDigit(next) { index += 1 }
  }
}

// MARK: - Strings

extension JSONReader {
  // string = quotation-mark *char quotation-mark
  // unescaped = %x20-21 / %x23-5B / %x5D-10FFFF
  private mutating func readString() throws(SyntaxError) -> String {
    let start = index + 1
    var end = start
    var union: UInt8 = 0
    while end < bytes.count, !Self.endsPlainRun(bytes[end]) {
      union |= bytes[end]
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
      return try readEscapedString(from: start, plainUntil: end)
    }
    try checkLength(end - start, at: start - 1)
    index = end + 1
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    // Bytes below 0x80 alone are UTF-8.
    guard union < 0x80 || ByteWindow(bytes, isFinal: true).isUTF8(start, end) else {
      throw notUTF8(from: start, to: end)
    }
    return String(decoding: text, as: UTF8.self)
  }

  @inline(__always)
  private static func endsPlainRun(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Reads a string that has escapes; `end` is where the first run without any ends.
  private mutating func readEscapedString(from start: Int, plainUntil end: Int) throws(SyntaxError) -> String
  {
    scratch.removeAll(keepingCapacity: true)
    var runStart = start
    index = end
    while true {
      try checkLength(scratch.count + (index - runStart), at: start - 1)
      guard UTF8Fault.first(in: bytes, from: runStart, to: index) == nil else {
        throw notUTF8(from: runStart, to: index)
      }
      scratch.append(contentsOf: bytes[runStart..<index])
      guard index < bytes.count else { throw unexpected("a quotation mark at the end of the string") }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        guard let string = String(validating: scratch, as: UTF8.self) else {
          throw notUTF8(from: start, to: index)
        }
        return string
      case UInt8(ascii: "\\"): try readEscape()
      default:
        throw unexpected("control characters in a string to be escaped, such as \\n or \\u0000")
      }
      runStart = index
      while index < bytes.count, !Self.endsPlainRun(bytes[index]) { index += 1 }
    }
  }

  private func checkLength(_ byteCount: Int, at offset: Int) throws(SyntaxError) {
    guard byteCount <= limits.stringByteCountMax else {
      throw fault(.limit, at: offset, "the string is longer than \(limits.stringByteCountMax) bytes")
    }
  }

  // char = unescaped / escape ( %x22 / %x5C / %x2F / %x62 / %x66 / %x6E / %x72 / %x74 / %x75 4HEXDIG )
  private mutating func readEscape() throws(SyntaxError) {
    let start = index
    index += 1
    guard let letter = peek() else { throw unexpected("a character after \"\\\"") }
    let byte: UInt8
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = letter
    case UInt8(ascii: "b"): byte = 0x08
    case UInt8(ascii: "f"): byte = 0x0C
    case UInt8(ascii: "n"): byte = 0x0A
    case UInt8(ascii: "r"): byte = 0x0D
    case UInt8(ascii: "t"): byte = 0x09
    case UInt8(ascii: "u"):
      index += 1
      let scalar = try readEscapedScalar(from: start)
      scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
      return
    default: throw unexpected("one of \" \\ / b f n r t u after \"\\\"")
    }
    index += 1
    scratch.append(byte)
  }

  /// Reads what follows `\u`: four digits, or a pair of surrogates with the second's own `\u`.
  private mutating func readEscapedScalar(from start: Int) throws(SyntaxError) -> Unicode.Scalar {
    let first = try readHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // What is no scalar in four digits is a surrogate.
    guard first < 0xDC00, isNext(UInt8(ascii: "\\")), bytes.count - index > 1,
      bytes[index + 1] == UInt8(ascii: "u")
    else { throw loneSurrogate(first, at: start) }
    index += 2
    let second = try readHexDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    else { throw loneSurrogate(first, at: start) }
    return scalar
  }

  private mutating func readHexDigits() throws(SyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), IRIGrammar.isHexDigit(byte) else {
        throw unexpected("four hexadecimal digits after \"\\u\"")
      }
      let digit = IRIGrammar.isDigit(byte) ? byte & 0x0F : (byte & 0x0F) + 9
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  private func loneSurrogate(_ code: UInt32, at offset: Int) -> SyntaxError {
    let digits = String(code, radix: 16, uppercase: true)
    return fault(
      .encoding, at: offset,
      "found half of a surrogate pair, \\u\(digits); expected \\uD800 to \\uDBFF followed by \\uDC00 to \\uDFFF"
    )
  }

  private func notUTF8(from start: Int, to end: Int) -> SyntaxError {
    let offset = UTF8Fault.first(in: bytes, from: start, to: end) ?? start
    return fault(.encoding, at: offset, "found bytes that are not UTF-8 at byte \(offset)")
  }
}

// MARK: - Bytes and positions

extension JSONReader {
  // ws = *( space / tab / line feed / carriage return )
  @inline(__always)
  private mutating func skipWhiteSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  @inline(__always)
  private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

  @inline(__always)
  private func isNext(_ byte: UInt8) -> Bool { index < bytes.count && bytes[index] == byte }

  /// The error for whatever stands at the current place.
  private func unexpected(_ expectation: String) -> SyntaxError {
    guard let byte = peek() else {
      return fault(.grammar, at: index, "found the end of the text; expected \(expectation)")
    }
    let found: String
    if byte >= 0x80 {
      guard let scalar = UTF8Fault.scalar(in: bytes, at: index) else {
        return notUTF8(from: index, to: bytes.count)
      }
      found = "\"\(Character(scalar))\""
    } else if byte > 0x20 && byte < 0x7F {
      found = "\"\(Character(UnicodeScalar(byte)))\""
    } else {
      found = "U+00" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return fault(.grammar, at: index, "found \(found); expected \(expectation)")
  }

  private func fault(_ code: SyntaxError.Code, at offset: Int, _ message: String) -> SyntaxError {
    SyntaxError(code, at: TextPosition(of: offset, in: bytes), message)
  }
}
