internal import RDF

extension Rule {
  /// Between schemes there are mappings.
  static let relationAcrossSchemes = Rule(
    id: "relation-across-schemes",
    title: "Concepts of different schemes are mapped to each other, not related",
    severity: .info, profile: .kos,
    sources: [
      "SKOS Reference §10.1 (by convention, mappings connect concepts of different schemes); §4.6.4 leaves it consistent"
    ],
    reason: """
      A tree of a scheme that leaves it half way up surprises people, and breaks when the other scheme is published \
      separately. Where that is meant, for instance between parts of one thesaurus, put the concepts into a common \
      scheme as well.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:foods a skos:ConceptScheme ; skos:prefLabel "Foods"@en .
      ex:fish a skos:Concept ; skos:prefLabel "fish"@en ; skos:inScheme ex:animals .
      ex:seafood a skos:Concept ; skos:prefLabel "seafood"@en ; skos:inScheme ex:foods ; skos:related ex:fish .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:foods a skos:ConceptScheme ; skos:prefLabel "Foods"@en .
      ex:fish a skos:Concept ; skos:prefLabel "fish"@en ; skos:inScheme ex:animals .
      ex:seafood a skos:Concept ; skos:prefLabel "seafood"@en ; skos:inScheme ex:foods ; skos:relatedMatch ex:fish .
      """,
    fix: .proposed,
    evaluate: { context in
      let isOneScheme = context.ownSchemes.count < 2
      guard !isOneScheme else { return [] }
      var evidence: [Int] = []
      for edges in [context.view.steps, context.view.related] {
        for edge in edges where isAcross(edge, context) { evidence.append(edge.evidence) }
      }
      let crossing = evidence.uniqued.map { (statement: context.statement($0), triple: context.triple($0)) }
      return Summary.violations(
        crossing,
        each: { item in
          let (names, statement) = (context.names, item.statement)
          let mapping = mapping(for: item.triple.predicate)
          let schemes = [statement.subject, statement.object].compactMap {
            context.index.schemes[$0].first?.to
          }
          return Rule.Violation(
            focus: statement.subject,
            message:
              "\(names.name(statement.subject)) has \(names.name(statement.object)) of another scheme as \(names.property(statement.predicate))"
              + (mapping.map { "; between schemes there is \($0.abbreviated)" } ?? ""),
            related: [statement.object] + schemes, statements: [statement],
            removed: mapping == nil ? [] : [item.triple],
            added: mapping.map { [Triple(item.triple.subject, $0, item.triple.object)] } ?? [])
        },
        all: { items in
          let schemes = items.prefix(1000).flatMap { item in
            [item.statement.subject, item.statement.object].flatMap(context.schemes)
          }.uniqued
          let mapped = items.filter { mapping(for: $0.triple.predicate) != nil }
          return Rule.Violation(
            focus: schemes[0],
            message:
              "\(items.count) relations lead from concepts of one scheme to concepts of another: \(context.names.list(schemes))",
            related: items.map(\.statement.subject).uniqued, statements: items.prefix(20).map(\.statement),
            removed: mapped.map(\.triple),
            added: mapped.compactMap { item in
              mapping(for: item.triple.predicate).map { Triple(item.triple.subject, $0, item.triple.object) }
            })
        })
    })

  /// Whether both ends of a relation are in own schemes and have none in common.
  private static func isAcross(_ edge: SKOSView.Edge, _ context: CheckContext) -> Bool {
    guard context.isOwnConcept(edge.from), context.isOwnConcept(edge.to),
      !context.view.roles(of: context.statement(edge.evidence).predicate).contains(.mapping)
    else { return false }
    let (from, to) = (context.index.schemes[edge.from], context.index.schemes[edge.to])
    return from.contains { context.own.contains($0.to) } && to.contains { context.own.contains($0.to) }
      && !from.contains { one in to.contains { $0.to == one.to } }
  }

  private static func mapping(for relation: IRI) -> IRI? {
    switch relation {
    case .SKOS.broader: .SKOS.broadMatch
    case .SKOS.narrower: .SKOS.narrowMatch
    case .SKOS.related: .SKOS.relatedMatch
    default: nil
    }
  }
}
