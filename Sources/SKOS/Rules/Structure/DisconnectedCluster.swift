internal import RDF

extension Rule {
  /// All concepts hang together, or each part has a top concept.
  static let disconnectedCluster = Rule(
    id: "disconnected-cluster",
    title: "Concepts that are related among themselves are connected to the rest or have a top concept",
    severity: .info, profile: .kos,
    sources: ["qSKOS (disconnected concept clusters)"],
    reason: """
      A few concepts that are related to each other and to nothing else are an island: nobody who browses from the top \
      concepts gets there. Often one link is missing.
      """,
    firingExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:tree a skos:Concept ; skos:prefLabel "tree"@en ; skos:related ex:wood .
      ex:wood a skos:Concept ; skos:prefLabel "wood"@en .
      """,
    cleanExample: """
      ex:things a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept ex:animal, ex:tree .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:tree a skos:Concept ; skos:prefLabel "tree"@en ; skos:related ex:wood .
      ex:wood a skos:Concept ; skos:prefLabel "wood"@en .
      """,
    evaluate: { context in
      let clusters = Clusters(context).clusters.filter { $0.count > 1 }
      guard clusters.count > 1 else { return [] }
      let hasTops = !context.view.topConceptOf.isEmpty
      // Without top concepts the largest part is the vocabulary.
      let largest = clusters.indices.max { clusters[$0].count < clusters[$1].count }
      let islands = clusters.indices.filter { place in
        if hasTops ? clusters[place].contains(where: { !context.index.topOf[$0].isEmpty }) : place == largest
        {
          return false
        }
        return clusters[place].contains { !context.retired.contains($0) }
      }.map { clusters[$0] }
      return Summary.violations(
        islands,
        each: { concepts in
          // Best looked at from above.
          let first = concepts.first { context.index.broader[$0].isEmpty } ?? concepts[0]
          let others = concepts.filter { $0 != first }
          return Rule.Violation(
            focus: first,
            message:
              "\(context.names.name(first)) is connected only to \(context.names.list(others)), \(concepts.count) concepts in all"
              + (hasTops ? " and none of them a top concept" : " and not to the rest of the vocabulary"),
            related: others)
        },
        all: { islands in
          Rule.Violation(
            focus: islands[0][0],
            message:
              "the concepts fall into \(islands.count) parts that are not connected to the rest of the vocabulary, the largest with \(islands.map(\.count).max() ?? 0) concepts",
            related: islands.joined().dropFirst().map { $0 })
        })
    })
}

/// The own concepts of a vocabulary, grouped by whether any way leads from one to the other.
private struct Clusters {
  /// The groups in order of their first concept; a concept without relations is a group of its own.
  let clusters: [[TermID]]

  init(_ context: CheckContext) {
    var parents = Array(0..<UInt32(clamping: context.view.graph.dictionary.count))
    func root(_ id: TermID) -> UInt32 {
      var place = id.rawValue
      while parents[Int(place)] != place {
        parents[Int(place)] = parents[Int(parents[Int(place)])]
        place = parents[Int(place)]
      }
      return place
    }
    for edges in [context.view.up, context.view.related, context.view.mappings] {
      for edge in edges where context.own.contains(edge.from) && context.own.contains(edge.to) {
        let (left, right) = (root(edge.from), root(edge.to))
        parents[Int(max(left, right))] = min(left, right)
      }
    }
    var places: [UInt32: Int] = [:]
    var clusters: [[TermID]] = []
    for concept in context.ownConcepts {
      let root = root(concept)
      if let place = places[root] {
        clusters[place].append(concept)
      } else {
        places[root] = clusters.count
        clusters.append([concept])
      }
    }
    self.clusters = clusters
  }
}
