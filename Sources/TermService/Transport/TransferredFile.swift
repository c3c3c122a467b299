import Glibc
import Synchronization
public import RDF

/// The content of one upload or download, kept in a file without a name.
public final class TransferredFile: Sendable {
  /// The name that the client or method gave it, for messages.
  public let name: String?
  /// Its media type, if it is known.
  public let mediaType: String?
  private let file: TemporaryFile
  private let area: TransferArea
  private let size = Mutex(0)

  init(in area: TransferArea, name: String?, mediaType: String?) throws(RPCError) {
    do throws(TemporaryFile.Failure) {
      self.file = try TemporaryFile(in: area.folder)
    } catch {
      throw Self.described(error)
    }
    self.area = area
    self.name = name
    self.mediaType = mediaType
  }

  deinit { area.release(size.withLock { $0 }) }

  /// How many bytes it has.
  public var byteCount: Int { size.withLock { $0 } }

  /// A path by which this process may open it, for libraries that read files only; valid while this object is kept.
  public var path: String { file.path }

  /// Hands out the content in parts of at most so many bytes.
  public func forEachChunk(byteCount: Int = 1 << 20, _ body: ([UInt8]) throws -> Void) throws {
    var offset = 0
    while offset < self.byteCount {
      let chunk = try read(at: offset, byteCount: byteCount)
      guard !chunk.isEmpty else { return }
      offset += chunk.count
      try body(chunk)
    }
  }

  /// The content as a whole; for small files.
  public func bytes() throws(RPCError) -> [UInt8] { try read(at: 0, byteCount: byteCount) }

  func append(_ bytes: [UInt8]) throws(RPCError) {
    try area.reserve(bytes.count)
    let end = byteCount
    let failure = bytes.withUnsafeBytes { buffer -> TemporaryFile.Failure? in
      do throws(TemporaryFile.Failure) {
        try file.write(buffer, at: end)
        return nil
      } catch {
        return error
      }
    }
    if let failure {
      area.release(bytes.count)
      throw Self.described(failure)
    }
    size.withLock { $0 = end + bytes.count }
  }

  func read(at offset: Int, byteCount: Int) throws(RPCError) -> [UInt8] {
    do throws(TemporaryFile.Failure) {
      return try file.read(at: offset, byteCount: byteCount)
    } catch {
      throw Self.described(error)
    }
  }

  private static func described(_ failure: TemporaryFile.Failure) -> RPCError {
    let isFull = failure.errorNumber == ENOSPC || failure.errorNumber == EDQUOT
    return RPCError(
      .storageUnavailable,
      isFull
        ? "The server's temporary folder is full. Try again later."
        : "The server cannot use its temporary folder. Its operator can mend that; try again later.")
  }
}

extension Call {
  /// The connection's transfers.
  ///
  /// - Throws: `storageUnavailable` on a server without a folder for them.
  public func requireTransfers() throws(RPCError) -> TransferTable {
    guard let transfers = session.transfers else {
      throw RPCError(
        .storageUnavailable, "This server has no folder for uploads and downloads; its operator can set one.")
    }
    return transfers
  }

  /// Makes a download whose content a closure writes, and describes it as `ResultDeclaration.download` says.
  ///
  /// - Throws: `limitExceeded` when it grows too large or there are too many, and whatever the closure throws.
  public func makeDownload(
    name: String? = nil, mediaType: String? = nil,
    _ write: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> JSON {
    let (download, file) = try requireTransfers().makeDownload(name: name, mediaType: mediaType, write)
    return [
      "download": .string(download), "byteCount": .int(file.byteCount), "name": .optional(name),
      "mediaType": .optional(mediaType),
    ]
  }

  /// The upload that a parameter names.
  public func upload(_ name: String) throws(RPCError) -> TransferredFile {
    try requireTransfers().upload(try string(name))
  }
}

extension ResultDeclaration {
  /// What methods give back whose content comes by `download.read`.
  public static let download = ResultDeclaration(
    "The download; fetch its content with download.read, then discard it",
    .object([
      .required("download", .name, "What it is called on this connection"),
      .required("byteCount", .count, "How many bytes it has"),
      .optional("name", .name, "A name for its file"),
      .optional("mediaType", .name, "Its media type"),
    ]))
}

extension ParameterDeclaration {
  /// A parameter that names an upload of the connection.
  public static func upload(_ description: String = "The upload with the content, as upload.begin called it")
    -> Self
  {
    .required("upload", .name, description)
  }
}
