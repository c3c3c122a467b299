import Foundation
import RDF

/// Where a command writes: a file that appears whole or not at all, or standard output.
struct OutputFile {
  let path: String?
  /// Whether a file whose name ends in `.gz` is compressed.
  var compressesByName = false

  /// The reader of standard output has gone away: there is nothing left to do, and nothing to complain of.
  struct ClosedPipe: Error {}

  /// Writes pieces; a named file is written without a name, synced, and given its name when it is whole.
  ///
  /// So a command that is interrupted or killed leaves nothing behind. Where the file system knows no files without
  /// names, the file has another name beside its place until then.
  func write(_ body: (_ append: ([UInt8]) throws -> Void) async throws -> Void) async throws {
    guard let path else { return try await body { try Self.write($0, to: STDOUT_FILENO, "standard output") } }
    let temporary = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    var descriptor = open(Self.directory(of: path), Self.nameless | O_WRONLY | O_CLOEXEC, 0o666)
    let isNameless = descriptor >= 0
    if !isNameless { descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else {
      throw Failure(
        .unreadable, "\(path) cannot be written: \(Self.reason(errno)); is there such a directory?")
    }
    do {
      defer { close(descriptor) }
      let write = { (bytes: [UInt8]) in try Self.write(bytes, to: descriptor, path) }
      if compressesByName && path.lowercased().hasSuffix(".gz") {
        let encoder = GzipEncoder()
        try await body { try encoder.feed($0, to: write) }
        try encoder.finish(to: write)
      } else {
        try await body(write)
      }
      guard fsync(descriptor) == 0 else { throw Self.failure(path) }
      if isNameless {
        let link = "/proc/self/fd/\(descriptor)"
        guard linkat(AT_FDCWD, link, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
          throw Self.failure(path)
        }
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let failure = Self.failure(path)
      unlink(temporary)
      throw failure
    }
  }

  /// `O_TMPFILE` of Linux, which is a macro that Swift does not see.
  private static let nameless = 0o20000000 | O_DIRECTORY

  private static func directory(of path: String) -> String {
    let directory = (path as NSString).deletingLastPathComponent
    return directory.isEmpty ? "." : directory
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ name: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 && errno == EPIPE { throw ClosedPipe() }
        guard count >= 0 else { throw failure(name) }
        rest = rest.dropFirst(count)
      }
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func failure(_ name: String) -> Failure {
    Failure(.unreadable, "\(name) cannot be written: \(reason(errno))")
  }
}
