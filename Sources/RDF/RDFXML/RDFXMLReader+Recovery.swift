// How RDF/XML is read on behind a fault of the grammar of RDF; XML that is not well-formed ends the reading.

extension RDFXMLReader {
  /// Keeps a fault, if it is one that the reader recovers from.
  ///
  /// Limits are not: whoever goes beyond one has asked for too much.
  mutating func keep(_ fault: SyntaxError) -> Bool {
    guard recovers, !faults.isClosed else { return false }
    switch fault.code {
    case .grammar, .iri, .languageTag:
      faults.add(fault, limits: limits)
      return !faults.isClosed
    default: return false
    }
  }

  /// Passes over an element that is at fault, and over everything in it.
  mutating func passOver(slotMark: Slot) {
    guard let parent = frames.last else { return }
    frames.append(Frame(production: .spoilt, scope: parent.scope, slotMark: slotMark))
  }
}
