import RDF

/// Claims that every place that is named lies in the document, and is what counting lines says it is.
func checkPositions(of reading: Reading, in bytes: [UInt8], as syntax: RDFSyntax) {
  if let error = reading.error {
    claim(!error.message.isEmpty, "an error says nothing")
    claim(error.message.utf8.count < 2_000, "an error says too much: \(error.message.utf8.count) bytes")
    // What JSON-LD finds wrong with a value has no place, because values do not remember theirs.
    guard let position = error.position else {
      return claim(syntax == .jsonLD, "the error \(error) has no position")
    }
    check(position, in: bytes, as: syntax)
  }
  for (_, position) in reading.quads { check(position, in: bytes, as: syntax) }
}

private func check(_ position: TextPosition, in bytes: [UInt8], as syntax: RDFSyntax) {
  claim((0...bytes.count).contains(position.offset), "\(position) is at byte \(position.offset)")
  claim(position.line >= 1 && position.column >= 1, "there is no place \(position)")
  // XML may be in another encoding, and JSON-LD names the place of a value; lines are counted for the rest.
  guard [.nTriples, .nQuads, .turtle, .triG].contains(syntax) else { return }
  let expected = place(of: position.offset, in: bytes)
  claim(position == expected, "byte \(position.offset) is called \(position) but is at \(expected)")
}

/// The place of a byte, counted the plain way: LF, CR LF and CR end a line, a byte order mark has no column.
private func place(of offset: Int, in bytes: [UInt8]) -> TextPosition {
  var position = TextPosition(line: 1, column: 1, offset: offset)
  var previous: UInt8 = 0
  for (index, byte) in bytes.prefix(offset).enumerated() {
    if byte == 0x0A || byte == 0x0D {
      if !(byte == 0x0A && previous == 0x0D) { position.line += 1 }
      position.column = 1
    } else if byte & 0xC0 != 0x80 && !(index == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])) {
      position.column += 1
    }
    previous = byte
  }
  return position
}
