/// A place in a text: line and column from 1, the column in Unicode scalars, and the offset from 0 in bytes.
public struct TextPosition: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int
  /// The offset from the start, in bytes.
  public var offset: Int

  /// Creates a position.
  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The first place of every text.
  public static let start = TextPosition(line: 1, column: 1, offset: 0)
}

extension TextPosition: CustomStringConvertible {
  /// `line:column`, as compilers write it.
  public var description: String { "\(line):\(column)" }
}
