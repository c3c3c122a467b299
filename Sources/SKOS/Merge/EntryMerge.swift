internal import RDF

/// Merges two changes of one entry, made apart from each other.
///
/// The merge is made on statements: what either side removed is gone, what either side added is there. Blank
/// nodes are taken with everything that is said about them. It is symmetric: the sides may change places.
public enum EntryMerge {
  /// What came of a merge.
  public enum Outcome: Hashable, Sendable {
    /// The entry with both changes in it; nil if it is removed.
    case merged(Entry?)
    /// The changes that contradict each other, in the order of the aspects; nothing is merged.
    case conflicts([Conflict])
  }

  /// Merges two versions of an entry that go back to one; nil stands for "not there".
  ///
  /// These can only have one value, and are a conflict if both sides changed them differently: the preferred
  /// label in one language, the literal form of an xl Label, the list of an ordered collection; and, as long as
  /// no side has several, the definition in one language and the notation. A blank node that both sides changed
  /// differently is a conflict too, and so is an entry that one side removed and the other changed. Of two
  /// different dct:modified the later is kept.
  /// - Throws: `EntryError` if a body is damaged or its blank nodes cannot be told apart.
  public static func merge(base: Entry?, ours: Entry?, theirs: Entry?) throws(EntryError) -> Outcome {
    if ours == theirs || theirs == base { return .merged(ours) }
    if ours == base { return .merged(theirs) }
    guard let ours, let theirs else {
      // One side removed it, the other changed it.
      guard let entry = base ?? ours ?? theirs else { return .merged(nil) }
      let placeholder = [AspectValue.resource(entry.iri)]
      return .conflicts([
        Conflict(
          iri: entry.iri, entryName: try name(of: entry), aspect: nil, base: placeholder,
          ours: ours == nil ? [] : placeholder, theirs: theirs == nil ? [] : placeholder)
      ])
    }
    let sides = Sides(base: try base?.units ?? [], ours: try ours.units, theirs: try theirs.units)
    let conflicts = try sides.conflicts(iri: ours.iri, name: name(of: base ?? ours))
    guard conflicts.isEmpty else { return .conflicts(conflicts) }
    return .merged(try Entry(iri: ours.iri, units: sides.merged))
  }

  private static func name(of entry: Entry) throws(EntryError) -> String {
    let description = ConceptDescription(
      of: .iri(entry.iri), in: Graph(try entry.triples), withInverses: false)
    let label = description.bestLabel(for: [])
    return label.source == .localName ? "<\(entry.iri)>" : "\"\(label.text.printable)\" <\(entry.iri)>"
  }
}

/// The three versions of an entry, as units.
private struct Sides {
  let base: Set<EntryUnit>
  let ours: Set<EntryUnit>
  let theirs: Set<EntryUnit>

  /// What all keep, and what either adds.
  var merged: Set<EntryUnit> {
    var merged = base.intersection(ours).intersection(theirs)
    merged.formUnion(ours.subtracting(base))
    merged.formUnion(theirs.subtracting(base))
    return merged.subtracting(outdated)
  }

  /// The earlier of two dates of modification, where both sides set one.
  private var outdated: Set<EntryUnit> {
    func dates(_ units: Set<EntryUnit>) -> [Triple] {
      units.subtracting(base).compactMap {
        if case .triple(let triple) = $0, triple.predicate == .DCTerms.modified { triple } else { nil }
      }
    }
    guard let left = dates(ours).first, let right = dates(theirs).first, dates(ours).count == 1,
      dates(theirs).count == 1, left != right, left.subject == right.subject,
      let leftDate = left.object.literal, let rightDate = right.object.literal,
      leftDate.datatype == rightDate.datatype
    else { return [] }
    return [.triple(leftDate < rightDate ? left : right)]
  }

  func conflicts(iri: IRI, name: String) -> [Conflict] {
    let base = Facets(self.base)
    let ours = Facets(self.ours)
    let theirs = Facets(self.theirs)
    let all = Set(ours.units.keys).union(theirs.units.keys).union(base.units.keys)
    return all.sorted { ($0.aspect, $0.subject) < ($1.aspect, $1.subject) }.compactMap { facet in
      guard contradict(facet, base[facet], ours[facet], theirs[facet]) else { return nil }
      return Conflict(
        iri: iri, entryName: name, aspect: facet.aspect, base: base.values(facet), ours: ours.values(facet),
        theirs: theirs.values(facet))
    }
  }

  /// Whether both sides changed a thing that has one value, and not in the same way.
  private func contradict(
    _ facet: Facet, _ base: Set<EntryUnit>, _ ours: Set<EntryUnit>, _ theirs: Set<EntryUnit>
  ) -> Bool {
    guard ours != base && theirs != base && ours != theirs else { return false }
    switch facet.aspect {
    case .label(.prefLabel, _), .literalForm, .memberList: return true
    case .note(.definition, _), .notation:
      if max(base.count, ours.count, theirs.count) <= 1 { return true }
    default: break
    }
    return changedOneBlockApart(base, ours, theirs)
  }

  /// Whether both sides put something else in the place of the same blank node.
  private func changedOneBlockApart(
    _ base: Set<EntryUnit>, _ ours: Set<EntryUnit>, _ theirs: Set<EntryUnit>
  ) -> Bool {
    let goneFromBoth = base.subtracting(ours).subtracting(theirs)
    guard goneFromBoth.contains(where: { if case .block = $0 { true } else { false } }) else { return false }
    return ours.subtracting(base) != theirs.subtracting(base)
  }
}
