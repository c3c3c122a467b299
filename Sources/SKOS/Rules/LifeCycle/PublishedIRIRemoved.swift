internal import RDF

extension Rule {
  /// What was published stays, if only as retired.
  static let publishedIRIRemoved = Rule(
    id: "published-iri-removed",
    title: "A published entry stays in the vocabulary; one that is out of use is marked as retired",
    severity: .error, profile: .life,
    sources: ["voc4cat (check for removed IRIs); ISO 19135 (items are retired, not deleted); ISO 22745-20"],
    reason: """
      Others have put the IRI into their records and mappings. If it is gone they cannot learn what it meant, nor what \
      to use instead; a retired entry tells both.
      """,
    firingExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals .
      """,
    cleanExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; owl:deprecated true ; dct:isReplacedBy ex:cat .
      """,
    previousExample: """
      ex:animals a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:inScheme ex:animals .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; skos:inScheme ex:animals .
      """,
    fix: .proposed,
    evaluate: { context in
      guard let previous = context.previous else { return [] }
      let (graph, view) = (context.view.graph, previous.view)
      let removed = view.resources { !$0.isDisjoint(with: [.concept, .collection, .scheme]) }.filter { id in
        guard previous.own.contains(id), view.graph.dictionary.isIRI(id),
          !view.declaredClasses(of: id).isDisjoint(with: [.concept, .collection, .scheme])
        else { return false }
        let now = graph.dictionary.id(of: view.graph.dictionary[id])
        return now.map { !context.isDescribed($0) } ?? true
      }
      return Summary.violations(
        removed,
        each: { id in
          Rule.Violation(
            message:
              "\(previous.names.name(id)) was published and is gone; keep it and mark it as retired",
            added: restored(id, view), gone: view.graph.dictionary[id].subject)
        },
        all: { ids in
          Rule.Violation(
            message:
              "\(ids.count) published entries are gone: \(previous.names.list(ids)); keep them and mark them as retired",
            added: ids.flatMap { restored($0, view) }, gone: view.graph.dictionary[ids[0]].subject)
        })
    })

  /// What an entry said about itself before, and that it is retired.
  private static func restored(_ id: TermID, _ view: SKOSView) -> [Triple] {
    let dictionary = view.graph.dictionary
    let identifier = dictionary.id(of: .iri(.DCTerms.identifier))
    guard let subject = dictionary[id].subject else { return [] }
    let kept = view.graph.statements(subject: id).filter { statement in
      let roles = view.roles(of: statement.predicate)
      return !dictionary.isBlankNode(statement.object)
        && (!roles.isDisjoint(with: [.type, .prefLabel, .altLabel, .hiddenLabel, .notation, .note, .title])
          || statement.predicate == identifier
          || (roles.contains(.inScheme) && !roles.contains(.topConceptOf)))
    }
    let deprecated = Triple(subject, .OWL.deprecated, .literal(.typed("true", datatype: .XSD.boolean)))
    return kept.map(view.graph.triple) + [deprecated]
  }
}
