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
      return view.resources(where: { $0.contains(.concept) }).compactMap { id in
        // What is declared to be something else is reported as being two things at once.
        guard view.declaredClasses(of: id).isEmpty, context.own.contains(id),
          let subject = context.subject(id),
          let evidence = view.evidence(that: id, isOneOf: .concept).first
        else { return nil }
        let use = "\(context.names.property(evidence.predicate)) of"
        let how =
          evidence.subject == id
          ? "has \(context.names.property(evidence.predicate))"
          : "is \(use) \(context.names.name(evidence.subject))"
        let described = view.graph.statements(subject: id).contains { $0.predicate != evidence.predicate }
        return Rule.Violation(
          focus: id,
          message: described || evidence.subject == id
            ? "\(context.names.name(id)) \(how), but is not declared to be a skos:Concept"
            : "\(context.names.name(id)) \(how), but nothing is said about it; describe it, or correct the link",
          related: evidence.subject == id ? [] : [evidence.subject], statements: [evidence],
          // To declare what nobody describes would hide a broken link.
          added: described || evidence.subject == id
            ? [Triple(subject, .RDF.type, .iri(.SKOS.Concept))] : [])
      }
    })
}
