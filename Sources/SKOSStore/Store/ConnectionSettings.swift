import CSQLite
import GRDB

/// What every connection to a store's database is set to, and what it has to say of itself before it is used.
///
/// Durability and the refusal of damage rest on these, so each is read back from SQLite; a connection that
/// does not have them all is not used.
/// - Source: spec/store.md, "Connections"; https://www.sqlite.org/security.html.
enum ConnectionSettings {
  /// One setting: what it is called, what it has to be, and how it is set and asked for.
  struct Setting: Sendable {
    let name: String
    let wanted: String
    let set: @Sendable (Database) throws -> Void
    let read: @Sendable (Database) throws -> String
  }

  /// The settings of a connection that writes or, if `readonly`, only reads.
  static func all(readonly: Bool) -> [Setting] {
    [
      // Only the writing connection may change the mode; for the others it is what they find.
      pragma("journal_mode", readonly ? nil : "WAL", reads: "wal"),
      pragma("synchronous", "FULL", reads: "2"),
      pragma("foreign_keys", "ON", reads: "1"),
      pragma("trusted_schema", "OFF", reads: "0"),
      pragma("cell_size_check", "ON", reads: "1"),
      pragma("mmap_size", "0", reads: "0"),
      pragma("busy_timeout", "5000", reads: "5000"),
      pragma("secure_delete", "OFF", reads: "0"),
      pragma("cache_size", "-65536", reads: "-65536"),
      // `Store.write` checkpoints, by itself and on the writing connection, because it wants to know of errors.
      pragma("wal_autocheckpoint", "0", reads: "0"),
      pragma("journal_size_limit", "67108864", reads: "67108864"),
      option("defensive", SQLITE_DBCONFIG_DEFENSIVE, true),
      option("load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false),
      option("writable_schema", SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
      option("double_quoted_strings", SQLITE_DBCONFIG_DQS_DML, false),
      option("no_checkpoint_on_close", SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, readonly),
      // The longest value: an entry's body, and an entry of a quarter of a gigabyte is no entry.
      limit("length", SQLITE_LIMIT_LENGTH, 256 << 20),
      limit("sql_length", SQLITE_LIMIT_SQL_LENGTH, 100_000),
      limit("column", SQLITE_LIMIT_COLUMN, 100),
      limit("expression_depth", SQLITE_LIMIT_EXPR_DEPTH, 200),
      limit("compound_select", SQLITE_LIMIT_COMPOUND_SELECT, 50),
      limit("function_arguments", SQLITE_LIMIT_FUNCTION_ARG, 32),
      // Nothing of ours attaches a database, and nothing else is to.
      limit("attached", SQLITE_LIMIT_ATTACHED, 0),
      limit("like_pattern_length", SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 10_000),
      limit("variable_number", SQLITE_LIMIT_VARIABLE_NUMBER, 32_766),
      limit("trigger_depth", SQLITE_LIMIT_TRIGGER_DEPTH, 10),
      limit("worker_threads", SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
  }

  /// Sets a connection up and refuses it if it does not say that it is.
  ///
  /// - Throws: `StoreError` with code `storageFailed`, naming each setting that is not as it has to be.
  static func apply(to db: Database) throws {
    let settings = all(readonly: isReadonly(db))
    for setting in settings { try setting.set(db) }
    let faults = try faults(of: db)
    guard faults.isEmpty else {
      throw StoreError(
        .storageFailed,
        "a connection to the database does not have the settings that durability rests on; "
          + "is the SQLite library built without them?", details: faults)
    }
  }

  /// What a connection says that is not as it has to be, each as a sentence.
  static func faults(of db: Database) throws -> [String] {
    try all(readonly: isReadonly(db)).compactMap { setting in
      let found = try setting.read(db)
      return found == setting.wanted ? nil : "\(setting.name) is \(found) and has to be \(setting.wanted)"
    }
  }

  /// What a connection says of each setting.
  static func values(of db: Database) throws -> [String: String] {
    var values: [String: String] = [:]
    for setting in all(readonly: isReadonly(db)) { values[setting.name] = try setting.read(db) }
    return values
  }

  /// Keeps a connection from checkpointing when it is closed.
  static func leaveLog(_ db: Database) {
    _ = concordat_db_config(db.sqliteConnection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nil)
  }

  private static func isReadonly(_ db: Database) -> Bool { db.configuration.readonly }

  private static func pragma(_ name: String, _ value: String?, reads wanted: String) -> Setting {
    Setting(
      name: name, wanted: wanted,
      set: { db in
        guard let value else { return }
        // Some pragmas answer with a row, which has to be fetched.
        _ = try Row.fetchAll(db, sql: "PRAGMA \(name) = \(value)")
      },
      read: { db in try String.fetchOne(db, sql: "PRAGMA \(name)") ?? "" })
  }

  private static func option(_ name: String, _ option: Int32, _ isOn: Bool) -> Setting {
    Setting(
      name: name, wanted: isOn ? "1" : "0",
      set: { db in _ = concordat_db_config(db.sqliteConnection, option, isOn ? 1 : 0, nil) },
      read: { db in
        var now: Int32 = -1
        _ = concordat_db_config(db.sqliteConnection, option, -1, &now)
        return String(now)
      })
  }

  private static func limit(_ name: String, _ limit: Int32, _ value: Int32) -> Setting {
    Setting(
      name: name + "_limit", wanted: String(value),
      set: { db in _ = sqlite3_limit(db.sqliteConnection, limit, value) },
      read: { db in String(sqlite3_limit(db.sqliteConnection, limit, -1)) })
  }
}
