import Foundation
import GRDB
import RDF
import SKOS

/// What checking a store found.
public struct StoreCheckReport: Sendable {
  /// What is damaged, each as a sentence; empty if all is well.
  public let faults: [String]
  /// How many revisions were recomputed.
  public let revisionCount: Int
  /// How many entry versions were recomputed.
  public let entryVersionCount: Int
  /// What the audit chain says.
  public let audit: AuditVerdict
}

extension Store {
  /// Verifies every hash, interval and index of the store, the audit chain, and SQLite's own structures.
  ///
  /// Reads the whole store; each revision's content hash is recomputed from the entries alone.
  public func check(grant: Grant) throws(StoreError) -> StoreCheckReport {
    grant.require(.operate)
    return try read { db in
      var check = StoreCheck(db: db)
      return try check.run()
    }
  }
}

/// Collects what is damaged in one pass over the store.
struct StoreCheck {
  private let db: Database
  private var faults: [String] = []
  private var revisionCount = 0
  private var entryVersionCount = 0

  init(db: Database) { self.db = db }

  mutating func run() throws -> StoreCheckReport {
    try checkDatabase()
    try checkEntryVersions()
    for row in try Row.fetchAll(db, sql: "SELECT * FROM vocabulary ORDER BY name") {
      try checkHistory(of: Vocabulary(row))
      try checkReleases(of: Vocabulary(row))
      faults += try TextBlocks.faults(db, vocabulary: Vocabulary(row))
      faults += try ReleaseCheck(db: db, vocabulary: Vocabulary(row)).faults()
    }
    let audit = try AuditLog.verify(db)
    if case .broken(let sequence, let reason) = audit { faults.append("audit record \(sequence): \(reason)") }
    return StoreCheckReport(
      faults: faults, revisionCount: revisionCount, entryVersionCount: entryVersionCount, audit: audit)
  }

  /// SQLite's own checks, which cover the indexes and the references between tables.
  private mutating func checkDatabase() throws {
    for message in try String.fetchAll(db, sql: "PRAGMA integrity_check") where message != "ok" {
      faults.append("SQLite: \(message)")
    }
    let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
    if !orphans.isEmpty { faults.append("SQLite: \(orphans.count) rows point at rows that do not exist") }
  }

