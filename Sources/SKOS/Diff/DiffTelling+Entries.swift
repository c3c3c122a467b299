internal import RDF

/// What changed in entries.
extension DiffTelling {
  mutating func tell(_ entry: EntryDiff) {
    let resource = kind(of: entry.iri)
    switch entry.kind {
    case .added:
      let changes = entry.changes.filter { $0.aspect != .type }
      if let kind = Self.section(of: resource) {
        add(kind, entry.iri, [Phrase("added")] + changes.map(\.contentPhrase), changes: changes)
      } else {
        let lines = changes.filter { Self.introduces($0.aspect) }.map(\.contentPhrase)
        add(
          .added, entry.iri, lines + place(of: entry.iri), changes: changes,
          to: moves[entry.iri]?.added.map(\.to) ?? [])
      }
    case .removed:
      if let kind = Self.section(of: resource) {
        add(kind, entry.iri, [Phrase("removed")], changes: entry.changes)
      } else if !succeeded.contains(entry.iri) {
        add(.removed, entry.iri, namesakes(of: entry), changes: entry.changes)
      }
    case .changed: tellChanges(of: entry, resource)
    }
  }

  /// The new concepts that have the preferred label of a removed one, as where identifiers were changed.
  private func namesakes(of entry: EntryDiff) -> [Phrase] {
    var found: Set<IRI> = []
    for case .literal(let label) in Self.preferredLabels(entry.changes, \.removed) {
      found.formUnion(newConcepts[label, default: []])
    }
    guard !found.isEmpty else { return [] }
    return [Phrase("the same preferred label has the new ") + Phrase.resources(found.sorted())]
  }

  static func preferredLabels(
    _ changes: [Change], _ side: KeyPath<Change, [AspectValue]>
  ) -> [AspectValue] {
    changes.flatMap { change -> [AspectValue] in
      if case .label(.prefLabel, _) = change.aspect { change[keyPath: side] } else { [] }
    }
  }

  /// What a resource is; without a type of SKOS it is a concept if it is described like one.
  mutating func kind(of iri: IRI) -> ResourceKind {
    if let known = resourceKinds[iri] { return known }
    let kind = readKind(of: iri)
    resourceKinds[iri] = kind
    return kind
  }

  private func readKind(of iri: IRI) -> ResourceKind {
    let kind = diff.names.kind(of: iri)
    guard kind == .other, let entry = diff.names.first[iri] ?? diff.names.then[iri],
      let triples = try? entry.triples
    else { return kind }
    let isLikeConcept = triples.contains { triple in
      triple.predicate == .SKOS.prefLabel || Link.relations.contains { $0.property == triple.predicate }
    }
    return isLikeConcept ? .concept : .other
  }

  /// Where a new concept stands.
  private func place(of iri: IRI) -> [Phrase] {
    guard let links = moves[iri]?.added else { return [] }
    let (broader, top) = (links.filter { $0.kind == .broader }, links.filter { $0.kind == .top })
    return [("under ", broader), ("a top concept of ", top)].filter { !$0.1.isEmpty }
      .map { Phrase($0.0) + Phrase.resources($0.1.map(\.to)) }
  }

  /// The section for a resource that is no concept, where it came or went.
  private static func section(of resource: ResourceKind) -> DiffKind? {
    switch resource {
    case .concept: nil
    case .collection, .orderedCollection: .collections
    case .conceptScheme: .schemes
    case .label: .labels
    case .other: .other
    }
  }

  /// Whether an aspect helps to introduce a new concept to a reader.
  private static func introduces(_ aspect: Aspect) -> Bool {
    switch aspect {
    case .label, .notation, .title, .status: true
    case .note(let kind, _): kind == .definition || kind == .scopeNote
    case .relation(.inScheme), .relation(.broader), .relation(.narrower), .relation(.topConceptOf): false
    case .relation: true
    default: false
    }
  }

  private mutating func tellChanges(of entry: EntryDiff, _ resource: ResourceKind) {
    let statusChanges = entry.changes.filter { $0.aspect.isAboutStatus }
    let was = statusChanges.isEmpty ? false : EntryStatus.isRetired(entry.old)
    let isRetired = statusChanges.isEmpty ? false : EntryStatus.isRetired(entry.new)
    let toldStatus = was != isRetired
    if isRetired && !was && !succeeded.contains(entry.iri) {
      add(
        .retired, entry.iri, statusChanges.map(\.phrase) + knownSuccessors(of: entry), changes: statusChanges)
    } else if was && !isRetired {
      add(.reinstated, entry.iri, statusChanges.map(\.phrase), changes: statusChanges)
    }
    let (reclassified, rest) = Reclassification.takeOut(of: entry.changes)
    for item in reclassified {
      let kind = resource == .conceptScheme ? .schemes : DiffKind(item.added.aspect)
      add(kind, entry.iri, [item.phrase], changes: [item.removed, item.added])
    }
    for change in rest {
      if toldStatus && change.aspect.isAboutStatus { continue }
      if Succession.namesSuccessor(change.aspect) != nil && change.isAddition { continue }
      guard let rest = withoutTold(change, of: entry.iri) else { continue }
      let kind = resource == .conceptScheme ? .schemes : DiffKind(rest.aspect)
      // What is left of relations is a matter of which end states them.
      let isRestated = Link.relations.contains { .relation($0) == rest.aspect }
      add(isRestated ? .other : kind, entry.iri, [rest.phrase], changes: [rest])
    }
  }

  /// What took the place of a retired entry, where the old version said so already.
  private func knownSuccessors(of entry: EntryDiff) -> [Phrase] {
    let triples = (entry.new.flatMap { try? $0.triples }) ?? []
    let successors = triples.filter {
      $0.subject == .iri(entry.iri)
        && Succession.namesSuccessor(Aspect($0.predicate, $0.object, text: nil)) == true
    }.compactMap(\.object.iri)
    return successors.isEmpty ? [] : [Phrase("replaced by ") + Phrase.resources(successors.sorted())]
  }

  /// A change without the values that are told as moves and associations; nil if none is left.
  private func withoutTold(_ change: Change, of iri: IRI) -> Change? {
    guard case .relation(let kind) = change.aspect, Link.relations.contains(kind),
      change.subject == .iri(iri)
    else { return change }
    func rest(_ values: [AspectValue], _ told: Set<Link>) -> [AspectValue] {
      values.filter { value in
        guard case .resource(let other) = value, let link = Link(kind, of: iri, to: other) else {
          return true
        }
        return !told.contains(link)
      }
    }
    let (removed, added) = (rest(change.removed, links.removed), rest(change.added, links.added))
    guard !removed.isEmpty || !added.isEmpty else { return nil }
    return Change(subject: change.subject, aspect: change.aspect, removed: removed, added: added)
  }
}
