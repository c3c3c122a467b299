internal import RDF

extension Rule {
  /// A definition says one thing.
  static let definitionMultipleSentences = Rule(
    id: "definition-multiple-sentences",
    title: "A definition is not more than one sentence",
    severity: .warning, profile: .term,
    sources: ["ISO 22745-11 8.3; ISO 704, notes for additional information"],
    reason: """
      The first sentence delimits the concept; what follows explains it and belongs into a note. Read for English, \
      French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        skos:definition "small carnivorous mammal kept as a pet. It is good at catching mice."@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        skos:definition "small mammal (fam. Felidae, approx. 4.5 kg; see W. Turner) kept as a pet"@en ;
        skos:note "It is good at catching mice."@en .
      """,
    fix: .proposed,
    evaluate: { context in
      context.definitions.compactMap { definition in
        let bytes = Array(definition.text.utf8)
        guard let second = Sentences.second(in: bytes, definition.language),
          let first = String(validating: bytes[..<second.endOfFirst], as: UTF8.self),
          let rest = String(validating: bytes[second.start...], as: UTF8.self)
        else { return nil }
        var violation = context.violation(
          definition, "has more than one sentence; move what follows the first into a note",
          replacement: first)
        if let subject = context.subject(definition.note.resource),
          let note = NoteFix.literal(like: definition.note, rest, context), !violation.removed.isEmpty
        {
          violation.added.append(Triple(subject, .SKOS.note, .literal(note)))
        }
        return violation
      }
    })
}
