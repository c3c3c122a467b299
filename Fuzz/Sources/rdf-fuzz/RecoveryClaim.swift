import RDF

/// Claims that reading on behind faults changes nothing before the first, and that this is the strict error.
func checkRecovery(_ bytes: [UInt8], as syntax: RDFSyntax, _ strict: Reading) {
  let reading = Reading(of: bytes, as: syntax, recovers: true)
  checkPositions(of: reading, in: bytes, as: syntax)
  checkPieces(bytes, as: syntax, reading, recovers: true)
  claim(reading.error == nil, "reading on ends with \(reading.error as Any)")
  claim(
    reading.faults.count <= Reading.options.limits.faultCountMax, "\(reading.faults.count) faults are kept")
  claim(
    reading.faults.first == strict.error,
    "the first fault is \(reading.faults.first as Any), strictly \(strict.error as Any)")
  claim(
    reading.quads.prefix(strict.quads.count).elementsEqual(strict.quads) {
      $0.quad == $1.quad && $0.position == $1.position
    },
    "reading on finds \(reading.quads), strictly \(strict.quads)")
  claim(
    strict.error != nil || (reading.quads.count == strict.quads.count && reading.prefixes == strict.prefixes),
    "without a fault, reading on finds something else")
  // A tag of XML is handed over whole: a fault in an attribute may be met before one that is put at the tag's start.
  guard syntax != .rdfXML else { return }
  for (fault, next) in zip(reading.faults, reading.faults.dropFirst()) {
    guard let place = fault.position, let nextPlace = next.position else { continue }
    claim(place.offset <= nextPlace.offset, "the fault at \(place) stands before that at \(nextPlace)")
  }
}
