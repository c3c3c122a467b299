import GRDB
internal import RDF

/// The end of the audit chain at a moment, to be kept where whoever can write the store cannot.
///
/// A chain shows nothing about its own end, and whoever has the file can compute all of it anew. With a
/// checkpoint from elsewhere both are found: the record that it names has to be there, with that hash.
/// - Source: spec/guarantees.md, D4.
public struct AuditCheckpoint: Hashable, Sendable, CustomStringConvertible {
  /// The number of the last record; 0 for an empty log.
  public let sequence: Int64
  /// That record's hash, in hexadecimal.
  public let hash: String
  /// When that record was made.
  public let at: Timestamp

  /// Creates a checkpoint.
  public init(sequence: Int64, hash: String, at: Timestamp) {
    self.sequence = sequence
    self.hash = hash
    self.at = at
  }

  /// Reads `42 0f3a… 2026-11-27T10:00:00.000Z`: the number, the 64 digits of the hash, and the time.
  public init?(_ text: String) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 3, let sequence = Int64(parts[0]), sequence >= 0, parts[1].utf8.count == 64,
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      let at = Timestamp(iso8601: String(parts[2]))
    else { return nil }
    self.init(sequence: sequence, hash: String(parts[1]), at: at)
  }

  /// The text that `init(_:)` reads.
  public var description: String { "\(sequence) \(hash) \(at.iso8601)" }

  /// The end of a database's chain, without recomputing it.
  init(_ db: Database) throws {
    guard let last = try AuditLog.last(db) else {
      self.init(sequence: 0, hash: AuditLog.origin.hexadecimal, at: Timestamp(milliseconds: 0))
      return
    }
    self.init(sequence: last.sequence, hash: last.hash, at: last.at)
  }
}

extension AuditLog {
  /// The newest record.
  static func last(_ db: Database) throws -> AuditRecord? {
    try Row.fetchOne(db, sql: "SELECT * FROM audit ORDER BY sequence DESC LIMIT 1").map(record)
  }

  /// Recomputes the whole chain, and finds in it the record that a checkpoint names.
  static func verify(_ db: Database, against checkpoint: AuditCheckpoint) throws -> AuditVerdict {
    let verdict = try verify(db)
    guard case .intact(let count, _) = verdict, checkpoint.sequence > 0 else { return verdict }
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM audit WHERE sequence = ?", arguments: [checkpoint.sequence])
    guard let row else {
      return .broken(
        sequence: count + 1, reason: "the checkpoint names record \(checkpoint.sequence): the end was cut off"
      )
    }
    guard record(row).hash == checkpoint.hash else {
      return .broken(
        sequence: checkpoint.sequence,
        reason: "it is not the record of the checkpoint: the chain was computed anew")
    }
    return verdict
  }
}

extension Store {
  /// The end of the audit chain as it stands, without recomputing it.
  public func auditHead(grant: Grant) throws(StoreError) -> AuditCheckpoint {
    grant.require(.operate)
    return try auditHead()
  }

  /// The same for whoever runs the store in its own process.
  public func auditHead() throws(StoreError) -> AuditCheckpoint { try read(AuditCheckpoint.init) }
}
