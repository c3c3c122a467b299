import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `The audit chain` {
  private struct Undo: Error {}

  /// What the chain says after statements that are then undone.
  private func verdict(
    _ committee: Committee, against checkpoint: AuditCheckpoint? = nil, _ change: (Database) throws -> Void
  ) -> AuditVerdict? {
    var verdict: AuditVerdict?
    try? committee.store.write { transaction in
      try change(transaction.db)
      verdict =
        try checkpoint.map { try AuditLog.verify(transaction.db, against: $0) }
        ?? AuditLog.verify(transaction.db)
      throw Undo()
    }
    return verdict
  }

  private func isBroken(_ verdict: AuditVerdict?) -> Bool {
    if case .broken = verdict { true } else { false }
  }

  /// Computes the chain anew from a record on, as somebody would who has the file and the specification.
  private func forge(_ db: Database, from sequence: Int64) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence", arguments: [sequence])
    var previous =
      try Data.fetchOne(db, sql: "SELECT hash FROM audit WHERE sequence = ?", arguments: [sequence - 1])
      ?? AuditLog.origin
    for row in rows {
      func commitment(_ name: String) -> Data {
        var record = ChainedRecord("commitment")
        record.append(bytes: row["salt"] as Data)
        record.append(name)
        record.append(row[name] as String?)
        return record.hash
      }
      var record = ChainedRecord("audit-2")
      record.append(bytes: previous)
      record.append(row["sequence"] as Int64)
      record.append(row["at"] as Int64)
      record.append(bytes: commitment("actor"))
      for name in ["action", "vocabulary"] { record.append(row[name] as String?) }
      record.append(bytes: commitment("target"))
      for name in ["revision_before", "revision_after"] { record.append(row[name] as Int64?) }
      record.append(bytes: commitment("detail"))
      record.append((row["content"] as Data?)?.hexadecimal)
      try db.execute(
        sql: "UPDATE audit SET previous_hash = ?, hash = ? WHERE sequence = ?",
        arguments: [previous, record.hash, row["sequence"] as Int64])
      previous = record.hash
    }
  }

  /// A committee with at least a hundred records.
  private func busy() throws -> Committee {
    let committee = try Committee()
    for number in 0..<90 { _ = try committee.importing(concept("a", label: "A\(number)")) }
    return committee
  }

  @Test func `every byte of a hundred records is covered`() throws {
    let committee = try busy()
    var count = 0
    try? committee.store.write { transaction in
      let db = transaction.db
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY sequence LIMIT 100")
      #expect(rows.count == 100)
      for row in rows {
        for column in row.columnNames {
          // The value with one bit changed, byte by byte.
          let value: DatabaseValue = row[column]
          for altered in alterations(of: value, in: column) {
            let sequence: Int64 = row["sequence"]
            try db.inSavepoint {
              try db.execute(
                sql: "UPDATE OR REPLACE audit SET \(column) = ? WHERE sequence = ?",
                arguments: [altered, sequence])
              let verdict = try AuditLog.verify(db)
              #expect(isBroken(verdict), "\(column) of record \(sequence)")
              count += 1
              return .rollback
            }
          }
        }
      }
      throw Undo()
    }
    #expect(count > 10_000)
  }

  private func alterations(of value: DatabaseValue, in column: String) -> [DatabaseValue] {
    switch value.storage {
    case .null:
      if ["content", "commitments"].contains(column) { return [Data().databaseValue] }
      return [column.hasPrefix("revision") ? 0.databaseValue : "".databaseValue]
    case .int64(let number): return (0..<40).map { (number ^ (1 << Int64($0))).databaseValue }
    case .double: return []
    case .string(let text):
      let bytes = Array(text.utf8)
      return bytes.indices.compactMap { index in
        var altered = bytes
        altered[index] ^= 1
        return String(validating: altered, as: UTF8.self)?.databaseValue
      }
    case .blob(let data):
      return data.indices.map { index in
        var altered = data
        altered[index] ^= 1
        return altered.databaseValue
      }
    }
  }

  @Test func `records that are deleted, added, swapped, doubled or moved in time are found`() throws {
    let committee = try busy()
    let statements = [
      "DELETE FROM audit WHERE sequence = 50", "DELETE FROM audit WHERE sequence = 1",
      "UPDATE audit SET sequence = -1 WHERE sequence = 50; UPDATE audit SET sequence = 50 WHERE sequence = 51; UPDATE audit SET sequence = 51 WHERE sequence = -1",
      "INSERT INTO audit SELECT 1000, at, actor, action, vocabulary, target, revision_before, revision_after, detail, previous_hash, hash, salt, content, commitments FROM audit WHERE sequence = 50",
      "DELETE FROM audit WHERE sequence = 50; UPDATE audit SET sequence = -sequence WHERE sequence > 50; UPDATE audit SET sequence = -sequence - 1 WHERE sequence < 0",
      "UPDATE audit SET at = at - 3600000 WHERE sequence >= 50",
      "UPDATE audit SET actor = 'owner' WHERE sequence = 60",
    ]
    for statement in statements {
      #expect(isBroken(verdict(committee) { try $0.execute(sql: statement) }), "\(statement)")
    }
    #expect(!isBroken(verdict(committee) { _ in }))
  }

  @Test func `a cut end and a chain computed anew pass the bare chain and not a checkpoint`() throws {
    let committee = try busy()
    let checkpoint = try committee.store.auditHead()
    _ = try committee.importing(concept("a", label: "later"))
    for kept in [1, 50, checkpoint.sequence - 1] {
      func cut(_ db: Database) throws { try db.execute(sql: "DELETE FROM audit WHERE sequence > \(kept)") }
      #expect(!isBroken(verdict(committee, cut)))
      #expect(isBroken(verdict(committee, against: checkpoint, cut)), "cut behind \(kept)")
    }
    for start in [1, 2, 50, checkpoint.sequence] {
      func rewrite(_ db: Database) throws {
        try db.execute(sql: "UPDATE audit SET actor = 'somebody' WHERE sequence = \(start)")
        try forge(db, from: start)
      }
      #expect(!isBroken(verdict(committee, rewrite)))
      #expect(isBroken(verdict(committee, against: checkpoint, rewrite)), "computed anew from \(start)")
    }
    // What came after the checkpoint is not covered by it.
    #expect(!isBroken(verdict(committee, against: checkpoint) { _ in }))
  }

  @Test func `a checkpoint survives the way to text and back`() throws {
    let checkpoint = AuditCheckpoint(
      sequence: 42, hash: String(repeating: "0f", count: 32), at: Timestamp(milliseconds: 1_764_000_000_000))
    #expect(AuditCheckpoint(checkpoint.description) == checkpoint)
    for bad in [
      "", "42", "42 00 2026-11-27T10:00:00Z", "x \(checkpoint.hash) 2026-11-27T10:00:00Z",
      "42 \(checkpoint.hash.uppercased()) 2026-11-27T10:00:00Z", "-1 \(checkpoint.hash) 2026-11-27T10:00:00Z",
      "42 \(checkpoint.hash) yesterday",
    ] {
      #expect(AuditCheckpoint(bad) == nil, "\(bad)")
    }
  }
}
