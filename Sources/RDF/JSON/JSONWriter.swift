extension JSON {
  /// How a value is laid out.
  public enum Layout: Sendable {
    /// No white space: one line, fit for line-framed protocols.
    case compact
    /// Two spaces a level, `"name": value`, a line for each member and element.
    case indented
  }

  /// The value as a JSON text in UTF-8, without a line feed at the end.
  public func serialized(_ layout: Layout = .compact) -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, layout)
    return bytes
  }

  /// Appends the value as a JSON text in UTF-8, without a line feed at the end.
  ///
  /// Nesting costs heap, not stack.
  ///
  /// `depth` is how many levels deep the value stands in what is being written, for its indentation.
  public func append(to bytes: inout [UInt8], _ layout: Layout = .compact, depth: Int = 0) {
    var writer = JSONWriter(layout: layout, depth: depth)
    writer.append(self, to: &bytes)
  }

  /// Appends a JSON string with its quotation marks.
  ///
  /// Escaped are only the quotation mark, the backslash and the controls below U+0020, the five common ones
  /// by their letters (the least that RFC 8259 §7 allows, and what RFC 8785 §3.2.2.2 wants).
  public static func appendString(_ string: String, to bytes: inout [UInt8]) {
    var string = string
    string.withUTF8 { appendString($0, to: &bytes) }
  }

  /// Appends a JSON string made of bytes that are known to be UTF-8, with its quotation marks.
  static func appendString(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    for index in utf8.indices {
      let byte = utf8[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      bytes.append(contentsOf: utf8[start..<index])
      appendEscape(byte, to: &bytes)
      start = index + 1
    }
    bytes.append(contentsOf: utf8[start...])
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u001".utf8)
      let low = byte & 0x0F
      bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    }
  }
}

extension JSON: CustomStringConvertible {
  /// The value as compact JSON.
  public var description: String {
    // The writer copies the UTF-8 of strings and adds ASCII.
    String(decoding: serialized(), as: UTF8.self)
  }
}

/// Writes a value with an explicit stack of containers that are being written.
private struct JSONWriter {
  /// A container and how many of its elements or members have been written.
  private enum OpenContainer {
    case array([JSON], next: Int)
    case object(JSON.Object, next: Int)
  }

  let layout: JSON.Layout
  let depth: Int
  private var open: [OpenContainer] = []

  init(layout: JSON.Layout, depth: Int) {
    self.layout = layout
    self.depth = depth
  }

  mutating func append(_ value: JSON, to bytes: inout [UInt8]) {
    start(value, &bytes)
    while let container = open.popLast() {
      switch container {
      case .array(let elements, let next):
        guard next < elements.count else {
          end(UInt8(ascii: "]"), &bytes)
          continue
        }
        open.append(.array(elements, next: next + 1))
        separate(isFirst: next == 0, &bytes)
        start(elements[next], &bytes)
      case .object(let object, let next):
        guard next < object.count else {
          end(UInt8(ascii: "}"), &bytes)
          continue
        }
        open.append(.object(object, next: next + 1))
        separate(isFirst: next == 0, &bytes)
        JSON.appendString(object.members[next].name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        if layout == .indented { bytes.append(0x20) }
        start(object.members[next].value, &bytes)
      }
    }
  }

  /// Writes a scalar or an empty container whole, and of others the opening bracket.
  private mutating func start(_ value: JSON, _ bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .number(let number): bytes.append(contentsOf: number.lexicalForm.utf8)
    case .string(let string): JSON.appendString(string, to: &bytes)
    case .array(let elements) where elements.isEmpty: bytes.append(contentsOf: "[]".utf8)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      open.append(.array(elements, next: 0))
    case .object(let object) where object.isEmpty: bytes.append(contentsOf: "{}".utf8)
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      open.append(.object(object, next: 0))
    }
  }

  private func separate(isFirst: Bool, _ bytes: inout [UInt8]) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    breakLine(&bytes)
  }

  private func end(_ bracket: UInt8, _ bytes: inout [UInt8]) {
    breakLine(&bytes)
    bytes.append(bracket)
  }

  private func breakLine(_ bytes: inout [UInt8]) {
    guard layout == .indented else { return }
    bytes.append(0x0A)
    for _ in 0..<open.count + depth { bytes.append(contentsOf: "  ".utf8) }
  }
}
