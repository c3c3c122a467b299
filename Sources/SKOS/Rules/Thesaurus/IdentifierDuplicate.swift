internal import RDF

extension Rule {
  /// An identifier identifies.
  static let identifierDuplicate = Rule(
    id: "identifier-duplicate",
    title: "Two of the vocabulary's own concepts, collections or Labels do not share a dct:identifier",
    severity: .error, profile: .thes,
    sources: ["ISO 25964-1 (XML schema v1.4: identifiers are unique for each kind)"],
    reason: """
      Who cites an entry by its identifier means one. Kinds are apart from each other, and so are concepts of \
      different schemes.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; dct:identifier "17" .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; dct:identifier "17" .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; dct:identifier "17" .
      ex:pets a skos:Collection ; skos:prefLabel "pets"@en ; dct:identifier "17" ; skos:member ex:cat .
      """,
    evaluate: { context in
      guard let property = context.id(of: .DCTerms.identifier) else { return [] }
      let all = context.view.graph.statements(predicate: property).filter { context.own.contains($0.subject) }
        .sorted { ($0.object, $0.subject) < ($1.object, $1.subject) }
      var users: [(key: TermID, value: [TermID])] = []
      for place in all.indices.dropFirst() where all[place].object == all[place - 1].object {
        if users.last?.key != all[place].object {
          users.append((all[place].object, [all[place - 1].subject]))
        }
        users[users.count - 1].value.append(all[place].subject)
      }
      return users.flatMap { identifier, all in
        Dictionary(grouping: all) { context.view.classes(of: $0).rawValue }.sorted { $0.key < $1.key }
          .flatMap { _, ids in
            SchemeGroups.of(ids, context).map { group in
              Rule.Violation(
                focus: group[0],
                message:
                  "\(context.names.name(group[0])) shares the identifier \(context.names.text(identifier)) with \(context.list(group.dropFirst()))",
                related: group.dropFirst() + [identifier])
            }
          }
      }
    })
}
