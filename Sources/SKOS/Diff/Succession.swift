public import RDF

/// That resources took the place of others, by dct:isReplacedBy or dct:replaces.
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
        guard case .relation(let kind) = change.aspect, kind == .isReplacedBy || kind == .replaces else {
          continue
        }
        for case .resource(let other) in change.added {
          let (old, new) = kind == .isReplacedBy ? (diff.iri, other) : (other, diff.iri)
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
}
