import Foundation
import GRDB

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
          let condition = table == "label" ? "WHERE role <= 2" : ""
          let rows = try store.read { source in
            try Row.fetchAll(source, sql: "SELECT \(columns) FROM \"\(table)\" \(condition)")
          }
          for row in rows {
            let places = row.map { _ in "?" }.joined(separator: ", ")
            try db.execute(
              sql: "INSERT INTO \"\(table)\" (\(columns)) VALUES (\(places))",
              arguments: StatementArguments(row.databaseValues))
          }
        }
        try db.execute(sql: "UPDATE label SET folded = text")
        return .commit
      }
    }
    try queue.close()
  }

  /// The version of the schema in the database, whatever is in its log.
  func schemaVersion() throws -> Int32? {
    let queue = try DatabaseQueue(path: path + "/concordat.sqlite")
    defer { try? queue.close() }
    return try queue.read { db in try Int32.fetchOne(db, sql: "PRAGMA user_version") }
  }
}
