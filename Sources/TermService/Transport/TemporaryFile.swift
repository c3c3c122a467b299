import Glibc

/// A file without a name: nobody else can open it, and the system frees it when the last descriptor is closed,
/// also after a crash.
final class TemporaryFile: Sendable {
  private let descriptor: Int32

  /// Why a file could not be used.
  struct Failure: Error, Sendable, CustomStringConvertible {
    let action: String
    let errorNumber: Int32
    var description: String { "\(action): \(String(cString: strerror(errorNumber)))" }
  }

  /// Makes a file in a folder, readable by this user only.
  init(in folder: String) throws(Failure) {
    let name = "\(folder)/transfer-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let descriptor = open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Failure(action: "making a file in \(folder)", errorNumber: errno) }
    unlink(name)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// A path by which this process may open the file while it is kept.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Writes bytes at a place.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      let count = pwrite(descriptor, slice.baseAddress, slice.count, offset + rest.startIndex)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Failure(action: "writing a transfer", errorNumber: count < 0 ? errno : ENOSPC)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads up to so many bytes at a place; fewer only at the end.
  func read(at offset: Int, byteCount: Int) throws(Failure) -> [UInt8] {
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initializedCount in
      initializedCount = 0
      while initializedCount < byteCount {
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[initializedCount..<byteCount])
        let count = pread(descriptor, rest.baseAddress, rest.count, offset + initializedCount)
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = errno }
        guard count > 0 else { return }
        initializedCount += count
      }
    }
    if let failure { throw Failure(action: "reading a transfer", errorNumber: failure) }
    return bytes
  }
}
