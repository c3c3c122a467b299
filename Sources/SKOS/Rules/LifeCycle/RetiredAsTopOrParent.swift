internal import RDF

extension Rule {
  /// Nothing in use hangs below something that is not.
  static let retiredAsTopOrParent = Rule(
    id: "retired-as-top-or-parent",
    title: "A retired concept is no top concept, and has no concepts in use below it",
    severity: .warning, profile: .life,
    sources: ["Practice of registers after ISO 19135"],
    reason: """
      Programs that leave out retired concepts leave out what is below them as well. Move the narrower concepts before \
      the broader one is retired.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ; skos:hasTopConcept ex:beast, ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:beast a skos:Concept ; skos:prefLabel "beast"@en ; owl:deprecated true ; dct:isReplacedBy ex:animal .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:beast .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en ; skos:hasTopConcept ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:beast a skos:Concept ; skos:prefLabel "beast"@en ; owl:deprecated true ; dct:isReplacedBy ex:animal ;
        skos:inScheme ex:animals .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      """,
    fix: .proposed,
    evaluate: { context in
      guard !context.retired.isEmpty else { return [] }
      let successors = Successors(context)
      return context.retired.sorted().compactMap { id in
        guard context.own.contains(id) else { return nil }
        let tops = context.index.topOf[id]
        let below = context.index.narrower[id].filter {
          $0.from != id && !context.retired.contains($0.from) && context.own.contains($0.from)
        }
        guard !tops.isEmpty || !below.isEmpty else { return nil }
        let children = below.map(\.from).uniqued
        var parts: [String] = []
        if !tops.isEmpty { parts.append("is a top concept") }
        if !children.isEmpty { parts.append("has \(context.names.list(children)) below it") }
        let evidence = (tops + below).map(\.evidence).uniqued
        let mended = mended(id, tops: Array(tops), below: below, successors, context)
        return Rule.Violation(
          focus: id,
          message: "\(context.names.name(id)) is out of use, but " + parts.joined(separator: " and "),
          related: tops.map(\.to).uniqued + children, statements: evidence.map(context.statement),
          removed: mended.isEmpty && !below.isEmpty ? [] : evidence.map(context.triple), added: mended)
      }
    })

  /// The statements that hang what is below a retired concept below its successor; none if there is not one successor.
  private static func mended(
    _ id: TermID, tops: [SKOSView.Edge], below: [SKOSView.Edge], _ successors: Successors,
    _ context: CheckContext
  ) -> [Triple] {
    let schemes = tops.compactMap { edge -> Triple? in
      guard let subject = context.subject(id), let scheme = context.subject(edge.to) else { return nil }
      return Triple(subject, .SKOS.inScheme, scheme.term)
    }
    guard !below.isEmpty else { return schemes.uniqued }
    guard let successor = successors.onlyValid(for: id), !below.contains(where: { $0.from == successor })
    else {
      return []
    }
    let moved = below.compactMap { edge -> Triple? in
      var triple = context.triple(edge.evidence)
      guard let new = context.subject(successor) else { return nil }
      if context.statement(edge.evidence).subject == id {
        triple.subject = new
      } else {
        triple.object = new.term
      }
      return triple
    }
    return (schemes + moved).uniqued
  }
}
