internal import RDF

/// Sorts the differences of a vocabulary into the sections of a report.
struct DiffTelling {
  private let diff: VocabularyDiff
  private let languages: [LanguageTag]
  private let links: LinkChanges
  private let kinds: [IRI: EntryDiff.Kind]
  private var drafts: [DiffKind: [IRI: Draft]] = [:]
  /// The labels of what has been named so far.
  private(set) var labels: [IRI: String] = [:]
  /// Where concepts came to stand and where they stood, by concept.
  private var moves: [IRI: (removed: [Link], added: [Link])] = [:]
  /// What successions tell the fate of.
  private var succeeded: Set<IRI> = []

  /// An item in the making.
  private struct Draft {
    var lines: [Phrase] = []
    var changes: [Change] = []
    var from: [IRI] = []
    var to: [IRI] = []
  }

  init(_ diff: VocabularyDiff, languages: [LanguageTag]) {
    self.diff = diff
    self.languages = languages
    links = LinkChanges(diff.entries, old: diff.names.then, new: diff.names.first)
    kinds = Dictionary(diff.entries.map { ($0.iri, $0.kind) }) { first, _ in first }
  }

  /// The sections of the wanted kinds that have something to tell.
  mutating func sections(_ wanted: Set<DiffKind>) -> [DiffReport.Section] {
    tellSuccessions()
    tellLinks()
    for entry in diff.entries { tell(entry) }
    var sections: [DiffReport.Section] = []
    for kind in DiffKind.allCases where wanted.contains(kind) {
      guard let drafts = drafts[kind], !drafts.isEmpty else { continue }
      for (iri, draft) in drafts {
        for named in [iri] + draft.from + draft.to + draft.lines.flatMap(\.resources) { learnLabel(named) }
      }
      // Keys and not labels alone, so that equal labels do not change places.
      let ordered = drafts.map {
        (key: ((labels[$0.key] ?? $0.key.string).lowercased(), $0.key), draft: $0.value)
      }
      .sorted { $0.key < $1.key }
      let items = ordered.map { key, draft in
        DiffReport.Item(
          iri: key.1, resource: self.kind(of: key.1), lines: draft.lines, changes: draft.changes,
          from: draft.from,
          to: draft.to)
      }
      sections.append(DiffReport.Section(kind: kind, items: items))
    }
    return sections
  }

  private mutating func learnLabel(_ iri: IRI) {
    guard labels[iri] == nil else { return }
    labels[iri] = diff.names.label(of: iri, languages: languages)
  }

  private mutating func add(
    _ kind: DiffKind, _ iri: IRI, _ lines: [Phrase] = [], changes: [Change] = [], from: [IRI] = [],
    to: [IRI] = []
  ) {
    drafts[kind, default: [:]][iri, default: Draft()].lines += lines
    drafts[kind]?[iri]?.changes += changes
    drafts[kind]?[iri]?.from += from
    drafts[kind]?[iri]?.to += to
  }

  // MARK: Successions

  private mutating func tellSuccessions() {
    for succession in diff.successions {
      switch succession {
      case .replaced(let old, let new):
        succeeded.insert(old)
        add(
          .superseded, old, [Phrase([.words("replaced by "), .resource(new)])] + fate(of: old), from: [old],
          to: [new])
      case .split(let old, let news):
        succeeded.insert(old)
        add(
          .split, old, [Phrase("split into ") + Phrase.resources(news)] + fate(of: old), from: [old], to: news
        )
      case .merged(let olds, let new):
        succeeded.formUnion(olds)
        add(.merged, new, [Phrase("takes the place of ") + Phrase.resources(olds)], from: olds, to: [new])
        let gone = olds.filter { kinds[$0] == .removed }
        if !gone.isEmpty {
          add(.merged, new, [Phrase.resources(gone) + Phrase(" no longer in the vocabulary")])
        }
      }
    }
  }

