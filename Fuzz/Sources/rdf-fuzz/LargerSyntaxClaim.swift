import RDF

/// Claims that what is Turtle is TriG and what is N-Triples is N-Quads, with the same statements.
func checkLargerSyntax(_ bytes: [UInt8], as syntax: RDFSyntax, _ reading: Reading) {
  let larger: RDFSyntax
  switch syntax {
  case .turtle: larger = .triG
  case .nTriples: larger = .nQuads
  default: return
  }
  guard reading.error == nil else { return }
  let other = Reading(of: bytes, as: larger)
  claim(other.error == nil, "\(syntax.name) but not \(larger.name): \(other.error as Any)")
  claim(
    other.quads.elementsEqual(reading.quads) { $0.quad == $1.quad && $0.position == $1.position },
    "as \(larger.name) it has the statements \(other.quads), as \(syntax.name) \(reading.quads)")
}
