internal import RDF

extension Rule {
  /// What is in use does not lead to what is not.
  static let activePointsToRetired = Rule(
    id: "active-points-to-retired",
    title: "A concept in use is not broader, narrower or related by a link to a retired one",
    severity: .warning, profile: .life,
    sources: ["Practice of registers after ISO 19135; VocBench integrity checks (deprecated targets)"],
    reason: """
      Who follows the link arrives at an entry that must not be used. Link to what took its place, or take the link \
      away.
      """,
    firingExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; owl:deprecated true ; dct:isReplacedBy ex:cat .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:milk a skos:Concept ; skos:prefLabel "milk"@en ; skos:related ex:kitten .
      """,
    cleanExample: """
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; owl:deprecated true ; dct:isReplacedBy ex:cat ;
        skos:related ex:milk .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:milk a skos:Concept ; skos:prefLabel "milk"@en ; skos:related ex:cat .
      """,
    fix: .proposed,
    evaluate: { context in
      guard !context.retired.isEmpty else { return [] }
      let view = context.view
      let evidence = (view.steps + view.related).map(\.evidence).filter { place in
        let statement = context.statement(place)
        let roles = view.roles(of: statement.predicate)
        // What a broader concept lists as narrower is below it, and is seen to be retired there.
        return !roles.contains(.mapping) && (!roles.contains(.down) || roles.contains(.up))
          && context.retired.contains(statement.object)
      }
      return RetiredTargets.violations(evidence.uniqued, context)
    })
}

/// Reports statements of entries in use about retired ones.
enum RetiredTargets {
  static func violations(_ evidence: [Int], _ context: CheckContext) -> [Rule.Violation] {
    let relevant = evidence.filter {
      let subject = context.statement($0).subject
      return !context.retired.contains(subject) && context.own.contains(subject)
    }
    guard !relevant.isEmpty else { return [] }
    let successors = Successors(context)
    return relevant.map { evidence in
      let statement = context.statement(evidence)
      let names = context.names
      let triple = context.triple(evidence)
      // A link to itself would follow where the concept is the successor.
      let successor = successors.onlyValid(for: statement.object).flatMap {
        $0 == statement.subject ? nil : $0
      }
      let replacement = successor.map {
        [Triple(triple.subject, triple.predicate, context.view.graph.dictionary[$0])]
      }
      return Rule.Violation(
        focus: statement.subject,
        message:
          "\(names.name(statement.subject)) has \(names.name(statement.object)) as \(names.property(statement.predicate)), which is out of use"
          + (successor.map { "; \(names.name($0)) took its place" } ?? ""),
        related: [statement.object] + [successor].compactMap { $0 }, statements: [statement],
        removed: replacement == nil ? [] : [triple], added: replacement ?? [])
    }
  }
}
