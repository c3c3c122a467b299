import Foundation
import GRDB
import RDF
import SKOS

/// One entry as it is to be from the next revision on; nil means that it ends.
struct EntryChange {
  let iri: IRI
  let entry: Entry?
}

/// Makes a revision: ends the intervals of what changes and begins those of what replaces it.
///
/// Costs what the change costs; the rest of the vocabulary is not touched.
struct RevisionWriter {
  private let transaction: WriteTransaction
  private let vocabulary: Vocabulary
  private let number: Int64
  private let insertEntry: BulkStatement
  private let insertVersion: BulkStatement
  private let insertLink: BulkStatement
  private let deferred: DeferredIndexes?
  private var predicates: [String: Int64] = [:]
  private var counts = (added: 0, changed: 0, removed: 0)
  private var buckets: Set<Int> = []
  /// While a vocabulary is filled for the first time, in order.
  private var growing: GrowingContentTree?
  private var texts: TextIndex

  private var db: Database { transaction.db }

  /// Applies changes as the next revision; nil if they change nothing.
  ///
  /// - Parameter principal: who makes it.
  static func commit(
    _ changes: [EntryChange], to vocabulary: Vocabulary, by principal: Principal, message: String,
    changeRequest: Int64? = nil, in transaction: WriteTransaction
  ) throws -> Revision? {
    var writer = try RevisionWriter(vocabulary, changeCount: changes.count, in: transaction)
    for change in changes { try writer.apply(PreparedChange(change)) }
    return try writer.finish(by: principal, message: message, changeRequest: changeRequest)
  }

