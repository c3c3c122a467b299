/// Blocks of LZ4: text in which what was said before is named by its distance and length.
///
/// Chosen because reading one costs little more than copying its bytes, so that an entry is read about as fast as
/// if it were not packed. Both directions work with a dictionary: text that counts as having been said before the block.
/// - Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md.
enum LZ4Block {
  /// The shortest repetition that is named.
  private static let matchByteCountMin = 4
  /// Shorter repetitions than this are not named: it takes longer to follow them than to copy them, and they save little.
  private static let worthwhileCount = 8
  /// A distance has two bytes.
  private static let distanceMax = 0xFFFF
  /// The last five bytes are always written as they are, and no match begins in the last twelve.
  private static let lastLiteralCount = 5
  private static let matchStartDistanceMin = 12
  private static let hashBitCount: UInt32 = 12

  /// Where four bytes with some hash were seen last.
  struct Seen {
    fileprivate var places = [UInt32](repeating: 0, count: 1 << Int(hashBitCount))

    /// Notes what a dictionary holds.
    init(dictionary: UnsafeRawBufferPointer) { note(dictionary, from: 0) }

    /// Notes all of a text from a place on, as far as four bytes are left.
    fileprivate mutating func note(_ text: UnsafeRawBufferPointer, from start: Int) {
      places.withUnsafeMutableBufferPointer { places in
        var place = start
        while place + matchByteCountMin <= text.count {
          places[LZ4Block.slot(text, place)] = UInt32(truncatingIfNeeded: place)
          place += 1
        }
      }
    }
  }

  @inline(__always)
  private static func word(_ text: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    text.loadUnaligned(fromByteOffset: place, as: UInt32.self)
  }

  @inline(__always)
  private static func slot(_ text: UnsafeRawBufferPointer, _ place: Int) -> Int {
    Int((word(text, place).littleEndian &* 2_654_435_761) >> (32 - hashBitCount))
  }

  /// Appends the block of what a text holds from a place on; what is before it is the dictionary.
  ///
  /// - Parameters:
  ///   - seen: what is known of the first `seenCount` bytes of the text.
  static func pack(
    _ text: UnsafeRawBufferPointer, from start: Int, seen: Seen, seenCount: Int, to block: inout [UInt8]
  ) {
    var seen = seen
    seen.note(
      UnsafeRawBufferPointer(rebasing: text[..<start]), from: max(0, seenCount - matchByteCountMin + 1))
    var literals = start
    seen.places.withUnsafeMutableBufferPointer { places in
      let lastStart = text.count - matchStartDistanceMin
      let matchEnd = text.count - lastLiteralCount
      var place = start
      while place <= lastStart {
        let slot = slot(text, place)
        var match = Int(places[slot])
        places[slot] = UInt32(truncatingIfNeeded: place)
        guard match < place, place - match <= distanceMax, word(text, match) == word(text, place) else {
          place += 1
          continue
        }
        var end = place + matchByteCountMin
        var other = match + matchByteCountMin
        while end < matchEnd, text[end] == text[other] { end += 1; other += 1 }
        while place > literals, match > 0, text[place - 1] == text[match - 1] { place -= 1; match -= 1 }
        if end - place < worthwhileCount {
          place = end
          continue
        }
        append(text, literals..<place, distance: place - match, matchCount: end - place, to: &block)
        if end - 2 > place, end - 2 <= lastStart {
          places[LZ4Block.slot(text, end - 2)] = UInt32(truncatingIfNeeded: end - 2)
        }
        place = end
        literals = end
      }
    }
    append(text, literals..<text.count, distance: nil, matchCount: 0, to: &block)
  }

