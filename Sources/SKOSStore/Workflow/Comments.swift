import GRDB

/// What somebody says about a change request, in the columns of the ISO commenting template.
public struct Comment: Hashable, Sendable {
  /// The three types of the template.
  public enum Kind: String, CaseIterable, Sendable {
    /// About the whole.
    case general = "ge"
    /// About the content.
    case technical = "te"
    /// About the wording.
    case editorial = "ed"
  }

  /// The number in the store.
  public let id: Int64
  /// The name of the account that made it.
  public let author: String
  /// The member body or committee that its author acts for.
  public let organisation: String?
  /// When.
  public let at: Timestamp
  /// What it is about.
  public let type: Kind
  /// The entry number or part that it is about.
  public let clause: String?
  /// What is said.
  public let text: String
  /// What its author would have instead.
  public let proposedChange: String?
}

extension Store {
  /// Adds a comment to a change request that is not closed.
  public func addComment(
    to number: Int64, type: Comment.Kind, clause: String?, text: String, proposedChange: String?, grant: Grant
  ) throws(StoreError) -> Comment {
    grant.require(.comment)
    guard text.hasText else {
      throw StoreError(.invalidArgument, "a comment needs a text")
    }
    let readable = Grant(permission: .read, principal: grant.principal, vocabulary: grant.vocabulary)
    let request = try changeRequest(number, grant: readable)
    guard !request.state.isClosed else {
      throw StoreError(
        .invalidState, "change request \(number) is \(request.state.rawValue); comments are closed with it")
    }
    return try write { transaction in
      try transaction.db.execute(
        sql: """
          INSERT INTO comment (change_request, author, at, type, clause, text, proposed_change)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          request.id, grant.account.accountID, transaction.now.milliseconds, type.rawValue, clause, text,
          proposedChange,
        ])
      let id = transaction.db.lastInsertedRowID
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "comment.add", vocabulary: grant.inVocabulary.name,
          target: "change request \(number)", detail: "comment \(id)"), in: transaction)
      let row = try Row.fetchOne(
        transaction.db, sql: Self.commentQuery + " WHERE comment.id = ?", arguments: [id])
      guard let row else { throw StoreError(.storageFailed, "the comment cannot be read back") }
      return Self.comment(row)
    }
  }

  /// The comments on a change request, the oldest first.
  public func comments(on number: Int64, grant: Grant) throws(StoreError) -> [Comment] {
    let request = try changeRequest(number, grant: grant)
    return try read { db in
      try Row.fetchAll(
        db, sql: Self.commentQuery + " WHERE change_request = ? ORDER BY comment.id", arguments: [request.id]
      ).map(Self.comment)
    }
  }

  private static let commentQuery = """
    SELECT comment.*, account.name AS author_name, account.organisation FROM comment
    JOIN account ON account.id = comment.author
    """

  private static func comment(_ row: Row) -> Comment {
    Comment(
      id: row["id"], author: row["author_name"], organisation: row["organisation"],
      at: Timestamp(milliseconds: row["at"]), type: Comment.Kind(rawValue: row["type"]) ?? .general,
      clause: row["clause"], text: row["text"], proposedChange: row["proposed_change"])
  }
}
