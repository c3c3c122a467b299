internal import RDF

extension Rule {
  /// An identifier stays with the entry it was given to.
  static let identifierReused = Rule(
    id: "identifier-reused",
    title: "The identifier or notation of a retired entry is not given to another one",
    severity: .error, profile: .life,
    sources: ["ISO 22745-20 (identifiers are permanent)"],
    reason: """
      Old records keep the notation they were given. If it passes to another concept, they silently come to mean \
      something else.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; skos:inScheme ex:animals ; owl:deprecated true .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:inScheme ex:animals ; skos:notation "7" .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; skos:inScheme ex:animals ; skos:notation "7" ;
        owl:deprecated true .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:inScheme ex:animals ; skos:notation "8" .
      """,
    previousExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; skos:inScheme ex:animals ; skos:notation "7" .
      """,
    evaluate: { context in
      var told: Set<[TermID]> = []
      // Where many retired entries had one identifier, to name a few of them will do.
      var formerHolders: [TermID: Int] = [:]
      let identifier = context.id(of: .DCTerms.identifier)
      var violations: [Rule.Violation] = []
      func report(
        _ text: TermID, ofRetired retired: TermID?, named name: () -> String, isInSchemeOf: (TermID) -> Bool,
        hadItBefore: (TermID) -> Bool
      ) {
        formerHolders[text, default: 0] += 1
        guard formerHolders[text, default: 0] <= 20 else { return }
        for statement in context.view.graph.statements(object: text) {
          let holder = statement.subject
          guard holder != retired, isIdentifier(statement.predicate, context), context.own.contains(holder),
            !context.retired.contains(holder), !hadItBefore(holder),
            statement.predicate == identifier || isInSchemeOf(holder),
            told.insert([text, holder]).inserted
          else { continue }
          violations.append(
            Rule.Violation(
              focus: holder,
              message:
                "\(context.names.name(holder)) has the \(context.names.property(statement.predicate)) \(context.names.text(text)), which belonged to \(name()), no longer in use",
              related: [retired].compactMap { $0 } + [text], statements: [statement]))
        }
      }
      for id in context.retired.sorted() where context.own.contains(id) {
        let schemes = context.schemes(of: id)
        for statement in context.view.graph.statements(subject: id)
        where isIdentifier(statement.predicate, context) {
          report(
            statement.object, ofRetired: id, named: { context.names.name(id) },
            isInSchemeOf: { holder in sharesScheme(schemes, context.schemes(of: holder)) },
            hadItBefore: { _ in false })
        }
      }
      guard let previous = context.previous else { return violations }
      let former = previous.view.graph
      func now(_ id: TermID) -> TermID? { context.view.graph.dictionary.id(of: former.dictionary[id]) }
      for id in previous.view.resources(where: { !$0.isDisjoint(with: [.concept, .collection]) })
      where previous.own.contains(id) {
        let current = now(id)
        let isOut =
          previous.retired.contains(id)
          || current.map { context.retired.contains($0) || !context.isDescribed($0) } ?? true
        guard isOut, current.map({ context.retired.contains($0) || !context.isDescribed($0) }) ?? true else {
          continue
        }
        let schemes = Set(previous.index.schemes[id].map(\.to)).compactMap(now)
        let wasInNone = previous.index.schemes[id].isEmpty
        for statement in former.statements(subject: id)
        where previous.view.roles(of: statement.predicate).contains(.notation)
          || former.dictionary[statement.predicate].iri == .DCTerms.identifier
        {
          guard let text = now(statement.object) else { continue }
          report(
            text, ofRetired: current, named: { previous.names.name(id) },
            isInSchemeOf: { holder in
              sharesScheme(wasInNone ? [] : schemes, context.schemes(of: holder)) || wasInNone
            },
            hadItBefore: { holder in
              former.dictionary.id(of: context.view.graph.dictionary[holder]).map { old in
                former.statements(subject: old).contains { $0.object == statement.object }
              } ?? false
            })
        }
      }
      return violations
    })

  private static func isIdentifier(_ property: TermID, _ context: CheckContext) -> Bool {
    context.view.roles(of: property).contains(.notation) || property == context.id(of: .DCTerms.identifier)
  }

  /// Whether two resources may share a scheme; what is in none may be in any.
  private static func sharesScheme(_ one: [TermID], _ other: [TermID]) -> Bool {
    one.isEmpty || other.isEmpty || one.contains(where: other.contains)
  }
}
