internal import RDF

extension Rule {
  /// The vocabulary's own IRIs can be looked up, or are URNs.
  static let iriSchemeUnusual = Rule(
    id: "iri-scheme-unusual",
    title: "An IRI of the vocabulary's own begins with https, http or urn",
    severity: .info, profile: .web,
    sources: ["SKOS Primer §2.1; qSKOS (HTTP IRI scheme violation), relaxed to let URNs pass"],
    reason: """
      People expect to find something at the IRI of a concept. A "file:" IRI usually comes from a relative reference \
      that was read without the right base.
      """,
    firingExample: """
      <file:///vocabulary/cat> a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      <urn:example:animals:cat> a skos:Concept ; skos:prefLabel "cat"@en ; skos:narrower <https://example.org/kitten> .
      <https://example.org/kitten> a skos:Concept ; skos:prefLabel "kitten"@en .
      """,
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      let wanted: ResourceClasses = [.concept, .scheme, .collection]
      return context.view.resources { !$0.isDisjoint(with: wanted) }.compactMap { id in
        guard context.own.contains(id), dictionary.isIRI(id) else { return nil }
        let isUsual = dictionary.withText(of: id) { text in
          text.withUnsafeBufferPointer { text in
            ["http:", "https:", "urn:"].contains { text.starts(with: $0.utf8) { $0 | 0x20 == $1 | 0x20 } }
          }
        }
        guard !isUsual else { return nil }
        return Violation(
          focus: id,
          message:
            "the IRI of \(context.names.name(id)) begins with \"\(IRIText(context.text(id)).scheme):\", which few programs look up"
        )
      }
    })
}