  /// The hash, the interval and the derived rows of every version of every entry.
  private mutating func checkEntryVersions() throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.iri, entry.bucket, entry_version.* FROM entry_version JOIN entry ON entry.id = entry
        ORDER BY entry, from_revision
        """)
    var previous: (entry: Int64, end: Int64) = (0, 0)
    while let row = try rows.next() {
      entryVersionCount += 1
      let iri: String = row["iri"]
      let (id, from, to): (Int64, Int64, Int64) = (row["entry"], row["from_revision"], row["to_revision"])
      let body: Data = row["body"]
      if Data.sha256(body) != row["content_hash"] as Data {
        faults.append(
          "<\(iri)> at revision \(from): its content does not have the hash that is stored with it")
      }
      if from >= to || (previous.entry == id && from < previous.end) {
        faults.append("<\(iri)> at revision \(from): its interval overlaps another or is empty")
      }
      if row["bucket"] as Int != ContentTree.bucket(of: iri) {
        faults.append("<\(iri)>: it is in the wrong bucket")
      }
      try checkIndex(Entry(iri: IRI(uncheckedValid: iri), canonicalBody: [UInt8](body)), id, from, to)
      previous = (id, to)
    }
  }

  private mutating func checkIndex(_ entry: Entry, _ id: Int64, _ from: Int64, _ to: Int64) throws {
    guard let index = try? EntryIndex(entry) else {
      faults.append("<\(entry.iri)> at revision \(from): its content cannot be read")
      return
    }
    let labels = try Row.fetchAll(
      db.cachedStatement(
        sql:
          "SELECT role, language, text, folded FROM label WHERE entry = ? AND from_revision = ? AND to_revision = ?"
      ),
      arguments: [id, from, to])
    let foundLabels = labels.map {
      "\($0[0] as Int) \($0[1] as String) \($0[2] as String) \($0[3] as String)"
    }
    let wantedLabels = index.labels.map {
      "\($0.role.rawValue) \($0.language) \($0.text) \($0.role.folded($0.text))"
    }
    let links = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT predicate.iri, target, is_direct FROM link JOIN predicate ON predicate.id = predicate
          WHERE entry = ? AND from_revision = ? AND to_revision = ?
          """), arguments: [id, from, to])
    let foundLinks = links.map { "\($0[0] as String) \($0[1] as String) \($0[2] as Bool)" }
    let wantedLinks = index.links.map { "\($0.predicate) \($0.target) \($0.isDirect)" }
    if foundLabels.sorted() != wantedLabels.sorted() || foundLinks.sorted() != wantedLinks.sorted() {
      faults.append("<\(entry.iri)> at revision \(from): its labels or links are not those of its content")
    }
  }

  /// The hashes of each release, from the content of the revision that it froze.
  private mutating func checkReleases(of vocabulary: Vocabulary) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM \"release\" WHERE vocabulary = ? ORDER BY revision", arguments: [vocabulary.id])
    for row in rows {
      let snapshot = Snapshot(db: db, vocabulary: vocabulary, revision: row["revision"])
      let canonical = try? RDFC10.digest(of: Dataset(snapshot.graph()))
      let root = try recomputedRoot(vocabulary, at: snapshot.revision)
      if canonical.map({ Data($0) }) != row["canonical_hash"] as Data
        || root != row["content_hash"] as Data
      {
        faults.append(
          "\(vocabulary.name) release \(row["version"] as String): its content does not have its hashes")
      }
    }
  }

  /// The chain of revisions, and each one's content hash from the entries that held at it.
  private mutating func checkHistory(of vocabulary: Vocabulary) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT revision.*, account.name AS author_name FROM revision JOIN account ON account.id = author
        WHERE vocabulary = ? ORDER BY number
        """, arguments: [vocabulary.id])
    if Int64(rows.count) != vocabulary.headRevision {
      faults.append("\(vocabulary.name): \(rows.count) revisions, but the head is \(vocabulary.headRevision)")
    }
    var previous = AuditLog.origin
    for (index, row) in rows.enumerated() {
      revisionCount += 1
      let number: Int64 = row["number"]
      let contentHash: Data = row["content_hash"]
      let hash = RevisionWriter.hash(
        vocabulary: vocabulary.name, number: number, author: row["author_name"],
        at: Timestamp(milliseconds: row["at"]), message: row["message"], contentHash: contentHash,
        previousHash: previous)
      if number != Int64(index) + 1 || row["previous_hash"] as Data != previous || row["hash"] as Data != hash
      {
        faults.append("\(vocabulary.name) revision \(number): it does not continue the one before it")
      }
      if try recomputedRoot(vocabulary, at: number) != contentHash {
        faults.append(
          "\(vocabulary.name) revision \(number): its entries do not have the content hash it states")
      }
      previous = row["hash"]
    }
    let head = rows.last.map { $0["content_hash"] as Data } ?? ContentTree.empty
    if try ContentTree.root(db, vocabulary: vocabulary.id) != head {
      faults.append("\(vocabulary.name): the content tree does not lead to the head's content hash")
    }
  }

  private func recomputedRoot(_ vocabulary: Vocabulary, at revision: Int64) throws -> Data {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT entry.iri, body FROM entry JOIN entry_version ON entry_version.entry = entry.id
        WHERE entry.vocabulary = ? AND from_revision <= ? AND ? < to_revision
        """, arguments: [vocabulary.id, revision, revision])
    return ContentTree.root(of: rows.map { ($0[0], Data.sha256($0[1] as Data)) })
  }
}
