internal import RDF

extension Rule {
  /// S19, S20: what is related is declared to be a Concept.
  static let relationEndNotConcept = Rule(
    id: "relation-end-not-concept",
    title: "Both ends of a relation are declared to be concepts, if they are the vocabulary's own",
    severity: .warning, profile: .core,
    sources: ["SKOS Reference §8.3, S19, S20; §4.3, S6; SkoHub shapes"],
    reason: """
      SKOS lets a program conclude that such a resource is a concept, but most programs only list what says so itself. \
      An end about which nothing is said at all is often a slip in copying an IRI, or the rest of a deleted concept.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:animal skos:prefLabel "animal"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal ;
        skos:exactMatch <http://example.com/cat> .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      """,
    fix: .safe,
    evaluate: { context in
      let view = context.view
      let ends = view.resources(where: { $0.contains(.concept) }).compactMap { id -> End? in
        // What is declared to be something else is reported as being two things at once.
        guard view.declaredClasses(of: id).isEmpty, context.own.contains(id),
          let evidence = view.evidence(that: id, isOneOf: .concept).first
        else { return nil }
        return End(id: id, evidence: evidence, isDescribed: context.isDescribed(id))
      }
      return violations(ends.filter(\.isDescribed), context)
        + violations(ends.filter { !$0.isDescribed }, context)
    })

  /// A resource that is used as a concept, and the first statement that uses it so.
  private struct End {
    let id: TermID
    let evidence: Graph.Statement
    let isDescribed: Bool
  }

  private static func violations(_ ends: [End], _ context: CheckContext) -> [Rule.Violation] {
    /// To declare what nobody describes would hide a broken link.
    func added(_ end: End) -> [Triple] {
      guard end.isDescribed, let subject = context.subject(end.id) else { return [] }
      return [Triple(subject, .RDF.type, .iri(.SKOS.Concept))]
    }
    return Summary.violations(
      ends,
      each: { end in
        let property = context.names.property(end.evidence.predicate)
        let isSubject = end.evidence.subject == end.id
        let use =
          isSubject ? "has \(property)" : "is \(property) of \(context.names.name(end.evidence.subject))"
        return Rule.Violation(
          focus: end.id,
          message: "\(context.names.name(end.id)) \(use), but "
            + (end.isDescribed
              ? "is not declared to be a skos:Concept"
              : "nothing is said about it; describe it, or correct the link"),
          related: isSubject ? [] : [end.evidence.subject], statements: [end.evidence], added: added(end))
      },
      all: { ends in
        let list = context.names.list(ends.map(\.id))
        return Rule.Violation(
          focus: context.ownSchemes.first ?? ends[0].id,
          message: ends[0].isDescribed
            ? "\(ends.count) resources are used as concepts, but are not declared to be skos:Concept: \(list)"
            : "\(ends.count) resources are used as concepts, but nothing is said about them: \(list)",
          related: ends.map(\.id), statements: ends.prefix(20).map(\.evidence), added: ends.flatMap(added))
      })
  }
}
