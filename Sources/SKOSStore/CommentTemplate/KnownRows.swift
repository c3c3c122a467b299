/// The comments that are there already, by the rows that a table of them would have.
///
/// A table goes out to committees and comes back with observations, and maybe with more comments. Numbers are given to
/// comments when they go out, so a comment that was made without one comes back with it: a row is known by its words and
/// its author, and numbers tell two comments apart only where both have one.
struct KnownRows {
  private var comments: [TemplateComment: [(number: Int?, comment: Comment)]] = [:]

  /// - Parameter rows: each comment with its row.
  init(_ rows: [(row: TemplateComment, comment: Comment)]) {
    for (row, comment) in rows { comments[Self.words(row), default: []].append((row.number, comment)) }
  }

  /// Takes out the comment that a row is about; nil for one that is not there, or has been taken by another row.
  mutating func take(_ row: TemplateComment) -> Comment? {
    let words = Self.words(row)
    guard let alike = comments[words] else { return nil }
    let place =
      alike.firstIndex { $0.number == row.number }
      ?? alike.firstIndex { $0.number == nil || row.number == nil }
    guard let place else { return nil }
    return comments[words]?.remove(at: place).comment
  }

  /// A row without what changes while a table is on its way.
  private static func words(_ row: TemplateComment) -> TemplateComment {
    var words = row
    words.number = nil
    words.observation = ""
    return words
  }
}
