/// Something to be sorted by a text, with the start of what sets the texts apart at hand.
struct TextKey<Value> {
  let text: UnsafeBufferPointer<UInt8>
  let value: Value
  /// Eight bytes from where the texts begin to differ.
  fileprivate var head: UInt64 = 0

  init(_ text: UnsafeBufferPointer<UInt8>, _ value: Value) { (self.text, self.value) = (text, value) }
}

/// Sorts by the bytes of the texts, each with a byte behind its end if one is given.
///
/// Names in one document mostly begin alike, so that what they share is looked at once; the eight bytes
/// behind it decide nearly all comparisons.
func sortByText<Value>(_ keys: inout [TextKey<Value>], end: UInt8? = nil) {
  guard keys.count > 1 else { return }
  var shared = keys[0].text.count
  for key in keys { shared = key.text.sharedCount(with: keys[0].text, upTo: shared) }
  for index in keys.indices { keys[index].head = head(keys[index].text, from: shared, end: end) }
  keys.sort { left, right in
    if left.head != right.head { return left.head < right.head }
    return isBefore(left.text, right.text, end: end)
  }
}

private func head(_ text: UnsafeBufferPointer<UInt8>, from start: Int, end: UInt8?) -> UInt64 {
  let raw = UnsafeRawBufferPointer(text)
  if start + 8 <= text.count { return raw.loadUnaligned(fromByteOffset: start, as: UInt64.self).bigEndian }
  var head: UInt64 = 0
  for index in start..<start + 8 {
    let byte = index < text.count ? text[index] : index == text.count ? end ?? 0 : 0
    head = head << 8 | UInt64(byte)
  }
  return head
}

private func isBefore(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, end: UInt8?
) -> Bool {
  guard let end, left.count != right.count else { return left.isBytewiseBefore(right) }
  let shared = min(left.count, right.count)
  let order = UnsafeBufferPointer(rebasing: left[..<shared])
    .compare(to: UnsafeBufferPointer(rebasing: right[..<shared]))
  if order != 0 { return order < 0 }
  return left.count < right.count ? end < right[shared] : left[shared] < end
}

extension UnsafeBufferPointer<UInt8> {
  /// How many bytes these and the others begin with alike, of the first `limit`.
  fileprivate func sharedCount(with other: Self, upTo limit: Int) -> Int {
    let limit = Swift.min(limit, count, other.count)
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    var index = 0
    while index + 8 <= limit,
      left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    {
      index += 8
    }
    while index < limit && self[index] == other[index] { index += 1 }
    return index
  }
}
