extension UnsafeBufferPointer<UInt8> {
  /// How many line feeds there are, and whether there is a carriage return; eight bytes at a time.
  var lineEnds: (lineFeeds: Int, hasCarriageReturn: Bool) {
    let raw = UnsafeRawBufferPointer(self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let halves: UInt64 = 0x00FF_00FF_00FF_00FF
    var lineFeeds = 0
    var returns: UInt64 = 0
    var index = 0
    while index + 8 <= raw.count {
      // Eight counters of a byte each; after 255 words they are added up.
      var counters: UInt64 = 0
      let stop = Swift.min(raw.count - 7, index + 255 * 8)
      while index < stop {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // The high bit of each byte of the sum is clear exactly where the byte is a line feed.
        let feed = word ^ (ones &* 0x0A)
        counters &+= ~((feed & lowBits) &+ lowBits | feed | lowBits) &>> 7
        // A high bit is set if a byte is a carriage return; which one is of no interest.
        let carriageReturn = word ^ (ones &* 0x0D)
        returns |= (carriageReturn &- ones) & ~carriageReturn
        index += 8
      }
      let pairs = (counters & halves) &+ (counters &>> 8 & halves)
      lineFeeds += Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }
    var hasCarriageReturn = returns & ~lowBits != 0
    while index < raw.count {
      if raw[index] == 0x0A { lineFeeds += 1 }
      if raw[index] == 0x0D { hasCarriageReturn = true }
      index += 1
    }
    return (lineFeeds, hasCarriageReturn)
  }
}
