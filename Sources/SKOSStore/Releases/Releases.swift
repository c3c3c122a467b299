import Foundation
import GRDB
import RDF
import SKOS

/// A revision that was given a version and does not change any more.
public struct Release: Hashable, Sendable {
  /// The version, unique in the vocabulary: `1.0.0` or `2026-11`.
  public let version: String
  /// The revision that it froze.
  public let revision: Int64
  /// What changed, for readers.
  public let notes: String
  /// The name of the account that made it.
  public let author: String
  /// When.
  public let at: Timestamp
  /// The root of the content tree at the revision, in hexadecimal.
  public let contentHash: String
  /// SHA-256 of the canonical N-Quads (RDFC-1.0) of the content, in hexadecimal: what anybody can compute
  /// from an exported file without this program.
  public let canonicalHash: String
  /// How many triples it has.
  public let tripleCount: Int
  /// The version of the release before it, if there was one.
  public let previous: String?
  /// What is left of a release that was withdrawn; nil if it stands.
  public let tombstone: Tombstone?

  /// Why a release must not be used any more, who says so, and since when.
  public struct Tombstone: Hashable, Sendable {
    /// Why.
    public let reason: String
    /// The name of the account that withdrew it.
    public let author: String
    /// When.
    public let at: Timestamp
  }

  init(_ row: Row) {
    version = row["version"]
    revision = row["revision"]
    notes = row["notes"]
    author = row["author_name"]
    at = Timestamp(milliseconds: row["at"])
    contentHash = (row["content_hash"] as Data).hexadecimal
    canonicalHash = (row["canonical_hash"] as Data).hexadecimal
    tripleCount = row["triples"]
    previous = row["previous"]
    tombstone = (row["withdrawn_at"] as Int64?).map { at in
      Tombstone(
        reason: row["withdrawn_reason"] ?? "", author: row["withdrawn_by"] ?? "",
        at: Timestamp(milliseconds: at))
    }
  }

  static let query = """
    SELECT "release".*, account.name AS author_name, release_metadata.previous,
      withdrawal.reason AS withdrawn_reason, withdrawal.at AS withdrawn_at, withdrawer.name AS withdrawn_by
    FROM "release" JOIN account ON account.id = "release".author
    LEFT JOIN release_metadata ON release_metadata.vocabulary = "release".vocabulary
      AND release_metadata.version = "release".version
    LEFT JOIN release_withdrawal AS withdrawal ON withdrawal.vocabulary = "release".vocabulary
      AND withdrawal.version = "release".version
    LEFT JOIN account AS withdrawer ON withdrawer.id = withdrawal.author
    WHERE "release".vocabulary = ?
    """

  /// Answers with the tombstone of a release that was withdrawn.
  func requireNotWithdrawn() throws(StoreError) {
    guard let tombstone else { return }
    throw StoreError(
      .invalidState,
      "release \(version) was withdrawn on \(tombstone.at.date) by \(tombstone.author): \(tombstone.reason); its content stays readable as r\(revision)"
    )
  }
}

extension Store {
  /// Freezes the head of a vocabulary as a release, and marks the change requests in it as published.
  ///
  /// The one step for what `prepareRelease` and `publishRelease` do in two.
  /// - Parameter notes: what changed, for readers; nil for what the comparison with the release before tells.
  /// - Throws: `alreadyExists` for a version in use, `invalidArgument` for a malformed version or an empty
  ///   vocabulary, `invalidState` where the policy has a comment window.
  public func createRelease(version: String, notes: String?, grant: Grant) throws(StoreError) -> Release {
    grant.require(.release)
    return try write { transaction in
      let window = try ProcedurePolicy.current(transaction.db, grant.inVocabulary).commentWindow
      guard window.isEmpty else {
        throw StoreError(
          .invalidState,
          "the policy of \(grant.inVocabulary.name) has releases open to comments for \(window.iso8601); prepare this one by release.prepare, and publish it when that has passed"
        )
      }
      let draft = try Self.newDraft(version: version, notes: notes, grant, transaction)
      return try freeze(draft, action: "release.create", grant, transaction)
    }
  }

