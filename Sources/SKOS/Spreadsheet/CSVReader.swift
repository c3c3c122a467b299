/// A row of a sheet with the line on which it begins.
package struct CSVRow: Hashable, Sendable {
  package let line: Int
  package let cells: [String]
}

/// Reads comma-, semicolon- and tab-separated text, as RFC 4180 says and spreadsheet programs write it.
///
/// UTF-8 with or without a byte order mark, and UTF-16 with one (Excel's "Unicode text"). The separator is whichever
/// of the three stands most often in the first line outside quotes. Lines end by CRLF, LF or CR. Line breaks within
/// quotes are kept. Empty lines are passed over. O(n).
/// - Source: RFC 4180 §2.
package struct CSVReader {
  /// The most columns that a sheet may have: more than any spreadsheet program shows at once, and a bound on memory.
  static let columnCountMax = 16_384

  /// Reads all rows.
  ///
  /// - Throws: `SheetFault` for text that is not Unicode, and for quotes that do not fit.
  package static func rows(_ bytes: [UInt8]) throws(SheetFault) -> [CSVRow] {
    let text = try utf8(bytes)
    var reader = CSVReader(bytes: text, separator: separator(of: text))
    var rows: [CSVRow] = []
    while let row = try reader.row() { rows.append(row) }
    return rows
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var line = 1

  private init(bytes: [UInt8], separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
  }

  private static let quote = UInt8(ascii: "\"")

  private mutating func row() throws(SheetFault) -> CSVRow? {
    while index < bytes.count, endLine() {}
    guard index < bytes.count else { return nil }
    let start = line
    var cells: [String] = []
    while true {
      guard cells.count < Self.columnCountMax else {
        throw SheetFault(
          line: line, column: nil, "a row may have \(Self.columnCountMax) cells, and this has more")
      }
      cells.append(try cell(column: cells.count + 1))
      if index < bytes.count, bytes[index] == separator {
        index += 1
      } else {
        _ = endLine()
        return CSVRow(line: start, cells: cells)
      }
    }
  }

  /// Passes over the end of a line; false if there is none.
  private mutating func endLine() -> Bool {
    guard index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D else { return false }
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
    return true
  }

  private mutating func cell(column: Int) throws(SheetFault) -> String {
    guard index < bytes.count, bytes[index] == Self.quote else { return try plainCell(column) }
    let start = line
    index += 1
    var content: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.quote {
        guard index + 1 < bytes.count, bytes[index + 1] == Self.quote else {
          index += 1
          try endCell(column)
          return try Self.string(content, line: start, column: column)
        }
        index += 1
      } else if byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A) {
        line += 1
      }
      content.append(byte)
      index += 1
    }
    throw SheetFault(
      line: start, column: column, "the quote that opens this cell is never closed; end the cell with a quote"
    )
  }

  private mutating func plainCell(_ column: Int) throws(SheetFault) -> String {
    let start = index
    while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D {
      guard bytes[index] != Self.quote else {
        throw SheetFault(
          line: line, column: column,
          "a quote stands in a cell without quotes; put the whole cell in quotes and double those inside")
      }
      index += 1
    }
    return try Self.string(Array(bytes[start..<index]), line: line, column: column)
  }

  private func endCell(_ column: Int) throws(SheetFault) {
    guard index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D else {
      return
    }
    throw SheetFault(
      line: line, column: column,
      "text follows the quote that ends the cell; double quotes that belong to the text")
  }

  private static func string(_ bytes: [UInt8], line: Int, column: Int) throws(SheetFault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SheetFault(
        line: line, column: column, "the text is not UTF-8; save the sheet as \"CSV UTF-8\"")
    }
    return text
  }

  /// The text as UTF-8 without its mark.
  private static func utf8(_ bytes: [UInt8]) throws(SheetFault) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    var units: [UInt16] = []
    var index = 2
    while index + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
      index += 2
    }
    guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
      throw SheetFault(
        line: 1, column: nil, "the sheet begins as UTF-16 and is not; save it as \"CSV UTF-8\"")
    }
    return Array(text.utf8)
  }

  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A || byte == 0x0D { break }
      counts[byte, default: 0] += 1
    }
    // Of equals the first: a sheet of one column has none of them.
    let candidates = CSVSeparator.allCases.map(\.byte)
    let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
    return candidates.first { (counts[$0] ?? 0) == most } ?? CSVSeparator.comma.byte
  }
}
