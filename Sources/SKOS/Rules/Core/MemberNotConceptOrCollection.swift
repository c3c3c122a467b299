internal import RDF

extension Rule {
  /// S32: the members of a collection are concepts and collections.
  static let memberNotConceptOrCollection = Rule(
    id: "member-not-concept-or-collection",
    title: "The members of a collection are concepts and collections",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §9.3, S32, with S9, S37 and S48 for what can be neither"],
    reason: """
      A collection is a group of concepts for display and selection. A text, a whole scheme or a label in it is \
      passed over or shown as an error by programs that list it.
      """,
    firingExample: """
      ex:pets a skos:Collection ; skos:prefLabel "pets"@en ; skos:member "cat"@en, ex:animals .
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      """,
    cleanExample: """
      ex:pets a skos:Collection ; skos:prefLabel "pets"@en ; skos:member ex:cat, ex:birds .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:birds a skos:Collection ; skos:prefLabel "birds"@en ; skos:member ex:parrot .
      ex:parrot a skos:Concept ; skos:prefLabel "parrot"@en .
      """,
    evaluate: { context in
      let view = context.view
      func violation(_ collection: TermID, _ member: TermID, _ statement: Graph.Statement) -> Rule.Violation?
      {
        let kind: String
        if view.graph.dictionary.isLiteral(member) {
          kind = "text"
        } else {
          let classes = view.classes(of: member)
          guard !classes.isDisjoint(with: [.scheme, .label]) else { return nil }
          kind = classes.contains(.scheme) ? "concept scheme" : "SKOS-XL Label"
        }
        let name = context.names.text(member)
        return Rule.Violation(
          focus: collection,
          message:
            "\(context.names.name(collection)) has the \(kind) \(name) as a member; members are concepts and collections",
          related: [member], statements: [statement])
      }
      let literals = view.misplaced.map(context.statement).filter {
        view.roles(of: $0.predicate).contains(.member) && view.graph.dictionary.isLiteral($0.object)
      }.compactMap { violation($0.subject, $0.object, $0) }
      let others = view.members.compactMap { violation($0.from, $0.to, context.statement($0.evidence)) }
      let listed = MemberLists(context).lists.flatMap { list in
        list.items.compactMap { violation(list.collection, $0.member, $0.statement) }
      }
      return literals + others + listed
    })
}
