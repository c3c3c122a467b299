import GRDB

/// Indexes that a large import takes away before it writes and makes anew behind it, in the same transaction.
///
/// SQLite sorts when it makes an index, and jumps about when it adds to one; sorting pays as soon as the new rows
/// outnumber the old.
struct DeferredIndexes {
  private let db: Database
  private let statements: [String]

  /// Takes the indexes away.
  ///
  /// - Parameter names: Indexes whose keys come in no particular order; those that are not there are passed over.
  init(_ db: Database, _ names: [String]) throws {
    self.db = db
    statements = try names.compactMap { name in
      try String.fetchOne(
        db, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", arguments: [name])
    }
    for name in names { try db.execute(sql: "DROP INDEX IF EXISTS \"\(name)\"") }
  }

  /// Makes them anew, as they were.
  func restore() throws {
    for statement in statements { try db.execute(sql: statement) }
  }
}
