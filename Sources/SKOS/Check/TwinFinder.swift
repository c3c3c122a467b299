/// Finds the texts of which something alike occurs among others.
struct TwinFinder {
  /// A set of hashes by some of their bits: it may say yes where it should say no, never the other way round.
  private var bits: [UInt64]
  private let shift: UInt64

  /// Makes room for a number of hashes.
  init(capacity: Int) {
    var log: UInt64 = 10
    while log < 30, 1 << log < capacity * 16 { log += 1 }
    bits = Array(repeating: 0, count: 1 << Int(log - 6))
    shift = 64 - log
  }

  /// Adds a hash; whether it, or one that looks like it, was there before.
  mutating func insert(_ hash: UInt64) -> Bool {
    let place = (hash &* 0x9E37_79B9_7F4A_7C15) >> shift
    let (word, bit) = (Int(place >> 6), UInt64(1) << (place & 63))
    defer { bits[word] |= bit }
    return bits[word] & bit != 0
  }

  /// Whether a hash, or one that looks like it, was added.
  func contains(_ hash: UInt64) -> Bool {
    let place = (hash &* 0x9E37_79B9_7F4A_7C15) >> shift
    return bits[Int(place >> 6)] & (UInt64(1) << (place & 63)) != 0
  }
}
