/// The terms that a `StatementWriter` has written last, for use and for reuse; its size does not grow.
struct WrittenTermPool {
  /// 256 IRIs: more predicates and classes than most documents use.
  private static let iriCount = 256
  /// 16 passing terms: a statement needs three at most, the others wait for their brackets to be closed.
  private static let passingCount = 16

  private var iris: [WrittenTerm] = (0..<Self.iriCount).map { _ in WrittenTerm() }
  private var passing: [WrittenTerm] = (0..<Self.passingCount).map { _ in WrittenTerm() }
  private var next = 0

  /// The written form of an IRI if it is at hand, otherwise an empty term to write it into.
  mutating func term(for iri: UnsafeBufferPointer<UInt8>) -> (term: WrittenTerm, isWritten: Bool) {
    let slot = Self.slot(iri)
    if iris[slot].isIRI(iri) { return (iris[slot], true) }
    if !isKnownUniquelyReferenced(&iris[slot]) { iris[slot] = WrittenTerm() }
    let term = iris[slot]
    term.reset()
    return (term, false)
  }

  /// An empty term for a literal or a blank node.
  mutating func passingTerm() -> WrittenTerm {
    next = (next + 1) & (Self.passingCount - 1)
    if !isKnownUniquelyReferenced(&passing[next]) { passing[next] = WrittenTerm() }
    let term = passing[next]
    term.reset()
    return term
  }

  /// Forgets how IRIs are written, because there is a new prefix.
  mutating func forgetIRIs() {
    for slot in iris.indices { iris[slot] = WrittenTerm() }
  }

  /// A place that depends on the length and the last bytes, where IRIs of one document differ.
  private static func slot(_ iri: UnsafeBufferPointer<UInt8>) -> Int {
    var tail = UInt64(truncatingIfNeeded: iri.count)
    if iri.count >= 8 {
      tail ^= UnsafeRawBufferPointer(iri).loadUnaligned(fromByteOffset: iri.count - 8, as: UInt64.self)
    } else {
      for byte in iri { tail = tail << 8 ^ UInt64(byte) }
    }
    return Int(truncatingIfNeeded: (tail &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
