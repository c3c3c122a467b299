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

  init(_ row: Row) {
    version = row["version"]
    revision = row["revision"]
    notes = row["notes"]
    author = row["author_name"]
    at = Timestamp(milliseconds: row["at"])
    contentHash = (row["content_hash"] as Data).hexadecimal
    canonicalHash = (row["canonical_hash"] as Data).hexadecimal
    tripleCount = row["triples"]
  }

  static let query = """
    SELECT "release".*, account.name AS author_name FROM "release" JOIN account ON account.id = "release".author
    """
}

extension Store {
  /// Freezes the head of a vocabulary as a release, and marks the change requests in it as published.
  ///
  /// - Throws: `alreadyExists` for a version in use, `invalidArgument` for a malformed version or an empty
  ///   vocabulary.
  public func createRelease(version: String, notes: String, grant: Grant) throws(StoreError) -> Release {
    grant.require(.release)
    try Self.validate(version: version)
    let vocabulary = grant.inVocabulary
    return try write { transaction in
      let db = transaction.db
      let exists = "SELECT count(*) FROM \"release\" WHERE vocabulary = ? AND version = ?"
      guard try Int.fetchOne(db, sql: exists, arguments: [vocabulary.id, version]) == 0 else {
        throw StoreError(
          .alreadyExists, "\(vocabulary.name) has a release \(version) already; releases do not change")
      }
      let head = try Moment.head.revision(in: vocabulary, db)
      guard head > 0 else {
        throw StoreError(.invalidArgument, "\(vocabulary.name) is empty; import something first")
      }
      let graph = try Snapshot(db: db, vocabulary: vocabulary, revision: head).graph()
      let canonical = try RDFC10.digest(of: Dataset(graph))
      try db.execute(
        sql: """
          INSERT INTO "release" (vocabulary, version, revision, notes, author, at, content_hash, canonical_hash,
            triples) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          vocabulary.id, version, head, notes, grant.account.accountID, transaction.now.milliseconds,
          try ContentTree.root(db, vocabulary: vocabulary.id), Data(canonical), graph.count,
        ])
      let sequence = try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "release.create", vocabulary: vocabulary.name, target: version,
          revisionBefore: head, revisionAfter: head, detail: Data(canonical).hexadecimal),
        in: transaction)
      try publish(upTo: head, version: version, auditSequence: sequence, grant, transaction)
      return try Self.release(db, vocabulary, version)
    }
  }

  /// Marks what was merged up to a revision as published, by the state machine like every other step.
  private func publish(
    upTo head: Int64, version: String, auditSequence: Int64, _ grant: Grant, _ transaction: WriteTransaction
  ) throws {
    let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
    for request in try table.all(state: .implemented, limit: .max) where request.revision ?? .max <= head {
      let facts = ChangeRequestMachine.Facts(
        state: request.state, authorID: request.authorID, itemCount: request.items.count,
        justification: request.justification, hasBlockingFindings: false)
      let step = try ChangeRequestMachine(facts).step(
        .publish, by: grant.account.accountID, roles: grant.account.roles[grant.inVocabulary.id] ?? [],
        reason: "")
      try table.record(
        .publish, step, of: request, by: grant.account.accountID, at: transaction.now,
        reason: "release \(version)", auditSequence: auditSequence)
    }
  }

  /// The releases of a vocabulary, the newest first.
  public func releases(grant: Grant) throws(StoreError) -> [Release] {
    grant.require(.read)
    return try read { db in
      try Row.fetchAll(
        db, sql: Release.query + " WHERE vocabulary = ? ORDER BY revision DESC, at DESC",
        arguments: [grant.inVocabulary.id]
      ).map(Release.init)
    }
  }

  /// A release.
  public func release(_ version: String, grant: Grant) throws(StoreError) -> Release {
    grant.require(.read)
    return try read { db in try Self.release(db, grant.inVocabulary, version) }
  }

  private static func release(_ db: Database, _ vocabulary: Vocabulary, _ version: String) throws -> Release {
    let row = try Row.fetchOne(
      db, sql: Release.query + " WHERE vocabulary = ? AND version = ?", arguments: [vocabulary.id, version])
    guard let row else {
      throw StoreError(
        .notFound, "\(vocabulary.name) has no release \"\(version)\"; release.list shows those there are")
    }
    return Release(row)
  }

  /// A version is 1 to 64 letters, digits, ".", "-" and "_", starting with a letter or digit, so that it can
  /// stand in file names and addresses, and is not mistaken for `head` or a revision.
  private static func validate(version: String) throws(StoreError) {
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
