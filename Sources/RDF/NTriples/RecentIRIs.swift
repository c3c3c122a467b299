/// The IRIs that a document has named lately, with the handles that its sink has given for them.
///
/// Vocabularies name few properties, classes and schemes again and again. Those found here need neither be
/// checked nor be looked up by the sink once more. A table of fixed size, in which a newer IRI takes the
/// place of an older one; long IRIs are left out.
struct RecentIRIs<Handle> {
  /// The longest IRI that is kept.
  static var byteCountMax: Int { 120 }
  private static var slotCount: Int { 512 }
  private static var slotByteCount: Int { 128 }

  /// The IRIs, each in a slot of its own that starts with its length.
  private var bytes: [UInt8] = []
  private var handles: [Handle?] = []

  /// The place for an IRI of at most `byteCountMax` bytes, and its handle if it is there.
  @inline(__always)
  func find(_ iri: UnsafeBufferPointer<UInt8>) -> (slot: Int, handle: Handle?) {
    let slot = Int(truncatingIfNeeded: ByteHash.hash(iri)) & (Self.slotCount - 1)
    guard !handles.isEmpty else { return (slot, nil) }
    let isKnown = bytes.withUnsafeBufferPointer { bytes in
      let start = slot * Self.slotByteCount
      guard Int(bytes[start]) == iri.count else { return false }
      return UnsafeBufferPointer(rebasing: bytes[(start + 1)..<(start + 1 + iri.count)]).hasSameBytes(as: iri)
    }
    return (slot, isKnown ? handles[slot] : nil)
  }

  /// Keeps an IRI, which has been checked, in the place that was found for it.
  mutating func keep(_ iri: UnsafeBufferPointer<UInt8>, _ handle: Handle, in slot: Int) {
    if handles.isEmpty {
      bytes = Array(repeating: 0, count: Self.slotCount * Self.slotByteCount)
      handles = Array(repeating: nil, count: Self.slotCount)
    }
    let start = slot * Self.slotByteCount
    bytes[start] = UInt8(truncatingIfNeeded: iri.count)
    bytes.replaceSubrange((start + 1)..<(start + 1 + iri.count), with: iri)
    handles[slot] = handle
  }
}