  /// Begins the next revision of a vocabulary.
  ///
  /// - Parameter changeCount: About how many entries will begin; if they are more than the store has, the indexes
  ///   that suffer most are made anew at the end.
  init(_ vocabulary: Vocabulary, changeCount: Int, in transaction: WriteTransaction) throws {
    self.transaction = transaction
    self.vocabulary = vocabulary
    let db = transaction.db
    number = try Moment.head.revision(in: vocabulary, db) + 1
    texts = TextIndex(db, vocabulary: vocabulary.id, spool: transaction.store.spoolDirectory)
    let isNew =
      try Row.fetchOne(
        db, sql: "SELECT 1 FROM entry WHERE vocabulary = ? LIMIT 1", arguments: [vocabulary.id]) == nil
    growing = isNew ? GrowingContentTree() : nil
    insertEntry = try BulkStatement(db, "INSERT INTO entry (vocabulary, iri, bucket) VALUES (?, ?, ?)")
    let known = try Int.fetchOne(db, sql: "SELECT max(id) FROM entry") ?? 0
    deferred =
      changeCount >= Self.largeChangeCount && changeCount > known
      ? try DeferredIndexes(db, ["link_by_target", "entry_by_bucket"]) : nil
    insertVersion = try BulkStatement(
      db,
      """
      INSERT INTO entry_version (entry, from_revision, to_revision, vocabulary, kind, content_hash, body)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    insertLink = try BulkStatement(
      db,
      """
      INSERT INTO link (vocabulary, entry, from_revision, to_revision, predicate, target, is_direct)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
  }

  /// Fewer changes than this are written before an index could be taken away.
  private static let largeChangeCount = 1000

  /// Makes an entry what it is to be from this revision on; nothing happens if it already is.
  mutating func apply(_ change: PreparedChange) throws {
    let iri = change.iri.string
    // In a new vocabulary there is nothing to compare with, as long as no entry can come twice.
    if let version = change.version, growing?.append(change.iri, version.hash, bucket: change.bucket) == true
    {
      buckets.insert(change.bucket)
      counts.added += 1
      return try begin(version, id: newEntry(iri, change.bucket))
    }
    growing = nil
    let known = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT entry.id, entry_version.content_hash FROM entry LEFT JOIN entry_version
          ON entry_version.entry = entry.id AND entry_version.to_revision = ?
          WHERE entry.vocabulary = ? AND entry.iri = ?
          """), arguments: [Schema.openRevision, vocabulary.id, iri])
    let id: Int64? = known?["id"]
    let oldHash: Data? = known?["content_hash"]
    guard oldHash != change.version?.hash else { return }
    buckets.insert(change.bucket)
    if let id, oldHash != nil { try endIntervals(of: id) }
    if let version = change.version { try begin(version, id: id ?? newEntry(iri, change.bucket)) }
    switch (oldHash, change.version) {
    case (nil, _): counts.added += 1
    case (_, nil): counts.removed += 1
    default: counts.changed += 1
    }
  }

  /// Closes the revision; nil if nothing was changed.
  mutating func finish(by principal: Principal, message: String, changeRequest: Int64? = nil) throws
    -> Revision?
  {
    try texts.finish()
    try deferred?.restore()
    guard counts != (0, 0, 0) else { return nil }
    return try record(by: principal, message: message, changeRequest: changeRequest)
  }

  private func newEntry(_ iri: String, _ bucket: Int) throws -> Int64 {
    try insertEntry.run { row in
      row.bind(vocabulary.id)
      row.bind(iri)
      row.bind(bucket)
    }
    return db.lastInsertedRowID
  }

  private func endIntervals(of id: Int64) throws {
    for table in ["entry_version", "link"] {
      try db.cachedStatement(sql: "UPDATE \(table) SET to_revision = ? WHERE entry = ? AND to_revision = ?")
        .execute(arguments: [number, id, Schema.openRevision])
    }
  }

  private mutating func begin(_ version: PreparedChange.Version, id: Int64) throws {
    let index = version.index
    try insertVersion.run { row in
      row.bind(id)
      row.bind(number)
      row.bind(Schema.openRevision)
      row.bind(vocabulary.id)
      row.bind(index.kind.rawValue)
      row.bind(version.hash)
      row.bind(version.packed)
    }
    for (label, folded) in zip(index.labels, version.folded) {
      try texts.add(folded, role: label.role, language: label.language, entry: id)
    }
    var last: (iri: String, id: Int64) = ("", 0)
    for link in index.links {
      // Links of one property stand together.
      if link.predicate != last.iri { last = (link.predicate, try predicateID(link.predicate)) }
      try insertLink.run { row in
        row.bind(vocabulary.id)
        row.bind(id)
        row.bind(number)
        row.bind(Schema.openRevision)
        row.bind(last.id)
        row.bind(link.target)
        row.bind(link.isDirect)
      }
    }
  }

  private mutating func predicateID(_ iri: String) throws -> Int64 {
    if let id = predicates[iri] { return id }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO predicate (iri) VALUES (?)").execute(arguments: [iri])
    let id = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM predicate WHERE iri = ?"), arguments: [iri])
    guard let id else { throw StoreError(.storageFailed, "the property \(iri) cannot be read back") }
    predicates[iri] = id
    return id
  }

  /// Closes the revision: the content tree, the chained record, the new head.
  private func record(by principal: Principal, message: String, changeRequest: Int64?) throws -> Revision {
    let contentHash = try ContentTree.update(
      db, vocabulary: vocabulary.id, buckets: buckets, growing: growing)
    let previous = try Data.fetchOne(
      db, sql: "SELECT hash FROM revision WHERE vocabulary = ? AND number = ?",
      arguments: [vocabulary.id, number - 1])
    let previousHash = previous ?? AuditLog.origin
    let salt = Commitment.salt(transaction.store.environment)
    let hash = Self.hash(
      vocabulary: vocabulary.name, number: number,
      author: .commitment(Commitment.hash(principal.name, as: "author", salt: salt)), at: transaction.now,
      message: message, contentHash: contentHash, previousHash: previousHash)
    try db.execute(
      sql: """
        INSERT INTO revision (vocabulary, number, author, at, message, change_request, added, changed, removed,
          content_hash, previous_hash, hash, author_salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        vocabulary.id, number, principal.accountID, transaction.now.milliseconds, message, changeRequest,
        counts.added, counts.changed, counts.removed, contentHash, previousHash, hash, salt,
      ])
    try db.execute(
      sql: "UPDATE vocabulary SET head_revision = ? WHERE id = ?", arguments: [number, vocabulary.id])
    let row = try Row.fetchOne(
      db, sql: Revision.query + " WHERE revision.vocabulary = ? AND revision.number = ?",
      arguments: [vocabulary.id, number])
    guard let row else { throw StoreError(.storageFailed, "revision \(number) cannot be read back") }
    return Revision(row)
  }

  /// How the author of a revision is hashed.
  enum Author {
    /// By name, in revisions from before version 7 of the store.
    case name(String)
    /// By a commitment to the name.
    case commitment(Data)

    init(_ row: Row) {
      if let kept: Data = row["author_commitment"] {
        self = .commitment(kept)
      } else if let salt: Data = row["author_salt"] {
        self = .commitment(Commitment.hash(row["author_name"], as: "author", salt: salt))
      } else {
        self = .name(row["author_name"])
      }
    }
  }

  /// The hash of a revision's record.
  static func hash(
    vocabulary: String, number: Int64, author: Author, at: Timestamp, message: String, contentHash: Data,
    previousHash: Data
  ) -> Data {
    var record: ChainedRecord
    switch author {
    case .name: record = ChainedRecord("revision")
    case .commitment: record = ChainedRecord("revision-2")
    }
    record.append(bytes: previousHash)
    record.append(vocabulary)
    record.append(number)
    switch author {
    case .name(let name): record.append(name)
    case .commitment(let hash): record.append(bytes: hash)
    }
    record.append(at.milliseconds)
    record.append(message)
    record.append(bytes: contentHash)
    return record.hash
  }
}
