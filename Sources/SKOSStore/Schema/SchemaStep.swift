import GRDB

/// What makes one version of the schema of the version before it.
struct SchemaStep: Sendable {
  /// Statements that change tables and indexes.
  let sql: String
  /// Fills what the statements have made from what the database holds; nothing if there is nothing to fill.
  var fill: (@Sendable (Database) throws -> Void)?

  func apply(to db: Database) throws {
    try db.execute(sql: sql)
    try fill?(db)
  }
}
