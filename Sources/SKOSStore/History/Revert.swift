import GRDB
public import RDF
public import SKOS

extension Store {
  /// Undoes what one revision changed, as a new revision; everything that came after it stays.
  ///
  /// A three-way merge for each entry that the revision changed: the entry after it is the base, the head is one
  /// side, the entry before it the other. Costs what the revision changed. Blank nodes that hang from no single
  /// entry take part as entries of their own.
  /// - Parameters:
  ///   - message: why, for the history.
  ///   - isTrial: whether only to report.
  ///   - allowsRemovingPublished: whether entries of a release may end.
  /// - Returns: what changed, or would change; nothing if the head has none of it any more.
  /// - Throws: `conflict` naming what later revisions changed in the same place; `importRefused` naming published
  ///   entries that would end; `notFound` for a revision that there is not.
  public func revert(
    _ number: Int64, message: String, isTrial: Bool = false, allowsRemovingPublished: Bool = false,
    grant: Grant
  ) throws(StoreError) -> RevertReport {
    grant.require(.importContent)
    let vocabulary = grant.inVocabulary
    func plan(_ db: Database) throws -> [RevertReport.Change] {
      let undoing = try Undoing(number, in: vocabulary, db)
      if !allowsRemovingPublished {
        let ended = undoing.changes.filter { $0.new == nil }.map(\.iri)
        try PublishedEntries(db: db, vocabulary: vocabulary)
          .refuseToRemove(ended, by: "without revision \(number) the vocabulary would lack")
      }
      return undoing.changes
    }
    if isTrial { return try read { db in RevertReport(revision: nil, changes: try plan(db)) } }
    return try write { transaction in
      let head = try Moment.head.revision(in: vocabulary, transaction.db)
      let changes = try plan(transaction.db)
      let revision = try RevisionWriter.commit(
        changes.map { EntryChange(iri: $0.iri, entry: $0.new) }, to: vocabulary, by: grant.account,
        message: message, in: transaction)
      if let revision {
        try AuditLog.append(
          AuditLog.Note(
            actor: grant.actorName, action: "revision.revert", vocabulary: vocabulary.name,
            target: "revision \(number)", revisionBefore: head, revisionAfter: revision.number,
            detail: message), in: transaction)
      }
      return RevertReport(revision: revision, changes: changes)
    }
  }
}

/// What undoing a revision changed, or would change.
public struct RevertReport: Sendable {
  /// An entry of the head, before and after; nil stands for "not there".
  public typealias Change = (iri: IRI, old: Entry?, new: Entry?)
  /// The revision that it made; nil if nothing was left to undo, or it was a trial.
  public let revision: Revision?
  /// The entries that it changed, in order of their IRIs.
  public let changes: [Change]
}

/// The undoing of one revision on the head.
private struct Undoing {
  private(set) var changes: [RevertReport.Change] = []

  init(_ number: Int64, in vocabulary: Vocabulary, _ db: Database) throws {
    let head = Snapshot(
      db: db, vocabulary: vocabulary, revision: try Moment.head.revision(in: vocabulary, db))
    guard number >= 1, number <= head.revision else {
      throw StoreError(
        .notFound, "\(vocabulary.name) has no revision \(number); the newest is \(head.revision)")
    }
    let (before, after) = (head.at(revision: number - 1), head.at(revision: number))
    var conflicts: [String] = []
    for iri in try Self.touched(by: number, vocabulary, db) {
      let ours = try head.entry(iri)
      switch try EntryMerge.merge(base: after.entry(iri), ours: ours, theirs: before.entry(iri)) {
      case .merged(let entry): if entry != ours { changes.append((iri, ours, entry)) }
      case .conflicts(let found):
        conflicts += found.map {
          $0.description(ours: "the vocabulary since then", theirs: "undoing revision \(number)")
        }
      }
    }
    guard conflicts.isEmpty else {
      throw StoreError(
        .conflict,
        "revision \(number) cannot be undone, because later revisions changed the same; propose by a change request what it should be now",
        details: conflicts)
    }
  }

  /// The entries that began, changed or ended with a revision.
  private static func touched(by number: Int64, _ vocabulary: Vocabulary, _ db: Database) throws -> [IRI] {
    try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT entry.iri FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry_version.vocabulary = ?1 AND (from_revision = ?2 OR to_revision = ?2) ORDER BY entry.iri
        """, arguments: [vocabulary.id, number]
    ).map(IRI.init(uncheckedValid:))
  }
}
