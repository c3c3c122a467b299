import Foundation

/// The claim of one process on a store directory, held until it is given up or the process ends.
///
/// An advisory lock on a file beside the database: the kernel drops it however the process ends, so a killed
/// owner leaves no stale claim. The file's text only tells others whom to ask.
/// - Source: ARCHITECTURE.md, "One process owns a store"; spec/guarantees.md for the reason.
struct StoreOwnership: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Claims a store.
  ///
  /// - Throws: `StoreError` with code `storeOwned`, naming the owner, if another process has it.
  init(claiming path: String, owner: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw StoreError(.storeUnreadable, "the lock file \(path) cannot be opened: \(reason)")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let text = Self.contents(descriptor)
      close(descriptor)
      let name = text.isEmpty ? "another process" : text
      throw StoreError(
        .storeOwned,
        "the store is in use by \(name); talk to that server over its socket, or stop it first")
    }
    self.descriptor = descriptor
    ftruncate(descriptor, 0)
    _ = owner.utf8CString.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count - 1, 0) }
  }

  deinit {
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func contents(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return "" }
    return String(validating: buffer.prefix(count), as: UTF8.self) ?? ""
  }
}
