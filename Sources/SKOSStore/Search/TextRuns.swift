import Foundation
import Glibc

/// Sorted runs of records that wait for the end of an import in a file without a name.
///
/// Merging each run into the index at once would write most blocks anew for every run; so they are merged once, behind
/// the last one. The file is freed when this is, or when the process ends.
final class TextRuns: Sendable {
  private let descriptor: Int32

  /// Where a run stands in the file.
  struct Run: Sendable {
    fileprivate let start: Int
    fileprivate let byteCount: Int
  }

  /// Makes the file, readable by this user only.
  ///
  /// - Throws: `storageFull`, `storageFailed`.
  init(in directory: String) throws(StoreError) {
    let name = "\(directory)/texts-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    descriptor = open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure("made", errno) }
    unlink(name)
  }

  deinit { close(descriptor) }

  /// Sorts records and writes them behind the runs before; each has its length in four bytes before it.
  func write(_ records: TextRecords, at start: Int) throws(StoreError) -> Run {
    var records = records
    records.sort()
    var (bytes, place): ([UInt8], Int) = ([], start)
    for index in 0..<records.count {
      records.withRecord(at: index) { record in
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: record.count)) { bytes += $0 }
        bytes += record
      }
      if bytes.count >= Self.pieceByteCount || index + 1 == records.count {
        try write(bytes, at: place)
        place += bytes.count
        bytes.removeAll(keepingCapacity: true)
      }
    }
    return Run(start: start, byteCount: place - start)
  }

  /// How many bytes the file has behind a run.
  static func end(of run: Run) -> Int { run.start + run.byteCount }

  private static let pieceByteCount = 256 << 10

  private func write(_ bytes: [UInt8], at offset: Int) throws(StoreError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("written", count < 0 ? errno : ENOSPC) }
      done += count
    }
  }

  private func read(_ range: Range<Int>) throws(StoreError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(range.lowerBound + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("read", errno) }
      done += count
    }
    return bytes
  }

  private static func failure(_ action: String, _ number: Int32) -> StoreError {
    number == ENOSPC || number == EDQUOT
      ? StoreError(.storageFull, "the disk is full; nothing was changed; free some space and repeat")
      : StoreError(
        .storageFailed, "the texts of an import could not be \(action): \(String(cString: strerror(number)))")
  }

  /// Hands out the records of several runs in the order of the index, each once.
  func forEach(
    in runs: [Run], _ area: TextArea, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var readers = try runs.map { try Reader(self, $0) }
    readers.removeAll(where: \.isAtEnd)
    var last: [UInt8] = []
    while var next = readers.indices.first {
      for place in readers.indices.dropFirst()
      where readers[place].withRecord({ record in readers[next].withRecord { area.compare(record, $0) } }) < 0
      {
        next = place
      }
      let isNew = readers[next].withRecord { record in
        last.isEmpty || last.withUnsafeBytes { area.compare($0, record) } != 0
      }
      if isNew {
        try readers[next].withRecord { record in
          try take(record)
          last.removeAll(keepingCapacity: true)
          last += record
        }
      }
      try readers[next].advance(self)
      if readers[next].isAtEnd { readers.remove(at: next) }
    }
  }

  /// The record of a run that comes next.
  private struct Reader {
    private var rest: Range<Int>
    private var bytes: [UInt8] = []
    private var record = 0..<0
    private(set) var isAtEnd = false

    init(_ runs: TextRuns, _ run: Run) throws(StoreError) {
      rest = run.start..<(run.start + run.byteCount)
      try advance(runs)
    }

    func withRecord<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
      try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[record])) }
    }

    mutating func advance(_ runs: TextRuns) throws(StoreError) {
      let start = record.upperBound
      guard try fill(upTo: 4, from: start, runs) else {
        isAtEnd = true
        return
      }
      // What is left of the bytes stands at their beginning if they had to be filled.
      let place = record.upperBound
      let count = Int(bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt32.self) })
      guard try fill(upTo: 4 + count, from: place, runs) else {
        throw StoreError(.storageFailed, "the texts of an import could not be read back")
      }
      record = (record.upperBound + 4)..<(record.upperBound + 4 + count)
    }

    /// Sees to it that so many bytes stand behind the record; false if there are no more.
    private mutating func fill(upTo count: Int, from start: Int, _ runs: TextRuns) throws(StoreError) -> Bool
    {
      guard bytes.count - start < count else { return true }
      guard !rest.isEmpty else { return false }
      let piece = rest.prefix(max(pieceByteCount, count))
      bytes.removeFirst(start)
      bytes += try runs.read(piece)
      rest = piece.upperBound..<rest.upperBound
      record = 0..<0
      return bytes.count >= count
    }
  }
}
