extension UnsafeBufferPointer<UInt8> {
  /// Whether the other buffer has the same bytes, compared eight at a time.
  @inline(__always)
  func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let left = UnsafeRawBufferPointer(self)
    let right = UnsafeRawBufferPointer(other)
    guard left.count >= 8 else {
      var index = 0
      while index < left.count {
        guard left[index] == right[index] else { return false }
        index += 1
      }
      return true
    }
    var index = 0
    while index + 8 <= left.count {
      guard left.word(at: index) == right.word(at: index) else { return false }
      index += 8
    }
    // The last eight bytes, some of which may have been compared before.
    return left.word(at: left.count - 8) == right.word(at: left.count - 8)
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always) fileprivate func word(at index: Int) -> UInt64 {
    loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }
}
