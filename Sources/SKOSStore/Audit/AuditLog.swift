import Foundation
import GRDB
internal import RDF

/// One thing that was done or refused, in the chain of all of them.
public struct AuditRecord: Hashable, Sendable {
  /// The place in the chain, from 1 without gaps.
  public let sequence: Int64
  /// When.
  public let at: Timestamp
  /// The account's name, or how somebody without one was seen, such as `uid 1000`.
  public let actor: String
  /// What was done, as the method that did it: `change.submit`; refusals start with `denied `.
  public let action: String
  /// The vocabulary's name, if it was about one.
  public let vocabulary: String?
  /// What it was done to: an IRI, a change request, a release, an account.
  public let target: String?
  /// The head revision before.
  public let revisionBefore: Int64?
  /// The head revision after, where the content changed.
  public let revisionAfter: Int64?
  /// Particulars for people.
  public let detail: String
  /// The hash of the record before this one, and of this one, in hexadecimal.
  public let previousHash: String
  /// The hash over this record and `previousHash`.
  public let hash: String
  /// Whether personal data were taken out of it.
  public let isRedacted: Bool
}

/// What verifying the audit chain found.
public enum AuditVerdict: Hashable, Sendable {
  /// Every record is intact; the last one's hash can be compared with a checkpoint kept elsewhere.
  case intact(count: Int64, headHash: String)
  /// The first record that does not fit, and why.
  case broken(sequence: Int64, reason: String)
}

/// The audit log: each record holds the hash of the one before it, and stands in the same transaction as
/// what it records.
///
/// The chain proves that nothing was altered, inserted or removed before its last record; it does not prove
/// that what was recorded was true, nor that the end was not cut off, for which compare it with an
/// `AuditCheckpoint` that left the machine.
///
/// What names people is not hashed itself but its commitment, the hash of a salt and the text: so it can be taken out
/// together with the salt, and the chain still holds. Records from before version 7 of the store have no salt.
/// - Source: spec/guarantees.md.
enum AuditLog {
  /// What the first record has as the hash of its predecessor.
  static let origin = Data(count: 32)

  /// What is to be recorded.
  struct Note {
    var actor: String
    var action: String
    var vocabulary: String?
    var target: String?
    var revisionBefore: Int64?
    var revisionAfter: Int64?
    var detail = ""
    /// The digest of what else is kept of a step, so that the chain vouches for it too.
    var content: Data?
  }

  /// What the three texts of a record that may name people were hashed as.
  struct Commitments {
    let actor: Data
    let target: Data
    let detail: Data

    init(of note: Note, salt: Data) {
      actor = Commitment.hash(note.actor, as: "actor", salt: salt)
      target = Commitment.hash(note.target, as: "target", salt: salt)
      detail = Commitment.hash(note.detail, as: "detail", salt: salt)
    }

    /// Reads what a redacted record kept; nil for anything that is not three hashes.
    init?(_ bytes: Data) {
      let bytes = Array(bytes)
      guard bytes.count == 96 else { return nil }
      (actor, target, detail) = (Data(bytes[0..<32]), Data(bytes[32..<64]), Data(bytes[64..<96]))
    }

    var bytes: Data { actor + target + detail }
  }

