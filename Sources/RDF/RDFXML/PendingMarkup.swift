/// What can be said of markup that has not come to its end: scanned once, however often it is looked at.
struct PendingMarkup {
  /// How many quoted strings have started; in a tag, how many attributes.
  private(set) var quotedCount = 0
  /// How many vertical bars there are, quoted or not, because comments may hide where quotes begin; in a
  /// document type, no fewer than it has choices.
  private(set) var barCount = 0
  private var place = -1
  private var scannedCount = 0
  private var quote: UInt8 = 0

  /// Reads on where the last scan of the markup at the same place ended.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
    if place != self.place || bytes.count < scannedCount { self = PendingMarkup(place: place) }
    for byte in bytes[scannedCount...] {
      if byte == UInt8(ascii: "|") { barCount += 1 }
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
        quotedCount += 1
      }
    }
    scannedCount = bytes.count
  }

  init(place: Int = -1) { self.place = place }
}
