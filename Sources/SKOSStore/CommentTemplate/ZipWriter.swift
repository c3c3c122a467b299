internal import RDF

/// Writes an archive of the ZIP format: entries deflated where that makes them shorter, stored where not.
///
/// Without times and owners, so that the same content gives the same bytes.
/// - Source: APPNOTE.TXT, PKWARE, version 6.3.
struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var entryCount = 0

  /// 1 January 1980, the first day that the format knows.
  private static let date = 0x21

  /// Adds an entry.
  ///
  /// - Throws: `ZipFault` if the archive gets longer than the format allows.
  mutating func add(_ name: String, _ content: [UInt8]) throws(ZipFault) {
    let deflated = try? Deflate.deflated(content)
    let isShorter = (deflated?.count ?? .max) < content.count
    let data = isShorter ? deflated ?? content : content
    let nameBytes = Array(name.utf8)
    guard content.count < UInt32.max, bytes.count + data.count < Int(UInt32.max),
      entryCount < 0xFFFF - 1
    else {
      throw ZipFault(.tooLarge, "the archive would be longer than 4 GiB")
    }
    let offset = bytes.count
    var common = half(20) + half(0) + half(isShorter ? 8 : 0) + half(0) + half(Self.date)
    common += word(Int(Deflate.checksum(content))) + word(data.count) + word(content.count)
    common += half(nameBytes.count) + half(0)
    bytes += word(0x0403_4B50) + common + nameBytes + data
    directory +=
      word(0x0201_4B50) + half(20) + common + half(0) + half(0) + half(0) + word(0) + word(offset)
    directory += nameBytes
    entryCount += 1
  }

  /// The whole archive.
  func finished() -> [UInt8] {
    let counts = half(entryCount) + half(entryCount)
    return bytes + directory + word(0x0605_4B50) + half(0) + half(0) + counts
      + word(directory.count)
      + word(bytes.count) + half(0)
  }

  private func half(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }

  private func word(_ value: Int) -> [UInt8] { half(value & 0xFFFF) + half(value >> 16 & 0xFFFF) }
}
