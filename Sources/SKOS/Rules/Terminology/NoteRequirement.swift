extension Rule {
  /// Notes and examples demand nothing.
  static let noteRequirement = Rule(
    id: "note-requirement",
    title: "A note or an example contains no requirement or recommendation",
    severity: .warning, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.7 and 24.5; Metanorma (ISO style)"],
    reason: """
      Notes and examples inform; who skips them must not miss a duty. Permissions are not looked for, since "may" is \
      used of what is possible too. Read for English, French, German, Spanish and Chinese.
      """,
    firingExample: """
      ex:lock a skos:Concept ; skos:prefLabel "lock"@en ; skos:note "A lock shall be kept closed."@en .
      """,
    cleanExample: """
      ex:lock a skos:Concept ; skos:prefLabel "lock"@en ; skos:note "Many a lock is kept closed."@en ;
        skos:editorialNote "The committee should look at this again."@en .
      """,
    evaluate: { context in
      context.prose { $0 == .note || $0 == .example || $0 == .scopeNote }.compactMap { note in
        guard let verb = NormativeVerbs.first(in: note.words(), withPermissions: false) else { return nil }
        return context.violation(note, "contains the normative verb \"\(verb.printable)\"")
      }
    })
}
