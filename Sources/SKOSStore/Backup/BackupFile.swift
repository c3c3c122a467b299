import Crypto
import Foundation
internal import RDF

/// A backup: a whole database, the manifest behind it, and a last line with the hash of all before.
///
///     database ‖ "\n" ‖ manifest as one line of JSON ‖ "\n" ‖ last line
///     last line = "concordat-backup-1 " ‖ bytes of the manifest, 12 digits ‖ " " ‖ SHA-256, 64 digits ‖ "\n"
///
/// The hash covers every byte before it. SQLite reads the file as it is, because it goes by the size that the
/// database's header states.
/// - Source: spec/store.md, "Backups".
public struct BackupFile: Sendable {
  /// Where it is.
  public let path: String
  /// What it says of itself.
  public let manifest: BackupManifest

  private static let mark = "concordat-backup-1 "
  private static let lastLineByteCount = 19 + 12 + 1 + 64 + 1
  /// A manifest of more than so many bytes is none: 16 MiB, which is a hundred thousand vocabularies.
  private static let manifestByteCountMax = 16 << 20
  private static let pieceByteCount = 1 << 20

  // MARK: Reading

  /// Reads a backup and verifies the hash of every byte; nothing is written.
  ///
  /// - Throws: `StoreError` with code `storeUnreadable` for a file that is no backup, or one of a newer version;
  ///   `damaged` for a backup that is not as it was written.
  public init(verifying path: String) throws(StoreError) {
    let file = try Self.open(path)
    defer { try? file.close() }
    let size = try Self.size(of: file, path)
    let line = try Self.read(file, at: size - Self.lastLineByteCount, count: Self.lastLineByteCount, path)
    guard let text = String(validating: line, as: UTF8.self), text.hasPrefix(Self.mark), text.hasSuffix("\n"),
      let count = Int(text.dropFirst(Self.mark.count).prefix(12)),
      (1...Self.manifestByteCountMax).contains(count)
    else {
      throw StoreError(
        .storeUnreadable,
        "\(path) is no backup of a store, or its end is missing; termctl store backup makes one")
    }
    let covered = size - 65
    guard try Self.hash(of: file, byteCount: covered, path) == text.dropLast().suffix(64) else {
      throw StoreError(
        .damaged, "the backup \(path) is damaged: its bytes do not have the hash that it states")
    }
    let start = size - Self.lastLineByteCount - 1 - count
    guard start > 0, let json = try? JSON(parsing: Self.read(file, at: start, count: count, path)),
      let manifest = BackupManifest(json), manifest.databaseByteCount == start - 1
    else { throw StoreError(.damaged, "the backup \(path) is damaged: its manifest cannot be read") }
    guard manifest.schemaVersion <= Schema.version else {
      throw StoreError(
        .storeUnreadable,
        "the backup has format \(manifest.schemaVersion), and this program reads up to \(Schema.version); "
          + "use the newer program")
    }
    self.path = path
    self.manifest = manifest
  }

  /// Writes the database alone to a new file.
  func extractDatabase(to target: String) throws(StoreError) {
    let source = try Self.open(path)
    defer { try? source.close() }
    let descriptor = Foundation.open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DurableFile.failure("making \(target)") }
    defer { Foundation.close(descriptor) }
    var offset = 0
    while offset < manifest.databaseByteCount {
      let count = min(Self.pieceByteCount, manifest.databaseByteCount - offset)
      try Self.write(try Self.read(source, at: offset, count: count, path), to: descriptor, target)
      offset += count
    }
    guard fsync(descriptor) == 0 else { throw DurableFile.failure("syncing \(target)") }
  }

  // MARK: Writing

  /// Appends the manifest and the last line to a database file.
  static func seal(_ path: String, with manifest: BackupManifest) throws(StoreError) {
    let descriptor = Foundation.open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw DurableFile.failure("opening \(path)") }
    defer { Foundation.close(descriptor) }
    let json = manifest.json.serialized(.compact)
    let digits = String(json.count)
    let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    try write([0x0A] + json + [0x0A] + Array((mark + padded + " ").utf8), to: descriptor, path)
    let file = try open(path)
    defer { try? file.close() }
    let hash = try hash(of: file, byteCount: size(of: file, path), path)
    try write(Array((hash + "\n").utf8), to: descriptor, path)
  }

  // MARK: Parts

  private static func open(_ path: String) throws(StoreError) -> FileHandle {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw StoreError(.storeUnreadable, "\(path) cannot be opened")
    }
    return file
  }

  private static func size(of file: FileHandle, _ path: String) throws(StoreError) -> Int {
    guard let size = try? file.seekToEnd(), let count = Int(exactly: size) else {
      throw StoreError(.storeUnreadable, "\(path) cannot be read; expected a file")
    }
    return count
  }

  private static func read(_ file: FileHandle, at offset: Int, count: Int, _ path: String) throws(StoreError)
    -> [UInt8]
  {
    guard let place = UInt64(exactly: offset), (try? file.seek(toOffset: place)) != nil,
      let data = try? file.read(upToCount: count), data.count == count
    else { throw StoreError(.storeUnreadable, "\(path) is no backup of a store: it is too short") }
    return [UInt8](data)
  }

  private static func hash(of file: FileHandle, byteCount: Int, _ path: String) throws(StoreError) -> String {
    var hash = SHA256()
    var offset = 0
    while offset < byteCount {
      let piece = try read(file, at: offset, count: min(pieceByteCount, byteCount - offset), path)
      hash.update(data: piece)
      offset += piece.count
    }
    return hash.finalize().hexadecimal
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(StoreError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw DurableFile.failure("writing \(path)") }
      written += count
    }
  }
}
