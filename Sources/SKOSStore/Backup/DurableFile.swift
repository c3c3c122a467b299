import Foundation

/// Files that survive a power cut as they are: synced before they get their name, and their folder after it.
enum DurableFile {
  /// Has the disk keep a file's content.
  static func sync(_ path: String) throws(StoreError) { try sync(path, O_RDONLY) }

  /// Has the disk keep the names in a directory.
  static func syncDirectory(_ path: String) throws(StoreError) { try sync(path, O_RDONLY | O_DIRECTORY) }

  private static func sync(_ path: String, _ flags: Int32) throws(StoreError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("opening \(path)") }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("syncing \(path)") }
  }

  /// Gives a synced file its name, in the place of what had it, and has the disk keep that.
  static func publish(_ temporary: String, as path: String) throws(StoreError) {
    try sync(temporary)
    guard rename(temporary, path) == 0 else { throw failure("renaming \(temporary)") }
    let folder = (path as NSString).deletingLastPathComponent
    try syncDirectory(folder.isEmpty ? "." : folder)
  }

  /// What the system just refused, as an error of the store.
  static func failure(_ action: String) -> StoreError {
    let code = errno
    if code == ENOSPC || code == EDQUOT {
      return StoreError(.storageFull, "the disk is full (\(action)); free some space and repeat")
    }
    return StoreError(.storageFailed, "the system refuses \(action): \(String(cString: strerror(code)))")
  }
}
