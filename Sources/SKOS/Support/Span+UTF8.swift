extension Span<UInt8> {
  /// The scalar that starts at a place of a text in UTF-8, and how many bytes it takes; no string is made.
  ///
  /// Texts of a graph are well-formed. Should one be cut off all the same, U+FFFD stands for what is left of it, so
  /// that whoever walks over it comes to its end.
  @inline(__always)
  func scalar(at place: Int) -> (value: UInt32, width: Int) {
    let first = self[place]
    if first < 0x80 { return (UInt32(first), 1) }
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard width <= count - place else { return (0xFFFD, count - place) }
    var value = UInt32(first) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
    for offset in 1..<width { value = value << 6 | UInt32(self[place + offset] & 0x3F) }
    return (value, width)
  }
}
