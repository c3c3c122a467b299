internal import RDF

extension Rule {
  /// A concept is related to some other.
  static let orphanConcept = Rule(
    id: "orphan-concept",
    title: "A concept is related to another one, or is a top concept",
    severity: .warning, profile: .kos,
    sources: ["qSKOS (orphan concepts)"],
    reason: """
      Who browses a vocabulary goes from concept to concept. One without any relation is found only by who knows its \
      name already. A plain list, in which no concept is related to another, is not reported.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:exactMatch <http://example.com/dog> .
      """,
    evaluate: { context in
      let view = context.view
      let isLinked = { (edge: SKOSView.Edge) in
        edge.from != edge.to && context.own.contains(edge.from) && context.own.contains(edge.to)
      }
      guard view.steps.contains(where: isLinked) || view.related.contains(where: isLinked) else { return [] }
      var isRelated = TermTable(view.graph, repeating: false)
      for edges in [view.up, view.related, view.mappings, view.topConceptOf] {
        for edge in edges where edge.from != edge.to {
          isRelated[edge.from] = true
          isRelated[edge.to] = true
        }
      }
      let semantic = context.id(of: .SKOS.semanticRelation).map { view.graph.statements(predicate: $0) } ?? []
      for statement in semantic {
        isRelated[statement.subject] = true
        isRelated[statement.object] = true
      }
      let orphans = context.ownConcepts.filter {
        !isRelated[$0] && context.isDescribed($0) && !context.retired.contains($0)
      }
      guard !orphans.isEmpty else { return [] }
      // Where most concepts stand alone, the vocabulary is a list with a few relations: that is one thing to say.
      let isList = orphans.count > 1 && orphans.count * 2 > context.ownConcepts.count
      return Summary.violations(
        orphans, limit: isList ? 0 : Summary.limit,
        each: { id in
          Rule.Violation(
            focus: id,
            message: "\(context.names.name(id)) is not related to any other concept, and is no top concept")
        },
        all: { ids in
          Rule.Violation(
            focus: ids[0],
            message:
              "\(ids.count) concepts are not related to any other concept, and are no top concepts: \(context.names.list(ids))",
            related: Array(ids.dropFirst()))
        })
    })
}
