import Foundation
import GRDB
import TestSupport
import Testing

@testable import SKOSStore

/// What `store check` finds: everything, or nothing that matters.
@Suite struct `Damage to a store` {
  private static func filled() throws -> Committee {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "Bé", broader: "a"))
    _ = try committee.importing(
      concept("a", label: "Alpha") + concept("c", label: "C", broader: "a"), mode: .merge)
    _ = try committee.store.createRelease(
      version: "1.0", notes: "", grant: committee.grant(.release, .publisher))
    return committee
  }

  private struct Undo: Error {}

  @Test func `every byte of every body and hash is covered`() throws {
    let committee = try Self.filled()
    let columns: [(table: String, column: String)] = [
      ("entry_version", "body"), ("entry_version", "content_hash"), ("revision", "content_hash"),
      ("revision", "previous_hash"), ("revision", "hash"), ("content_tree", "hash"),
      ("release", "content_hash"), ("release", "canonical_hash"),
    ]
    var count = 0
    try? committee.store.write { transaction in
      let db = transaction.db
      for (table, column) in columns {
        // A table without row ids is addressed by its values.
        for value in try Data.fetchAll(db, sql: "SELECT DISTINCT \(column) FROM \"\(table)\"") {
          for index in value.indices {
            var altered = value
            altered[index] ^= 1
            try db.inSavepoint {
              try db.execute(
                sql: "UPDATE \"\(table)\" SET \(column) = ? WHERE \(column) = ?", arguments: [altered, value])
              var check = StoreCheck(db: db)
              #expect(try !check.run().faults.isEmpty, "byte \(index) of \(column) in \(table)")
              count += 1
              return .rollback
            }
          }
        }
      }
      throw Undo()
    }
    #expect(count > 800)
  }

  /// All that a vocabulary says, with its hashes: what damage must not alter unnoticed.
  private static func content(_ store: Store) throws -> [String] {
    try store.read { db in
      try [
        "SELECT entry.iri, entry_version.* FROM entry_version JOIN entry ON entry.id = entry ORDER BY 2, 3",
        "SELECT vocabulary, number, author, at, message, content_hash, hash FROM revision ORDER BY number",
        "SELECT * FROM search_text ORDER BY id", "SELECT * FROM link ORDER BY rowid",
        "SELECT * FROM audit ORDER BY sequence",
        "SELECT vocabulary, version, revision, content_hash, canonical_hash, triples FROM \"release\"",
        "SELECT id, name, head_revision FROM vocabulary", "SELECT id, name FROM account",
      ].flatMap { sql in try Row.fetchAll(db, sql: sql).map { "\($0)" } }
    }
  }

  @Test func `random bits of the closed file are found, or alter no content`() throws {
    let count = Int(ProcessInfo.processInfo.environment["CONCORDAT_BIT_FLIPS"] ?? "") ?? 1000
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    let committee = try Self.filled()
    let content = try Self.content(committee.store)
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.check(grant: operating).faults == [])
    committee.store.close()
    let path = committee.directory + "/concordat.sqlite"
    let sound = try Data(contentsOf: URL(fileURLWithPath: path))
    let directory = committee.directory + "/damaged"
    var found = 0
    for _ in 0..<count {
      let place = Int.random(in: 0..<sound.count, using: &random)
      let bit = UInt8.random(in: 0..<8, using: &random)
      var altered = sound
      altered[place] ^= 1 << bit
      try? FileManager.default.removeItem(atPath: directory)
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try altered.write(to: URL(fileURLWithPath: directory + "/concordat.sqlite"))
      do {
        let store = try Store(directory: directory, ownerDescription: "a test")
        defer { store.close() }
        let faults = try store.read { db in
          var check = StoreCheck(db: db)
          return try check.run().faults
        }
        guard faults.isEmpty else {
          found += 1
          continue
        }
        #expect(try Self.content(store) == content, "bit \(bit) of byte \(place) altered content unnoticed")
      } catch {
        found += 1
      }
    }
    print("\(found) of \(count) flipped bits were found, the others altered no content")
    #expect(found > 0)
  }
}