  /// Adds a record at the end of the chain and returns its sequence number.
  @discardableResult
  static func append(_ note: Note, in transaction: WriteTransaction) throws -> Int64 {
    let db = transaction.db
    let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    let sequence = (last?["sequence"] as Int64? ?? 0) + 1
    let previous = last?["hash"] as Data? ?? origin
    let salt = Commitment.salt(transaction.store.environment)
    let hash = hash(
      note, Commitments(of: note, salt: salt), sequence: sequence, at: transaction.now, previous: previous)
    try db.execute(
      sql: """
        INSERT INTO audit (sequence, at, actor, action, vocabulary, target, revision_before, revision_after,
          detail, previous_hash, hash, salt, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        sequence, transaction.now.milliseconds, note.actor, note.action, note.vocabulary, note.target,
        note.revisionBefore, note.revisionAfter, note.detail, previous, hash, salt, note.content,
      ])
    return sequence
  }

  private static func hash(
    _ note: Note, _ commitments: Commitments, sequence: Int64, at: Timestamp, previous: Data
  ) -> Data {
    var record = ChainedRecord("audit-2")
    record.append(bytes: previous)
    record.append(sequence)
    record.append(at.milliseconds)
    record.append(bytes: commitments.actor)
    record.append(note.action)
    record.append(note.vocabulary)
    record.append(bytes: commitments.target)
    record.append(note.revisionBefore)
    record.append(note.revisionAfter)
    record.append(bytes: commitments.detail)
    record.append(note.content?.hexadecimal)
    return record.hash
  }

  /// The hash that a row should state; nil if what it kept when it was redacted cannot be read.
  private static func hash(of row: Row, sequence: Int64, previous: Data) -> Data? {
    let at = Timestamp(milliseconds: row["at"])
    let note = note(row)
    if let kept: Data = row["commitments"] {
      return Commitments(kept).map { hash(note, $0, sequence: sequence, at: at, previous: previous) }
    }
    guard let salt: Data = row["salt"] else {
      return hash(note, sequence: sequence, at: at, previous: previous)
    }
    return hash(note, Commitments(of: note, salt: salt), sequence: sequence, at: at, previous: previous)
  }

  /// The hash of records from before version 7.

  static func hash(_ note: Note, sequence: Int64, at: Timestamp, previous: Data) -> Data {
    var record = ChainedRecord("audit")
    record.append(bytes: previous)
    record.append(sequence)
    record.append(at.milliseconds)
    record.append(note.actor)
    record.append(note.action)
    record.append(note.vocabulary)
    record.append(note.target)
    record.append(note.revisionBefore)
    record.append(note.revisionAfter)
    record.append(note.detail)
    return record.hash
  }

  static func note(_ row: Row) -> Note {
    Note(
      actor: row["actor"], action: row["action"], vocabulary: row["vocabulary"], target: row["target"],
      revisionBefore: row["revision_before"], revisionAfter: row["revision_after"], detail: row["detail"],
      content: row["content"])
  }

  static func record(_ row: Row) -> AuditRecord {
    let note = note(row)
    return AuditRecord(
      sequence: row["sequence"], at: Timestamp(milliseconds: row["at"]), actor: note.actor,
      action: note.action,
      vocabulary: note.vocabulary, target: note.target, revisionBefore: note.revisionBefore,
      revisionAfter: note.revisionAfter, detail: note.detail,
      previousHash: (row["previous_hash"] as Data).hexadecimal, hash: (row["hash"] as Data).hexadecimal,
      isRedacted: row["commitments"] as Data? != nil)
  }

  /// Recomputes the whole chain.
  static func verify(_ db: Database) throws -> AuditVerdict {
    var expected: Int64 = 1
    var previous = origin
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY sequence")
    while let row = try rows.next() {
      let sequence: Int64 = row["sequence"]
      guard sequence == expected else {
        return .broken(sequence: expected, reason: "the record is missing; the next one is \(sequence)")
      }
      guard (row["previous_hash"] as Data) == previous else {
        return .broken(sequence: sequence, reason: "it does not continue the record before it")
      }
      guard let computed = hash(of: row, sequence: sequence, previous: previous),
        (row["hash"] as Data) == computed
      else {
        return .broken(sequence: sequence, reason: "its content does not have the hash that it states")
      }
      previous = computed
      expected += 1
    }
    return .intact(count: expected - 1, headHash: previous.hexadecimal)
  }
}

extension Store {
  /// The newest audit records first, from below a sequence number if one is given.
  public func auditRecords(
    before sequence: Int64? = nil, limit: Int, grant: Grant
  ) throws(StoreError) -> [AuditRecord] {
    grant.require(.operate)
    return try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
        arguments: [sequence ?? .max, limit]
      ).map(AuditLog.record)
    }
  }

  /// Recomputes the audit chain, and compares it with a checkpoint that was kept elsewhere; O(records).
  public func verifyAudit(against checkpoint: AuditCheckpoint? = nil, grant: Grant) throws(StoreError)
    -> AuditVerdict
  {
    grant.require(.operate)
    return try read { db in
      guard let checkpoint else { return try AuditLog.verify(db) }
      return try AuditLog.verify(db, against: checkpoint)
    }
  }
}
