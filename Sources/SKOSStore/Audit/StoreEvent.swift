import GRDB
public import RDF

/// Something that happened in a vocabulary and that its readers may want to hear of.
public struct StoreEvent: Hashable, Sendable {
  /// What it is about.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A change request that was submitted or went on to another state.
    case request
    /// A comment.
    case comment
    /// A release that was published, reviewed or withdrawn.
    case release
    /// Content that changed without a change request.
    case content
  }

  /// The place in the audit log, by which a reader goes on later; grows from event to event, with gaps.
  public let sequence: Int64
  /// When it happened.
  public let at: Timestamp
  /// What it is about.
  public let kind: Kind
  /// The account that did it.
  public let actor: String
  /// What was done, as the method that did it: `change.submit`.
  public let action: String
  /// The change request that it is about.
  public let change: Int64?
  /// The version of the release that it is about.
  public let release: String?
  /// The revision that it made, if the content changed.
  public let revision: Int64?
  /// The entries that the revision changed, at most `Store.eventEntryCountMax` of them, by their IRIs; the entry that
  /// was commented on.
  public let entries: [IRI]
}

/// Which events a reader wants.
public struct StoreEventFilter: Hashable, Sendable {
  /// Kinds of events, all if empty; those that made a revision count as `content` too.
  public var kinds: Set<StoreEvent.Kind> = []
  /// Only revisions that changed this entry.
  public var entry: IRI?
  /// Only revisions that changed this entry or one below it, at any depth, before or after.
  public var branch: IRI?

  /// Wants everything.
  public init() {}
}

extension Store {
  /// The most entries that an event names.
  public static let eventEntryCountMax = 100
  /// The most changed entries that are looked at for a branch; a revision of more is taken to concern it.
  private static let branchEntryCountMax = 2000

  /// Reads the events of a vocabulary behind a place in the audit log.
  ///
  /// Drafts and what becomes of them are told only to those who may see them. Costs the records behind the place.
  /// - Returns: the events, oldest first, and the place to go on from: behind all that was looked at.
  public func events(
    after place: Int64, limit: Int, filter: StoreEventFilter = StoreEventFilter(), grant: Grant
  ) throws -> (events: [StoreEvent], next: Int64) {
    grant.require(.read)
    let vocabulary = grant.inVocabulary
    return try passing { db in
      let end = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(sequence) FROM audit")) ?? 0
      var events: [StoreEvent] = []
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT * FROM audit WHERE sequence > ? AND vocabulary = ? AND (action LIKE 'change.%'
              OR action LIKE 'comment.%' OR action IN ('release.create', 'release.publish', 'release.withdraw',
                'review.decide')
              OR revision_after > revision_before)
            ORDER BY sequence
            """), arguments: [place, vocabulary.name])
      while let row = try rows.next() {
        guard let event = try Self.event(AuditLog.record(row), db, grant),
          try Self.matches(event, filter, db, grant)
        else { continue }
        events.append(event)
        if events.count == limit { return (events, event.sequence) }
      }
      return (events, max(place, end))
    }
  }

  /// The place behind everything that has happened so far.
  public func eventPlace() throws(StoreError) -> Int64 {
    try read { db in try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM audit") ?? 0 }
  }

  private static func event(_ record: AuditRecord, _ db: Database, _ grant: Grant) throws -> StoreEvent? {
    // Work on a draft concerns nobody but those who do it.
    guard !draftActions.contains(record.action) else { return nil }
    let vocabulary = grant.inVocabulary
    let subject = record.target.flatMap(CommentSubject.target)
    let noun = record.action.prefix { $0 != "." }
    let kind: StoreEvent.Kind =
      switch noun {
      case "change": .request
      case "comment": .comment
      case "release", "review": .release
      default: .content
      }
    var (change, release, entries): (Int64?, String?, [IRI]) = (nil, nil, [])
    switch (kind, subject) {
    case (.request, .request(let number)), (.comment, .request(let number)): change = number
    case (.comment, .candidate(let version)): release = version
    case (.comment, .entry(let iri)): entries = [iri]
    case (.request, _), (.comment, _): return nil
    case (.release, _): release = record.target
    case (.content, _):
      if case .request(let number) = subject { change = number }
    }
    if kind == .request || kind == .comment, let subject {
      guard try mayKnow(of: subject, db, grant) else { return nil }
    }
    let isNew = record.revisionAfter.map { $0 > record.revisionBefore ?? 0 } ?? false
    let revision = isNew && kind != .release ? record.revisionAfter : nil
    return StoreEvent(
      sequence: record.sequence, at: record.at, kind: kind, actor: record.actor, action: record.action,
      change: change, release: release, revision: revision,
      entries: try revision.map { try changedEntries($0, vocabulary, db, limit: eventEntryCountMax) }
        ?? entries)
  }

  private static func mayKnow(of subject: Comment.Target, _ db: Database, _ grant: Grant) throws -> Bool {
    do {
      _ = try CommentSubject(subject, grant, db)
      return true
    } catch let error as StoreError where error.code == .notFound {
      return false
    }
  }

  private static func changedEntries(
    _ revision: Int64, _ vocabulary: Vocabulary, _ db: Database, limit: Int
  ) throws -> [IRI] {
    try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT iri FROM entry WHERE id IN (
            SELECT entry FROM entry_version WHERE vocabulary = ?1 AND from_revision = ?2
            UNION SELECT entry FROM entry_version WHERE vocabulary = ?1 AND to_revision = ?2)
          ORDER BY iri LIMIT ?3
          """), arguments: [vocabulary.id, revision, limit]
    ).map(IRI.init(uncheckedValid:))
  }

  private static func matches(
    _ event: StoreEvent, _ filter: StoreEventFilter, _ db: Database, _ grant: Grant
  ) throws -> Bool {
    let isContent = event.revision != nil && filter.kinds.contains(.content)
    guard filter.kinds.isEmpty || filter.kinds.contains(event.kind) || isContent else { return false }
    guard filter.entry != nil || filter.branch != nil else { return true }
    let vocabulary = grant.inVocabulary
    guard let revision = event.revision else {
      // A comment on an entry concerns whoever follows it, or a branch that it is in.
      let head = try head(db, vocabulary)
      return try event.entries.contains { entry in
        try entry == filter.entry || filter.branch.map { try head.isBelow(entry, $0) } == true
      }
    }
    if let entry = filter.entry {
      let isChanged = try Bool.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT count(*) > 0 FROM entry JOIN entry_version ON entry_version.entry = entry.id
            WHERE entry.vocabulary = ?1 AND iri = ?2 AND ?3 IN (from_revision, to_revision)
            """), arguments: [vocabulary.id, entry.string, revision])
      if isChanged == true { return true }
    }
    guard let branch = filter.branch else { return false }
    let changed = try changedEntries(revision, vocabulary, db, limit: branchEntryCountMax + 1)
    guard changed.count <= branchEntryCountMax else { return true }
    let moments = [revision, revision - 1].map { Snapshot(db: db, vocabulary: vocabulary, revision: $0) }
    return try changed.contains { entry in
      try moments.contains { snapshot in try snapshot.isBelow(entry, branch) }
    }
  }
}

extension Snapshot {
  /// Whether an entry is another one or stands below it at any depth; costs the entries above it.
  func isBelow(_ entry: IRI, _ top: IRI) throws -> Bool {
    var front = [entry]
    var seen: Set<IRI> = [entry]
    while let concept = front.popLast() {
      if concept == top { return true }
      for parent in try broader(of: concept) where seen.insert(parent).inserted { front.append(parent) }
    }
    return false
  }
}
