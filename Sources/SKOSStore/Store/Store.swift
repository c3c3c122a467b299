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
  /// Holds the connection that writes; reads go through `readers`.
  private let pool: DatabasePool
  private let readers: ReaderPool
  let listeners = CommitListeners()
  /// The vocabularies by name, as they are after so many commits.
  let knownVocabularies = Mutex<(commitCount: UInt64, byName: [String: Vocabulary])>((0, [:]))
  private let ownership: StoreOwnership
  let suggestionSources = SuggestionSources()
  let knownFindings = KnownFindings()
  let knownGlances = KnownGlances()
  /// Held while the file of the signing key is made or replaced.
  let keyLock = Mutex(())
  private let health: WriteHealth
  private let checkpointer: Checkpointer
  private let isClosed = Atomic(false)

  /// Opens the store in a directory, creating both if they do not exist.
  ///
  /// The first account is the administrator's, for the user id that creates the store.
  /// - Parameter ownerDescription: what a second process is told, such as `termctl serve (process 123)`.
  /// - Throws: `StoreError`: `storeOwned` if another process has it, `storeUnreadable` if it is not a store
  ///   or a newer one.
  public convenience init(
    directory: String, ownerDescription: String, environment: StoreEnvironment = .system
  ) throws(StoreError) {
    try self.init(
      directory: directory, ownerDescription: ownerDescription, backsUpBeforeMigration: true,
      environment: environment)
  }

  /// - Parameters:
  ///   - backsUpBeforeMigration: whether a store of an older version is copied to `backups/` first.
  ///   - steps: the way to the present schema; tests add to it.
  init(
    directory: String, ownerDescription: String, backsUpBeforeMigration: Bool,
    steps: [SchemaStep] = Schema.steps, environment: StoreEnvironment
  ) throws(StoreError) {
    self.directory = directory
    self.environment = environment
    health = WriteHealth(environment)
    checkpointer = Checkpointer(pageCountDue: environment.logPageCountDue)
    spoolDirectory = directory + "/transfers"
    try Self.createDirectory(directory)
    let path = directory + "/concordat.sqlite"
    ownership = try StoreOwnership(claiming: directory + "/owner.lock", owner: ownerDescription)
    try Schema.checkHeader(of: path, steps: steps)
    Self.reserve(path)
    try Self.createDirectory(spoolDirectory)
    pool = try Self.translating {
      try DatabasePool(path: environment.databaseName(path), configuration: Self.configuration)
    }
    readers = ReaderPool(
      path: environment.databaseName(path), configuration: Self.configuration,
      countMax: Self.configuration.maximumReaderCount)
    let found = try onWriter { [checkpointer] db in
      // GRDB turns to NORMAL when it switches to WAL; an acknowledged commit has to survive a power cut.
      try ConnectionSettings.apply(to: db)
      checkpointer.watch(db)
      return try Schema.version(of: db, steps: steps)
    }
    removeLeftovers()
    if backsUpBeforeMigration && found > 0 && found < steps.count { try backUpBeforeMigration(from: found) }
    try onWriter { db in
      try Schema.prepare(db, steps: steps)
      let faults = try Schema.faults(of: db, steps: steps)
      guard faults.isEmpty else {
        throw StoreError(.damaged, "the database is damaged; restore a backup", details: faults)
      }
    }
    try DurableFile.syncDirectory(directory)
  }

  private func backUpBeforeMigration(from version: Int32) throws(StoreError) {
    let path = backupDirectory + "/before-format-\(version + 1)"
    // Whoever was killed in the middle of migrating has one already, of the same content.
    unlink(path)
    _ = try writeBackup(to: path)
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "concordat"
    configuration.maximumReaderCount = 8
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase(ConnectionSettings.apply)
    return configuration
  }

  static func createDirectory(_ directory: String) throws(StoreError) {
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
    if let request = OneTransaction.current(of: self) {
      return try Self.translating { try block(request.db) }
    }
    try AtOnce.check()
    return try reporting { () throws(StoreError) in try Self.translating { try readers.read(block) } }
  }

  /// How many commits there have been since the store was opened.
  ///
  /// What was read under a number holds as long as the number stays: one process owns a store.
  public var commitCount: UInt64 { readers.commitCount }

  /// Runs a block of another floor on one consistent snapshot; what it throws passes as it is.
  func passing<Value>(_ block: (Database) throws -> Value) throws -> Value {
    if let request = OneTransaction.current(of: self) { return try block(request.db) }
    try AtOnce.check()
    do {
      return try readers.read(block)
    } catch let error as DatabaseError {
      let error = Self.described(error)
      health.report(error)
      throw error
    }
  }

  /// Runs a block in one transaction: either all of it happens, with its audit records, or nothing.
  ///
  /// Returns after the commit is on the disk.
  /// - Throws: what the block throws; `storageFull`; `readOnly` once the disk has failed to sync.
  func write<Value>(_ block: (WriteTransaction) throws -> Value) throws(StoreError) -> Value {
    if let request = OneTransaction.current(of: self) {
      return try Self.translating { try request.write(block) }
    }
    return try reporting { () throws(StoreError) in
      try health.requireWritable()
      return try Self.translating { try writing(block) }
    }
  }

  /// Runs a block in one transaction of its own; errors pass as they are.
  func writing<Value>(_ block: (WriteTransaction) throws -> Value) throws -> Value {
    try AtOnce.check()
    defer { listeners.tell() }
    return try pool.writeWithoutTransaction { db in
      // Another write may have failed while this one waited.
      try health.requireWritable()
      let value: Value
      do {
        // Noted before anybody can learn of the commit, whether or not it has succeeded.
        defer { readers.noteCommit() }
        value = try committing(db, block)
      }
      checkpointer.checkpointIfDue(db, health)
      return value
    }
  }

  private func committing<Value>(_ db: Database, _ block: (WriteTransaction) throws -> Value) throws -> Value
  {
    var value: Value?
    do {
      try db.inTransaction {
        value = try block(WriteTransaction(db: db, now: environment.now(), store: self))
        return .commit
      }
    } catch let error as DatabaseError {
      health.note(error)
      throw error
    }
    guard let value else { preconditionFailure("a transaction that was committed has a value") }
    return value
  }

  func reporting<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch {
      health.report(error)
      throw error
    }
  }

  /// Turns what GRDB throws into the store's own errors.
  static func translating<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw described(error)
    } catch {
      throw StoreError(.storageFailed, "the store failed: \(error)")
    }
  }

  /// What an error of SQLite means for whoever uses the store.
  static func described(_ error: DatabaseError) -> StoreError {
    let text = error.message ?? "unknown"
    return switch error.resultCode {
    case .SQLITE_FULL:
      StoreError(.storageFull, "the disk is full; nothing was changed; free some space and repeat")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      StoreError(.damaged, "the database is damaged (\(text)); restore a backup")
    case .SQLITE_TOOBIG:
      StoreError(.invalidArgument, "a single entry or text is larger than the store takes (\(text))")
    default:
      StoreError(.storageFailed, "SQLite reported \(error.extendedResultCode): \(text)")
    }
  }

  /// The time as the store has it, by which deadlines are told.
  public var now: Timestamp { environment.now() }

  /// Why the store takes no more changes, if its disk has failed; nil while it does.
  public var readOnlyReason: String? { health.failure }

  /// Runs a block on the writing connection outside of a transaction; for tests of its settings.
  func onWriter<Value>(_ block: (Database) throws -> Value) throws(StoreError) -> Value {
    defer { readers.noteCommit() }
    return try Self.translating { try pool.writeWithoutTransaction(block) }
  }

  /// Folds all of the write-ahead log into the database, so that its file alone is the store.
  ///
  /// - Throws: `StoreError` if that was not possible: what `close` passes over.
  func foldInLog() throws(StoreError) {
    // A reader would keep the log.
    readers.closeResting()
    let (total, done) = try onWriter { db in try db.checkpoint(.truncate) }
    guard total == done else {
      throw StoreError(.storageFailed, "the log of \(directory) could not be folded into its database")
    }
  }

  /// Closes the database, folding the write-ahead log into it.
  ///
  /// Nothing depends on it: a store that was not closed is whole when it is opened again. After the disk has
  /// failed to sync, the log is left as it is.
  public func close() {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    // The readers go first, so that the writer is the last and can remove the log.
    readers.close()
    pool.releaseMemory()
    if health.failure == nil {
      try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    } else {
      pool.writeWithoutTransaction { db in ConnectionSettings.leaveLog(db) }
    }
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
