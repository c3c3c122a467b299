import RDF
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `A ZIP archive` {
  private func archive(_ entries: [(String, [UInt8])]) throws -> [UInt8] {
    var writer = ZipWriter()
    for (name, content) in entries { try writer.add(name, content) }
    return writer.finished()
  }

  private func kind(_ bytes: [UInt8], _ limits: ZipLimits = ZipLimits()) -> ZipFault.Kind? {
    do throws(ZipFault) {
      let archive = try ZipArchive(bytes, limits: limits)
      for name in archive.names { _ = try archive.content(of: name) }
      return nil
    } catch {
      return error.kind
    }
  }

  private func set(_ bytes: inout [UInt8], _ place: Int, _ value: Int, count: Int) {
    for index in 0..<count { bytes[place + index] = UInt8(value >> (8 * index) & 0xFF) }
  }

  /// Where the header of the directory's nth entry is.
  private func directory(_ bytes: [UInt8], _ ordinal: Int = 0) throws -> Int {
    let places = bytes.indices.filter { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) }
    return try #require(places.dropFirst(ordinal).first)
  }

  @Test func `gives back what was written, stored or deflated`() throws {
    let long = Array(String(repeating: "definition ", count: 400).utf8)
    let bytes = try archive([("a.xml", long), ("b", [1, 2, 3]), ("empty", [])])
    let read = try ZipArchive(bytes)
    #expect(read.names == ["a.xml", "b", "empty"])
    #expect(try read.content(of: "A.XML") == long)
    #expect(try read.content(of: "b") == [1, 2, 3])
    #expect(try read.content(of: "empty") == [])
    #expect(try read.content(of: "c") == nil)
    #expect(bytes.count < long.count)
    #expect(try archive([("a.xml", long), ("b", [1, 2, 3]), ("empty", [])]) == bytes)
  }

  @Test func `cut off anywhere is refused`() throws {
    let bytes = try archive([("a", Array(String(repeating: "x", count: 90).utf8)), ("b", [1, 2, 3])])
    for count in 0..<bytes.count { #expect(kind(Array(bytes.prefix(count))) != nil, "\(count) bytes") }
    #expect(kind(Array(bytes.prefix(bytes.count - 1))) == .truncated)
    #expect(kind(Array("MZ".utf8) + bytes) == .notAnArchive)
  }

  @Test func `with any byte changed is refused or has the same content`() throws {
    let content = Array("The definition of entry 3.1.2 is circular, circular, circular.".utf8)
    let bytes = try archive([("a", content), ("b", [1, 2, 3])])
    let seed = UInt64.random(in: .min ... .max)
    print("changed archives: seed \(seed)")
    var random = SplitMix(state: seed)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= UInt8.random(in: 1...255, using: &random)
      guard let read = try? ZipArchive(changed), let a = try? read.content(of: "a") else { continue }
      #expect(a == content, "seed \(seed), byte \(place)")
    }
  }

  @Test func `keeps to the limits, to the byte`() throws {
    let bytes = try archive([
      ("a", [UInt8](repeating: 7, count: 100)), ("b", [UInt8](repeating: 8, count: 50)),
    ])
    var limits = ZipLimits()
    limits.archiveByteCountMax = bytes.count
    limits.entryCountMax = 2
    limits.entryByteCountMax = 100
    limits.totalByteCountMax = 150
    limits.nameByteCountMax = 1
    #expect(kind(bytes, limits) == nil)
    for limit in [\ZipLimits.archiveByteCountMax, \.entryCountMax, \.entryByteCountMax, \.totalByteCountMax] {
      var less = limits
      less[keyPath: limit] -= 1
      #expect(kind(bytes, less) == .tooLarge)
    }
    limits.nameByteCountMax = 0
    #expect(kind(try archive([("ab", [])]), ZipLimits()) == nil)
    var short = ZipLimits()
    short.nameByteCountMax = 1
    #expect(kind(try archive([("ab", [])]), short) == .badName)
  }

  @Test func `that promises far more than it holds is refused before it is decompressed`() throws {
    let zeros = [UInt8](repeating: 0, count: 4 << 20)
    #expect(kind(try archive([("bomb", zeros)])) == .bomb)
    var limits = ZipLimits()
    limits.compressionRatioMax = 2_000
    #expect(kind(try archive([("bomb", zeros)]), limits) == nil)
    // Short entries do no harm, however well they shrink.
    #expect(kind(try archive([("short", Array(zeros.prefix(1 << 20)))])) == nil)
    // One that promises little and holds much.
    var liar = try archive([("bomb", zeros)])
    let entry = try directory(liar)
    set(&liar, entry + 24, 1_000, count: 4)
    set(&liar, 22, 1_000, count: 4)
    #expect(kind(liar) == .bomb)
  }

  @Test func `whose entries share bytes is refused`() throws {
    let content = Array("0123456789".utf8)
    var bytes = try archive([("a", content), ("b", content)])
    let (first, second) = (try directory(bytes), try directory(bytes, 1))
    // The second entry points at the first one's data; its name has to be that of the header it points at.
    set(&bytes, second + 42, 0, count: 4)
    #expect(kind(bytes) == .inconsistent)
    bytes[second + 46] = UInt8(ascii: "a")
    #expect(kind(bytes) == .overlapping)
    // An entry that reaches into the one behind it.
    var reaching = try archive([("a", content), ("b", content)])
    for place in [first + 20, first + 24, 18, 22] { set(&reaching, place, 30, count: 4) }
    #expect(kind(reaching) == .overlapping)
  }

  @Test func `with two entries of one name is refused, whatever their case`() throws {
    #expect(kind(try archive([("a", [1]), ("a", [2])])) == .duplicateName)
    #expect(kind(try archive([("a", [1]), ("A", [2])])) == .duplicateName)
  }

  @Test func `that is encrypted, in parts, of the 64-bit kind, or compressed otherwise is refused by name`()
    throws
  {
    let plain = try archive([("a", [1, 2, 3])])
    let entry = try directory(plain)
    let end = plain.count - 22
    func changed(_ place: Int, _ value: Int, count: Int = 2) -> [UInt8] {
      var bytes = plain
      set(&bytes, place, value, count: count)
      return bytes
    }
    #expect(kind(changed(entry + 8, 1)) == .encrypted)
    #expect(kind(changed(entry + 10, 12)) == .unsupported)
    #expect(kind(changed(end + 4, 1)) == .unsupported)
    #expect(kind(changed(end + 16, -1, count: 4)) == .unsupported)
    #expect(kind(changed(entry + 24, -1, count: 4)) == .unsupported)
    #expect(kind(changed(end + 8, 0xFFFF)) == .unsupported)
    #expect(kind(changed(entry + 16, 0, count: 4)) == .inconsistent)
    #expect(kind(changed(entry + 46, 0, count: 1)) == .badName)
    #expect(kind(changed(entry + 46, 0xFF, count: 1)) == .badName)
    #expect(kind(changed(end + 12, 1, count: 4)) == .inconsistent)
    // The content itself, with the checksum left as it is.
    #expect(kind(changed(31, 9, count: 1)) == .damaged)
  }

  @Test func `with lengths behind the data is read, as streaming programs write it`() throws {
    let content = Array(String(repeating: "text ", count: 50).utf8)
    let plain = try archive([("a", content)])
    let entry = try directory(plain)
    var bytes = Array(plain[..<entry])
    // Bit 3 in both headers, zeros in the local one, and a descriptor behind the data.
    bytes[6] |= 8
    for place in 14..<26 { bytes[place] = 0 }
    bytes += [0x50, 0x4B, 7, 8] + plain[(entry + 16)..<(entry + 28)]
    let start = bytes.count
    bytes += plain[entry...]
    bytes[start + 8] |= 8
    set(&bytes, bytes.count - 6, start, count: 4)
    #expect(try ZipArchive(bytes).content(of: "a") == content)
  }
}
