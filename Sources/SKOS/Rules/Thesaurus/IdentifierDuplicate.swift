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
      var users: [TermID: [TermID]] = [:]
      for statement in context.view.graph.statements(predicate: property)
      where context.own.contains(statement.subject) {
        users[statement.object, default: []].append(statement.subject)
      }
      return users.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.flatMap { identifier, all in
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
