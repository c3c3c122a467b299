internal import RDF

extension Rule {
  /// A concept is defined in every language that the register promises.
  static let definitionMissing = Rule(
    id: "definition-missing",
    title: "A concept has a definition in each mandatory language",
    severity: .error, profile: .term,
    sources: [
      "ISO 10241-1, definition; VocPub 5.2; VocBench integrity checks (resources without definition)"
    ],
    reason: """
      In a terminology the definition is the entry; the terms only lead to it. Checked for the mandatory languages \
      that the register declares. Retired entries are left alone.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "small carnivorous mammal kept as a pet"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        skos:definition "small carnivorous mammal kept as a pet"@en-GB, [ rdf:value "petit mammifère carnivore domestique"@fr ] .
      """,
    exampleConfiguration: .declaring(mandatory: ["en", "fr"]),
    evaluate: { context in
      let wanted = context.configuration.mandatoryLanguages
      guard !wanted.isEmpty else { return [] }
      var languages = LiteralLanguages(context)
      return context.ownConcepts.compactMap { id in
        guard !context.retired.contains(id), context.isDescribed(id) else { return nil }
        let definitions = context.index.notes[id].filter { $0.kind == .definition }
        // A definition that is a resource described elsewhere may be in any language.
        if definitions.contains(where: { $0.text == nil }) { return nil }
        let missing = wanted.filter { language in
          !definitions.contains {
            $0.text.flatMap { languages.tag(of: $0) }?.matches(range: language) ?? false
          }
        }
        guard !missing.isEmpty else { return nil }
        return Rule.Violation(
          focus: id,
          message:
            "\(context.names.name(id)) has no definition in \(missing.map(\.string).joined(separator: ", "))")
      }
    })
}
