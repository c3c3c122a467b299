internal import RDF

/// Reads an archive of the ZIP format from memory: stored and deflated entries, each checked by its checksum.
///
/// Entries are found by name and decompressed when they are asked for. Names are only names: nothing is ever written
/// to a disk. What is in the directory is checked as a whole before anything is decompressed, so that entries which
/// overlap, contradict their headers, or promise more than `ZipLimits` allows are refused at once.
/// - Source: APPNOTE.TXT, PKWARE, version 6.3.
struct ZipArchive: Sendable {
  /// An entry as the directory has it.
  private struct Entry {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    let byteCount: Int
    let start: Int
    let data: Range<Int>
  }

  private let bytes: [UInt8]
  private let entries: [String: Entry]
  private let limits: ZipLimits

  /// Reads the directory; O(n log n) in the entries.
  init(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipFault) {
    guard bytes.count <= limits.archiveByteCountMax else {
      throw ZipFault(.tooLarge, "the archive is longer than \(limits.archiveByteCountMax) bytes")
    }
    self.bytes = bytes
    self.limits = limits
    var directory = try ZipDirectory(bytes, limits: limits)
    var found: [Entry] = []
    while let record = try directory.next() { found.append(try Self.entry(record, bytes, limits)) }
    try Self.checkTogether(found, directoryStart: directory.start, limits)
    var byName: [String: Entry] = [:]
    for entry in found {
      guard byName.updateValue(entry, forKey: Self.key(entry.name)) == nil else {
        throw ZipFault(.duplicateName, "two entries of the archive have the name \"\(entry.name)\"")
      }
    }
    entries = byName
  }

  /// The names of the entries, in order.
  var names: [String] { entries.values.map(\.name).sorted() }

  /// The content of an entry, whatever the case of its name; nil if there is none.
  ///
  /// O(its length).
  func content(of name: String) throws(ZipFault) -> [UInt8]? {
    guard let entry = entries[Self.key(name)] else { return nil }
    let data = bytes[entry.data]
    var content = Array(data)
    if entry.isDeflated {
      let inflated: (content: [UInt8], byteCount: Int)
      do throws(Deflate.Fault) {
        inflated = try Deflate.inflated(data, byteCountMax: entry.byteCount)
      } catch {
        throw Self.fault(error, entry.name)
      }
      guard inflated.byteCount == data.count else {
        throw ZipFault(.damaged, "the data of \"\(entry.name)\" ends before the archive says")
      }
      content = inflated.content
    }
    guard content.count == entry.byteCount, Deflate.checksum(content) == entry.checksum else {
      throw ZipFault(
        .damaged, "the content of \"\(entry.name)\" has not the length and checksum that it should")
    }
    return content
  }

  private static func fault(_ fault: Deflate.Fault, _ name: String) -> ZipFault {
    switch fault {
    case .tooLong:
      ZipFault(.bomb, "\"\(name)\" is longer than the archive says when it is decompressed")
    case .noMemory: ZipFault(.tooLarge, "there is no memory left to decompress \"\(name)\"")
    case .truncated: ZipFault(.damaged, "the data of \"\(name)\" is cut off")
    case .damaged(let reason):
      ZipFault(.damaged, "the data of \"\(name)\" cannot be decompressed: \(reason)")
    }
  }

  /// Names that differ in case alone are the same part (ECMA-376 part 2), and two of them are one too many.
  private static func key(_ name: String) -> String { name.lowercased() }

  // MARK: Checking

