internal import RDF

extension Rule {
  /// What is meant by a concept is said somewhere.
  static let undocumentedConcept = Rule(
    id: "undocumented-concept",
    title: "A concept has a definition or another note",
    severity: .warning, profile: .label,
    sources: ["qSKOS (undocumented concepts); SKOS Reference §7"],
    reason: """
      A label alone leaves open what falls under the concept. A definition, a scope note or an example settles \
      it; a description or comment of another vocabulary counts too. Retired entries are left alone.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:scopeNote "domestic animals only"@en .
      """,
    evaluate: { context in
      var documented = Array(repeating: false, count: context.view.graph.dictionary.count)
      for note in context.view.notes { documented[Int(note.resource.rawValue)] = true }
      for property in [IRI.DCTerms.description, .RDFS.comment] {
        guard let id = context.id(of: property) else { continue }
        for statement in context.view.graph.statements(predicate: id) {
          documented[Int(statement.subject.rawValue)] = true
        }
      }
      return context.ownConcepts.compactMap { id in
        guard !documented[Int(id.rawValue)], !context.retired.contains(id), context.isDescribed(id) else {
          return nil
        }
        return Rule.Violation(
          focus: id, message: "\(context.names.name(id)) has no definition and no other note")
      }
    })
}
