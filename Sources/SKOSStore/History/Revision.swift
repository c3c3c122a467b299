import Foundation
import GRDB
internal import RDF

/// What one transaction made of a vocabulary.
public struct Revision: Hashable, Sendable {
  /// The number, from 1.
  public let number: Int64
  /// The name of the account that made it.
  public let author: String
  /// When.
  public let at: Timestamp
  /// Why, in a sentence.
  public let message: String
  /// The number of the change request that it came from.
  public let changeRequest: Int64?
  /// How many entries were added, changed and removed.
  public let added: Int
  /// See `added`.
  public let changed: Int
  /// See `added`.
  public let removed: Int
  /// The hash of the whole vocabulary at this revision, in hexadecimal: the root of its content tree.
  public let contentHash: String
  /// The hash of the revision before.
  public let previousHash: String
  /// The hash of this record, which covers the two above.
  public let hash: String

  init(_ row: Row) {
    number = row["number"]
    author = row["author_name"]
    at = Timestamp(milliseconds: row["at"])
    message = row["message"]
    changeRequest = row["change_number"]
    added = row["added"]
    changed = row["changed"]
    removed = row["removed"]
    contentHash = (row["content_hash"] as Data).hexadecimal
    previousHash = (row["previous_hash"] as Data).hexadecimal
    hash = (row["hash"] as Data).hexadecimal
  }

  /// Selects what `init` reads; callers add a WHERE clause.
  static let query = """
    SELECT revision.*, account.name AS author_name, change_request.number AS change_number
    FROM revision JOIN account ON account.id = revision.author
    LEFT JOIN change_request ON change_request.id = revision.change_request
    """
}

extension Store {
  /// The revisions of a vocabulary, the newest first, from below a number if one is given.
  public func revisions(before number: Int64? = nil, limit: Int, grant: Grant) throws(StoreError)
    -> [Revision]
  {
    grant.require(.read)
    return try read { db in
      try Row.fetchAll(
        db,
        sql: Revision.query
          + " WHERE revision.vocabulary = ? AND revision.number < ? ORDER BY revision.number DESC LIMIT ?",
        arguments: [grant.inVocabulary.id, number ?? .max, limit]
      ).map(Revision.init)
    }
  }
}
