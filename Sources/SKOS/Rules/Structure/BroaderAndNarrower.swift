internal import RDF

extension Rule {
  /// Of two concepts only one is above the other.
  static let broaderAndNarrower = Rule(
    id: "broader-and-narrower",
    title: "A concept is not both broader and narrower than another",
    severity: .error, profile: .kos,
    sources: ["iQvoc; SKOS Reference §8.6.8 leaves it consistent"],
    reason: """
      If each of two concepts is broader than the other, they mean the same or one of the two links is the wrong way \
      round, usually because broader and narrower were mistaken for each other.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal ; skos:narrower ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower ex:cat .
      """,
    evaluate: { context in
      // Each pair that is stated in both directions lies on a cycle, so that most vocabularies have nothing to look at.
      let cycles = context.hierarchy.cycles
      guard !cycles.isEmpty else { return [] }
      let suspects = Set(cycles.joined())
      var found: [[TermID]: (up: [Int], down: [Int])] = [:]
      for edge in context.view.up
      where edge.from != edge.to && suspects.contains(edge.from) && suspects.contains(edge.to) {
        let pair = [min(edge.from, edge.to), max(edge.from, edge.to)]
        if edge.from < edge.to {
          found[pair, default: ([], [])].up.append(edge.evidence)
        } else {
          found[pair, default: ([], [])].down.append(edge.evidence)
        }
      }
      return found.filter { !$0.value.up.isEmpty && !$0.value.down.isEmpty }
        .sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }.compactMap { pair, evidence in
          guard pair.contains(where: context.own.contains) else { return nil }
          let (first, second) = (context.names.name(pair[0]), context.names.name(pair[1]))
          return Rule.Violation(
            focus: pair[0],
            message: "\(first) is both broader and narrower than \(second); keep one of the two",
            related: [pair[1]], statements: (evidence.up + evidence.down).map(context.statement))
        }
    })
}
