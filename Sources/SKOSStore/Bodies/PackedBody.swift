import Foundation
import RDF
import SKOS

/// How the body of an entry stands in the database: packed, if that makes it shorter.
///
/// Most of a body is IRIs that it says over and over: its own, and those of a few properties. Packed it takes a
/// quarter of the room, so that half as much is written by an import, and reading one costs no more than before.
/// - Source: spec/store.md, "Packed bodies".
enum PackedBody {
  /// Longer bodies are not packed: as much as SQLite is allowed to take anyway.
  static let byteCountMax = 256 << 20
  /// How many bytes the checksum at the end has.
  private static let checksumByteCount = 4
  /// Bodies of canonical N-Triples begin with `<` or `_`, packed ones with a byte below this.
  private static let plainStart: UInt8 = 0x20

  /// The bytes that stand for the body of an entry.
  ///
  /// Costs some microseconds for a thousand bytes; may be called on several threads.
  static func pack(_ body: [UInt8], of iri: IRI) -> [UInt8] {
    guard !body.isEmpty, body.count <= byteCountMax else { return body }
    let context = context(of: iri.string)
    var text: [UInt8] = []
    let start = BodyDictionary.bytes.count + context.count
    text.reserveCapacity(start + body.count)
    text += BodyDictionary.bytes
    text += context
    text += body
    var packed: [UInt8] = [BodyDictionary.number]
    packed.reserveCapacity(body.count / 2)
    appendCount(body.count, to: &packed)
    text.withUnsafeBytes { text in
      LZ4Block.pack(
        text, from: start, seen: BodyDictionary.seen, seenCount: BodyDictionary.bytes.count, to: &packed)
    }
    let checksum = packed.withUnsafeBytes(checksum)
    for shift in stride(from: 24, through: 0, by: -8) {
      packed.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift)))
    }
    return packed.count < body.count ? packed : body
  }

  /// The body for which stored bytes stand; nil if they are damaged in a way that leaves no body.
  ///
  /// Whether it is the body that was stored is said by its hash.
  static func unpack(_ stored: UnsafeRawBufferPointer, of iri: String) -> [UInt8]? {
    guard let first = stored.first, first < plainStart else { return Array(stored) }
    guard first == BodyDictionary.number, let (byteCount, start) = count(in: stored),
      start <= stored.count - checksumByteCount
    else { return nil }
    let block = UnsafeRawBufferPointer(rebasing: stored[start..<(stored.count - checksumByteCount)])
    // No block says more than this, so that damage cannot ask for more memory.
    guard byteCount <= byteCountMax, byteCount / 256 <= block.count else { return nil }
    let context = context(of: iri)
    let body = [UInt8](unsafeUninitializedCapacity: byteCount) { text, initializedCount in
      let isWhole = BodyDictionary.bytes.withUnsafeBytes { dictionary in
        context.withUnsafeBytes { context in
          LZ4Block.unpack(
            block, dictionary: dictionary, context: context, into: UnsafeMutableRawBufferPointer(text))
        }
      }
      initializedCount = isWhole ? byteCount : 0
    }
    return body.count == byteCount ? body : nil
  }

  /// Whether packed bytes are those that were written; a plain body is answered for by its hash alone.
  ///
  /// One text can be packed in several ways, so the hash of the body does not cover each byte.
  static func isSound(_ stored: Data) -> Bool {
    guard let first = stored.first, first < plainStart else { return true }
    let end = stored.count - checksumByteCount
    guard end > 0 else { return false }
    return stored.withUnsafeBytes { stored in
      let found = stored[end...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return checksum(of: UnsafeRawBufferPointer(rebasing: stored[..<end])) == found
    }
  }

  // What comes between two lines of a body, around its own IRI.
  private static let lineEnd: StaticString = " .\n<"
  private static let lineStart: StaticString = "> <"

  /// What counts as said right before a body: the end of a line with the beginning of the next.
  private static func context(of iri: String) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(iri.utf8.count + 6)
    lineEnd.withUTF8Buffer { text += $0 }
    text += iri.utf8
    lineStart.withUTF8Buffer { text += $0 }
    return text
  }

  /// Seven bits in a byte, the low ones first; the highest bit says that more follow.
  private static func appendCount(_ count: Int, to bytes: inout [UInt8]) {
    var rest = count
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func count(in stored: UnsafeRawBufferPointer) -> (count: Int, end: Int)? {
    var count = 0
    for (ordinal, byte) in stored.dropFirst().prefix(5).enumerated() {
      count |= Int(byte & 0x7F) << (7 * ordinal)
      if byte < 0x80 { return (count, ordinal + 2) }
    }
    return nil
  }

  /// FNV-1a of 32 bits: any altered byte gives another one.
  /// - Source: https://datatracker.ietf.org/doc/draft-eastlake-fnv, "FNV-1a".
  private static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}

extension Entry {
  /// The entry whose body stands in the database as these bytes.
  ///
  /// - Throws: `damaged` if no body can be made of them.
  init(iri: IRI, stored: Data) throws(StoreError) {
    guard let body = stored.withUnsafeBytes({ PackedBody.unpack($0, of: iri.string) }) else {
      throw .damagedBody(of: iri.string)
    }
    self.init(iri: iri, canonicalBody: body)
  }
}

extension StoreError {
  static func damagedBody(of iri: String) -> StoreError {
    StoreError(.damaged, "the content of <\(iri)> cannot be read, because it is damaged; restore a backup")
  }
}
