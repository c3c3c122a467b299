internal import RDF

extension Rule {
  /// A group of concepts has a name and is of a kind.
  static let groupLabelOrTypeMissing = Rule(
    id: "group-label-or-type-missing",
    title: "A concept group has a label and says which type of group it is",
    severity: .warning, profile: .thes,
    sources: ["ISO 25964-1 (XML schema v1.4: a ConceptGroup has a type and at least one label)"],
    reason: """
      A domain, a microthesaurus and a subset for children are groups of quite different use. The type is a further \
      class of the group, dct:type, or that it is a microthesaurus of a scheme.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:law a iso-thes:ConceptGroup, skos:Collection ; skos:member ex:court .
      ex:court a skos:Concept ; skos:prefLabel "court"@en .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:law a iso-thes:ConceptGroup, skos:Collection ; skos:prefLabel "law"@en ; dct:type "domain" ; skos:member ex:court .
      ex:court a skos:Concept ; skos:prefLabel "court"@en .
      """,
    evaluate: { context in
      let graph = context.view.graph
      guard let type = context.id(of: .RDF.type), let group = context.id(of: .ISOThes.ConceptGroup) else {
        return []
      }
      let general = Set(
        [IRI.ISOThes.ConceptGroup, .SKOS.Collection, .SKOS.OrderedCollection].compactMap(context.id(of:)))
      let kinds = [
        IRI(uncheckedValid: "http://purl.org/dc/terms/type"),
        IRI(uncheckedValid: "http://purl.org/dc/elements/1.1/type"), .ISOThes.microThesaurusOf,
      ].compactMap(context.id(of:))
      return graph.statements(predicate: type, object: group).map(\.subject).uniqued.compactMap { id in
        guard !context.retired.contains(id) else { return nil }
        var missing: [String] = []
        if context.index.labels[id].isEmpty && context.index.titles[id].isEmpty { missing.append("label") }
        let isTyped =
          graph.statements(subject: id, predicate: type).contains { !general.contains($0.object) }
          || kinds.contains { !graph.statements(subject: id, predicate: $0).isEmpty }
        if !isTyped { missing.append("type") }
        guard !missing.isEmpty else { return nil }
        return Rule.Violation(
          focus: id,
          message:
            "the concept group \(context.names.name(id)) has no \(missing.joined(separator: " and no "))")
      }
    })
}
