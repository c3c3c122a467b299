import Foundation
import GRDB
import Synchronization

/// A versioned store of vocabularies in one directory, owned by one process.
///
/// Reads run in parallel and see one moment each; writes run one after the other, each in one transaction
/// together with its audit record. Thread-safe; every call blocks its thread until it is done.
/// - Source: spec/store.md, spec/guarantees.md.
public final class Store: Sendable {
  /// The directory that holds the database, the lock and the spool for uploads.
  public let directory: String
  /// Where files on their way in and out are kept while they last.
  public let spoolDirectory: String
  let environment: StoreEnvironment
  private let pool: DatabasePool
  private let ownership: StoreOwnership
  /// Held while the file of the signing key is made or replaced.
  let keyLock = Mutex(())

  /// Opens the store in a directory, creating both if they do not exist.
  ///
  /// The first account is the administrator's, for the user id that creates the store.
  /// - Parameter ownerDescription: what a second process is told, such as `termctl serve (process 123)`.
  /// - Throws: `StoreError`: `storeOwned` if another process has it, `storeUnreadable` if it is not a store
  ///   or a newer one.
  public init(
    directory: String, ownerDescription: String, environment: StoreEnvironment = .system
  ) throws(StoreError) {
    self.directory = directory
    self.environment = environment
    spoolDirectory = directory + "/transfers"
    try Self.createDirectory(directory)
    let path = directory + "/concordat.sqlite"
    ownership = try StoreOwnership(claiming: directory + "/owner.lock", owner: ownerDescription)
    try Schema.checkHeader(of: path)
    Self.reserve(path)
    try Self.createDirectory(spoolDirectory)
    pool = try Self.translating {
      let pool = try DatabasePool(path: path, configuration: Self.configuration)
      try pool.writeWithoutTransaction { db in
        // GRDB turns to NORMAL when it switches to WAL; an acknowledged commit has to survive a power cut.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try Schema.prepare(db)
      }
      return pool
    }
  }

  /// The settings of every connection, in one place: spec/guarantees.md.
  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "concordat"
    configuration.maximumReaderCount = 8
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON;
          PRAGMA mmap_size = 0;
          PRAGMA secure_delete = OFF;
          PRAGMA cache_size = -65536;
          """)
    }
    return configuration
  }

  private static func createDirectory(_ directory: String) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(
        .storeUnreadable, "the directory \(directory) cannot be created: \(error.localizedDescription)")
    }
  }

  /// Makes the database file readable for its owner alone, before SQLite would make it; the files beside it
  /// take over its rights.
  private static func reserve(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor >= 0 { Foundation.close(descriptor) }
  }

  /// Runs a block on one consistent snapshot.
  func read<Value>(_ block: (Database) throws -> Value) throws(StoreError) -> Value {
    try Self.translating { try pool.read(block) }
  }

  /// Runs a block of another floor on one consistent snapshot; what it throws passes as it is.
  func passing<Value>(_ block: (Database) throws -> Value) throws -> Value {
    do {
      return try pool.read(block)
    } catch let error as DatabaseError {
      return try Self.translating { throw error }
    }
  }

  /// Runs a block in one transaction: either all of it happens, with its audit records, or nothing.
  func write<Value>(_ block: (WriteTransaction) throws -> Value) throws(StoreError) -> Value {
    try Self.translating {
      try pool.write { db in try block(WriteTransaction(db: db, now: environment.now(), store: self)) }
    }
  }

  /// Turns what GRDB throws into the store's own errors.
  static func translating<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      let text = error.message ?? "unknown"
      switch error.resultCode {
      case .SQLITE_FULL:
        throw StoreError(.storageFull, "the disk is full; nothing was changed; free some space and repeat")
      case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        throw StoreError(.damaged, "the database is damaged (\(text)); restore a backup")
      default:
        throw StoreError(.storageFailed, "SQLite reported \(error.extendedResultCode): \(text)")
      }
    } catch {
      throw StoreError(.storageFailed, "the store failed: \(error)")
    }
  }

  /// The settings in force on the writing connection, for tests and `store check`.
  func connectionSettings() throws(StoreError) -> [String: String] {
    try Self.translating {
      try pool.writeWithoutTransaction { db in
        var settings: [String: String] = [:]
        for name in [
          "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "mmap_size",
        ] {
          settings[name] = try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
        }
        return settings
      }
    }
  }

  /// Closes the database, folding the write-ahead log into it.
  ///
  /// Nothing depends on it: a store that was not closed is whole when it is opened again.
  public func close() {
    try? pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try? pool.close()
  }
}

/// Proof that a write transaction is open; only `Store.write` makes one.
struct WriteTransaction {
  let db: Database
  /// The time of everything that this transaction records.
  let now: Timestamp
  /// The store, for its environment.
  let store: Store
}
