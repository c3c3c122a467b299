internal import RDF

extension Rule {
  /// What a page prints before a note is not part of it.
  static let notePrefixInData = Rule(
    id: "note-prefix-in-data",
    title: "The text of a note does not start with \"Note 1 to entry:\", \"EXAMPLE\" or the like",
    severity: .info, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.9; Metanorma (ISO style)"],
    reason: """
      Headings and numbers of notes are made when an entry is shown; those in the text are there twice, and wrong as \
      soon as a note is added. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:note "Note 1 to entry: Cats catch mice."@en ;
        skos:example "EXAMPLE Siamese."@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:note "Note that cats catch mice."@en ;
        skos:example "Example sentences with cats."@en .
      """,
    fix: .safe,
    evaluate: { context in
      context.prose { $0 != .changeNote && $0 != .historyNote }.compactMap { note in
        guard let end = NotePrefixes.end(in: note.words(limit: 8)) else { return nil }
        let bytes = Array(note.text.utf8)
        return context.violation(
          note, "starts with what a page prints before it",
          replacement: String(validating: bytes[end...], as: UTF8.self))
      }
    })
}
