/// A row of the ISO commenting template.
public struct TemplateComment: Hashable, Sendable {
  /// Who comments.
  public enum Author: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The editing unit of ISO's central secretariat, `**`.
    case editingUnit
    /// A member body, national committee or liaison organisation.
    case memberBody(MemberBody)

    /// The code as the first column has it.
    public var description: String {
      switch self {
      case .editingUnit: "**"
      case .memberBody(let body): body.code
      }
    }
  }

  /// Who comments.
  public var author: Author
  /// The number of the comment among those of its author; nil if it has none.
  public var number: Int?
  /// The line of the draft.
  public var line: String
  /// The clause or entry that it is about; empty for the whole document.
  public var clause: String
  /// The paragraph, figure, table or note.
  public var paragraph: String
  /// The type.
  public var type: Comment.Kind
  /// The comment.
  public var comment: String
  /// What its author would have instead.
  public var proposedChange: String
  /// What the secretariat makes of it.
  public var observation: String

  /// Creates a comment.
  ///
  /// Texts are kept without white space at their ends, and with line feeds as their only line ends.
  public init(
    author: Author, number: Int? = nil, line: String = "", clause: String = "",
    paragraph: String = "",
    type: Comment.Kind, comment: String, proposedChange: String = "", observation: String = ""
  ) {
    self.author = author
    self.number = number
    self.line = Self.normalized(line)
    self.clause = Self.normalized(clause)
    self.paragraph = Self.normalized(paragraph)
    self.type = type
    self.comment = Self.normalized(comment)
    self.proposedChange = Self.normalized(proposedChange)
    self.observation = Self.normalized(observation)
  }

  /// The author with the number, in three digits or more: `DE-003`.
  public var reference: String {
    guard let number else { return author.description }
    let digits = String(number)
    return "\(author)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// What a column has in it.
  public subscript(column: TemplateColumn) -> String {
    switch column {
    case .memberBody: reference
    case .line: line
    case .clause: clause
    case .paragraph: paragraph
    case .type: type.rawValue
    case .comment: comment
    case .proposedChange: proposedChange
    case .observation: observation
    }
  }

  /// A text without white space at its ends, and with line feeds as its only line ends; O(n).
  static func normalized(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isTrimmed = !isSpace(scalars.first) && !isSpace(scalars.last)
    // Nearly every text is, and then none of it is copied.
    if isTrimmed, !text.utf8.contains(0x0D) { return text }
    var lines = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in scalars.drop(while: isSpace) {
      if scalar == "\r" || scalar == "\n" && !isAfterReturn { lines.append("\n") }
      if scalar != "\r" && scalar != "\n" { lines.append(scalar) }
      isAfterReturn = scalar == "\r"
    }
    while isSpace(lines.last) { lines.removeLast() }
    return String(lines)
  }

  private static func isSpace(_ scalar: Unicode.Scalar?) -> Bool { scalar?.properties.isWhitespace ?? false }
}
