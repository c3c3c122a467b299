internal import RDF

extension Rule {
  /// The vocabulary's own IRIs are in Normalization Form C.
  static let iriNotNFC = Rule(
    id: "iri-not-nfc",
    title: "An IRI of the vocabulary's own is in Unicode Normalization Form C",
    severity: .warning, profile: .web,
    sources: ["RDF 1.1 Concepts §3.2 (note on interoperability); RFC 3987 §5.3.2.2; UAX 15"],
    reason: """
      An accented letter can be written in two ways that look the same. Whoever types the IRI writes it in the usual \
      form, NFC, and that is another IRI.
      """,
    firingExample: #"""
      <http://example.org/cafe\u0301> a skos:Concept ; skos:prefLabel "caf\u00E9"@fr .
      """#,
    cleanExample: #"""
      <http://example.org/caf\u00E9> a skos:Concept ; skos:prefLabel "caf\u00E9"@fr .
      """#,
    evaluate: { context in
      context.characters.marked.compactMap { id in
        guard context.characters[id].contains(.conditionalInNFC), context.own.contains(id),
          context.view.graph.dictionary.isIRI(id)
        else { return nil }
        let text = context.text(id)
        let normal = text.inNFC
        guard !normal.hasSameScalars(as: text) else { return nil }
        return Violation(
          focus: id,
          message:
            "the IRI of \(context.names.name(id)) is not in Normalization Form C, in which it would be another IRI that looks the same"
        )
      }
    })
}
