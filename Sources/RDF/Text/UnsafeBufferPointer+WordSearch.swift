extension UnsafeBufferPointer<UInt8> {
  /// The first index from `start` on of a byte for which `isWanted` holds, found eight bytes at a time.
  ///
  /// - Parameters:
  ///   - start: Where the search starts.
  ///   - mayHaveWanted: Whether one of eight bytes may be wanted; it may err only by saying yes.
  ///   - isWanted: Whether a byte is wanted.
  @inline(__always)
  func firstIndex(
    from start: Int, inWord mayHaveWanted: (UInt64) -> Bool, where isWanted: (UInt8) -> Bool
  ) -> Int? {
    let raw = UnsafeRawBufferPointer(self)
    var index = start
    while index + 8 <= count, !mayHaveWanted(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
      index += 8
    }
    // Of the last bytes, fewer than eight, nearly all are none; with those before them they are a word.
    if count >= 8, index + 8 > count,
      !mayHaveWanted(raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    {
      return nil
    }
    while index < count {
      if isWanted(self[index]) { return index }
      index += 1
    }
    return nil
  }
}
