import RDF

/// Claims that the outcome does not depend on how the input was cut: byte by byte, and at random places.
///
/// The random places follow from the input, so that every finding can be repeated.
func checkPieces(
  _ bytes: [UInt8], as syntax: RDFSyntax?, _ whole: Reading, recovers: Bool = false,
  feed: (ArraySlice<UInt8>) -> ArraySlice<UInt8> = { $0 }
) {
  var places = [("in pieces", randomPlaces(in: bytes))]
  // A waiting token may be looked at again for each byte, which is too slow for long ones.
  if bytes.count <= 4_096 { places.append(("byte by byte", Array(bytes.indices))) }
  for (name, cuts) in places {
    let other = Reading(of: bytes, as: syntax, cutAt: cuts, recovers: recovers, feed: feed)
    claim(
      other.error == whole.error,
      "fed \(name) it ends with \(text(other.error)), whole with \(text(whole.error))")
    claim(
      other.prefixes == whole.prefixes, "fed \(name) it declares \(other.prefixes), not \(whole.prefixes)")
    claim(
      other.quads.elementsEqual(whole.quads) { $0.quad == $1.quad && $0.position == $1.position },
      "fed \(name) it has the statements \(other.quads), whole \(whole.quads)")
  }
}

private func text(_ error: SyntaxError?) -> String {
  error.map { "[\($0.code)] \($0) (byte \($0.position?.offset ?? -1))" } ?? "no error"
}

private func randomPlaces(in bytes: [UInt8]) -> [Int] {
  var random = InputRandom(bytes)
  var places: [Int] = []
  var place = 0
  while place < bytes.count {
    place += Int.random(in: 1...12, using: &random)
    places.append(place)
  }
  return places
}

/// Random numbers that follow from an input (SplitMix64 after FNV-1a).
struct InputRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ bytes: [UInt8]) {
    state = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
