internal import RDF

/// What the rules about structure ask of a vocabulary.
extension CheckContext {
  /// Whether a resource is one of the vocabulary's own concepts.
  func isOwnConcept(_ id: TermID) -> Bool { own.contains(id) && view.classes(of: id).contains(.concept) }

  /// Whether a resource is stated to be in a scheme.
  func isIn(_ id: TermID, _ scheme: TermID) -> Bool { index.schemes[id].contains { $0.to == scheme } }

  /// Whether a concept is a top concept of a scheme.
  func isTop(_ id: TermID, of scheme: TermID) -> Bool { index.topOf[id].contains { $0.to == scheme } }

  /// Whether something is above a concept in a scheme; what is in no scheme at all may be in any.
  func hasBroader(_ id: TermID, in scheme: TermID) -> Bool {
    index.broader[id].contains { $0.to != id && (isIn($0.to, scheme) || index.schemes[$0.to].isEmpty) }
  }

  /// Each own concept with each scheme it is in, once.
  var ownMemberships: [(concept: TermID, scheme: TermID)] {
    var memberships: [(concept: TermID, scheme: TermID)] = []
    memberships.reserveCapacity(view.inScheme.count)
    for concept in ownConcepts {
      let schemes = index.schemes[concept]
      for (place, edge) in zip(schemes.indices, schemes)
      where !schemes[..<place].contains(where: { $0.to == edge.to }) {
        memberships.append((concept, edge.to))
      }
    }
    return memberships
  }

  /// The own concepts that have several different concepts directly above them.
  var conceptsWithSeveralBroader: [TermID] {
    ownConcepts.filter { id in
      let above = index.broader[id]
      guard let first = above.first(where: { $0.to != id }) else { return false }
      return above.contains { $0.to != first.to && $0.to != id }
    }
  }

  /// The statements that make the steps of a way up.
  func stepStatements(along way: [TermID]) -> [Graph.Statement] {
    zip(way, way.dropFirst()).compactMap { lower, upper in
      view.graph.statements(subject: lower, object: upper).first {
        view.roles(of: $0.predicate).contains(.up)
      }
        ?? view.graph.statements(subject: upper, object: lower).first {
          view.roles(of: $0.predicate).contains(.down)
        }
    }
  }
}
