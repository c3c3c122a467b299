extension CommentTemplate {
  /// How comments are numbered when tables are brought together.
  public enum Numbering: String, CaseIterable, Hashable, Sendable {
    /// Numbers stay as they are.
    case kept
    /// Each member body's comments count from 1, where they have no number yet; a number that it has used twice is
    /// kept by the first and given anew to the others.
    case byMemberBody
    /// All comments count from 1 through the whole table, whatever numbers they had.
    case throughout
  }

  /// Brings the tables of several member bodies together, as secretaries do.
  ///
  /// Comments are sorted by clause, then line, then member body; those of one place and one author stay in the order
  /// in which they came. What is the same in all tables at the top stays; what differs is taken from the first that
  /// has it. O(n log n).
  public static func merged(
    _ templates: [CommentTemplate], numbering: Numbering = .byMemberBody
  ) -> CommentTemplate {
    func first(_ part: KeyPath<CommentTemplate, String>) -> String {
      templates.lazy.map { $0[keyPath: part] }.first { !$0.isEmpty } ?? ""
    }
    let languages = Set(templates.compactMap(\.language))
    var comments = templates.flatMap(\.comments)
    if numbering == .byMemberBody { numberByAuthor(&comments) }
    comments = sorted(comments)
    if numbering == .throughout {
      for index in comments.indices { comments[index].number = index + 1 }
    }
    return CommentTemplate(
      document: first(\.document), project: first(\.project), date: first(\.date),
      language: languages.count == 1 ? languages.first : nil, comments: comments)
  }

  private static func sorted(_ comments: [TemplateComment]) -> [TemplateComment] {
    struct Place: Comparable {
      let clause: ClauseOrder
      let line: ClauseOrder
      let author: TemplateComment.Author
      let index: Int

      static func < (left: Place, right: Place) -> Bool {
        if left.clause != right.clause { return left.clause < right.clause }
        if left.line != right.line { return left.line < right.line }
        if left.author != right.author { return left.author < right.author }
        return left.index < right.index
      }
    }
    let places = comments.enumerated().map { index, comment in
      Place(
        clause: ClauseOrder(clause: comment.clause), line: ClauseOrder(line: comment.line),
        author: comment.author,
        index: index)
    }
    return places.sorted().map { comments[$0.index] }
  }

  /// Gives a number to each comment that has none, or one that its author has used before; in the order in which they
  /// came, so that a member body finds its own list again.
  private static func numberByAuthor(_ comments: inout [TemplateComment]) {
    var used: [TemplateComment.Author: Set<Int>] = [:]
    var unnumbered: [Int] = []
    for (index, comment) in comments.enumerated() {
      if let number = comment.number, used[comment.author, default: []].insert(number).inserted {
        continue
      }
      unnumbered.append(index)
    }
    var next: [TemplateComment.Author: Int] = [:]
    for index in unnumbered {
      let author = comments[index].author
      var number = next[author] ?? 1
      while used[author]?.contains(number) == true { number += 1 }
      comments[index].number = number
      next[author] = number + 1
    }
  }
}
