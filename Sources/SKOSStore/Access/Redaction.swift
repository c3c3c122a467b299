import Foundation
import GRDB

/// What taking a person's data out came to.
public struct RedactionReport: Hashable, Sendable {
  /// What stands in the place of the name.
  public let pseudonym: String
  /// How many audit records no longer name the person.
  public let recordCount: Int
  /// How many revisions no longer name the person.
  public let revisionCount: Int
  /// How many votes no longer name the person.
  public let voteCount: Int
}

extension Store {
  /// Takes the name of a person out of the store, and keeps what they did under a pseudonym.
  ///
  /// The account is disabled for good. The name goes from the account, the audit log, revisions, votes and delegations;
  /// the chains still hold, because they are made of commitments (`Commitment`), whose salts go too. What the person
  /// wrote stays: it belongs to the record of the committee. The redaction is recorded.
  /// - Throws: `notFound`; `invalidArgument` for one's own account; `conflict` if the person is named in records from
  ///   before version 7 of the store, which cannot be changed.
  public func redactAccount(_ name: String, reason: String, grant: Grant) throws(StoreError)
    -> RedactionReport
  {
    grant.require(.manageAccounts)
    guard reason.hasText else {
      throw StoreError(.invalidArgument, "say why the name is taken out, such as a request by the person")
    }
    return try write { transaction in
      let db = transaction.db
      let account = try Self.accountID(db, name)
      guard account != grant.account.accountID else {
        throw StoreError(.invalidArgument, "an account cannot take out its own name")
      }
      try Self.requireRedactable(account, name, db)
      let pseudonym = "person-\(account)"
      let revisions = try Self.redactRevisions(of: account, name, db)
      let votes = try Self.redactVotes(of: name, as: pseudonym, db)
      try db.execute(
        sql: """
          UPDATE account SET name = ?1, display_name = '', uid = NULL, disabled_at = coalesce(disabled_at, ?2)
          WHERE id = ?3
          """, arguments: [pseudonym, transaction.now.milliseconds, account])
      try db.execute(
        sql: "UPDATE token SET label = '', revoked_at = coalesce(revoked_at, ?) WHERE account = ?",
        arguments: [transaction.now.milliseconds, account])
      let records = try Self.redactAudit(of: name, as: pseudonym, db)
      try AuditLog.append(
        AuditLog.Note(actor: grant.actorName, action: "user.redact", target: pseudonym, detail: reason),
        in: transaction)
      return RedactionReport(
        pseudonym: pseudonym, recordCount: records, revisionCount: revisions, voteCount: votes)
    }
  }

  private static func requireRedactable(_ account: Int64, _ name: String, _ db: Database) throws {
    let old = try Int.fetchOne(
      db,
      sql: """
        SELECT (SELECT count(*) FROM revision WHERE author = ?1 AND author_salt IS NULL
            AND author_commitment IS NULL)
          + (SELECT count(*) FROM audit WHERE (actor = ?2 OR target = ?2) AND salt IS NULL
            AND commitments IS NULL)
        """, arguments: [account, name])
    guard old == 0 else {
      throw StoreError(
        .conflict,
        "\(old ?? 0) records from before version 7 of the store name \(name), and their chain is made of the name itself; disable the account instead"
      )
    }
  }

  private static func redactRevisions(of account: Int64, _ name: String, _ db: Database) throws -> Int {
    let rows = try Row.fetchAll(
      db,
      sql:
        "SELECT vocabulary, number, author_salt FROM revision WHERE author = ? AND author_salt IS NOT NULL",
      arguments: [account])
    for row in rows {
      try db.execute(
        sql: """
          UPDATE revision SET author_commitment = ?, author_salt = NULL WHERE vocabulary = ? AND number = ?
          """,
        arguments: [
          Commitment.hash(name, as: "author", salt: row["author_salt"]), row["vocabulary"] as Int64,
          row["number"] as Int64,
        ])
    }
    return rows.count
  }

  private static func redactVotes(of name: String, as pseudonym: String, _ db: Database) throws -> Int {
    try db.execute(
      sql: "UPDATE vote SET cast_by = ?, is_redacted = 1 WHERE cast_by = ?", arguments: [pseudonym, name])
    let count = db.changesCount
    try db.execute(
      sql: "UPDATE delegation SET delegate = ? WHERE delegate = ?", arguments: [pseudonym, name])
    try db.execute(
      sql: "UPDATE delegation SET delegated_by = ? WHERE delegated_by = ?", arguments: [pseudonym, name])
    // Who concluded and who declared stands in JSON.
    for (table, column) in [("stage", "conclusion"), ("ballot", "declaration")] {
      try db.execute(
        sql: """
          UPDATE \(table) SET \(column) = json_set(\(column), '$.by', ?)
          WHERE \(column) IS NOT NULL AND json_extract(\(column), '$.by') = ?
          """, arguments: [pseudonym, name])
    }
    return count
  }

  /// Replaces the name where a record has it as actor, as target, or as the person that a vote was delegated to.
  private static func redactAudit(of name: String, as pseudonym: String, _ db: Database) throws -> Int {
    let delegated = "delegated to \(name)"
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM audit WHERE actor = ?1 OR target = ?1
          OR action = 'ballot.delegate' AND detail LIKE ?2 ESCAPE '^'
        """, arguments: [name, "%: " + delegated.replacing("_", with: "^_")])
    for row in rows {
      let note = AuditLog.note(row)
      var redacted = note
      if note.actor == name { redacted.actor = pseudonym }
      if note.target == name { redacted.target = pseudonym }
      if note.action == "ballot.delegate", note.detail.hasSuffix(": " + delegated) {
        redacted.detail = note.detail.dropLast(name.count) + pseudonym
      } else if note.target == name || note.action.hasPrefix("denied ") {
        // The records of an account have the person's name, and refusals speak to whoever was refused.
        redacted.detail = "redacted"
      }
      // A record that somebody else's name was taken out of before has its commitments already.
      let salt: Data? = row["salt"]
      try db.execute(
        sql: """
          UPDATE audit SET actor = ?, target = ?, detail = ?, commitments = coalesce(commitments, ?), salt = NULL
          WHERE sequence = ?
          """,
        arguments: [
          redacted.actor, redacted.target, redacted.detail,
          salt.map { AuditLog.Commitments(of: note, salt: $0).bytes }, row["sequence"] as Int64,
        ])
    }
    return rows.count
  }
}
