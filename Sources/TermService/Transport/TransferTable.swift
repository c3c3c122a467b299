import Glibc
import Synchronization
import RDF

/// The files that one connection is bringing or fetching; they go when it goes.
///
/// The methods of a connection run one after the other; the lock is for the connection's end, which comes from
/// another thread. A file that a method still uses then is freed when the method lets go of it.
public final class TransferTable: Sendable {
  private struct State {
    var uploads: [String: TransferredFile] = [:]
    var downloads: [String: TransferredFile] = [:]
    var lastNumber = 0
  }

  private let area: TransferArea
  private let limits: ServiceLimits
  private let state = Mutex(State())

  init(in area: TransferArea, limits: ServiceLimits) {
    self.area = area
    self.limits = limits
  }

  // MARK: Uploads

  /// Begins an upload and returns its name.
  public func beginUpload(name: String?, byteCount: Int?) throws(RPCError) -> String {
    if let byteCount, byteCount > limits.transferByteCountMax { throw tooMuch }
    return try add(try makeFile(name: name, mediaType: nil), to: \.uploads, prefix: "upload")
  }

  /// Adds bytes to an upload and returns how many it has now.
  ///
  /// - Throws: `conflict` with the right offset in `data.byteCount` if the offset is not the upload's end.
  public func append(_ bytes: [UInt8], to upload: String, at offset: Int) throws(RPCError) -> Int {
    let file = try find(upload, in: \.uploads, kind: "upload")
    guard offset == file.byteCount else {
      throw RPCError(
        .conflict, "The upload has \(file.byteCount) bytes; the next part begins there, not at \(offset).",
        details: JSON.Object([("byteCount", .int(file.byteCount))]))
    }
    try write(bytes, to: file)
    return file.byteCount
  }

  /// Returns an upload, which stays until it is discarded, so that a preview and the act can share it.
  public func upload(_ upload: String) throws(RPCError) -> TransferredFile {
    try find(upload, in: \.uploads, kind: "upload")
  }

  /// Throws an upload away.
  public func discardUpload(_ upload: String) throws(RPCError) {
    try discard(upload, in: \.uploads, kind: "upload")
  }

  // MARK: Downloads

  /// Makes a download whose content a closure writes, and returns its name and file.
  public func makeDownload(
    name: String?, mediaType: String?, _ write: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> (download: String, file: TransferredFile) {
    let file = try makeFile(name: name, mediaType: mediaType)
    try write { bytes in try self.write(bytes, to: file) }
    return (try add(file, to: \.downloads, prefix: "download"), file)
  }

  /// One part of a download.
  struct Part {
    let bytes: [UInt8]
    let byteCount: Int
    let isLast: Bool
  }

  /// Reads a part of a download.
  func read(_ download: String, at offset: Int, byteCount: Int) throws(RPCError) -> Part {
    let file = try find(download, in: \.downloads, kind: "download")
    let total = file.byteCount
    guard offset <= total else {
      throw .parameter("offset", "The download has \(total) bytes; the offset \(offset) is behind its end.")
    }
    let bytes = try file.read(at: offset, byteCount: min(byteCount, total - offset))
    return Part(bytes: bytes, byteCount: total, isLast: offset + bytes.count == total)
  }

  /// Throws a download away.
  func discardDownload(_ download: String) throws(RPCError) {
    try discard(download, in: \.downloads, kind: "download")
  }

  // MARK: All

  /// Throws everything away, because the connection has ended or is another account's now.
  func discardAll() {
    let files = state.withLock { state in
      let files = Array(state.uploads.values) + Array(state.downloads.values)
      state.uploads = [:]
      state.downloads = [:]
      return files
    }
    // The files free their space when the last user lets go; nothing else is to be done with them.
    _ = files
  }

  private func makeFile(name: String?, mediaType: String?) throws(RPCError) -> TransferredFile {
    try checkCount()
    return try TransferredFile(in: area, name: name, mediaType: mediaType)
  }

  private func checkCount() throws(RPCError) {
    guard state.withLock({ $0.uploads.count + $0.downloads.count }) < limits.transferCountMax else {
      throw .limit(
        "transferCountMax", limits.transferCountMax,
        "A connection has at most \(limits.transferCountMax) transfers. Discard one with upload.discard or "
          + "download.discard.")
    }
  }

  private func write(_ bytes: [UInt8], to file: TransferredFile) throws(RPCError) {
    let others = state.withLock { state in
      (Array(state.uploads.values) + Array(state.downloads.values)).reduce(0) {
        $0 + ($1 === file ? 0 : $1.byteCount)
      }
    }
    guard bytes.count <= limits.transferByteCountMax - others - file.byteCount else { throw tooMuch }
    try file.append(bytes)
  }

  private var tooMuch: RPCError {
    .limit(
      "transferByteCountMax", limits.transferByteCountMax,
      "The transfers of a connection take at most \(limits.transferByteCountMax) bytes together. "
        + "Discard those that are done, or bring the content in several files.")
  }

  private func add(
    _ file: TransferredFile, to files: WritableKeyPath<State, [String: TransferredFile]>, prefix: String
  ) throws(RPCError) -> String {
    state.withLock { state in
      state.lastNumber += 1
      let name = "\(prefix)-\(state.lastNumber)"
      state[keyPath: files][name] = file
      return name
    }
  }

  private func find(
    _ name: String, in files: WritableKeyPath<State, [String: TransferredFile]>, kind: String
  ) throws(RPCError) -> TransferredFile {
    guard let file = state.withLock({ $0[keyPath: files][name] }) else { throw unknown(name, kind) }
    return file
  }

  private func discard(
    _ name: String, in files: WritableKeyPath<State, [String: TransferredFile]>, kind: String
  ) throws(RPCError) {
    guard state.withLock({ $0[keyPath: files].removeValue(forKey: name) }) != nil else {
      throw unknown(name, kind)
    }
  }

  private func unknown(_ name: String, _ kind: String) -> RPCError {
    RPCError(
      .notFound, "This connection has no \(kind) \(Spelling.quoted(name)); it may have been discarded.")
  }
}
