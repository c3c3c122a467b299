internal import RDF

extension Rule {
  /// S34: the value of memberList is a list, whole and its own.
  static let memberListMalformed = Rule(
    id: "member-list-malformed",
    title: "The list of an ordered collection is well formed and its own",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §9.3, S34; RDF 1.1 Semantics, Appendix D.3 (collections)"],
    reason: """
      A list is read item by item to its end. Where an item or the way on is missing, or there are two, each program \
      reads another list or none.
      """,
    firingExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList _:a .
      _:a rdf:first ex:small ; rdf:rest _:b .
      _:b rdf:first ex:large .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    cleanExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList (ex:small ex:large) .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    evaluate: { context in
      MemberLists(context).lists.compactMap { list in
        guard let fault = list.fault else { return nil }
        return Rule.Violation(
          focus: list.collection, message: "the list of \(context.names.name(list.collection)) \(fault)",
          statements: [list.statement] + list.evidence)
      }
    })
}
