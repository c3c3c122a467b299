/// The IRIs that a document has named lately, with the handles that its sink has given for them.
///
/// Vocabularies name few properties, classes and schemes again and again. Those found here need neither be
/// checked nor be looked up by the sink once more. A table of fixed size, in which a newer IRI takes the
/// place of an older one when it comes for the second time, so that those that come once drive out none; long
/// IRIs are left out. Turtle keeps them as they are spelled.
struct RecentIRIs<Handle> {
  /// The longest IRI that is kept.
  static var byteCountMax: Int { 120 }
  private static var slotCount: Int { 512 }
  private static var slotByteCount: Int { 128 }

  /// A place in the table that an IRI may have.
  struct Place {
    fileprivate let slot: Int
    /// Some bits of the hash that do not decide the slot.
    fileprivate let mark: UInt32

    @inline(__always)
    fileprivate init(_ iri: UnsafeBufferPointer<UInt8>) {
      let hash = ByteHash.hash(iri)
      slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
      mark = UInt32(truncatingIfNeeded: hash >> 32)
    }
  }

  /// The IRIs, each in a slot of its own that starts with its length.
  private var bytes: [UInt8] = []
  private var handles: [Handle?] = []
  /// The mark of the IRI that was last looked for in vain in each slot.
  private var missed: [UInt32] = []

  /// The place for an IRI of at most `byteCountMax` bytes, and its handle if it is there.
  @inline(__always)
  func find(_ iri: UnsafeBufferPointer<UInt8>) -> (place: Place, handle: Handle?) {
    let place = Place(iri)
    guard !handles.isEmpty else { return (place, nil) }
    let isKnown = bytes.withUnsafeBufferPointer { bytes in
      let start = place.slot * Self.slotByteCount
      guard Int(bytes[start]) == iri.count else { return false }
      return UnsafeBufferPointer(rebasing: bytes[(start + 1)..<(start + 1 + iri.count)]).hasSameBytes(as: iri)
    }
    return (place, isKnown ? handles[place.slot] : nil)
  }

  /// Keeps an IRI, which has been checked, in the place that was found for it, if it has been looked for before.
  mutating func keep(_ iri: UnsafeBufferPointer<UInt8>, _ handle: Handle, in place: Place) {
    if handles.isEmpty {
      bytes = Array(repeating: 0, count: Self.slotCount * Self.slotByteCount)
      handles = Array(repeating: nil, count: Self.slotCount)
      missed = Array(repeating: 0, count: Self.slotCount)
    }
    guard missed[place.slot] == place.mark else {
      missed[place.slot] = place.mark
      return
    }
    let start = place.slot * Self.slotByteCount
    bytes[start] = UInt8(truncatingIfNeeded: iri.count)
    bytes.replaceSubrange((start + 1)..<(start + 1 + iri.count), with: iri)
    handles[place.slot] = handle
  }

  /// Forgets all, because what is spelled the same may from now on be something else.
  mutating func removeAll() { (bytes, handles, missed) = ([], [], []) }
}
