import Foundation
import GRDB
internal import RDF

/// What a backup says of itself: what it holds, and where the audit chain stood.
public struct BackupManifest: Hashable, Sendable {
  /// A vocabulary as the backup has it.
  public struct Head: Hashable, Sendable {
    /// Its name.
    public let vocabulary: String
    /// The newest revision.
    public let revision: Int64
    /// The content hash of that revision, in hexadecimal.
    public let contentHash: String
  }

  /// When the backup was made.
  public let createdAt: Timestamp
  /// The version of the schema.
  public let schemaVersion: Int32
  /// How many bytes of the file are the database.
  public let databaseByteCount: Int
  /// The end of the audit chain.
  public let audit: AuditCheckpoint
  /// The vocabularies by name.
  public let heads: [Head]

  /// Describes a database that is a copy of a store's.
  init(of db: Database, createdAt: Timestamp, databaseByteCount: Int) throws {
    self.createdAt = createdAt
    self.databaseByteCount = databaseByteCount
    schemaVersion = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    audit = try AuditCheckpoint(db)
    heads = try Row.fetchAll(
      db,
      sql: """
        SELECT name, head_revision, content_hash FROM vocabulary LEFT JOIN revision
        ON revision.vocabulary = vocabulary.id AND revision.number = vocabulary.head_revision ORDER BY name
        """
    ).map { row in
      Head(
        vocabulary: row[0], revision: row[1],
        contentHash: (row[2] as Data? ?? ContentTree.empty).hexadecimal)
    }
  }

  /// The manifest as it stands in a backup.
  var json: JSON {
    [
      "createdAt": .string(createdAt.iso8601), "schemaVersion": .int(Int(schemaVersion)),
      "databaseByteCount": .int(databaseByteCount), "audit": .string(audit.description),
      "vocabularies": .array(
        heads.map {
          [
            "name": .string($0.vocabulary), "revision": .int(Int($0.revision)),
            "contentHash": .string($0.contentHash),
          ]
        }),
    ]
  }

  /// Reads what `json` writes; nil if something is missing or of the wrong type.
  init?(_ json: JSON) {
    guard let createdAt = json["createdAt"]?.string.flatMap({ Timestamp(iso8601: $0) }),
      let schemaVersion = json["schemaVersion"]?.int.flatMap({ Int32(exactly: $0) }),
      let databaseByteCount = json["databaseByteCount"]?.int, databaseByteCount >= 0,
      let audit = json["audit"]?.string.flatMap({ AuditCheckpoint($0) }),
      let vocabularies = json["vocabularies"]?.array
    else { return nil }
    self.createdAt = createdAt
    self.schemaVersion = schemaVersion
    self.databaseByteCount = databaseByteCount
    self.audit = audit
    heads = vocabularies.compactMap { item in
      guard let name = item["name"]?.string, let revision = item["revision"]?.int,
        let hash = item["contentHash"]?.string
      else { return nil }
      return Head(vocabulary: name, revision: Int64(revision), contentHash: hash)
    }
    guard heads.count == vocabularies.count else { return nil }
  }
}
