internal import RDF

extension Rule {
  /// Concepts, schemes and collections have IRIs.
  static let blankConcept = Rule(
    id: "blank-concept",
    title: "A concept, scheme or collection has an IRI",
    severity: .warning, profile: .web,
    sources: ["VocPub 2.1.1; SKOS Primer §2.1"],
    reason: """
      Nobody can point at a blank node from outside its file, and it gets another name each time the file is read: it \
      can be neither mapped to nor cited, nor told from a new one in the next release.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower [ a skos:Concept ; skos:prefLabel "cat"@en ] .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower ex:cat ; skos:note [ rdf:value "see the zoo"@en ] .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    evaluate: { context in
      let view = context.view
      let wanted: ResourceClasses = [.concept, .scheme, .collection]
      return view.resources { !$0.isDisjoint(with: wanted) }.filter(view.graph.dictionary.isBlankNode).map {
        id in
        let classes = view.classes(of: id)
        let kind =
          classes.contains(.concept) ? "concept" : classes.contains(.scheme) ? "scheme" : "collection"
        return Rule.Violation(
          focus: id, message: "the \(kind) \(context.names.name(id)) is a blank node; give it an IRI",
          statements: Array(view.evidence(that: id, isOneOf: wanted).prefix(1)))
      }
    })
}
