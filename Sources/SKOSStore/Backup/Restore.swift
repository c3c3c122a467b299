import Foundation
import GRDB

/// What restoring a backup did.
public struct RestoreReport: Sendable {
  /// The backup.
  public let manifest: BackupManifest
  /// What was recomputed.
  public let check: StoreCheckReport
  /// Where the database that was there before is now; nil if there was none.
  public let replaced: String?
}

extension Store {
  /// Makes a directory's store what a backup holds.
  ///
  /// Everything is verified before anything is replaced: the hash of the file, its format, every hash and index
  /// in it, and the audit chain with the checkpoint in the manifest. An older format is brought to the present
  /// one. The database that was there is set aside in `backups/`. A restore that is stopped leaves the old store
  /// or the new one.
  /// - Parameters:
  ///   - replacing: whether a store that is there may be replaced.
  ///   - isTrial: whether only to verify.
  ///   - actor: who is named in the audit record.
  /// - Throws: `storeOwned` while a process has the store; `storeUnreadable` and `damaged` for what cannot be
  ///   restored; `alreadyExists` for a store that may not be replaced.
  public static func restore(
    from path: String, to directory: String, replacing: Bool = false, isTrial: Bool = false, actor: String,
    environment: StoreEnvironment = .system
  ) throws(StoreError) -> RestoreReport {
    let backup = try BackupFile(verifying: path)
    try createDirectory(directory)
    let ownership = try StoreOwnership(
      claiming: directory + "/owner.lock",
      owner: "termctl store restore (process \(ProcessInfo.processInfo.processIdentifier))")
    defer { _ = ownership }
    let database = directory + "/concordat.sqlite"
    let exists = FileManager.default.fileExists(atPath: database)
    guard !exists || replacing || isTrial else {
      throw StoreError(
        .alreadyExists,
        "there is a store in \(directory); restore into another directory, or insist with --replace"
      )
    }
    let staging = directory + "/restoring"
    try? FileManager.default.removeItem(atPath: staging)
    try createDirectory(staging)
    defer { try? FileManager.default.removeItem(atPath: staging) }
    try backup.extractDatabase(to: staging + "/concordat.sqlite")
    let check = try verify(staging, backup.manifest, isTrial ? nil : actor, environment)
    guard !isTrial else { return RestoreReport(manifest: backup.manifest, check: check, replaced: nil) }
    let replaced = exists ? try setAside(database, in: directory + "/backups", environment) : nil
    try DurableFile.publish(staging + "/concordat.sqlite", as: database)
    return RestoreReport(manifest: backup.manifest, check: check, replaced: replaced)
  }

  /// Opens what was extracted as a store, checks all of it, records the restore, and closes it again.
  private static func verify(
    _ directory: String, _ manifest: BackupManifest, _ actor: String?, _ environment: StoreEnvironment
  ) throws(StoreError) -> StoreCheckReport {
    let store = try Store(
      directory: directory, ownerDescription: "a restore", backsUpBeforeMigration: false,
      environment: environment)
    defer { store.close() }
    let (report, audit) = try store.read { db in
      var check = StoreCheck(db: db)
      return (try check.run(), try AuditLog.verify(db, against: manifest.audit))
    }
    var faults = report.faults
    if case .broken(let sequence, let reason) = audit, faults.isEmpty {
      faults.append("audit record \(sequence): \(reason)")
    }
    guard faults.isEmpty else {
      throw StoreError(
        .damaged, "the backup is damaged and was not restored", details: Array(faults.prefix(20)))
    }
    if let actor {
      try store.write { transaction in
        _ = try AuditLog.append(
          AuditLog.Note(
            actor: actor, action: "store.restore",
            detail: "backup of \(manifest.createdAt.iso8601), audit record \(manifest.audit.sequence)"),
          in: transaction)
      }
      // Only the database gets its name, so nothing of it may be left in the log.
      try store.foldInLog()
    }
    return report
  }

  /// Keeps the database that is to be replaced, with what is still in its log, under another name.
  ///
  /// The old log must not stand beside the new database: SQLite would take it for the new one's. It is folded in;
  /// if the old database is too damaged for that, it is set aside too, first.
  private static func setAside(
    _ database: String, in folder: String, _ environment: StoreEnvironment
  ) throws(StoreError) -> String {
    try createDirectory(folder)
    let time = environment.now().iso8601.filter { $0.isNumber || $0 == "T" }
    let target = folder + "/replaced-" + time + ".sqlite"
    if let old = try? DatabaseQueue(path: environment.databaseName(database)) {
      _ = try? old.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
      try? old.close()
    }
    if FileManager.default.fileExists(atPath: database + "-wal") {
      guard rename(database + "-wal", target + "-wal") == 0 else {
        throw DurableFile.failure("setting \(database)-wal aside")
      }
    }
    unlink(database + "-shm")
    try DurableFile.syncDirectory((database as NSString).deletingLastPathComponent)
    guard link(database, target) == 0 else { throw DurableFile.failure("setting \(database) aside") }
    try DurableFile.syncDirectory(folder)
    return target
  }
}
