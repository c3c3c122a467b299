import Foundation
import GRDB
import RDF

/// A release in preparation: its revision is fixed, its notes can be edited.
public struct ReleaseDraft: Hashable, Sendable {
  /// The version that it will have.
  public let version: String
  /// The revision that it will freeze.
  public let revision: Int64
  /// What changed, for readers.
  public let notes: String
  /// The name of the account that prepared it.
  public let author: String
  /// When.
  public let at: Timestamp

  fileprivate init(version: String, revision: Int64, notes: String, author: String, at: Timestamp) {
    self.version = version
    self.revision = revision
    self.notes = notes
    self.author = author
    self.at = at
  }

  fileprivate init(_ row: Row) {
    self.init(
      version: row["version"], revision: row["revision"], notes: row["notes"], author: row["author_name"],
      at: Timestamp(milliseconds: row["at"]))
  }

  fileprivate static let query = """
    SELECT release_draft.*, account.name AS author_name FROM release_draft
    JOIN account ON account.id = release_draft.author WHERE vocabulary = ?
    """
}

extension Store {
  /// Prepares a release of the head: what is published later is what stands now.
  ///
  /// - Parameter notes: what changed, for readers; nil for what the comparison with the release before tells.
  /// - Throws: `alreadyExists` for a version that is or was in use, `invalidArgument` for a malformed one, for notes
  ///   that are too long, or for an empty vocabulary.
  public func prepareRelease(version: String, notes: String?, grant: Grant) throws(StoreError) -> ReleaseDraft
  {
    grant.require(.release)
    return try write { transaction in
      let draft = try Self.newDraft(version: version, notes: notes, grant, transaction)
      try transaction.db.execute(
        sql: """
          INSERT INTO release_draft (vocabulary, version, revision, notes, author, at) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          grant.inVocabulary.id, version, draft.revision, draft.notes, grant.account.accountID,
          draft.at.milliseconds,
        ])
      try Self.record("release.prepare", draft, grant, transaction)
      return draft
    }
  }

  /// Replaces the notes of a release in preparation.
  public func describeRelease(_ version: String, notes: String, grant: Grant) throws(StoreError)
    -> ReleaseDraft
  {
    grant.require(.release)
    try Self.validate(notes: notes)
    return try write { transaction in
      let db = transaction.db
      _ = try Self.draft(db, grant.inVocabulary, version)
      try db.execute(
        sql: "UPDATE release_draft SET notes = ? WHERE vocabulary = ? AND version = ?",
        arguments: [notes, grant.inVocabulary.id, version])
      let draft = try Self.draft(db, grant.inVocabulary, version)
      try Self.record("release.describe", draft, grant, transaction)
      return draft
    }
  }

  /// Publishes a release that was prepared.
  ///
  /// - Throws: `invalidState` if a release of a later revision has come since.
  public func publishRelease(_ version: String, grant: Grant) throws(StoreError) -> Release {
    grant.require(.release)
    return try write { transaction in
      let draft = try Self.draft(transaction.db, grant.inVocabulary, version)
      try Self.delete(draft, grant, transaction)
      return try freeze(draft, action: "release.publish", grant, transaction)
    }
  }

  /// Gives up a release in preparation; its version can be used again.
  public func discardRelease(_ version: String, grant: Grant) throws(StoreError) {
    grant.require(.release)
    try write { transaction in
      let draft = try Self.draft(transaction.db, grant.inVocabulary, version)
      try Self.delete(draft, grant, transaction)
      try Self.record("release.discard", draft, grant, transaction)
    }
  }

  /// The releases in preparation, by version.
  public func releaseDrafts(grant: Grant) throws(StoreError) -> [ReleaseDraft] {
    grant.require(.release)
    return try read { db in
      try Row.fetchAll(
        db, sql: ReleaseDraft.query + " ORDER BY version", arguments: [grant.inVocabulary.id]
      ).map(ReleaseDraft.init)
    }
  }

  /// What a release of the head would be.
  static func newDraft(
    version: String, notes: String?, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> ReleaseDraft {
    try validate(version: version)
    if let notes { try validate(notes: notes) }
    let (db, vocabulary) = (transaction.db, grant.inVocabulary)
    for table in ["\"release\"", "release_draft"] {
      let sql = "SELECT count(*) FROM \(table) WHERE vocabulary = ? AND version = ?"
      guard try Int.fetchOne(db, sql: sql, arguments: [vocabulary.id, version]) == 0 else {
        throw StoreError(
          .alreadyExists,
          "\(vocabulary.name) has a release \(version) already; releases do not change, and a version is used once"
        )
      }
    }
    let head = try Moment.head.revision(in: vocabulary, db)
    guard head > 0 else {
      throw StoreError(.invalidArgument, "\(vocabulary.name) is empty; import something first")
    }
    return ReleaseDraft(
      version: version, revision: head,
      notes: try notes ?? generatedNotes(db, vocabulary, version: version, head: head),
      author: grant.actorName, at: transaction.now)
  }

  private static func generatedNotes(
    _ db: Database, _ vocabulary: Vocabulary, version: String, head: Int64
  ) throws -> String {
    func graph(_ revision: Int64) throws -> Graph {
      try Snapshot(db: db, vocabulary: vocabulary, revision: revision).graph()
    }
    let previous = try newestRelease(db, vocabulary).map { ($0.version, try graph($0.revision)) }
    return try ReleaseNotes.generated(
      version: version, graph: try graph(head), previous: previous, language: vocabulary.defaultLanguage)
  }

  private static func validate(notes: String) throws(StoreError) {
    guard notes.utf8.count <= ReleaseNotes.byteCountMax else {
      throw StoreError(
        .invalidArgument, "the notes have more than \(ReleaseNotes.byteCountMax) bytes; shorten them")
    }
  }

  private static func draft(_ db: Database, _ vocabulary: Vocabulary, _ version: String) throws
    -> ReleaseDraft
  {
    let row = try Row.fetchOne(
      db, sql: ReleaseDraft.query + " AND version = ?", arguments: [vocabulary.id, version])
    guard let row else {
      throw StoreError(
        .notFound,
        "no release \"\(version)\" is in preparation in \(vocabulary.name); release.prepare starts one")
    }
    return ReleaseDraft(row)
  }

  private static func delete(
    _ draft: ReleaseDraft, _ grant: Grant, _ transaction: WriteTransaction
  ) throws {
    try transaction.db.execute(
      sql: "DELETE FROM release_draft WHERE vocabulary = ? AND version = ?",
      arguments: [grant.inVocabulary.id, draft.version])
  }

  private static func record(
    _ action: String, _ draft: ReleaseDraft, _ grant: Grant, _ transaction: WriteTransaction
  ) throws {
    try AuditLog.append(
      AuditLog.Note(
        actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name, target: draft.version,
        detail: "r\(draft.revision), notes \(Data.sha256(Array(draft.notes.utf8)).hexadecimal)"),
      in: transaction)
  }
}
