import Foundation
import GRDB

/// Checks the history of one vocabulary: the chain of its revisions, and that each is what its entries make it.
///
/// Goes through the versions of all entries in the order of revisions, so it costs what the history did.
struct HistoryCheck {
  private let db: Database
  private let vocabulary: Vocabulary
  private(set) var faults: [String] = []
  private(set) var revisionCount = 0
  /// The content hashes that revisions state, by number.
  private(set) var contentHashes: [Int64: Data] = [:]

  init(_ db: Database, _ vocabulary: Vocabulary) {
    self.db = db
    self.vocabulary = vocabulary
  }

  /// What happened to an entry at a revision.
  private struct Event {
    let iri: String
    let revision: Int64
    /// The content that began; nil if one ended.
    let hash: Data?

    init(_ row: Row) {
      iri = row[0]
      revision = row[1]
      hash = row[2]
    }
  }

  mutating func run() throws {
    let events = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry.iri, from_revision, content_hash, 1
        FROM entry_version JOIN entry ON entry.id = entry WHERE entry.vocabulary = ?1
        UNION ALL
        SELECT entry.iri, to_revision, NULL, 0
        FROM entry_version JOIN entry ON entry.id = entry WHERE entry.vocabulary = ?1 AND to_revision <> ?2
        ORDER BY 2, 4
        """, arguments: [vocabulary.id, Schema.openRevision])
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT revision.*, account.name AS author_name FROM revision JOIN account ON account.id = author
        WHERE vocabulary = ? ORDER BY number
        """, arguments: [vocabulary.id])
    var tree = ContentTreeReplay()
    var next = try events.next().map(Event.init)
    var previous = AuditLog.origin
    while let row = try rows.next() {
      revisionCount += 1
      let number: Int64 = row["number"]
      checkChain(row, number, &previous)
      var began: Set<String> = []
      var ended: Set<String> = []
      while let event = next, event.revision <= number {
        if event.hash == nil { ended.insert(event.iri) } else { began.insert(event.iri) }
        tree.set(event.iri, to: event.hash)
        next = try events.next().map(Event.init)
      }
      let counts = [
        began.subtracting(ended).count, began.intersection(ended).count, ended.subtracting(began).count,
      ]
      if counts != [row["added"], row["changed"], row["removed"]] {
        fault("revision \(number): it does not count its changes as they are")
      }
      contentHashes[number] = row["content_hash"]
      if tree.root() != row["content_hash"] as Data {
        fault("revision \(number): its entries do not have the content hash it states")
      }
    }
    if let next { fault("<\(next.iri)> begins or ends at revision \(next.revision), which does not exist") }
    if Int64(revisionCount) != vocabulary.headRevision {
      fault("\(revisionCount) revisions, but the head is \(vocabulary.headRevision)")
    }
    try checkTree(&tree)
  }

  /// A revision's place in the chain, and its hash.
  private mutating func checkChain(_ row: Row, _ number: Int64, _ previous: inout Data) {
    let hash = RevisionWriter.hash(
      vocabulary: vocabulary.name, number: number, author: RevisionWriter.Author(row),
      at: Timestamp(milliseconds: row["at"]), message: row["message"], contentHash: row["content_hash"],
      previousHash: previous)
    if number != Int64(revisionCount) || row["previous_hash"] as Data != previous
      || row["hash"] as Data != hash
    {
      fault("revision \(number): it does not continue the one before it")
    }
    previous = row["hash"]
  }

  /// The tree at the head, node by node.
  private mutating func checkTree(_ tree: inout ContentTreeReplay) throws {
    _ = tree.root()
    let rows = try Row.fetchAll(
      db, sql: "SELECT node, hash FROM content_tree WHERE vocabulary = ?", arguments: [vocabulary.id])
    let found = Dictionary(
      rows.map { ($0[0] as String, $0[1] as Data) }, uniquingKeysWith: { first, _ in first })
    if found != tree.nodes { fault("the content tree is not that of the head's entries") }
  }

  private mutating func fault(_ text: String) { faults.append("\(vocabulary.name): \(text)") }
}
