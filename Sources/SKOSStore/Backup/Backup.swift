import Foundation
import GRDB

extension Store {
  /// Where the store keeps backups of itself.
  public var backupDirectory: String { directory + "/backups" }

  /// Copies the store as it stands at one moment into a file, while it is read and written.
  ///
  /// The file appears whole, synced and verified, or not at all. It holds everything: private vocabularies,
  /// drafts, and the hashes of tokens.
  /// - Parameter path: a file that does not exist.
  /// - Throws: `alreadyExists`; `storageFull`; `damaged` if the database is.
  public func backup(to path: String, grant: Grant) throws(StoreError) -> BackupManifest {
    grant.require(.operate)
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreError(.alreadyExists, "\(path) exists already; choose another name")
    }
    try recordBackup(grant)
    return try writeBackup(to: path)
  }

  /// Makes a backup in the store's own directory.
  ///
  /// - Parameter name: 1 to 64 letters, digits, `.`, `-` and `_`, starting with a letter or digit.
  public func backup(named name: String, grant: Grant) throws(StoreError) -> BackupManifest {
    let isFine =
      (1...64).contains(name.utf8.count)
      && name.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_")
      }
      && name.first.map { $0.isLetter || $0.isNumber } == true
    guard isFine else {
      throw StoreError(
        .invalidArgument,
        "a backup's name is 1 to 64 letters, digits, \".\", \"-\" and \"_\", and starts with a letter or digit"
      )
    }
    return try backup(to: backupDirectory + "/" + name, grant: grant)
  }

  /// Makes a backup and hands it to a block; the file is gone afterwards.
  public func withBackup<Value>(
    grant: Grant, _ block: (_ path: String, _ manifest: BackupManifest) throws -> Value
  ) throws -> Value {
    let name = ".download-" + String(UInt64.random(in: .min ... .max), radix: 36)
    let path = backupDirectory + "/" + name
    let manifest = try backup(to: path, grant: grant)
    defer { unlink(path) }
    return try block(path, manifest)
  }

  /// Removes what a backup or restore that was killed has left.
  func removeLeftovers() {
    let manager = FileManager.default
    try? manager.removeItem(atPath: directory + "/restoring")
    for name in (try? manager.contentsOfDirectory(atPath: backupDirectory)) ?? []
    where name.hasPrefix(".download-") || (name.hasPrefix(".") && name.contains(".partial")) {
      unlink(backupDirectory + "/" + name)
    }
  }

  /// Puts the backup on record.
  ///
  /// A store that cannot write is the one that most needs a backup, so that is no reason not to make it.
  private func recordBackup(_ grant: Grant) throws(StoreError) {
    do {
      try write { transaction in
        _ = try AuditLog.append(
          AuditLog.Note(actor: grant.actorName, action: "store.backup"), in: transaction)
      }
    } catch {
      guard [.storageFull, .readOnly].contains(error.code) else { throw error }
    }
  }

  /// The copy itself; also made before a migration.
  func writeBackup(to path: String) throws(StoreError) -> BackupManifest {
    let folder = (path as NSString).deletingLastPathComponent
    if folder == backupDirectory { try Self.createDirectory(folder) }
    // The name begins with a dot, as no backup's does, so that what is left of it is known; SQLite may have put a
    // journal beside it.
    let name = (path as NSString).lastPathComponent
    let temporary =
      (folder.isEmpty ? "" : folder + "/")
      + ".\(name).\(ProcessInfo.processInfo.processIdentifier).partial"
    unlink(temporary)
    do throws(StoreError) {
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw DurableFile.failure("making \(temporary)") }
      Foundation.close(descriptor)
      let manifest = try copyDatabase(to: temporary)
      // SQLite does not mind if it cannot remove the log of a database that needs none any more.
      Self.removeCompanions(of: temporary)
      try BackupFile.seal(temporary, with: manifest)
      try DurableFile.publish(temporary, as: path)
      return manifest
    } catch {
      unlink(temporary)
      Self.removeCompanions(of: temporary)
      throw error
    }
  }

  private static func removeCompanions(of path: String) {
    for suffix in ["-journal", "-wal", "-shm"] { unlink(path + suffix) }
  }

  /// Copies the database, by SQLite's backup interface in one step, within one read transaction.
  private func copyDatabase(to path: String) throws(StoreError) -> BackupManifest {
    try Self.translating {
      let copy = try DatabaseQueue(path: environment.databaseName(path))
      defer { try? copy.close() }
      try copy.writeWithoutTransaction { target in
        try read { source in try source.backup(to: target) }
        // A database in WAL mode is not one file.
        let mode = try String.fetchOne(target, sql: "PRAGMA journal_mode = DELETE")
        let faults = try IntegrityPragma.quick.faults(of: target)
        guard mode == "delete", faults.isEmpty else {
          throw StoreError(
            .damaged, "the database is damaged, so no backup was made; termctl store check says more",
            details: faults)
        }
      }
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      return try copy.read { db in
        try BackupManifest(of: db, createdAt: environment.now(), databaseByteCount: size)
      }
    }
  }
}
