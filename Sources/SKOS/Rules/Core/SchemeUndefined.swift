internal import RDF

extension Rule {
  /// S4: what concepts are in is described as a scheme.
  static let schemeUndefined = Rule(
    id: "scheme-undefined",
    title: "The scheme that concepts are in is described as a concept scheme",
    severity: .warning, profile: .core,
    sources: ["SKOS Reference §4.3, S4; SkoHub shapes"],
    reason: """
      The scheme carries the vocabulary's title, licence and top concepts. If its IRI is not described, often because \
      it is misspelt, the concepts hang in the air.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals, <http://example.com/creatures> .
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      """,
    fix: .proposed,
    evaluate: { context in
      context.view.resources(where: { $0.contains(.scheme) }).compactMap { id in
        guard context.view.declaredClasses(of: id).isEmpty, let subject = context.subject(id),
          let evidence = context.view.evidence(that: id, isOneOf: .scheme).first
        else { return nil }
        let isDescribed = context.isDescribed(id)
        guard context.own.contains(id) || isHomeOfOwn(id, context) else { return nil }
        let name = context.names.name(id)
        return Rule.Violation(
          focus: id,
          message: isDescribed
            ? "\(name) is used as a scheme, but is not declared to be a skos:ConceptScheme"
            : "\(name) is used as a scheme, but nothing is said about it; describe it, or correct the link",
          statements: [evidence], added: [Triple(subject, .RDF.type, .iri(.SKOS.ConceptScheme))])
      }
    })

  /// Whether one of the vocabulary's own concepts is in this scheme and in none that is declared.
  private static func isHomeOfOwn(_ scheme: TermID, _ context: CheckContext) -> Bool {
    context.view.graph.statements(object: scheme).contains { statement in
      let roles = context.view.roles(of: statement.predicate)
      return !roles.isDisjoint(with: [.inScheme, .topConceptOf]) && context.own.contains(statement.subject)
        && !context.index.schemes[statement.subject].contains {
          context.view.declaredClasses(of: $0.to).contains(.scheme)
        }
    }
  }
}
