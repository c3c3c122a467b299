/// The bytes of a document that may still be asked about, and where in the document they are.
///
/// libxml2's own columns count bytes in some places and characters in others; these are counted here,
/// from what was fed, and are exact for every encoding in which ASCII is one byte.
struct XMLSource: ~Copyable {
  private var bytes = OwnedArray<UInt8>(capacity: 4 * XMLPushParser.pieceByteCountMax)
  /// The place of the first byte.
  private var start = TextPosition.start
  /// A place asked for before, from which the next question is answered without counting again.
  private var mark = TextPosition.start

  /// The offset after the last byte.
  var end: Int { start.offset + bytes.count }

  /// The last bytes; they stay in place until more are appended or some discarded, whatever is asked meanwhile.
  func suffix(_ byteCount: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes.elements.suffix(byteCount))
  }

  mutating func append(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: piece) }

  /// Forgets everything before an offset.
  mutating func discard(before offset: Int) {
    let position = self.position(at: offset)
    guard position.offset > start.offset else { return }
    bytes.removeFirst(position.offset - start.offset)
    start = position
    mark = position
  }

  /// The place at an offset, which is moved inside what is remembered; O(distance to the last one asked for).
  mutating func position(at offset: Int) -> TextPosition {
    let offset = min(max(offset, start.offset), end)
    let from = offset >= mark.offset ? mark : start
    let stretch = bytes.elements[(from.offset - start.offset)..<(offset - start.offset)]
    mark = from.advanced(over: UnsafeBufferPointer(rebasing: stretch))
    return mark
  }

  /// The offset of the last `<` at or before an offset, or nil if it is no longer remembered.
  func lastTagOpening(before offset: Int) -> Int? {
    let bytes = bytes.elements
    var index = min(offset - start.offset, bytes.count) - 1
    while index >= 0 {
      if bytes[index] == UInt8(ascii: "<") { return start.offset + index }
      index -= 1
    }
    return nil
  }
}
