import Foundation

/// A column of the ISO commenting template, in the order in which the template has them.
///
/// - Source: ISO/IEC/CEN/CENELEC electronic template for comments and secretariat observations; spec/comment-template.md.
public enum TemplateColumn: Int, CaseIterable, Hashable, Sendable {
  /// Who comments: a member body or national committee, or the editing unit.
  case memberBody = 1
  /// The line of the draft.
  case line
  /// The clause or entry.
  case clause
  /// The paragraph, figure, table or note; for an entry its field.
  case paragraph
  /// General, technical or editorial.
  case type
  /// The comment and its justification.
  case comment
  /// What its author would have instead.
  case proposedChange
  /// What the secretariat makes of it.
  case observation

  /// The heading as it is written.
  public var heading: String {
    switch self {
    case .memberBody: "MB/NC"
    case .line: "Line number"
    case .clause: "Clause/Subclause"
    case .paragraph: "Paragraph/Figure/Table"
    case .type: "Type of comment"
    case .comment: "Comments"
    case .proposedChange: "Proposed change"
    case .observation: "Observations of the secretariat"
    }
  }

  /// The column that a heading means; nil for one that the template does not have.
  ///
  /// Wordings of older and other templates are known, in English, French and German, whatever the case, the breaks in
  /// words, the footnote marks and the examples in parentheses.
  public init?(heading: String) {
    let words = Self.words(heading)
    let text = " " + words.joined(separator: " ") + " "
    guard let column = Self.patterns.first(where: { $0.matches(text) })?.column else { return nil }
    self = column
  }

  private struct Pattern {
    let column: TemplateColumn
    /// Beginnings of words, one of which has to occur; for `isFirst` as the first word.
    let parts: [String]
    var isFirst = false

    func matches(_ text: String) -> Bool {
      parts.contains { part in isFirst ? text.hasPrefix(" " + part) : text.contains(" " + part) }
    }
  }

  /// The first that matches decides: "comment … by the MB" is no member body, "type of comment" no comment.
  private static let patterns: [Pattern] = [
    Pattern(
      column: .observation,
      parts: [
        "observation", "secretar", "resolution", "disposition", "sekretar", "stellungnahme des",
      ]),
    Pattern(
      column: .proposedChange,
      parts: ["proposed", "proposal", "proposition", "propose", "vorgeschlagen", "vorschlag"]),
    Pattern(column: .proposedChange, parts: ["modification"], isFirst: true),
    Pattern(column: .type, parts: ["type", "typ", "art des", "category"], isFirst: true),
    Pattern(column: .comment, parts: ["comment", "kommentar", "justification", "begrundung"]),
    Pattern(
      column: .line, parts: ["line", "ligne", "numero de ligne", "zeile", "no de ligne"],
      isFirst: true),
    Pattern(
      column: .clause,
      parts: ["clause", "subclause", "sub clause", "section", "article", "abschnitt", "entry"],
      isFirst: true),
    Pattern(
      column: .paragraph,
      parts: ["paragraph", "figure", "table", "note", "absatz", "bild", "alinea"]),
    Pattern(
      column: .memberBody,
      parts: [
        "mb ", "mb nc", "nc ", "mc ", "cm ", "cn ", "member", "national", "country", "organi",
        "comite membre", "pays",
        "submitter", "nmc ",
      ], isFirst: true),
    Pattern(column: .line, parts: ["line"]),
    Pattern(column: .clause, parts: ["clause", "subclause"]),
  ]

  /// The words of a heading in small letters without accents, digits, punctuation and what is in parentheses.
  static func words(_ heading: String) -> [String] {
    var text = ""
    var depth = 0
    for scalar in heading.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar {
      case "(", "[": depth += 1
      case ")", "]": depth = max(0, depth - 1)
      // A hyphen or soft hyphen in a heading is where a narrow column has broken a word.
      case "-", "\u{2010}", "\u{2011}", "\u{AD}": continue
      case _ where depth > 0: continue
      case _ where scalar.properties.generalCategory == .nonspacingMark: continue
      case _ where scalar.properties.isAlphabetic: text.unicodeScalars.append(scalar)
      // The marks of footnotes; in "MB1" they end no word.
      case _ where scalar.properties.numericType != nil: continue
      default: text.unicodeScalars.append(" ")
      }
    }
    return text.split(separator: " ").map(String.init)
  }
}
