/// What is wrong with a sheet, and where.
public struct SheetFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line of the file, from 1; with line breaks in cells that is not the row.
  public let line: Int
  /// The column of the sheet, from 1; nil for a whole row.
  public let column: Int?
  /// What is wrong and how it can be mended, as a sentence without its full stop.
  public let message: String

  /// Creates a fault.
  public init(line: Int, column: Int?, _ message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  /// The place and the message: `line 12, column 3 (C): …`.
  public var description: String {
    let place = column.map { ", column \($0) (\(Self.letters($0)))" } ?? ""
    return "line \(line)\(place): \(message)"
  }

  /// What spreadsheet programs call a column: A to Z, AA, AB and so on.
  static func letters(_ column: Int) -> String {
    var rest = column
    var letters = ""
    while rest > 0 {
      let digit = (rest - 1) % 26
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(digit))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
