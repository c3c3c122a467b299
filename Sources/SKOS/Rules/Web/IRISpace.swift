internal import RDF

extension Rule {
  /// No IRI has white space in it.
  static let iriSpace = Rule(
    id: "iri-space",
    title: "An IRI has no white space",
    severity: .error, profile: .web,
    sources: ["RFC 3987 §2.2; VocBench integrity checks (URIs with a space)"],
    reason: """
      An ordinary space may stand in no IRI. No-break and other spaces of Unicode may by the letter of the grammar, \
      but mail, browsers and people cut an IRI off there.
      """,
    firingExample: #"""
      <http://example.org/domestic\u00A0cat> a skos:Concept ; skos:prefLabel "domestic cat"@en .
      """#,
    cleanExample: """
      <http://example.org/domestic%20cat> a skos:Concept ; skos:prefLabel "domestic cat"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      var found = context.characters.marked.filter {
        context.characters[$0].contains(.space) && dictionary.isIRI($0)
      }
      // Parsers let no ASCII space through, but graphs are made by programs too.
      dictionary.forEachTerm { id, _ in
        if dictionary.isIRI(id), !context.traits[id].isDisjoint(with: [.space, .oddSpace]) {
          found.append(id)
        }
      }
      return found.uniqued.flatMap { id -> [Violation] in
        let text = context.text(id)
        let spaces = text.unicodeScalars.filter(\.properties.isWhitespace).uniqued
        guard !spaces.isEmpty else { return [] }
        let list = spaces.map(\.codePoint).joined(separator: ", ")
        let encoded = text.withEncodedSpaces
        var violations = IRIPlaces.violations(id, context) {
          "\($0) has \(list) in its IRI; <\(encoded)> would do"
        }
        if let iri = try? IRI(encoded), !violations.isEmpty {
          (violations[0].removed, violations[0].added) = IRIPlaces.renaming(id, to: iri, context)
        }
        return violations
      }
    })
}

extension String {
  /// The text with its white space percent-encoded.
  fileprivate var withEncodedSpaces: String {
    unicodeScalars.reduce(into: "") { result, scalar in
      guard scalar.properties.isWhitespace else {
        result.unicodeScalars.append(scalar)
        return
      }
      for byte in String(Character(scalar)).utf8 {
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
