internal import RDF

/// Sorts the differences of a vocabulary into the sections of a report.
struct DiffTelling {
  let diff: VocabularyDiff
  private let languages: [LanguageTag]
  let links: LinkChanges
  let kinds: [IRI: EntryDiff.Kind]
  /// The entries that are new, by preferred label.
  let newConcepts: [Literal: [IRI]]
  private var drafts: [DiffKind: [IRI: Draft]] = [:]
  /// What the resources are that have been told of so far.
  var resourceKinds: [IRI: ResourceKind] = [:]
  /// The labels of what has been named so far.
  private(set) var labels: [IRI: String] = [:]
  /// Where concepts came to stand and where they stood, by concept.
  var moves: [IRI: (removed: [Link], added: [Link])] = [:]
  /// What successions tell the fate of.
  var succeeded: Set<IRI> = []

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
    var newConcepts: [Literal: [IRI]] = [:]
    for entry in diff.entries where entry.kind == .added {
      for case .literal(let label) in Self.preferredLabels(entry.changes, \.added) {
        newConcepts[label, default: []].append(entry.iri)
      }
    }
    self.newConcepts = newConcepts
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
      var items: [DiffReport.Item] = []
      for (key, draft) in ordered {
        items.append(
          DiffReport.Item(
            iri: key.1, resource: self.kind(of: key.1), lines: draft.lines, changes: draft.changes,
            from: draft.from, to: draft.to))
      }
      sections.append(DiffReport.Section(kind: kind, items: items))
    }
    return sections
  }

  private mutating func learnLabel(_ iri: IRI) {
    guard labels[iri] == nil else { return }
    labels[iri] = diff.names.label(of: iri, languages: languages)
  }

  mutating func add(
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
    return EntryStatus.isRetired(diff.names.first[old]) ? [Phrase("deprecated")] : []
  }
}
