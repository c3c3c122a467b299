/// Hashes of short texts, for tables of our own that look terms up by their bytes.
///
/// Sixteen bytes at a time are multiplied to 128 bits and folded. The seed is a random number per process,
/// so that nobody can prepare input whose terms all collide; so no result may depend on these values.
enum ByteHash {
  private static let seed = UInt64.random(in: .min ... .max)
  private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let second: UInt64 = 0xD1B5_4A32_D192_ED03

  /// The hash of a text; `salt` tells texts apart that are equal but mean something else.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, salt: UInt64 = 0) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = raw.count
    var hash = seed ^ fold(salt ^ first, UInt64(truncatingIfNeeded: count) ^ second)
    guard count >= 16 else { return finish(hash, short(raw), count) }
    var index = 0
    while index + 16 < count {
      hash = fold(word(raw, index) ^ first, word(raw, index + 8) ^ hash)
      index += 16
    }
    // The last sixteen bytes, some of which may have been taken before.
    return finish(hash, (word(raw, count - 16), word(raw, count - 8)), count)
  }

  @inline(__always)
  private static func finish(_ hash: UInt64, _ last: (UInt64, UInt64), _ count: Int) -> UInt64 {
    fold(last.0 ^ second, last.1 ^ hash)
  }

  /// Fewer than sixteen bytes, in two words that overlap where need be.
  @inline(__always)
  private static func short(_ raw: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    let count = raw.count
    if count >= 8 { return (word(raw, 0), word(raw, count - 8)) }
    if count >= 4 { return (UInt64(half(raw, 0)), UInt64(half(raw, count - 4))) }
    guard count > 0 else { return (0, 0) }
    return (UInt64(raw[0]) << 16 | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1]), 0)
  }

  @inline(__always) private static func word(_ raw: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  @inline(__always) private static func half(_ raw: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
    raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
  }

  @inline(__always) private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low
  }
}
