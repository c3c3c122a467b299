import GRDB
import RDF
public import SKOS

extension ChangeKind {
  /// Whether an entry may have any status, and keeps it.
  var keepsStatus: Bool { self == .clarification || self == .modification }

  /// The edits that the kind itself stands for.
  var implied: [EntryEdit] {
    let isTrue = Term.literal(.typed("true", datatype: .XSD.boolean))
    switch self {
    case .supersession, .retirement, .invalidation: return [.set(.OWL.deprecated, language: nil, [isTrue])]
    case .reinstatement: return [.set(.OWL.deprecated, language: nil, [])]
    case .addition, .clarification, .modification: return []
    }
  }
}

/// What a merge makes of entries beside what was proposed: their status in the register, dates, and notes.
///
/// - Source: spec/committee.md, "Effects"; ISO 19135.
struct ChangeEffects {
  /// What does not fit the status of an entry, a line for each.
  private(set) var unfit: [String] = []

  private let request: ChangeRequest
  private let policy: ProcedurePolicy
  private let head: Snapshot
  private let now: Timestamp
  private var statuses: [(iri: IRI, status: ItemStatus)] = []
  /// Which entries take the place of which.
  private var successions: [(old: IRI, new: IRI)] = []

  init(_ request: ChangeRequest, _ policy: ProcedurePolicy, head: Snapshot, at now: Timestamp) {
    self.request = request
    self.policy = policy
    self.head = head
    self.now = now
  }

  /// Adds to a merged entry what its kind of change writes, and takes note of its new status.
  mutating func apply(_ kind: ChangeKind, to entry: Entry, before: Entry?) throws -> Entry {
    let effect = kind.effect
    let status = try before.map { try head.status(of: $0) }
    unfit += try Self.unfit(kind, entry, status)
    // What was retired and is worded better stays retired.
    statuses.append((entry.iri, kind.keepsStatus ? status ?? .valid : effect.after))
    var triples = try entry.triples
    let subject = Subject.iri(entry.iri)
    if effect.needsSuccessor {
      successions += try Self.successors(of: entry).map { (entry.iri, $0) }
    }
    for edit in kind.implied { try edit.apply(to: &triples, about: entry.iri) }
    if policy.writesNotes { try writeNotes(effect, isNew: before == nil, subject, &triples) }
    return try Entry(iri: entry.iri, triples: triples)
  }

  /// What of a proposal does not fit the status that its entries have in the register now, a line for each.
  static func unfit(_ items: [ChangeItem], in head: Snapshot) throws -> [String] {
    try items.flatMap { item in
      try unfit(item.kind, item.proposed, head.entry(item.iri).map { try head.status(of: $0) })
    }
  }

  private static func unfit(_ kind: ChangeKind, _ entry: Entry, _ status: ItemStatus?) throws -> [String] {
    var lines: [String] = []
    if let status, !kind.keepsStatus, !kind.effect.before.contains(status) {
      let allowed = kind.effect.before.map(\.rawValue).sorted().joined(separator: " or ")
      lines.append(
        "<\(entry.iri)> is \(status.rawValue); a \(kind.rawValue) is possible only of what is "
          + (allowed.isEmpty ? "new" : allowed))
    }
    if kind.effect.needsSuccessor, try successors(of: entry).isEmpty {
      lines.append("<\(entry.iri)> is to be superseded, and no dct:isReplacedBy says by what")
    }
    return lines
  }

  private static func successors(of entry: Entry) throws -> [IRI] {
    try entry.triples.filter { $0.subject == .iri(entry.iri) && $0.predicate == .DCTerms.isReplacedBy }
      .compactMap(\.object.iri)
  }

  private func writeNotes(
    _ effect: ItemEffect, isNew: Bool, _ subject: Subject, _ triples: inout [Triple]
  ) throws {
    guard let iri = subject.iri else { return }
    let day = Term.literal(.typed(now.date, datatype: .XSD.date))
    let text = "\(now.date): \(request.title) (change request \(request.number))"
    let note = Term.literal(try .languageTagged(text, LanguageTag(head.vocabulary.defaultLanguage)))
    for property in effect.writes {
      switch property {
      case .DCTerms.created where triples.contains { $0.subject == subject && $0.predicate == property }:
        break
      case .DCTerms.created: triples.append(Triple(subject, property, day))
      case .SKOS.changeNote, .SKOS.historyNote:
        try EntryEdit.add(property, note).apply(to: &triples, about: iri)
      default: break
      }
    }
    if !isNew { try EntryEdit.set(.DCTerms.modified, language: nil, [day]).apply(to: &triples, about: iri) }
  }

  /// The changes with `dct:replaces` at whatever takes the place of another entry of the vocabulary.
  func completed(_ changes: [EntryChange]) throws -> [EntryChange] {
    var changes = changes
    for (old, new) in successions {
      let place = changes.firstIndex { $0.iri == new }
      guard let entry = try place.flatMap({ changes[$0].entry }) ?? head.entry(new) else { continue }
      var triples = try entry.triples
      try EntryEdit.add(.DCTerms.replaces, .iri(old)).apply(to: &triples, about: new)
      let change = EntryChange(iri: new, entry: try Entry(iri: new, triples: triples))
      if let place { changes[place] = change } else { changes.append(change) }
    }
    return changes
  }

  /// Keeps the statuses that a revision gave.
  func record(at revision: Int64) throws {
    for (iri, status) in statuses {
      try head.db.execute(
        sql: """
          INSERT OR REPLACE INTO entry_status (vocabulary, iri, revision, status, change_request)
          VALUES (?, ?, ?, ?, ?)
          """, arguments: [head.vocabulary.id, iri.string, revision, status.rawValue, request.id])
    }
  }
}

extension Snapshot {
  /// What an entry is in the register at this revision.
  ///
  /// The last change request says it. Where none does, because the entry was imported, its own statements do: one that
  /// is deprecated is superseded if it names what takes its place, and retired if not.
  public func status(of entry: Entry) throws -> ItemStatus {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT status, revision FROM entry_status WHERE vocabulary = ? AND iri = ? AND revision <= ?
        ORDER BY revision DESC LIMIT 1
        """, arguments: [vocabulary.id, entry.iri.string, revision])
    let triples = try entry.triples
    let isDeprecated = triples.contains {
      $0.predicate == .OWL.deprecated && $0.object.literal?.lexicalForm == "true"
    }
    if let row {
      let status: ItemStatus = try StoredWord.value(row["status"])
      // An import after the change request may have said otherwise since.
      if status.isDeprecated == isDeprecated { return status }
    }
    guard isDeprecated else { return .valid }
    return triples.contains { $0.predicate == .DCTerms.isReplacedBy } ? .superseded : .retired
  }
}
