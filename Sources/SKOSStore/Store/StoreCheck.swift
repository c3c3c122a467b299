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
  private let steps: [SchemaStep]
  private var faults: [String] = []
  private var revisionCount = 0
  private var entryVersionCount = 0
  private var linkCount = 0

  init(db: Database, steps: [SchemaStep] = Schema.steps) {
    self.db = db
    self.steps = steps
  }

  mutating func run() throws -> StoreCheckReport {
    try checkDatabase()
    if faults.isEmpty { faults += try Schema.faults(of: db, steps: steps) }
    // What is damaged here may hold other columns and types than ours, and is not read any further.
    guard faults.isEmpty else {
      faults.append("the content was not examined, because the database's structures are damaged")
      return report(audit: .broken(sequence: 1, reason: "it was not examined"))
    }
    try checkDictionary()
    var texts = try TextIndexCheck(db)
    try checkEntryVersions(&texts)
    for row in try Row.fetchAll(db, sql: "SELECT * FROM vocabulary ORDER BY name") {
      let vocabulary = Vocabulary(row)
      var history = HistoryCheck(db, vocabulary)
      try history.run()
      faults += history.faults
      revisionCount += history.revisionCount
      try checkReleases(of: vocabulary, history.contentHashes)
      faults += try texts.faults(of: vocabulary)
      faults += try ReleaseCheck(db: db, vocabulary: vocabulary).faults()
      faults += try WorkflowCheck(db: db, vocabulary: vocabulary).faults()
    }
    let audit = try AuditLog.verify(db)
    if case .broken(let sequence, let reason) = audit { faults.append("audit record \(sequence): \(reason)") }
    return report(audit: audit)
  }

  private func report(audit: AuditVerdict) -> StoreCheckReport {
    StoreCheckReport(
      faults: faults, revisionCount: revisionCount, entryVersionCount: entryVersionCount, audit: audit)
  }

  /// SQLite's own checks, which cover the indexes and the references between tables.
  private mutating func checkDatabase() throws {
    faults += try IntegrityPragma.full.faults(of: db).map { "SQLite: \($0)" }
    let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
    if !orphans.isEmpty { faults.append("SQLite: \(orphans.count) rows point at rows that do not exist") }
  }

  /// What packed bodies count from: this program has it too, others read it from here.
  private mutating func checkDictionary() throws {
    let found = try Row.fetchAll(db, sql: "SELECT number, text FROM body_dictionary")
    let isSound =
      found.count == 1
      && found.allSatisfy {
        $0[0] == Int64(BodyDictionary.number) && $0[1] == Data(BodyDictionary.bytes)
      }
    if !isSound { faults.append("the dictionary of packed bodies is not that of this program") }
  }

  /// The hash, the interval and the derived rows of every version of every entry.
  private mutating func checkEntryVersions(_ texts: inout TextIndexCheck) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.iri, entry.bucket, entry.vocabulary AS owner, entry_version.*
        FROM entry_version JOIN entry ON entry.id = entry
        ORDER BY entry, from_revision
        """)
    var previous: (entry: Int64, end: Int64) = (0, 0)
    while let row = try rows.next() {
      try LongWork.step(entryVersionCount)
      entryVersionCount += 1
      let iri: String = row["iri"]
      let (id, from, to): (Int64, Int64, Int64) = (row["entry"], row["from_revision"], row["to_revision"])
      let stored: Data = row["body"]
      let entry = try? Entry(iri: IRI(uncheckedValid: iri), stored: stored)
      if entry.map({ Data.sha256($0.body) }) != row["content_hash"] as Data {
        faults.append(
          "<\(iri)> at revision \(from): its content does not have the hash that is stored with it")
      }
      if from >= to || (previous.entry == id && from < previous.end) {
        faults.append("<\(iri)> at revision \(from): its interval overlaps another or is empty")
      }
      if row["owner"] as Int64 != row["vocabulary"] {
        faults.append("<\(iri)> at revision \(from): it is filed under another vocabulary")
      }
      if row["bucket"] as Int != ContentTree.bucket(of: iri) {
        faults.append("<\(iri)>: it is in the wrong bucket")
      }
      if !PackedBody.isSound(stored) {
        faults.append("<\(iri)> at revision \(from): its packed content is not as it was written")
      }
      if let entry { try checkIndex(entry, row, &texts) }
      previous = (id, to)
    }
    if try Int.fetchOne(db, sql: "SELECT count(*) FROM link") != linkCount {
      faults.append("the table link has rows that belong to no content")
    }
  }

  private mutating func checkIndex(_ entry: Entry, _ row: Row, _ texts: inout TextIndexCheck) throws {
    let (id, from, to): (Int64, Int64, Int64) = (row["entry"], row["from_revision"], row["to_revision"])
    let vocabulary: Int64 = row["vocabulary"]
    guard let index = try? EntryIndex(entry) else {
      faults.append("<\(entry.iri)> at revision \(from): its content cannot be read")
      return
    }
    if row["kind"] as String != index.kind.rawValue {
      faults.append("<\(entry.iri)> at revision \(from): it is not filed as what it is")
    }
    for label in index.labels {
      texts.expect(
        LabelFolding.fold(label.text), role: label.role, language: label.language, entry: id,
        vocabulary: vocabulary)
    }
    let links = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT vocabulary, predicate.iri, target, is_direct FROM link JOIN predicate ON predicate.id = predicate
          WHERE entry = ? AND from_revision = ? AND to_revision = ?
          """), arguments: [id, from, to])
    let foundLinks = links.map { "\($0[0] as Int64) \($0[1] as String) \($0[2] as String) \($0[3] as Int)" }
    let wantedLinks = index.links.map { "\(vocabulary) \($0.predicate) \($0.target) \($0.isDirect ? 1 : 0)" }
    linkCount += wantedLinks.count
    if foundLinks.sorted() != wantedLinks.sorted() {
      faults.append("<\(entry.iri)> at revision \(from): its links are not those of its content")
    }
  }

  /// The hashes of each release, from the content of the revision that it froze.
  private mutating func checkReleases(of vocabulary: Vocabulary, _ contentHashes: [Int64: Data]) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM \"release\" WHERE vocabulary = ? ORDER BY revision", arguments: [vocabulary.id])
    for row in rows {
      let snapshot = Snapshot(db: db, vocabulary: vocabulary, revision: row["revision"])
      let graph = try? snapshot.graph()
      let canonical = graph.flatMap { try? RDFC10.digest(of: Dataset($0)) }
      if canonical.map({ Data($0) }) != row["canonical_hash"] as Data
        || contentHashes[snapshot.revision] != row["content_hash"] as Data
        || graph?.count != row["triples"] as Int
      {
        faults.append(
          "\(vocabulary.name) release \(row["version"] as String): its content does not have its hashes")
      }
    }
  }
}
