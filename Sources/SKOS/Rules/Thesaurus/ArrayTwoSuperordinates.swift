internal import RDF

extension Rule {
  /// An array hangs in one place.
  static let arrayTwoSuperordinates = Rule(
    id: "array-two-superordinates",
    title: "A thesaurus array has a superordinate concept or a superordinate array, not both",
    severity: .error, profile: .thes,
    sources: [
      "ISO 25964-1 (XML schema v1.4: superordinate concept or array); ISO-THES ontology (superOrdinate)"
    ],
    reason: """
      An array orders the siblings under one concept. Inside another array it is shown there; under a concept as well, \
      it is shown twice. Links by skos:member and by superOrdinate and subordinateArray count.
      """,
    firingExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:byAge a iso-thes:ThesaurusArray, skos:Collection ; skos:prefLabel "by age"@en ; iso-thes:superOrdinate ex:people .
      ex:byTrait a iso-thes:ThesaurusArray, skos:Collection ; skos:prefLabel "by trait"@en ; skos:member ex:byAge .
      ex:people a skos:Concept ; skos:prefLabel "people"@en .
      """,
    cleanExample: """
      @prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
      ex:byAge a iso-thes:ThesaurusArray, skos:Collection ; skos:prefLabel "by age"@en .
      ex:byTrait a iso-thes:ThesaurusArray, skos:Collection ; skos:prefLabel "by trait"@en ; skos:member ex:byAge ;
        iso-thes:superOrdinate ex:people .
      ex:people a skos:Concept ; skos:prefLabel "people"@en ; iso-thes:subordinateArray ex:byTrait .
      """,
    evaluate: { context in
      let graph = context.view.graph
      guard let type = context.id(of: .RDF.type), let array = context.id(of: .ISOThes.ThesaurusArray) else {
        return []
      }
      let arrays = Set(graph.statements(predicate: type, object: array).map(\.subject))
      var above: [TermID: Set<TermID>] = [:]
      if let property = context.id(of: .ISOThes.superOrdinate) {
        for statement in graph.statements(predicate: property) where arrays.contains(statement.subject) {
          above[statement.subject, default: []].insert(statement.object)
        }
      }
      if let property = context.id(of: .ISOThes.subordinateArray) {
        for statement in graph.statements(predicate: property) where arrays.contains(statement.object) {
          above[statement.object, default: []].insert(statement.subject)
        }
      }
      for edge in context.view.members where arrays.contains(edge.from) && arrays.contains(edge.to) {
        above[edge.to, default: []].insert(edge.from)
      }
      return above.sorted { $0.key < $1.key }.compactMap { id, superordinates in
        let inArrays = superordinates.intersection(arrays).sorted()
        let underConcepts = superordinates.subtracting(arrays).sorted()
        guard let outer = inArrays.first, let concept = underConcepts.first else { return nil }
        return Rule.Violation(
          focus: id,
          message:
            "the array \(context.names.name(id)) is inside the array \(context.names.name(outer)) and under the concept \(context.names.name(concept)) as well",
          related: inArrays + underConcepts)
      }
    })
}
