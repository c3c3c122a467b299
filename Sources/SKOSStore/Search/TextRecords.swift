/// Records that are on their way into the text index.
struct TextRecords: Sendable {
  let area: TextArea
  private(set) var bytes: [UInt8] = []
  private var places: [Place] = []

  /// Where a record stands, with the first eight bytes of its key, which decide most comparisons.
  private struct Place {
    let head: UInt64
    let start: Int
    let end: Int
  }

  init(_ area: TextArea) { self.area = area }

  var count: Int { places.count }
  var byteCount: Int { bytes.count }

  mutating func append(_ folded: String, entry: Int64, role: TextRole, language: Int) {
    let start = bytes.count
    TextRecord.append(folded, entry: entry, role: role, language: language, to: &bytes)
    let key = area == .labels ? start : bytes.count - TextRecord.tailByteCount
    var head: UInt64 = 0
    for index in key..<(key + 8) { head = head << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    places.append(Place(head: head, start: start, end: bytes.count))
  }

  /// Appends a record that comes behind all that are there.
  mutating func append(sorted record: UnsafeRawBufferPointer) {
    places.append(Place(head: 0, start: bytes.count, end: bytes.count + record.count))
    bytes += record
  }

  /// Brings them into the order of the index, and leaves each once.
  mutating func sort() {
    let (area, bytes) = (area, bytes)
    var sorted = places
    places = []
    bytes.withUnsafeBytes { bytes in
      func record(_ place: Place) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[place.start..<place.end])
      }
      sorted.sort { left, right in
        left.head == right.head ? area.compare(record(left), record(right)) < 0 : left.head < right.head
      }
      var count = 0
      for place in sorted {
        if count > 0, sorted[count - 1].head == place.head,
          area.compare(record(sorted[count - 1]), record(place)) == 0
        {
          continue
        }
        sorted[count] = place
        count += 1
      }
      sorted.removeLast(sorted.count - count)
    }
    places = sorted
  }

  /// Hands out a record.
  func withRecord<Value>(at place: Int, _ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
    try bytes.withUnsafeBytes { bytes in
      try body(UnsafeRawBufferPointer(rebasing: bytes[places[place].start..<places[place].end]))
    }
  }
}
