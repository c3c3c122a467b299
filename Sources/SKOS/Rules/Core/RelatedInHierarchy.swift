internal import RDF

extension Rule {
  /// S27: related concepts are not also above one another.
  static let relatedInHierarchy = Rule(
    id: "related-in-hierarchy",
    title: "Concepts that are related are not above one another in the hierarchy",
    severity: .error, profile: .core,
    sources: ["SKOS Reference §8.4, S27; S22 to S26 and S41 for what counts as above and as related"],
    reason: """
      "Related" is for concepts that belong together without one being a kind or a part of the other. Who is led \
      from a concept to its ancestors anyway learns nothing from the link; remove one of the two.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:mammal a skos:Concept ; skos:prefLabel "mammal"@en ; skos:broader ex:animal .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:mammal ; skos:related ex:animal .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal ; skos:related ex:dog .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:broader ex:animal .
      """,
    fix: .proposed,
    evaluate: { context in
      let pairs = RelatedPairs(context.view)
      let upwards = context.hierarchy.isAbove(pairs.ends.map { (lower: $0.first, upper: $0.second) })
      let downwards = context.hierarchy.isAbove(pairs.ends.map { (lower: $0.second, upper: $0.first) })
      // Showing the way up is a courtesy: it ends where it would take longer than the check itself.
      var steps = 5_000_000
      return pairs.ends.indices.compactMap { index in
        guard upwards[index] || downwards[index] else { return nil }
        let (first, second) = pairs.ends[index]
        let (lower, upper) = upwards[index] ? (first, second) : (second, first)
        let way = context.hierarchy.path(from: lower, to: upper, steps: &steps)
        return Rule.Violation(
          focus: lower, message: message(context, lower, upper, way), related: [upper],
          statements: pairs.evidence[index].map(context.statement) + statements(context, along: way ?? []),
          removed: pairs.evidence[index].map(context.triple))
      }
    })

  private static func message(
    _ context: CheckContext, _ lower: TermID, _ upper: TermID, _ way: [TermID]?
  ) -> String {
    let name = context.names.name
    if lower == upper { return "\(name(lower)) is related to itself and lies on a cycle of the hierarchy" }
    var text = "\(name(lower)) is related to \(name(upper)), which is also above it in the hierarchy"
    let between = (way ?? []).dropFirst().dropLast()
    if between.count > 4 {
      text += ", \(between.count + 1) steps up"
    } else if !between.isEmpty {
      text += " by way of " + between.map(name).joined(separator: " and ")
    }
    return text
  }

  /// The statements that make the steps of a way up.
  private static func statements(_ context: CheckContext, along way: [TermID]) -> [Graph.Statement] {
    zip(way, way.dropFirst()).compactMap { lower, upper in
      let graph = context.view.graph
      return graph.statements(subject: lower, object: upper).first {
        context.view.roles(of: $0.predicate).contains(.up)
      }
        ?? graph.statements(subject: upper, object: lower).first {
          context.view.roles(of: $0.predicate).contains(.down)
        }
    }
  }
}

/// The pairs of related concepts, each once, whichever way it was stated.
private struct RelatedPairs {
  var ends: [(first: TermID, second: TermID)] = []
  /// The statements for each pair.
  var evidence: [[Int]] = []

  init(_ view: SKOSView) {
    let sorted = view.related
      .map { (first: min($0.from, $0.to), second: max($0.from, $0.to), evidence: $0.evidence) }
      .sorted { ($0.first, $0.second, $0.evidence) < ($1.first, $1.second, $1.evidence) }
    for edge in sorted {
      if let last = ends.last, last == (edge.first, edge.second) {
        evidence[evidence.count - 1].append(edge.evidence)
      } else {
        ends.append((edge.first, edge.second))
        evidence.append([edge.evidence])
      }
    }
  }
}
