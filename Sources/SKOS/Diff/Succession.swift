public import RDF

/// That resources took the place of others, by dct:isReplacedBy, dct:replaces or properties that mean the same.
public enum Succession: Hashable, Sendable {
  /// One resource took the place of another.
  case replaced(IRI, by: IRI)
  /// Several resources took the place of one.
  case split(IRI, into: [IRI])
  /// One resource took the place of several.
  case merged([IRI], into: IRI)

  /// The successions that the added statements of entries speak of, sorted by what is replaced.
  static func all(in diffs: [EntryDiff]) -> [Succession] {
    var successors: [IRI: Set<IRI>] = [:]
    var predecessors: [IRI: Set<IRI>] = [:]
    for diff in diffs {
      for change in diff.changes {
        guard let isForward = namesSuccessor(change.aspect) else { continue }
        for case .resource(let other) in change.added where other != diff.iri {
          let (old, new) = isForward ? (diff.iri, other) : (other, diff.iri)
          successors[old, default: []].insert(new)
          predecessors[new, default: []].insert(old)
        }
      }
    }
    var told: Set<IRI> = []
    return successors.keys.sorted().compactMap { old in
      let news = successors[old, default: []].sorted()
      guard news.count == 1, let new = news.first else { return .split(old, into: news) }
      // A merger is told once, and only of resources that have no other successor.
      let olds = predecessors[new, default: []].filter { successors[$0]?.count == 1 }.sorted()
      if olds.count == 1 { return .replaced(old, by: new) }
      return told.insert(new).inserted ? .merged(olds, into: new) : nil
    }
  }

  /// Whether the values of an aspect took the entry's place (true), or the entry theirs (false); nil if neither.
  static func namesSuccessor(_ aspect: Aspect) -> Bool? {
    switch aspect {
    case .relation(.isReplacedBy): true
    case .relation(.replaces): false
    case .property(let iri) where SuccessionProperties.toSuccessor.contains(iri): true
    case .property(let iri) where SuccessionProperties.toPredecessor.contains(iri): false
    default: nil
    }
  }
}
