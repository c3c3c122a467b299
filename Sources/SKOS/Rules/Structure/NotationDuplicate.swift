internal import RDF

extension Rule {
  /// A notation stands for one concept of a scheme.
  static let notationDuplicate = Rule(
    id: "notation-duplicate",
    title: "A notation belongs to only one concept of a scheme",
    severity: .error, profile: .kos,
    sources: [
      "SKOS Reference §6.5.3 (by convention, no two concepts of a scheme have one notation)",
      "SkoHub best-practice shapes; qSKOS (narrowed)",
    ],
    reason: """
      A notation is the name of a concept that is the same in all languages: a shelf mark, a code in a database. If \
      two concepts have it, nobody knows which one a record means.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:notation "1.1" .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:inScheme ex:animals ; skos:notation "1.1" .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals ; skos:notation "1.1" .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:inScheme ex:animals ; skos:notation "1.1"^^ex:Old, "1.2" .
      """,
    evaluate: { context in
      let uses = context.view.notations.filter {
        context.isOwnConcept($0.from) && !context.retired.contains($0.from)
      }.sorted { ($0.to, $0.from) < ($1.to, $1.from) }
      var violations: [Rule.Violation] = []
      var start = 0
      while start < uses.count {
        var end = start + 1
        while end < uses.count, uses[end].to == uses[start].to { end += 1 }
        if end - start > 1 { violations += shared(uses[start..<end], context) }
        start = end
      }
      return violations
    })

  /// Violations of concepts that have one notation: one for each scheme, and one for those in no scheme.
  private static func shared(
    _ uses: ArraySlice<SKOSView.Edge>, _ context: CheckContext
  ) -> [Rule.Violation] {
    var byScheme: [TermID?: [SKOSView.Edge]] = [:]
    for use in uses {
      let schemes = context.schemes(of: use.from)
      if schemes.isEmpty { byScheme[nil, default: []].append(use) }
      for scheme in schemes { byScheme[scheme, default: []].append(use) }
    }
    // Two concepts that share two schemes are one finding.
    var told: Set<[TermID]> = []
    return byScheme.keys.sorted { ($0.map { Int($0.rawValue) } ?? -1) < ($1.map { Int($0.rawValue) } ?? -1) }
      .compactMap { scheme in
        let all = byScheme[scheme, default: []]
        let concepts = all.map(\.from).uniqued
        guard concepts.count > 1, told.insert(concepts).inserted else { return nil }
        let place = scheme.map { " in \(context.names.name($0))" } ?? ""
        return Rule.Violation(
          focus: concepts[0],
          message:
            "\(concepts.count) concepts\(place) have the notation \(context.names.text(uses[uses.startIndex].to)): \(context.names.list(concepts))",
          related: Array(concepts.dropFirst()), statements: all.map { context.statement($0.evidence) })
      }
  }
}
