import Foundation
import GRDB

/// The hash of a whole vocabulary, kept up at a cost that depends on the change and not on the vocabulary.
///
/// A hash tree: an entry belongs to one of 4,096 buckets by the first twelve bits of the SHA-256 of its
/// IRI; a bucket's hash covers the IRIs and content hashes of its entries in order of IRI; three levels of
/// sixteen children lead to the root. Changing one entry rehashes its bucket, of some 25 entries in a
/// vocabulary of 100,000, and three nodes. Anybody can recompute the root from the entries alone.
/// - Source: spec/store.md, "Content hash".
enum ContentTree {
  /// The root of an empty vocabulary.
  static let empty = Data.sha256(Data())

  static let bucketCount = 4096
  /// How the record of a bucket begins.
  static let bucketRecord = ChainedRecord("bucket")

  /// The bucket of an entry, 0 to 4,095.
  static func bucket(of iri: String) -> Int {
    let hash = [UInt8](Data.sha256(Data(iri.utf8)))
    return Int(hash[0]) << 4 | Int(hash[1] >> 4)
  }

  /// Brings the tree at the head up to date after entries in some buckets have changed; returns the root.
  ///
  /// - Parameter growing: the hashes of all buckets, if the vocabulary has been filled just now.
  static func update(
    _ db: Database, vocabulary: Int64, buckets: Set<Int>, growing: GrowingContentTree? = nil
  ) throws -> Data {
    var parents: Set<String> = []
    for bucket in buckets.sorted() {
      let node = hexadecimal(bucket)
      let hash =
        if let growing { growing.hash(ofBucket: bucket) } else { try bucketHash(db, vocabulary, bucket) }
      try store(hash, at: node, db, vocabulary)
      parents.insert(String(node.dropLast()))
    }
    for _ in 0..<3 {
      var next: Set<String> = []
      for node in parents.sorted() {
        try store(try innerHash(db, vocabulary, node), at: node, db, vocabulary)
        next.insert(String(node.dropLast()))
      }
      parents = next
    }
    return try root(db, vocabulary: vocabulary)
  }

  /// The root at the head.
  static func root(_ db: Database, vocabulary: Int64) throws -> Data {
    let sql = "SELECT hash FROM content_tree WHERE vocabulary = ? AND node = ''"
    return try Data.fetchOne(db, sql: sql, arguments: [vocabulary]) ?? empty
  }

  private static func bucketHash(_ db: Database, _ vocabulary: Int64, _ bucket: Int) throws -> Data? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT entry.iri, entry_version.content_hash FROM entry
        JOIN entry_version ON entry_version.entry = entry.id AND entry_version.to_revision = ?
        WHERE entry.vocabulary = ? AND entry.bucket = ? ORDER BY entry.iri
        """)
    let rows = try Row.fetchAll(statement, arguments: [Schema.openRevision, vocabulary, bucket])
    return hash(ofBucket: rows.map { ($0[0], $0[1]) })
  }

  private static func innerHash(_ db: Database, _ vocabulary: Int64, _ node: String) throws -> Data? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT node, hash FROM content_tree
        WHERE vocabulary = ? AND node > ? AND node < ? AND length(node) = ? ORDER BY node
        """)
    let rows = try Row.fetchAll(
      statement, arguments: [vocabulary, node, node + "g", node.count + 1])
    return hash(ofChildren: rows.map { ($0[0], $0[1]) })
  }

  /// Nil stands for an empty bucket, which has no node, as if it had never had an entry.
  static func hash(ofBucket entries: [(iri: String, contentHash: Data)]) -> Data? {
    guard !entries.isEmpty else { return nil }
    var record = bucketRecord
    for entry in entries {
      record.append(entry.iri)
      record.append(bytes: entry.contentHash)
    }
    return record.hash
  }

  static func hash(ofChildren children: [(node: String, hash: Data)]) -> Data? {
    guard !children.isEmpty else { return nil }
    var record = ChainedRecord("node")
    for child in children {
      record.append(String(child.node.suffix(1)))
      record.append(bytes: child.hash)
    }
    return record.hash
  }

  private static func store(_ hash: Data?, at node: String, _ db: Database, _ vocabulary: Int64) throws {
    if let hash {
      try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO content_tree (vocabulary, node, hash) VALUES (?, ?, ?)"
      )
      .execute(arguments: [vocabulary, node, hash])
    } else {
      try db.cachedStatement(sql: "DELETE FROM content_tree WHERE vocabulary = ? AND node = ?")
        .execute(arguments: [vocabulary, node])
    }
  }

  static func hexadecimal(_ bucket: Int) -> String {
    let digits = String(bucket, radix: 16)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }
}
