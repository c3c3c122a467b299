import Foundation
import GRDB
import RDF
import SKOS

@testable import SKOSStore

extension TestFolder {
  /// A store of version 1, as that version's schema has it, with the content of another store.
  ///
  /// Version 1 indexed labels alone, folded by rules of its own; the texts here are folded by none.
  convenience init(version1From store: Store) throws {
    try self.init()
    var configuration = Configuration()
    // Requests and revisions refer to each other, so there is no order in which all rows could be put in.
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path + "/concordat.sqlite", configuration: configuration)
    try queue.writeWithoutTransaction { db in
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      try db.inTransaction {
        try SchemaStep.version1.apply(to: db)
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
        for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") {
          let columns = try db.columns(in: table).map { "\"\($0.name)\"" }.joined(separator: ", ")
          guard table != "label" else { continue }
          let rows = try store.read { source in
            try Row.fetchAll(source, sql: "SELECT \(columns) FROM \"\(table)\"")
          }
          for row in rows {
            let places = row.map { _ in "?" }.joined(separator: ", ")
            try db.execute(
              sql: "INSERT INTO \"\(table)\" (\(columns)) VALUES (\(places))",
              arguments: StatementArguments(row.databaseValues))
          }
        }
        try Self.unpackBodies(db)
        try Self.fillLabels(db)
        try Self.chainAnew(db)
        return .commit
      }
    }
    try queue.close()
  }

  /// Gives revisions and audit records the hashes that version 1 gave them: over names, without salts.
  private static func chainAnew(_ db: Database) throws {
    var heads: [String: Data] = [:]
    let revisions = try Row.fetchAll(
      db,
      sql: """
        SELECT revision.*, account.name AS author_name, vocabulary.name AS vocabulary_name FROM revision
        JOIN account ON account.id = author JOIN vocabulary ON vocabulary.id = revision.vocabulary
        ORDER BY revision.vocabulary, number
        """)
    for row in revisions {
      let name: String = row["vocabulary_name"]
      let previous = heads[name] ?? AuditLog.origin
      let hash = RevisionWriter.hash(
        vocabulary: name, number: row["number"], author: .name(row["author_name"]),
        at: Timestamp(milliseconds: row["at"]), message: row["message"], contentHash: row["content_hash"],
        previousHash: previous)
      try db.execute(
        sql: "UPDATE revision SET previous_hash = ?, hash = ? WHERE vocabulary = ? AND number = ?",
        arguments: [previous, hash, row["vocabulary"] as Int64, row["number"] as Int64])
      heads[name] = hash
    }
    var previous = AuditLog.origin
    for row in try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY sequence") {
      var note = AuditLog.Note(
        actor: row["actor"], action: row["action"], vocabulary: row["vocabulary"], target: row["target"],
        detail: row["detail"])
      (note.revisionBefore, note.revisionAfter) = (row["revision_before"], row["revision_after"])
      let hash = AuditLog.hash(
        note, sequence: row["sequence"], at: Timestamp(milliseconds: row["at"]), previous: previous)
      try db.execute(
        sql: "UPDATE audit SET previous_hash = ?, hash = ? WHERE sequence = ?",
        arguments: [previous, hash, row["sequence"] as Int64])
      previous = hash
    }
  }

  /// Version 1 packed nothing.
  private static func unpackBodies(_ db: Database) throws {
    let versions = try Row.fetchAll(
      db, sql: "SELECT entry_version.*, iri FROM entry_version JOIN entry ON entry.id = entry")
    for version in versions {
      let entry = try Entry(iri: IRI(uncheckedValid: version["iri"]), stored: version["body"])
      try db.execute(
        sql: "UPDATE entry_version SET body = ? WHERE entry = ? AND from_revision = ?",
        arguments: [Data(entry.body), version["entry"], version["from_revision"]])
    }
  }

  private static func fillLabels(_ db: Database) throws {
    let versions = try Row.fetchAll(
      db, sql: "SELECT entry_version.*, iri FROM entry_version JOIN entry ON entry.id = entry")
    for version in versions {
      let body = [UInt8](version["body"] as Data)
      let entry = Entry(iri: IRI(uncheckedValid: version["iri"]), canonicalBody: body)
      for label in try EntryIndex(entry).labels where label.role.rawValue <= TextRole.hidden.rawValue {
        try db.execute(
          sql: """
            INSERT INTO label (vocabulary, entry, from_revision, to_revision, role, language, text, folded)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            version["vocabulary"], version["entry"], version["from_revision"], version["to_revision"],
            label.role.rawValue, label.language, label.text, label.text,
          ])
      }
    }
  }

  /// The version of the schema in the database, whatever is in its log.
  func schemaVersion() throws -> Int32? {
    let queue = try DatabaseQueue(path: path + "/concordat.sqlite")
    defer { try? queue.close() }
    return try queue.read { db in try Int32.fetchOne(db, sql: "PRAGMA user_version") }
  }
}
