/// Text that is equal only to the same code points in the same order.
///
/// Swift's `String` compares by canonical equivalence, so that "é" as one code point equals "e" with an
/// accent. RDF terms and JSON names must not: they are equal only if their code points are.
struct ExactText: Hashable, Sendable {
  let string: String

  init(_ string: String) { self.string = string }

  static func == (left: ExactText, right: ExactText) -> Bool { left.string.isExactly(right.string) }

  func hash(into hasher: inout Hasher) { string.hashExactly(into: &hasher) }
}

extension String {
  /// Whether the other text has the same code points in the same order.
  func isExactly(_ other: String) -> Bool {
    let utf8 = self.utf8
    let otherUTF8 = other.utf8
    guard utf8.count == otherUTF8.count else { return false }
    return utf8.withContiguousStorageIfAvailable { bytes in
      otherUTF8.withContiguousStorageIfAvailable { bytes.hasSameBytes(as: $0) }
    }?.flatMap { $0 } ?? utf8.elementsEqual(otherUTF8)
  }

  /// Feeds the code points to a hasher, fit for `isExactly`.
  func hashExactly(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // No text contains this byte, so that two texts in a row do not hash like their concatenation.
    hasher.combine(0xFF as UInt8)
  }

  /// Whether this text comes before the other by code points, which is also the order of the bytes.
  func isExactlyBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
