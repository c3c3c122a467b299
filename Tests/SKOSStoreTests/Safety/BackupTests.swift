import Foundation
import GRDB
import RDF
import Synchronization
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `Backups` {
  /// A committee with two revisions and a release, and a folder for its backups.
  private static func filled() throws -> (committee: Committee, folder: String) {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B", broader: "a"))
    _ = try committee.store.createRelease(
      version: "1.0", notes: "", grant: committee.grant(.release, .publisher))
    _ = try committee.importing(concept("a", label: "Alpha") + concept("c", label: "C"), mode: .merge)
    let folder = committee.directory + "/elsewhere"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return (committee, folder)
  }

  private static func operating(_ committee: Committee) throws -> Grant {
    try committee.store.authorize(committee.administrator(), for: .operate)
  }

  private static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Everything that people put in: all tables but the log, which notes the backup itself.
  private static func content(_ store: Store) throws -> [String] {
    try store.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'audit' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }.sorted()
      }
    }
  }

  @Test func `a restored store is the one that was backed up, and goes on`() throws {
    let (committee, folder) = try Self.filled()
    let manifest = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    let content = try Self.content(committee.store)
    let head = try committee.store.auditHead()
    _ = try committee.importing(concept("d", label: "D"), mode: .merge)
    #expect(manifest.audit == head)
    #expect(manifest.heads.map(\.revision) == [2])
    let report = try Store.restore(from: folder + "/b", to: folder + "/new", actor: "a test")
    #expect(report.manifest == manifest && report.replaced == nil)
    let restored = try Store(directory: folder + "/new", ownerDescription: "a test")
    defer { restored.close() }
    #expect(try Self.content(restored) == content)
    let grant = try restored.authorize(restored.principal(forUserID: 1000), for: .operate)
    #expect(try restored.check(grant: grant).faults == [])
    let records = try restored.auditRecords(limit: 2, grant: grant)
    #expect(records.map(\.action) == ["store.restore", "store.backup"])
    #expect(
      try restored.verifyAudit(against: manifest.audit, grant: grant) == restored.verifyAudit(grant: grant))
  }

  @Test func `a backup is one file that SQLite reads as it is`() throws {
    let (committee, folder) = try Self.filled()
    _ = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["b"])
    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/b")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: folder + "/b", configuration: configuration)
    #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    // The hash can be computed by anybody: all but the last 65 bytes.
    let bytes = try Self.bytes(folder + "/b")
    let last = try #require(String(data: bytes.suffix(65), encoding: .utf8))
    #expect(last == Data.sha256(bytes.dropLast(65)).hexadecimal + "\n")
  }

  @Test func `a truncated, altered or foreign file is refused before anything is written`() throws {
    let (committee, folder) = try Self.filled()
    _ = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    let sound = try Self.bytes(folder + "/b")
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    var variants: [(String, Data)] = [
      ("empty", Data()), ("not a backup", Data("hello".utf8)), ("only the database", sound.dropLast(1000)),
      ("without its last byte", sound.dropLast()), ("with a byte more", sound + Data([0])),
      ("doubled", sound + sound),
    ]
    for _ in 0..<40 {
      let cut = Int.random(in: 0..<sound.count, using: &random)
      variants.append(("cut at \(cut)", sound.prefix(cut)))
    }
    for _ in 0..<60 {
      let place = Int.random(in: 0..<sound.count, using: &random)
      var altered = sound
      altered[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      variants.append(("bit flipped in byte \(place)", altered))
    }
    // Every bit of the end, where the manifest and the hash stand.
    for place in sound.count - 97..<sound.count {
      var altered = sound
      altered[place] ^= 1
      variants.append(("bit flipped in byte \(place)", altered))
    }
    for (name, variant) in variants {
      try variant.write(to: URL(fileURLWithPath: folder + "/bad"))
      let error = #expect(throws: StoreError.self, "\(name)") {
        try Store.restore(from: folder + "/bad", to: folder + "/new", actor: "a test")
      }
      #expect([.storeUnreadable, .damaged].contains(error?.code), "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "/new"))
  }

  /// Makes a backup of a database that was altered with SQL, sealed as if nothing had happened.
  private func forged(_ folder: String, _ statements: String...) throws -> String {
    let manifest = try BackupFile(verifying: folder + "/b").manifest
    let path = folder + "/forged"
    try? FileManager.default.removeItem(atPath: path)
    try BackupFile(verifying: folder + "/b").extractDatabase(to: path)
    let queue = try DatabaseQueue(path: path)
    let forged = try queue.writeWithoutTransaction { db in
      for statement in statements { try db.execute(sql: statement) }
      return try BackupManifest(of: db, createdAt: manifest.createdAt, databaseByteCount: 0)
    }
    try queue.close()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    var json = forged.json.object ?? JSON.Object()
    json["databaseByteCount"] = .int(size)
    json["audit"] = .string(manifest.audit.description)
    try BackupFile.seal(path, with: #require(BackupManifest(.object(json))))
    return path
  }

  @Test func `content that does not have its hashes is refused, however the file was sealed`() throws {
    let (committee, folder) = try Self.filled()
    _ = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    let forgeries = [
      "UPDATE entry_version SET body = CAST('<https://example.org/letters/a> <http://www.w3.org/2004/02/skos/core#prefLabel> \"X\"@en .' || char(10) AS BLOB) WHERE entry = 1",
      "UPDATE audit SET actor = 'somebody' WHERE sequence = 3",
      "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
      "UPDATE search_text SET first = x'00'", "UPDATE revision SET added = added + 1",
    ]
    for statement in forgeries {
      let path = try forged(folder, statement)
      let error = #expect(throws: StoreError.self, "\(statement)") {
        try Store.restore(from: path, to: folder + "/new", actor: "a test")
      }
      #expect(
        error?.code == .damaged && error?.details.isEmpty == false,
        "\(statement): \(String(describing: error))")
      #expect(!FileManager.default.fileExists(atPath: folder + "/new/concordat.sqlite"))
    }
    for statement in ["PRAGMA user_version = 99", "PRAGMA application_id = 7"] {
      let path = try forged(folder, statement)
      let error = #expect(throws: StoreError.self) {
        try Store.restore(from: path, to: folder + "/new", actor: "a test")
      }
      #expect(error?.code == .storeUnreadable)
    }
  }

  @Test func `a store is only replaced by whoever insists, and is kept beside`() throws {
    let (committee, folder) = try Self.filled()
    _ = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    _ = try Store.restore(from: folder + "/b", to: folder + "/new", actor: "a test")
    let before = try Self.bytes(folder + "/new/concordat.sqlite")
    let error = #expect(throws: StoreError.self) {
      try Store.restore(from: folder + "/b", to: folder + "/new", actor: "a test")
    }
    #expect(error?.code == .alreadyExists)
    #expect(try Self.bytes(folder + "/new/concordat.sqlite") == before)
    let report = try Store.restore(from: folder + "/b", to: folder + "/new", replacing: true, actor: "a test")
    #expect(try Self.bytes(#require(report.replaced)) == before)
    // Damage beyond opening is no hindrance.
    try Data("no database".utf8).write(to: URL(fileURLWithPath: folder + "/new/concordat.sqlite"))
    try Data("no log".utf8).write(to: URL(fileURLWithPath: folder + "/new/concordat.sqlite-wal"))
    _ = try Store.restore(from: folder + "/b", to: folder + "/new", replacing: true, actor: "a test")
    let restored = try Store(directory: folder + "/new", ownerDescription: "a test")
    defer { restored.close() }
    let grant = try restored.authorize(restored.principal(forUserID: 1000), for: .operate)
    #expect(try restored.check(grant: grant).faults == [])
  }

  @Test func `a store that somebody has is not replaced`() throws {
    let (committee, folder) = try Self.filled()
    _ = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    let error = #expect(throws: StoreError.self) {
      try Store.restore(from: folder + "/b", to: committee.directory, replacing: true, actor: "a test")
    }
    #expect(error?.code == .storeOwned && error?.message.contains("a test") == true)
  }

  @Test func `a trial verifies and leaves everything as it was`() throws {
    let (committee, folder) = try Self.filled()
    _ = try committee.store.backup(to: folder + "/b", grant: Self.operating(committee))
    let report = try Store.restore(from: folder + "/b", to: folder + "/new", isTrial: true, actor: "a test")
    #expect(report.check.revisionCount == 2)
    #expect(!FileManager.default.fileExists(atPath: folder + "/new/concordat.sqlite"))
  }

  @Test func `names of backups stay within their directory`() throws {
    let (committee, _) = try Self.filled()
    for name in ["", "../b", "a/b", "/tmp/b", ".hidden", "a b", "é", String(repeating: "a", count: 65)] {
      let error = #expect(throws: StoreError.self, "\(name)") {
        try committee.store.backup(named: name, grant: Self.operating(committee))
      }
      #expect(error?.code == .invalidArgument)
    }
    _ = try committee.store.backup(named: "monday", grant: Self.operating(committee))
    let error = #expect(throws: StoreError.self) {
      try committee.store.backup(named: "monday", grant: Self.operating(committee))
    }
    #expect(error?.code == .alreadyExists)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: committee.directory + "/backups") == ["monday"])
  }

  @Test func `backups under load are each exactly one revision`() throws {
    let cycles = Int(ProcessInfo.processInfo.environment["CONCORDAT_BACKUP_CYCLES"] ?? "") ?? 20
    let (committee, folder) = try Self.filled()
    let isDone = Atomic(false)
    let failures = Mutex<[String]>([])
    let writer = Thread {
      var number = 0
      while !isDone.load(ordering: .relaxed) {
        number += 1
        do {
          _ = try committee.importing(concept("n", label: "N \(number)"), mode: .merge)
        } catch { failures.withLock { $0.append("\(error)") } }
      }
    }
    writer.start()
    defer { isDone.store(true, ordering: .relaxed) }
    for cycle in 0..<cycles {
      let before = try committee.store.revisions(limit: 1, grant: committee.reading())[0].number
      let manifest = try committee.store.backup(to: folder + "/\(cycle)", grant: Self.operating(committee))
      let head = try #require(manifest.heads.first)
      #expect(head.revision >= before)
      let revision = try committee.store.revisions(
        before: head.revision + 1, limit: 1, grant: committee.reading())[0]
      #expect(revision.contentHash == head.contentHash)
      let report = try Store.restore(
        from: folder + "/\(cycle)", to: folder + "/new", isTrial: true, actor: "a test")
      #expect(report.check.faults == [] && report.check.revisionCount == Int(head.revision))
    }
    #expect(failures.withLock { $0 } == [])
  }

  @Test func `what a killed backup or restore left is cleared away`() throws {
    let (committee, _) = try Self.filled()
    let left = [
      "backups/.b.1.partial", "backups/.b.1.partial-journal", "backups/.download-x",
      "restoring/concordat.sqlite",
      "backups/kept", "backups/kept.partial",
    ].map { committee.directory + "/" + $0 }
    committee.store.close()
    for folder in ["backups", "restoring"] {
      try FileManager.default.createDirectory(
        atPath: committee.directory + "/" + folder, withIntermediateDirectories: true)
    }
    for path in left { try Data("x".utf8).write(to: URL(fileURLWithPath: path)) }
    committee.store.removeLeftovers()
    #expect(left.map(FileManager.default.fileExists(atPath:)) == [false, false, false, false, true, true])
  }
}
