/// The list of entries at the end of an archive, one record after the other.
struct ZipDirectory {
  /// What the directory says of an entry.
  struct Record {
    let name: String
    let nameBytes: ArraySlice<UInt8>
    let flags: Int
    let method: Int
    let checksum: UInt32
    let dataByteCount: Int
    let byteCount: Int
    let headerOffset: Int
  }

  /// Where the list begins.
  let start: Int
  private let bytes: [UInt8]
  private let end: Int
  private let limits: ZipLimits
  private var offset: Int
  private var remaining: Int

  /// Finds the list by the record at the very end.
  init(_ bytes: [UInt8], limits: ZipLimits) throws(ZipFault) {
    let place = try Self.endRecord(bytes)
    let record = ZipFields(bytes, at: place)
    guard record.half(4) == 0, record.half(6) == 0, record.half(8) == record.half(10) else {
      throw ZipFault(.unsupported, "the archive is one of several parts; expected a whole one")
    }
    let (count, size, start) = (record.half(10), record.word(12), record.word(16))
    guard count != 0xFFFF, size != .max, start != .max else {
      throw ZipFault(
        .unsupported, "the archive is of the 64-bit kind; expected one of less than 4 GiB")
    }
    guard count <= limits.entryCountMax else {
      throw ZipFault(
        .tooLarge, "the archive has \(count) entries; expected at most \(limits.entryCountMax)")
    }
    guard Int(start) + Int(size) == place else {
      throw ZipFault(.inconsistent, "the directory of the archive does not end where it should")
    }
    self.bytes = bytes
    self.limits = limits
    self.start = Int(start)
    end = place
    offset = self.start
    remaining = count
  }

  /// The next record; nil at the end.
  mutating func next() throws(ZipFault) -> Record? {
    guard remaining > 0 else {
      guard offset == end else {
        throw ZipFault(
          .inconsistent, "the directory of the archive has more in it than its entries")
      }
      return nil
    }
    let fields = ZipFields(bytes, at: offset)
    guard offset + 46 <= end, fields.word(0) == 0x0201_4B50 else {
      throw ZipFault(.inconsistent, "the directory of the archive has fewer entries than it says")
    }
    let (nameCount, extraCount, commentCount) = (fields.half(28), fields.half(30), fields.half(32))
    let next = offset + 46 + nameCount + extraCount + commentCount
    guard next <= end else {
      throw ZipFault(.truncated, "the directory of the archive is cut off within an entry")
    }
    let nameBytes = bytes[(offset + 46)..<(offset + 46 + nameCount)]
    guard (1...limits.nameByteCountMax).contains(nameCount), !nameBytes.contains(0),
      let name = String(validating: nameBytes, as: UTF8.self)
    else {
      throw ZipFault(
        .badName,
        "an entry has no name, one of more than \(limits.nameByteCountMax) bytes, or one not in UTF-8"
      )
    }
    guard fields.half(34) == 0, fields.word(20) != .max, fields.word(24) != .max,
      fields.word(42) != .max
    else {
      throw ZipFault(
        .unsupported, "\"\(name)\" is an entry of the 64-bit kind; expected one of less than 4 GiB")
    }
    offset = next
    remaining -= 1
    return Record(
      name: name, nameBytes: nameBytes, flags: fields.half(8), method: fields.half(10),
      checksum: fields.word(16),
      dataByteCount: Int(fields.word(20)), byteCount: Int(fields.word(24)),
      headerOffset: Int(fields.word(42)))
  }

  /// The last place at which a record stands whose comment reaches exactly to the end.
  private static func endRecord(_ bytes: [UInt8]) throws(ZipFault) -> Int {
    guard bytes.starts(with: [0x50, 0x4B]) else {
      throw ZipFault(.notAnArchive, "the file is no ZIP archive: it does not begin with PK")
    }
    var place = bytes.count - 22
    while place >= 0, place >= bytes.count - 22 - 0xFFFF {
      let fields = ZipFields(bytes, at: place)
      if fields.word(0) == 0x0605_4B50, place + 22 + fields.half(20) == bytes.count { return place }
      place -= 1
    }
    throw ZipFault(.truncated, "the archive is cut off: its directory is missing")
  }
}
