extension UnsafeBufferPointer<UInt8> {
  /// Negative, zero or positive, as these bytes come before, equal or come after the others.
  func compare(to other: UnsafeBufferPointer<UInt8>) -> Int {
    let shared = Swift.min(count, other.count)
    var index = 0
    let left = UnsafeRawBufferPointer(self)
    let right = UnsafeRawBufferPointer(other)
    while index + 8 <= shared {
      let leftWord = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let rightWord = right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if leftWord != rightWord { return leftWord.bigEndian < rightWord.bigEndian ? -1 : 1 }
      index += 8
    }
    while index < shared {
      if left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
      index += 1
    }
    return count - other.count
  }

  func isBytewiseBefore(_ other: UnsafeBufferPointer<UInt8>) -> Bool { compare(to: other) < 0 }
}
