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

extension TextPosition {
  /// The position behind some text that starts here, in which line feeds end lines.
  func advanced(over text: UnsafeBufferPointer<UInt8>) -> TextPosition {
    let lineFeeds = text.lineEnds.lineFeeds
    var tail = text[...]
    if lineFeeds > 0, let last = text.lastIndex(of: 0x0A) { tail = text[(last + 1)...] }
    var scalars = 0
    for byte in tail where byte & 0xC0 != 0x80 { scalars += 1 }
    let column = (lineFeeds > 0 ? 1 : self.column) + scalars
    return TextPosition(line: line + lineFeeds, column: column, offset: offset + text.count)
  }

  /// The position that another one, counted from the start of a part of the text, has if the part starts here.
  func followed(by part: TextPosition) -> TextPosition {
    let column = part.line == 1 ? self.column + part.column - 1 : part.column
    return TextPosition(line: line + part.line - 1, column: column, offset: offset + part.offset)
  }
}

extension TextPosition: CustomStringConvertible {
  /// `line:column`, as compilers write it.
  public var description: String { "\(line):\(column)" }
}
