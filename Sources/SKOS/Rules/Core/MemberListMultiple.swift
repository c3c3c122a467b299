internal import RDF

extension Rule {
  /// S35: an ordered collection has one list.
  static let memberListMultiple = Rule(
    id: "member-list-multiple",
    title: "An ordered collection has only one list",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §9.3, S35; §9.6.2"],
    reason: """
      With two lists there are two orders, and each program shows another one. Usually a file was loaded twice, or \
      an old list was not removed.
      """,
    firingExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ;
        skos:memberList (ex:small ex:large), (ex:large ex:small) .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    cleanExample: """
      ex:sizes a skos:OrderedCollection ; skos:prefLabel "sizes"@en ; skos:memberList (ex:small ex:large) .
      ex:small a skos:Concept ; skos:prefLabel "small"@en .
      ex:large a skos:Concept ; skos:prefLabel "large"@en .
      """,
    evaluate: { context in
      let byCollection = Dictionary(grouping: context.view.memberLists, by: \.from)
      return byCollection.keys.sorted().compactMap { id in
        let lists = byCollection[id, default: []]
        let count = Set(lists.map(\.to)).count
        guard count > 1 else { return nil }
        return Rule.Violation(
          focus: id, message: "\(context.names.name(id)) has \(count) lists of members; keep one",
          statements: lists.map { context.statement($0.evidence) })
      }
    })
}