  private static func entry(
    _ record: ZipDirectory.Record, _ bytes: [UInt8], _ limits: ZipLimits
  ) throws(ZipFault) -> Entry {
    let name = record.name
    guard record.flags & 0x2041 == 0 else {
      throw ZipFault(.encrypted, "\"\(name)\" is encrypted; save the document without a password")
    }
    guard record.method == 0 || record.method == 8 else {
      throw ZipFault(
        .unsupported, "\"\(name)\" is compressed by method \(record.method); expected deflate")
    }
    guard record.byteCount <= limits.entryByteCountMax else {
      throw ZipFault(.tooLarge, "\"\(name)\" is longer than \(limits.entryByteCountMax) bytes")
    }
    guard record.method == 8 || record.byteCount == record.dataByteCount else {
      throw ZipFault(.inconsistent, "\"\(name)\" is stored and has two lengths")
    }
    // No product overflows: lengths have 32 bits, and the ratio is divided away.
    guard
      record.byteCount <= limits.ratioGraceByteCount
        || record.byteCount / max(limits.compressionRatioMax, 1) <= record.dataByteCount
    else {
      throw ZipFault(
        .bomb,
        "\"\(name)\" promises \(record.byteCount) bytes of \(record.dataByteCount); expected at most "
          + "\(limits.compressionRatioMax) times as many")
    }
    let data = try localData(record, bytes)
    return Entry(
      name: name, isDeflated: record.method == 8, checksum: record.checksum,
      byteCount: record.byteCount,
      start: record.headerOffset, data: data)
  }

  /// Where the data of an entry lies, by the header in front of it, which has to agree with the directory.
  private static func localData(
    _ record: ZipDirectory.Record, _ bytes: [UInt8]
  ) throws(ZipFault) -> Range<Int> {
    let header = ZipFields(bytes, at: record.headerOffset)
    guard header.has(30) else {
      throw ZipFault(.truncated, "the header of \"\(record.name)\" is cut off")
    }
    guard header.word(0) == 0x0403_4B50 else {
      throw ZipFault(.inconsistent, "there is no header where \"\(record.name)\" should be")
    }
    let (nameCount, extraCount) = (header.half(26), header.half(28))
    let start = record.headerOffset + 30 + nameCount + extraCount
    guard start + record.dataByteCount <= bytes.count else {
      throw ZipFault(.truncated, "the data of \"\(record.name)\" is cut off")
    }
    // Bit 3: checksum and lengths follow the data, and the header has zeros in their place.
    let isDeferred = header.half(6) & 8 != 0
    let agrees =
      header.half(8) == record.method
      && bytes[(record.headerOffset + 30)..<(start - extraCount)] == record.nameBytes
      && (isDeferred
        || Int(header.word(18)) == record.dataByteCount && Int(header.word(22)) == record.byteCount
          && header.word(14) == record.checksum)
    guard agrees else {
      throw ZipFault(
        .inconsistent, "the header of \"\(record.name)\" does not agree with the directory")
    }
    return start..<(start + record.dataByteCount)
  }

  private static func checkTogether(
    _ entries: [Entry], directoryStart: Int, _ limits: ZipLimits
  ) throws(ZipFault) {
    // At most 65,535 lengths of 32 bits: the sum does not overflow.
    guard entries.reduce(0, { $0 + $1.byteCount }) <= limits.totalByteCountMax else {
      throw ZipFault(
        .tooLarge, "the entries are longer than \(limits.totalByteCountMax) bytes together")
    }
    let sorted = entries.sorted { $0.start < $1.start }
    for (entry, next) in zip(sorted, sorted.dropFirst().map(\.start) + [directoryStart]) {
      guard entry.data.upperBound <= next else {
        throw ZipFault(
          .overlapping, "\"\(entry.name)\" takes up bytes that belong to something else as well")
      }
    }
  }
}

/// Whole numbers at places of a header, the small end first.
struct ZipFields {
  private let bytes: [UInt8]
  private let start: Int

  init(_ bytes: [UInt8], at start: Int) {
    self.bytes = bytes
    self.start = start
  }

  /// Whether so many bytes are there.
  func has(_ count: Int) -> Bool {
    start >= 0 && start <= bytes.count && bytes.count - start >= count
  }

  /// 16 bits; zero beyond the end.
  func half(_ offset: Int) -> Int { Int(word(offset, byteCount: 2)) }

  /// 32 bits; zero beyond the end.
  func word(_ offset: Int) -> UInt32 { word(offset, byteCount: 4) }

  private func word(_ offset: Int, byteCount: Int) -> UInt32 {
    guard has(offset + byteCount) else { return 0 }
    var value: UInt32 = 0
    for index in (0..<byteCount).reversed() {
      value = value << 8 | UInt32(bytes[start + offset + index])
    }
    return value
  }
}
