import RDF

/// What can be fuzzed: the parser and the serialiser of a syntax, canonicalisation, and the fuzzer itself.
enum FuzzTarget: String, CaseIterable {
  case ntriples
  case nquads
  case turtle
  case trig
  case rdfxml
  case jsonld
  /// Reading of what says neither its syntax nor whether it is compressed.
  case reader
  /// RDFC-1.0 over the dataset of an N-Quads document.
  case rdfc10
  /// A planted fault, which has to be found: pieces lose a backslash that they start with.
  case canary

  /// Checks every claim about one input.
  func check(_ bytes: [UInt8]) {
    switch self {
    case .reader: checkPieces(bytes, as: nil, Reading(of: bytes, as: nil))
    case .rdfc10: checkCanonicalization(of: bytes)
    case .canary: checkPieces(bytes, as: .turtle, Reading(of: bytes, as: .turtle), feed: Self.spoiled)
    default:
      guard let syntax = RDFSyntax(rawValue: rawValue) else { return }
      let reading = Reading(of: bytes, as: syntax)
      checkPositions(of: reading, in: bytes, as: syntax)
      checkPieces(bytes, as: syntax, reading)
      checkRecovery(bytes, as: syntax, reading)
      checkSinks(bytes, as: syntax, reading)
      checkLargerSyntax(bytes, as: syntax, reading)
      checkRoundTrip(of: reading, as: syntax)
      checkStreaming(bytes, as: syntax, reading)
    }
  }

  private static func spoiled(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    piece.first == UInt8(ascii: "\\") ? piece.dropFirst() : piece
  }
}