  /// What the new version says of a resource whose place was taken.
  private func fate(of old: IRI) -> [Phrase] {
    if kinds[old] == .removed { return [Phrase("no longer in the vocabulary")] }
    return Retirement.isRetired(diff.names.first[old]) ? [Phrase("deprecated")] : []
  }

  // MARK: Relations

  private mutating func tellLinks() {
    for link in links.removed.sorted(by: Self.isBefore) {
      if link.kind == .related {
        tellRelated(link, "removed")
      } else {
        moves[link.from, default: ([], [])].removed.append(link)
      }
    }
    for link in links.added.sorted(by: Self.isBefore) {
      if link.kind == .related {
        tellRelated(link, "added")
      } else {
        moves[link.from, default: ([], [])].added.append(link)
      }
    }
    for (iri, move) in moves where kinds[iri] != .added && kinds[iri] != .removed {
      tellMove(of: iri, from: move.removed, to: move.added)
    }
  }

  private static func isBefore(_ left: Link, _ right: Link) -> Bool {
    (left.kind.rawValue, left.from, left.to) < (right.kind.rawValue, right.from, right.to)
  }

  private mutating func tellMove(of iri: IRI, from removed: [Link], to added: [Link]) {
    let gone = removed.filter { $0.kind == .broader }.map(\.to)
    let come = added.filter { $0.kind == .broader }.map(\.to)
    var lines: [Phrase] = []
    switch (gone.isEmpty, come.isEmpty) {
    case (false, false):
      lines.append(
        Phrase("moved from under ") + Phrase.resources(gone) + Phrase(" to under ") + Phrase.resources(come))
    case (false, true): lines.append(Phrase("no longer under ") + Phrase.resources(gone))
    case (true, false): lines.append(Phrase("placed under ") + Phrase.resources(come))
    case (true, true): break
    }
    for link in added where link.kind == .top {
      lines.append(Phrase([.words("now a top concept of "), .resource(link.to)]))
    }
    for link in removed where link.kind == .top {
      lines.append(Phrase([.words("no longer a top concept of "), .resource(link.to)]))
    }
    add(.moved, iri, lines, from: removed.map(\.to), to: added.map(\.to))
  }

  /// Tells an association once: at the end that was there before and after, the first if both were.
  private mutating func tellRelated(_ link: Link, _ verb: String) {
    let ends = [link.from, link.to].filter { kinds[$0] != .added && kinds[$0] != .removed }
    // With a new concept its associations are told, with a removed one they need not be.
    guard ends.count == 2, let end = ends.first else { return }
    let other = end == link.from ? link.to : link.from
    let changed = AspectValue.resource(other)
    let isAdded = links.added.contains(link)
    add(
      .related, end, [Phrase("related concept \(verb): ") + Phrase.resources([other])],
      changes: [
        Change(
          subject: .iri(end), aspect: .relation(.related), removed: isAdded ? [] : [changed],
          added: isAdded ? [changed] : [])
      ])
  }

  // MARK: Entries

  private mutating func tell(_ entry: EntryDiff) {
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
        add(.removed, entry.iri, changes: entry.changes)
      }
    case .changed: tellChanges(of: entry, resource)
    }
  }

  /// What a resource is; without a type of SKOS it is a concept if it is described like one.
  private func kind(of iri: IRI) -> ResourceKind {
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
    let statusChanges = entry.changes.filter { Retirement.isStatus($0.aspect) }
    let was = statusChanges.isEmpty ? false : Retirement.isRetired(entry.old)
    let isRetired = statusChanges.isEmpty ? false : Retirement.isRetired(entry.new)
    let toldStatus = was != isRetired
    if isRetired && !was && !succeeded.contains(entry.iri) {
      add(
        .retired, entry.iri, statusChanges.map(\.phrase) + knownSuccessors(of: entry), changes: statusChanges)
    } else if was && !isRetired {
      add(.reinstated, entry.iri, statusChanges.map(\.phrase), changes: statusChanges)
    }
    for change in entry.changes {
      if toldStatus && Retirement.isStatus(change.aspect) { continue }
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
