internal import RDF

extension Rule {
  /// Terms of the first SKOS drafts are not used any more.
  static let skosTermDeprecated = Rule(
    id: "skos-term-deprecated",
    title: "Terms of early SKOS drafts are not used",
    severity: .warning, profile: .core,
    sources: ["qSKOS (undefined SKOS resources); SKOS Reference, Appendix A, has none of them"],
    reason: """
      These terms were in SKOS before it became a Recommendation, and no program has to know them. What they say is \
      lost on readers; say it with a property of another vocabulary, as dct:subject for skos:subject.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:book skos:subject ex:cat .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:book dct:subject ex:cat .
      """,
    fix: .proposed,
    evaluate: { context in
      let graph = context.view.graph
      let dropped = SKOSTerms.dropped(in: graph)
      let usesByTerm = SKOSTerms.uses(of: dropped.map(\.id), in: graph)
      return dropped.compactMap { id, instead in
        let uses = usesByTerm[id, default: []]
        guard !uses.isEmpty else { return nil }
        let users = uses.map(\.subject).uniqued
        let isOne = users.count == 1
        let hint = instead.map { "; use \($0.abbreviated)" } ?? ""
        return Rule.Violation(
          focus: isOne ? users[0] : id,
          message:
            "\(context.names.property(id)), used for \(isOne ? context.names.name(users[0]) : "\(users.count) resources"), was dropped before SKOS became a Recommendation\(hint)",
          related: isOne ? [id] : users, statements: Array(uses.prefix(100)),
          removed: instead == nil ? [] : uses.map(graph.triple),
          added: instead.map { SKOSTerms.replacing(id, by: $0, in: uses, graph) } ?? [])
      }
    })
}
