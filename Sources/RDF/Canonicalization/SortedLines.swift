/// Quads as canonical N-Quads lines, sorted by code points, each once.
struct SortedLines {
  let bytes: [UInt8]
  /// The quads in the order of their lines.
  let quads: [Quad]

  init(_ quads: [Quad]) {
    var unsorted: [UInt8] = []
    var ranges: [(range: Range<Int>, index: Int)] = []
    ranges.reserveCapacity(quads.count)
    for (index, quad) in quads.enumerated() {
      let start = unsorted.count
      quad.appendNQuads(to: &unsorted)
      ranges.append((start..<unsorted.count, index))
    }
    var sortedBytes: [UInt8] = []
    var sortedQuads: [Quad] = []
    sortedBytes.reserveCapacity(unsorted.count)
    sortedQuads.reserveCapacity(quads.count)
    unsorted.withUnsafeBytes { buffer in
      ranges.sort { Self.isBefore(buffer, $0.range, $1.range) }
      var last: Range<Int>?
      for (range, index) in ranges {
        if let last, !Self.isBefore(buffer, last, range) { continue }
        last = range
        sortedBytes.append(contentsOf: buffer[range])
        sortedQuads.append(quads[index])
      }
    }
    bytes = sortedBytes
    self.quads = sortedQuads
  }

  /// Whether one line comes before another, eight bytes at a time.
  private static func isBefore(
    _ bytes: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>
  ) -> Bool {
    let count = min(left.count, right.count)
    var offset = 0
    while offset + 8 <= count {
      let leftWord = bytes.loadUnaligned(fromByteOffset: left.lowerBound + offset, as: UInt64.self)
      let rightWord = bytes.loadUnaligned(fromByteOffset: right.lowerBound + offset, as: UInt64.self)
      if leftWord != rightWord { return leftWord.bigEndian < rightWord.bigEndian }
      offset += 8
    }
    while offset < count {
      let leftByte = bytes[left.lowerBound + offset]
      let rightByte = bytes[right.lowerBound + offset]
      if leftByte != rightByte { return leftByte < rightByte }
      offset += 1
    }
    return left.count < right.count
  }
}
