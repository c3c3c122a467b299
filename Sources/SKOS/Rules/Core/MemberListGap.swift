internal import RDF

extension Rule {
  /// S36: the items of a list are members, and say so.
  static let memberListGap = Rule(
    id: "member-list-gap",
    title: "Every item of an ordered collection's list is stated to be a member as well",
    severity: .info, profile: .core,
    sources: ["SKOS Reference §9.3, S36; §9.6.1 (that it follows)"],
    reason: """
      It follows from the list that its items are members, but many programs only look for skos:member and take the \
      collection for empty.
      """,
    firingExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList (ex:small ex:large) ;
        skos:member ex:small .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    cleanExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList (ex:small ex:large) ;
        skos:member ex:small, ex:large .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    fix: .safe,
    evaluate: { context in
      MemberLists(context).lists.compactMap { list in
        let members = Set(context.index.members[list.collection].map(\.to))
        let missing = list.items.map(\.member).uniqued.filter {
          !members.contains($0) && !context.view.graph.dictionary.isLiteral($0)
        }
        guard !missing.isEmpty, let subject = context.subject(list.collection) else { return nil }
        return Rule.Violation(
          focus: list.collection,
          message:
            "\(context.names.name(list.collection)) lists \(context.names.list(missing)) without having them as skos:member",
          related: missing, statements: [list.statement],
          added: missing.map { Triple(subject, .SKOS.member, context.view.graph.dictionary[$0]) })
      }
    })
}
