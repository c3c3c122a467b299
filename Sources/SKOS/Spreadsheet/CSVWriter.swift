/// Writes rows as RFC 4180 says: CRLF after each, cells quoted where they need it.
package struct CSVWriter {
  private let separator: UInt8
  package private(set) var bytes: [UInt8] = []

  /// - Parameter hasByteOrderMark: whether to begin with the mark by which Excel knows UTF-8.
  package init(separator: CSVSeparator = .comma, hasByteOrderMark: Bool = false) {
    self.separator = separator.byte
    if hasByteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
  }

  package mutating func write(row: [String]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(separator) }
      let text = Array(cell.utf8)
      // A semicolon or tab is quoted whatever the separator is, so that guessing it is never led astray.
      let isPlain = !text.contains { [UInt8(ascii: "\""), 0x0A, 0x0D, 0x2C, 0x3B, 0x09].contains($0) }
      guard !isPlain else {
        bytes += text
        continue
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in text {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes += [0x0D, 0x0A]
  }

  /// What was written since the last time.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}

/// What stands between the cells of a row.
public enum CSVSeparator: String, CaseIterable, Sendable {
  case comma
  /// As spreadsheet programs write where the comma is the decimal sign.
  case semicolon
  case tab

  var byte: UInt8 {
    switch self {
    case .comma: 0x2C
    case .semicolon: 0x3B
    case .tab: 0x09
    }
  }
}
