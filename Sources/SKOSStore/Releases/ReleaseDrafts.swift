import Foundation
import GRDB
import RDF

/// A release in preparation, the candidate: its revision is fixed, its notes can be edited.
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
  /// When it is open to comments.
  public let window: CommentWindow
  /// The general and technical comments on it that have no observation, by their numbers.
  public let unanswered: [Int64]

  fileprivate init(
    version: String, revision: Int64, notes: String, author: String, at: Timestamp, closes: Timestamp?
  ) {
    self.version = version
    self.revision = revision
    self.notes = notes
    self.author = author
    self.at = at
    window = CommentWindow(version: version, closes: closes)
    unanswered = []
  }

  private init(_ row: Row, _ vocabulary: Vocabulary, _ db: Database) throws {
    version = row["version"]
    revision = row["revision"]
    notes = row["notes"]
    author = row["author_name"]
    at = Timestamp(milliseconds: row["at"])
    let candidate = try Row.fetchOne(
      db, sql: "SELECT * FROM release_candidate WHERE vocabulary = ? AND version = ? AND outcome IS NULL",
      arguments: [vocabulary.id, version])
    guard let candidate else {
      throw StoreError(
        .damaged, "the release \(version) in preparation has no candidate; store.check tells more")
    }
    window = CommentWindow(candidate)
    unanswered = try CommentSubject(candidate: candidate, in: vocabulary).unanswered(db)
  }

  /// The releases in preparation of a vocabulary by version, or the one of a version.
  static func fetchAll(_ db: Database, _ vocabulary: Vocabulary, _ version: String? = nil) throws -> [Self] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT release_draft.*, account.name AS author_name FROM release_draft
        JOIN account ON account.id = release_draft.author
        WHERE vocabulary = ?1 AND (?2 IS NULL OR version = ?2) ORDER BY version
        """, arguments: [vocabulary.id, version]
    ).map { try Self($0, vocabulary, db) }
  }
}

extension Store {
  /// Prepares a release of the head: what is published later is what stands now.
  ///
  /// - Parameters:
  ///   - notes: what changed, for readers; nil for what the comparison with the release before tells.
  ///   - closes: until when it is open to comments; nil for as long as the policy says, which may be not at all.
  /// - Throws: `alreadyExists` for a version that is or was in use, `invalidArgument` for a malformed one, for notes
  ///   that are too long, for a window that has closed already, or for an empty vocabulary.
  public func prepareRelease(
    version: String, notes: String?, closes: Timestamp? = nil, grant: Grant
  ) throws(StoreError) -> ReleaseDraft {
    grant.require(.release)
    return try write { transaction in
      let now = transaction.now
      if let closes, closes <= now {
        throw StoreError(
          .invalidArgument, "the comment window would close at \(closes.iso8601), which is not after now")
      }
      let period = try ProcedurePolicy.current(transaction.db, grant.inVocabulary).commentWindow
      let draft = try Self.newDraft(
        version: version, notes: notes, closes: closes ?? (period.isEmpty ? nil : period.end(from: now)),
        grant, transaction)
      try transaction.db.execute(
        sql: """
          INSERT INTO release_draft (vocabulary, version, revision, notes, author, at) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          grant.inVocabulary.id, version, draft.revision, draft.notes, grant.account.accountID,
          draft.at.milliseconds,
        ])
      try transaction.db.execute(
        sql: """
          INSERT INTO release_candidate (vocabulary, version, ordinal, revision, at, closes_at)
          VALUES (?1, ?2, (SELECT count(*) + 1 FROM release_candidate WHERE vocabulary = ?1 AND version = ?2),
            ?3, ?4, ?5)
          """,
        arguments: [
          grant.inVocabulary.id, version, draft.revision, draft.at.milliseconds,
          draft.window.closes?.milliseconds,
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
  /// - Throws: `invalidState` if a release of a later revision has come since, while it is open to comments, and while
  ///   general or technical comments on it have no observation.
  public func publishRelease(_ version: String, grant: Grant) throws(StoreError) -> Release {
    grant.require(.release)
    return try write { transaction in
      let draft = try Self.draft(transaction.db, grant.inVocabulary, version)
      try draft.window.requirePublishable(at: transaction.now, unanswered: draft.unanswered)
      try Self.close(draft, as: "published", grant, transaction)
      return try freeze(draft, action: "release.publish", grant, transaction)
    }
  }

  /// Gives up a release in preparation; its version can be used again.
  public func discardRelease(_ version: String, grant: Grant) throws(StoreError) {
    grant.require(.release)
    try write { transaction in
      let draft = try Self.draft(transaction.db, grant.inVocabulary, version)
      try Self.close(draft, as: "discarded", grant, transaction)
      try Self.record("release.discard", draft, grant, transaction)
    }
  }

  /// The releases in preparation, by version.
  public func releaseDrafts(grant: Grant) throws(StoreError) -> [ReleaseDraft] {
    grant.require(.preview)
    return try read { db in try ReleaseDraft.fetchAll(db, grant.inVocabulary) }
  }

  /// What a release of the head would be.
  static func newDraft(
    version: String, notes: String?, closes: Timestamp? = nil, _ grant: Grant,
    _ transaction: WriteTransaction
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
      author: grant.actorName, at: transaction.now, closes: closes)
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

  static func draft(_ db: Database, _ vocabulary: Vocabulary, _ version: String) throws -> ReleaseDraft {
    guard let draft = try ReleaseDraft.fetchAll(db, vocabulary, version).first else {
      throw StoreError(
        .notFound,
        "no release \"\(version)\" is in preparation in \(vocabulary.name); release.prepare starts one")
    }
    return draft
  }

  /// Ends the preparation; the candidate stays, with the comments on it.
  private static func close(
    _ draft: ReleaseDraft, as outcome: String, _ grant: Grant, _ transaction: WriteTransaction
  ) throws {
    let key: StatementArguments = [grant.inVocabulary.id, draft.version]
    try transaction.db.execute(
      sql: "DELETE FROM release_draft WHERE vocabulary = ? AND version = ?", arguments: key)
    try transaction.db.execute(
      sql:
        "UPDATE release_candidate SET outcome = ? WHERE vocabulary = ? AND version = ? AND outcome IS NULL",
      arguments: [outcome] + key)
  }

  private static func record(
    _ action: String, _ draft: ReleaseDraft, _ grant: Grant, _ transaction: WriteTransaction
  ) throws {
    try AuditLog.append(
      AuditLog.Note(
        actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name, target: draft.version,
        detail: "r\(draft.revision), notes \(Data.sha256(Array(draft.notes.utf8)).hexadecimal)"
          + (draft.window.closes.map { commentsUntil + $0.iso8601 } ?? "")),
      in: transaction)
  }

  /// What stands before the closing date in the record of a release that is prepared with a comment window.
  static let commentsUntil = "; comments until "
}
