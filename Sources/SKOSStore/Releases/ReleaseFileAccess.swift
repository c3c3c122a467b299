import Foundation

/// Reads pieces of a file; follows no link in the last part of its path.
final class ReleaseFileReader {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws(ReleaseFault) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw ReleaseFault(nil, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// Exactly so many bytes.
  func bytes(at offset: Int, count: Int) throws(ReleaseFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
      }
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { throw ReleaseFault(nil, "\(path) ends at byte \(offset + done), too early") }
      done += got
    }
    return bytes
  }
}

/// Writes a new file; never over one that is there.
final class ReleaseFileWriter {
  private var descriptor: Int32
  private let path: String

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func append(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw failure() }
        done += count
      }
    }
  }

  /// Syncs and closes the file.
  func finish() throws {
    guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw failure() }
    descriptor = -1
  }

  private func failure() -> StoreError {
    let reason = String(cString: strerror(errno))
    return StoreError(
      errno == ENOSPC ? .storageFull : .storageFailed, "\(path) cannot be written: \(reason)")
  }
}
