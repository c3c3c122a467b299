import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// Stores that older programs wrote, kept as SQL: spec/guarantees.md, D6.
@Suite struct `A store that an older program wrote` {
  private static func store() throws -> TestFolder {
    let folder = try TestFolder()
    let file = Oracle.repository.appendingPathComponent("Tests/Stores/version-4.sql")
    let statements = try String(contentsOf: file, encoding: .utf8)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.path + "/concordat.sqlite", configuration: configuration)
    try queue.writeWithoutTransaction { db in try db.execute(sql: statements) }
    try queue.close()
    return folder
  }

  @Test func `says after it was opened what it said before, and can be changed`() throws {
    let folder = try Self.store()
    #expect(try folder.schemaVersion() == 4)
    let before = try DatabaseQueue(path: folder.path + "/concordat.sqlite").read { db in
      try Row.fetchAll(db, sql: "SELECT number, hash, content_hash FROM revision ORDER BY number").map {
        "\($0)"
      }
    }
    let store = try Store(directory: folder.path, ownerDescription: "a test")
    defer { store.close() }
    #expect(try folder.schemaVersion() == Schema.version)
    let administrator = try #require(try store.principal(forUserID: 0) ?? store.administrator())
    let operating = try store.authorize(administrator, for: .operate)
    #expect(try store.check(grant: operating).faults == [])
    let after = try store.read { db in
      try Row.fetchAll(db, sql: "SELECT number, hash, content_hash FROM revision ORDER BY number").map {
        "\($0)"
      }
    }
    #expect(after == before && after.count == 4)

    let name = try #require(try store.vocabularies(for: administrator).first?.name)
    func labels(_ moment: Moment) throws -> [String] {
      try store.snapshot(at: moment, grant: store.authorize(administrator, for: .read, vocabulary: name)) {
        try $0.graph().triples.filter { $0.predicate == .SKOS.prefLabel }.compactMap {
          $0.object.literal?.lexicalForm
        }
        .sorted()
      }
    }
    #expect(try labels(.revision(1)) == ["Alpha", "Beta", "Gamma", "Letters", "Älpha"])
    // What is written now is packed, and stands beside what is not.
    let manager = try #require(
      try store.accounts(grant: store.authorize(administrator, for: .manageAccounts))
        .first { $0.name == "manager" }.flatMap { try store.principal(forAccount: $0.id) })
    _ = try store.importGraph(
      Graph(concept("d", label: "Delta")), mode: .merge, message: "Another letter",
      grant: store.authorize(manager, for: .importContent, vocabulary: name))
    #expect(try labels(.head).contains("Delta") && labels(.revision(1)).contains("Gamma"))
    #expect(try store.check(grant: operating).faults == [])
  }
}

extension Store {
  /// Whoever administers the store, whatever user id that was.
  fileprivate func administrator() throws -> Principal? {
    let uid = try read { db in try UInt32.fetchOne(db, sql: "SELECT uid FROM account WHERE is_administrator")
    }
    return try uid.flatMap { try principal(forUserID: $0) }
  }
}
