public import RDF

/// How two versions of a vocabulary differ, entry by entry.
public struct VocabularyDiff: Sendable {
  /// The entries that differ, sorted by IRI.
  public let entries: [EntryDiff]
  /// What took the place of what, as far as the new version says so and the old did not.
  public let successions: [Succession]
  let names: EntryNames

  /// Compares two versions given as entries; O(n) for what is equal.
  ///
  /// - Throws: `EntryError` if a body is damaged or its blank nodes cannot be told apart.
  public init(old: some Sequence<Entry>, new: some Sequence<Entry>) throws(EntryError) {
    let before = Dictionary(old.map { ($0.iri, $0) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.iri, $0) }) { first, _ in first }
    // Only what differs is sorted; most of a large vocabulary does not.
    var touched = before.keys.filter { after[$0] == nil }
    for (iri, entry) in after where before[iri] != entry { touched.append(iri) }
    var entries: [EntryDiff] = []
    for iri in touched.sorted() {
      if let diff = try EntryDiff(old: before[iri], new: after[iri]) { entries.append(diff) }
    }
    self.entries = entries
    successions = Succession.all(in: entries)
    names = EntryNames(first: after, then: before)
  }

  /// Compares two versions given as graphs.
  ///
  /// - Throws: `EntryError` if a graph cannot be taken apart into entries.
  public init(old: Graph, new: Graph) throws(EntryError) {
    try self.init(old: old.entries(), new: new.entries())
  }

  /// Whether the versions say the same.
  public var isEmpty: Bool { entries.isEmpty }

  /// How many entries were added, removed or changed.
  public func count(_ kind: EntryDiff.Kind) -> Int { entries.count { $0.kind == kind } }

  /// Makes the same changes to entries, which need not be those that were compared; sorted by IRI.
  public func applied(to base: some Sequence<Entry>) throws(EntryError) -> [Entry] {
    var result = Dictionary(base.map { ($0.iri, $0) }) { first, _ in first }
    for diff in entries { result[diff.iri] = try diff.applied(to: result[diff.iri]) }
    return result.values.sorted { $0.iri < $1.iri }
  }
}
