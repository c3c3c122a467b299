internal import RDF

extension Rule {
  /// A component of an IRI runs in one direction.
  static let iriBidi = Rule(
    id: "iri-bidi",
    title: "A component of an IRI of the vocabulary's own runs in one direction",
    severity: .warning, profile: .web,
    sources: ["RFC 3987 §4.2"],
    reason: """
      In a component with letters of both directions, or with digits at its end, what is shown is not in the order of \
      what is written, and the IRI cannot be copied from paper.
      """,
    firingExample: #"""
      <http://example.org/\u05D7\u05EA\u05D5\u05DCcat> a skos:Concept ; skos:prefLabel "\u05D7\u05EA\u05D5\u05DC"@he .
      """#,
    cleanExample: #"""
      <http://example.org/cat/\u05D7\u05EA\u05D5\u05DC> a skos:Concept ; skos:prefLabel "\u05D7\u05EA\u05D5\u05DC"@he .
      """#,
    evaluate: { context in
      context.characters.marked.compactMap { id in
        guard context.characters[id].contains(.rightToLeft), context.own.contains(id),
          context.view.graph.dictionary.isIRI(id)
        else { return nil }
        // The delimiters of RFC 3986 between components, and the full stop of host names.
        let components = context.text(id).unicodeScalars.split { ":/?#[]@&=.".unicodeScalars.contains($0) }
        guard let mixed = components.first(where: mixesDirections) else { return nil }
        return Violation(
          focus: id,
          message:
            "the IRI of \(context.names.name(id)) has \"\(String(String.UnicodeScalarView(mixed)).printable)\", which does not run from right to left as a whole"
        )
      }
    })

  /// RFC 3987 §4.2: a component with letters of one direction has none of the other, and starts and ends with one.
  private static func mixesDirections(_ component: some BidirectionalCollection<Unicode.Scalar>) -> Bool {
    guard component.contains(where: RightToLeft.contains) else { return false }
    // Marks belong to the letter before them.
    let last = component.last { ![.nonspacingMark, .enclosingMark].contains($0.properties.generalCategory) }
    return component.contains { $0.properties.isAlphabetic && !RightToLeft.contains($0) && !isMark($0) }
      || !(component.first.map(RightToLeft.contains) ?? true) || !(last.map(RightToLeft.contains) ?? true)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark
  }
}
