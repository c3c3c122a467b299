extension UnsafeBufferPointer<UInt8> {
  /// How many line feeds there are, and whether there is a carriage return.
  var lineEnds: (lineFeeds: Int, hasCarriageReturn: Bool) {
    let raw = UnsafeRawBufferPointer(self)
    var lineFeeds = 0
    var returns: UInt8 = 0
    var index = 0
    while index < raw.count {
      // A counter of one byte, which cannot overflow in a block of this length, lets the compiler count in
      // all bytes of a vector at once.
      let stop = Swift.min(raw.count, index + 240)
      var counter: UInt8 = 0
      while index < stop {
        let byte = raw[index]
        counter &+= byte == 0x0A ? 1 : 0
        returns |= byte == 0x0D ? 1 : 0
        index &+= 1
      }
      lineFeeds += Int(counter)
    }
    return (lineFeeds, returns != 0)
  }
}