  /// Makes a release of what was prepared.
  func freeze(
    _ draft: ReleaseDraft, action: String, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> Release {
    let db = transaction.db
    let vocabulary = grant.inVocabulary
    let previous = try Self.newestRelease(db, vocabulary)
    if let newest = try Int64.fetchOne(
      db, sql: "SELECT max(revision) FROM \"release\" WHERE vocabulary = ?", arguments: [vocabulary.id]),
      newest > draft.revision
    {
      throw StoreError(
        .invalidState,
        "\(draft.version) was prepared at r\(draft.revision), and a release of r\(newest) has come since; discard it and prepare it anew"
      )
    }
    let graph = try Snapshot(db: db, vocabulary: vocabulary, revision: draft.revision).graph()
    let canonical = try RDFC10.digest(of: Dataset(graph))
    let root = try Data.fetchOne(
      db, sql: "SELECT content_hash FROM revision WHERE vocabulary = ? AND number = ?",
      arguments: [vocabulary.id, draft.revision])
    try db.execute(
      sql: """
        INSERT INTO "release" (vocabulary, version, revision, notes, author, at, content_hash, canonical_hash,
          triples) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        vocabulary.id, draft.version, draft.revision, draft.notes, grant.account.accountID,
        transaction.now.milliseconds, root ?? ContentTree.empty, Data(canonical), graph.count,
      ])
    let settings = try ReleaseSettings.current(db, vocabulary)
    try db.execute(
      sql: "INSERT INTO release_metadata (vocabulary, version, previous, settings) VALUES (?, ?, ?, ?)",
      arguments: [vocabulary.id, draft.version, previous?.version, settings.text])
    let sequence = try AuditLog.append(
      AuditLog.Note(
        actor: grant.actorName, action: action, vocabulary: vocabulary.name, target: draft.version,
        revisionBefore: draft.revision, revisionAfter: draft.revision, detail: Data(canonical).hexadecimal),
      in: transaction)
    try publish(upTo: draft.revision, version: draft.version, auditSequence: sequence, grant, transaction)
    let release = try Self.existing(db, vocabulary, draft.version)
    // What cannot be described is not published: the version IRI is made of settings and content.
    _ = try ReleaseDescription(release, settings: settings, vocabulary: vocabulary.name, graph: graph)
    return release
  }

  /// The newest release that stands: what the next one is compared with.
  static func newestRelease(_ db: Database, _ vocabulary: Vocabulary) throws -> Release? {
    try Row.fetchOne(
      db,
      sql: Release.query
        + " AND withdrawal.at IS NULL ORDER BY \"release\".revision DESC, \"release\".at DESC LIMIT 1",
      arguments: [vocabulary.id]
    ).map(Release.init)
  }

  /// Marks what was merged up to a revision as published, by the state machine like every other step.
  private func publish(
    upTo head: Int64, version: String, auditSequence: Int64, _ grant: Grant, _ transaction: WriteTransaction
  ) throws {
    let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
    for request in try table.all(state: .implemented, limit: .max) where request.revision ?? .max <= head {
      var situation = try ChangeSituation(request, grant, now: transaction.now, transaction.db)
      situation.facts.isReleased = true
      let step = try situation.machine.step(.publish, by: situation.actor, reason: "")
      try record(
        step, of: request, StepDetails(), reason: "release \(version)", [:], nil, grant, transaction,
        auditSequence: auditSequence)
    }
  }

  /// The releases of a vocabulary, the newest first, withdrawn ones included.
  public func releases(grant: Grant) throws(StoreError) -> [Release] {
    grant.require(.read)
    return try read { db in
      try Row.fetchAll(
        db, sql: Release.query + " ORDER BY \"release\".revision DESC, \"release\".at DESC",
        arguments: [grant.inVocabulary.id]
      ).map(Release.init)
    }
  }

  /// A release.
  public func release(_ version: String, grant: Grant) throws(StoreError) -> Release {
    grant.require(.read)
    return try read { db in try Self.existing(db, grant.inVocabulary, version) }
  }

  static func existing(_ db: Database, _ vocabulary: Vocabulary, _ version: String) throws -> Release {
    let row = try Row.fetchOne(
      db, sql: Release.query + " AND \"release\".version = ?", arguments: [vocabulary.id, version])
    guard let row else {
      throw StoreError(
        .notFound, "\(vocabulary.name) has no release \"\(version)\"; release.list shows those there are")
    }
    return Release(row)
  }

  /// A version is 1 to 64 letters, digits, ".", "-" and "_", starting with a letter or digit, so that it can
  /// stand in file names and addresses, and is not mistaken for `head` or a revision.
  static func validate(version: String) throws(StoreError) {
    let isFine =
      (1...64).contains(version.utf8.count)
      && version.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_")
      }
      && version.first.map { $0.isLetter || $0.isNumber } == true && Moment(version) == .release(version)
    guard isFine else {
      throw StoreError(
        .invalidArgument,
        "\"\(version)\" cannot be a version; expected something like 1.0.0 or 2026-edition, not a bare number or date"
      )
    }
  }
}
