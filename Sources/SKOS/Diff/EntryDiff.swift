public import RDF

/// How two versions of an entry differ, as people say it and as statements.
public struct EntryDiff: Hashable, Sendable {
  /// What happened to the entry.
  public enum Kind: String, CaseIterable, Sendable {
    case added
    case removed
    case changed
  }

  /// What the entry is about.
  public let iri: IRI
  /// What happened to it.
  public let kind: Kind
  /// The entry before; nil if it was not there.
  public let old: Entry?
  /// The entry after; nil if it is gone.
  public let new: Entry?
  /// The differences by aspect, in reading order; for an added entry all that it says.
  public let changes: [Change]
  let removedUnits: Set<EntryUnit>
  let addedUnits: Set<EntryUnit>

  /// Compares two versions of an entry; nil if they say the same.
  ///
  /// Blank nodes are compared by content: one about which anything changed counts as another.
  /// - Throws: `EntryError` if a body is damaged or its blank nodes cannot be told apart.
  public init?(old: Entry?, new: Entry?) throws(EntryError) {
    guard old != new, let iri = new?.iri ?? old?.iri else { return nil }
    let before = try old?.units ?? []
    let after = try new?.units ?? []
    self.iri = iri
    self.old = old
    self.new = new
    kind = old == nil ? .added : new == nil ? .removed : .changed
    removedUnits = before.subtracting(after)
    addedUnits = after.subtracting(before)
    changes = Self.changes(removedUnits, addedUnits)
  }

  /// The statements that are gone, sorted; blank nodes bear labels that mean something within their tangle only.
  public var removedTriples: [Triple] { removedUnits.flatMap(\.triples).sorted() }
  /// The statements that are new, sorted; as for `removedTriples`.
  public var addedTriples: [Triple] { addedUnits.flatMap(\.triples).sorted() }

  /// Makes the same changes to an entry, which need not be `old`; nil if nothing is left of it.
  public func applied(to entry: Entry?) throws(EntryError) -> Entry? {
    let units = try (entry?.units ?? []).subtracting(removedUnits).union(addedUnits)
    return units.isEmpty ? nil : try Entry(iri: iri, units: units)
  }

  private static func changes(_ removed: Set<EntryUnit>, _ added: Set<EntryUnit>) -> [Change] {
    let before = Facets(removed)
    let after = Facets(added)
    return Set(before.units.keys).union(after.units.keys).map { facet in
      Change(
        subject: facet.subject, aspect: facet.aspect, removed: before.values(facet),
        added: after.values(facet))
    }.sorted()
  }
}
