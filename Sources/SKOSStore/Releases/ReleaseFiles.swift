import Foundation

/// The files of a release where they lie: in a folder, or one after the other in an archive.
///
/// Names are those of `isName`, so that none leads out of the folder; links, folders and devices are refused, and
/// names that occur twice. Nothing is read into memory but headers.
public struct ReleaseFiles: Sendable {
  /// Where the bytes of a file are.
  struct Extent: Sendable {
    let path: String
    let offset: Int
    let byteCount: Int
  }

  /// The name of the folder in the archive; nil for a folder on the disk.
  let folder: String?
  /// The time that the archive's headers state, in seconds since 1970; nil for a folder.
  let time: Int64?
  /// In the order in which they lie.
  let names: [String]
  private let extents: [String: Extent]

  /// Finds the files at a path, which is a folder or an archive.
  ///
  /// - Throws: `ReleaseFault` for what does not belong in a release.
  public init(path: String, limits: ReleaseLimits = ReleaseLimits()) throws(ReleaseFault) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ReleaseFault(nil, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: try self.init(folder: path, limits)
    case S_IFREG: try self.init(archive: path, byteCount: Int(status.st_size), limits)
    default: throw ReleaseFault(nil, "\(path) is neither a folder nor an archive")
    }
  }

  /// Whether a name is 1 to 100 letters, digits, ".", "-" and "_", and does not start with ".".
  static func isName(_ name: String, byteCountMax: Int = 100) -> Bool {
    (1...byteCountMax).contains(name.utf8.count) && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private init(folder path: String, _ limits: ReleaseLimits) throws(ReleaseFault) {
    guard let found = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw ReleaseFault(nil, "the folder \(path) cannot be read")
    }
    guard found.count <= limits.fileCountMax else {
      throw ReleaseFault(nil, "the folder has \(found.count) files, and \(limits.fileCountMax) is the limit")
    }
    var extents: [String: Extent] = [:]
    var total = 0
    for name in found.sorted() {
      var status = stat()
      let file = path + "/" + name
      guard Self.isName(name), lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw ReleaseFault(name, "a release has only files with plain names, no links and no folders")
      }
      total = try Self.adding(Int(status.st_size), to: total, name, limits)
      extents[name] = Extent(path: file, offset: 0, byteCount: Int(status.st_size))
    }
    self.folder = nil
    self.time = nil
    self.names = found.sorted()
    self.extents = extents
  }

  private init(archive path: String, byteCount: Int, _ limits: ReleaseLimits) throws(ReleaseFault) {
    let reader = try ReleaseFileReader(path)
    var (folder, time): (String?, Int64?) = (nil, nil)
    var names: [String] = []
    var extents: [String: Extent] = [:]
    var (offset, total) = (0, 0)
    while true {
      let block = try reader.bytes(at: offset, count: TarHeader.blockSize)
      if block.allSatisfy({ $0 == 0 }) { break }
      guard let header = TarHeader(block) else {
        throw ReleaseFault(
          names.last, "the archive has something at byte \(offset) that is not the header of a plain file")
      }
      guard Self.isName(header.name), Self.isName(header.folder, byteCountMax: 155),
        folder ?? header.folder == header.folder, time ?? header.time == header.time
      else { throw ReleaseFault(header.name, "all files of a release lie in one folder and have one time") }
      guard names.last.map({ $0 < header.name }) ?? true else {
        throw ReleaseFault(header.name, "the file occurs twice or out of order")
      }
      guard names.count < limits.fileCountMax else {
        throw ReleaseFault(nil, "the archive has more than \(limits.fileCountMax) files")
      }
      total = try Self.adding(header.byteCount, to: total, header.name, limits)
      let start = offset + TarHeader.blockSize
      let padding = TarHeader.padding(after: header.byteCount)
      guard header.byteCount <= byteCount - start - padding else {
        throw ReleaseFault(header.name, "the archive ends before the file does")
      }
      guard try reader.bytes(at: start + header.byteCount, count: padding).allSatisfy({ $0 == 0 }) else {
        throw ReleaseFault(header.name, "the bytes between this file and the next are not zero")
      }
      names.append(header.name)
      extents[header.name] = Extent(path: path, offset: start, byteCount: header.byteCount)
      (folder, time) = (header.folder, header.time)
      offset = start + header.byteCount + padding
    }
    let end = try reader.bytes(at: offset, count: 2 * TarHeader.blockSize)
    guard end.allSatisfy({ $0 == 0 }), byteCount == offset + 2 * TarHeader.blockSize else {
      throw ReleaseFault(nil, "the archive does not end with two zero blocks after its last file")
    }
    self.folder = folder
    self.time = time
    self.names = names
    self.extents = extents
  }

  /// A sum that stays within the limits.
  private static func adding(
    _ byteCount: Int, to total: Int, _ name: String, _ limits: ReleaseLimits
  ) throws(ReleaseFault) -> Int {
    guard byteCount <= limits.fileByteCountMax, byteCount <= limits.totalByteCountMax - total else {
      throw ReleaseFault(name, "the files are larger than the limit of \(limits.totalByteCountMax) bytes")
    }
    return total + byteCount
  }

  /// How long a file is; nil if there is none.
  func byteCount(of name: String) -> Int? { extents[name]?.byteCount }

  /// Hands out a file in pieces of 256 KiB.
  public func read(_ name: String, _ body: ([UInt8]) throws -> Void) throws {
    guard let extent = extents[name] else { throw ReleaseFault(name, "the file is missing") }
    let reader = try ReleaseFileReader(extent.path)
    var position = 0
    while position < extent.byteCount {
      let count = min(256 << 10, extent.byteCount - position)
      try body(reader.bytes(at: extent.offset + position, count: count))
      position += count
    }
  }

  /// A file as a whole, for those that are small.
  func contents(of name: String, byteCountMax: Int) throws(ReleaseFault) -> [UInt8] {
    guard let extent = extents[name] else { throw ReleaseFault(name, "the file is missing") }
    guard extent.byteCount <= byteCountMax else {
      throw ReleaseFault(
        name, "the file has \(extent.byteCount) bytes, and \(byteCountMax) is the limit for it")
    }
    return try ReleaseFileReader(extent.path).bytes(at: extent.offset, count: extent.byteCount)
  }

  /// Writes the files of an archive into a new folder.
  ///
  /// Call it after `ReleaseVerifier`: it writes what is there, sound or not.
  /// - Throws: `ReleaseFault` if the folder exists or cannot be written.
  public func extract(to path: String) throws {
    guard mkdir(path, 0o777) == 0 else {
      throw ReleaseFault(nil, "the folder \(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    for name in names {
      let writer = try ReleaseFileWriter(path + "/" + name)
      try read(name) { try writer.append($0) }
      try writer.finish()
    }
  }
}