  private static func append(
    _ text: UnsafeRawBufferPointer, _ literals: Range<Int>, distance: Int?, matchCount: Int,
    to block: inout [UInt8]
  ) {
    let count = literals.count
    let extra = distance == nil ? 0 : matchCount - matchByteCountMin
    block.append(UInt8(min(count, 15)) << 4 | UInt8(min(extra, 15)))
    if count >= 15 { appendLength(count - 15, to: &block) }
    block.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[literals]))
    guard let distance else { return }
    block.append(UInt8(truncatingIfNeeded: distance))
    block.append(UInt8(truncatingIfNeeded: distance >> 8))
    if extra >= 15 { appendLength(extra - 15, to: &block) }
  }

  private static func appendLength(_ length: Int, to block: inout [UInt8]) {
    var rest = length
    while rest >= 255 { block.append(255); rest -= 255 }
    block.append(UInt8(rest))
  }

  /// Writes what a block says, and fills the text by it.
  ///
  /// Every length and distance is checked before a byte is read or written.
  /// - Parameters:
  ///   - dictionary: what counts as said before, further back.
  ///   - context: what counts as said right before.
  /// - Returns: whether the block is whole and says exactly as much as there is room for.
  static func unpack(
    _ block: UnsafeRawBufferPointer, dictionary: UnsafeRawBufferPointer, context: UnsafeRawBufferPointer,
    into text: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard let source = block.baseAddress, let target = text.baseAddress,
      let dictionaryEnd = dictionary.baseAddress.map({ $0 + dictionary.count }),
      let contextEnd = context.baseAddress.map({ $0 + context.count })
    else { return false }
    let (sourceCount, targetCount) = (block.count, text.count)
    var (next, place) = (0, 0)
    /// A length that goes on in further bytes; nil if the block ends within it.
    @inline(__always) func length(_ short: Int) -> Int? {
      var length = short
      guard short == 15 else { return length }
      while next < sourceCount {
        let byte = block[next]
        next += 1
        length += Int(byte)
        if byte != 255 { return length }
      }
      return nil
    }
    while next < sourceCount {
      let token = Int(block[next])
      next += 1
      guard let literalCount = length(token >> 4), literalCount <= sourceCount - next,
        literalCount <= targetCount - place
      else { return false }
      let hasRoom = sourceCount - next >= shortCount && targetCount - place >= shortCount
      copy(literalCount, from: source + next, to: target + place, hasRoom: hasRoom)
      next += literalCount
      place += literalCount
      if next == sourceCount { return place == targetCount }
      guard sourceCount - next >= 2 else { return false }
      let distance = Int(block[next]) | Int(block[next + 1]) << 8
      next += 2
      guard let extra = length(token & 15), distance > 0,
        distance <= place + context.count + dictionary.count,
        extra <= targetCount - place - matchByteCountMin
      else { return false }
      var count = extra + matchByteCountMin
      if distance > place {
        // What is said before the text, first in the dictionary, then in the context, goes on in the text.
        var back = distance - place
        if back > context.count {
          let run = min(count, back - context.count)
          (target + place).copyMemory(
            from: dictionaryEnd - (back - context.count), byteCount: run)
          (place, count, back) = (place + run, count - run, back - run)
        }
        if back > 0, count > 0 {
          let run = min(count, back)
          (target + place).copyMemory(from: contextEnd - back, byteCount: run)
          (place, count) = (place + run, count - run)
        }
        if count == 0 { continue }
      }
      if distance >= max(count, shortCount) {
        copy(
          count, from: target + (place - distance), to: target + place,
          hasRoom: targetCount - place >= shortCount)
      } else {
        // What is repeated may still be being written.
        for offset in place..<place + count { text[offset] = text[offset - distance] }
      }
      place += count
    }
    return false
  }

  /// How many bytes are copied at once where there is room, needed or not: most runs are shorter.
  private static let shortCount = 32

  @inline(__always)
  private static func copy(
    _ count: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, hasRoom: Bool
  ) {
    guard hasRoom, count <= shortCount else { return target.copyMemory(from: source, byteCount: count) }
    for offset in stride(from: 0, to: shortCount, by: 8) {
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset,
        as: UInt64.self)
    }
  }
}
