internal import RDF

extension Rule {
  /// A collection has members.
  static let collectionEmpty = Rule(
    id: "collection-empty",
    title: "A collection has a member",
    severity: .warning, profile: .kos,
    sources: ["VocPub requirement 2.2.4"],
    reason: """
      A collection is there to show concepts together. An empty one is usually a rest, or its members were written the \
      other way round: in SKOS the collection names them.
      """,
    firingExample: """
      ex:pets a skos:Collection ; skos:prefLabel "pets"@en .
      """,
    cleanExample: """
      ex:pets a skos:Collection ; skos:prefLabel "pets"@en ; skos:member ex:cat .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    evaluate: { context in
      let subGroup = context.id(of: IRI(uncheckedValid: isoThes + "subGroup"))
      let superGroup = context.id(of: IRI(uncheckedValid: isoThes + "superGroup"))
      let empty = context.ownCollections.filter { id in
        context.view.declaredClasses(of: id).contains(.collection) && context.index.members[id].isEmpty
          && !context.retired.contains(id)
      }
      guard !empty.isEmpty else { return [] }
      let listed = Set(
        MemberLists(context).lists.filter { !$0.items.isEmpty || $0.fault != nil }.map(\.collection))
      return empty.compactMap { id in
        let graph = context.view.graph
        guard !listed.contains(id),
          // A group of groups holds them by properties of its own.
          !graph.statements(subject: id).contains(where: { $0.predicate == subGroup }),
          // Some vocabularies write membership from the member's side.
          !graph.statements(object: id).contains(where: {
            !context.view.classes(of: $0.subject).isDisjoint(with: [.concept, .collection])
              && (context.view.roles(of: $0.predicate).isEmpty || $0.predicate == superGroup)
          })
        else { return nil }
        return Rule.Violation(focus: id, message: "the collection \(context.names.name(id)) has no members")
      }
    })

  private static let isoThes = "http://purl.org/iso25964/skos-thes#"
}
