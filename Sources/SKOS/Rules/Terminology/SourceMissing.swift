internal import RDF

extension Rule {
  /// A definition says where it comes from.
  static let sourceMissing = Rule(
    id: "source-missing",
    title: "A concept with a definition names its source, if the vocabulary does so as a rule",
    severity: .warning, profile: .term,
    sources: ["ISO/IEC Directives, Part 2, 16.5.11; ISO 10241-1, sources"],
    reason: """
      Whether a definition was adopted, and from where, decides who may change it. Data do not say whether a \
      definition was adopted; where at least half of the defined concepts name a source, by dct:source or the like on \
      the concept or on the definition, the others are reported.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "mammal kept as a pet"@en ; dct:source "own work" .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:definition "mammal that barks"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "mammal kept as a pet"@en ; dct:source "own work" .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ;
        skos:definition [ rdf:value "mammal that barks"@en ; dct:source "ISO 1234:2020, 3.1" ] .
      """,
    evaluate: { context in
      let sourcing = Sourcing(context)
      guard !sourcing.ids.isEmpty else { return [] }
      var missing: [TermID] = []
      var count = 0
      var seen: Set<TermID> = []
      for note in context.view.notes
      where note.kind == .definition && context.isOwnValidConcept(note.resource)
        && seen.insert(note.resource).inserted
      {
        count += 1
        let holders = [note.resource] + context.index.notes[note.resource].map(\.value)
        if holders.allSatisfy({ sourcing.sources(of: $0).isEmpty }) { missing.append(note.resource) }
      }
      guard missing.count * 2 <= count else { return [] }
      return missing.map { id in
        Rule.Violation(
          focus: id,
          message: "\(context.names.name(id)) has a definition and names no source, as other concepts do")
      }
    })
}
