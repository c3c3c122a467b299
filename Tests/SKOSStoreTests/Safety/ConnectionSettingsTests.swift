import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import SKOSStore

/// Holds threads until a number of them have arrived; for having all readers of a pool busy at once.
final class Gathering: Sendable {
  private let arrived = Mutex(0)
  private let open = DispatchSemaphore(value: 0)
  private let count: Int

  init(_ count: Int) { self.count = count }

  func wait() {
    let isLast = arrived.withLock { value in
      value += 1
      return value == count
    }
    if isLast { for _ in 1..<count { open.signal() } } else { _ = open.wait(timeout: .now() + 30) }
  }
}

@Suite struct `Connections to the database` {
  @Test func `all nine have the settings that durability rests on`() throws {
    let committee = try Committee()
    let seen = Mutex<[Int: [String]]>([:])
    let modes = Mutex<[String: Set<String>]>([:])
    @Sendable func look(_ db: Database) throws {
      let connection = Int(bitPattern: db.sqliteConnection)
      let faults = try ConnectionSettings.faults(of: db)
      let values = try ConnectionSettings.values(of: db)
      seen.withLock { $0[connection] = faults }
      modes.withLock { for (name, value) in values { $0[name, default: []].insert(value) } }
    }
    try committee.store.onWriter(look)
    let readers = 8
    let gathering = Gathering(readers)
    let failures = Mutex<[String]>([])
    Threads.run(readers) { _ in
      do {
        try committee.store.read { db in
          gathering.wait()
          try look(db)
        }
      } catch { failures.withLock { $0.append("\(error)") } }
    }
    let connections = seen.withLock { $0 }
    #expect(failures.withLock { $0 } == [])
    #expect(connections.count == 9)
    #expect(Array(connections.values.joined()) == [])
    let all = modes.withLock { $0 }
    #expect(all["journal_mode"] == ["wal"] && all["synchronous"] == ["2"] && all["foreign_keys"] == ["1"])
    #expect(all["trusted_schema"] == ["0"] && all["cell_size_check"] == ["1"] && all["mmap_size"] == ["0"])
    #expect(all["defensive"] == ["1"] && all["load_extension"] == ["0"] && all["wal_autocheckpoint"] == ["0"])
    // Readers never fold in the log; the writer may when it is the last to close.
    #expect(all["no_checkpoint_on_close"] == ["0", "1"])
  }

  @Test func `a connection that lost a setting says which`() throws {
    let committee = try Committee()
    let damage = [
      ("PRAGMA synchronous = NORMAL", "synchronous"), ("PRAGMA foreign_keys = OFF", "foreign_keys"),
      ("PRAGMA trusted_schema = ON", "trusted_schema"), ("PRAGMA mmap_size = 4096", "mmap_size"),
      ("PRAGMA wal_autocheckpoint = 1000", "wal_autocheckpoint"), ("PRAGMA busy_timeout = 1", "busy_timeout"),
    ]
    for (statement, name) in damage {
      let faults = try committee.store.onWriter { db in
        _ = try Row.fetchAll(db, sql: statement)
        let faults = try ConnectionSettings.faults(of: db)
        try ConnectionSettings.apply(to: db)
        return faults
      }
      #expect(faults.count == 1 && faults[0].hasPrefix(name + " is "), "\(statement): \(faults)")
    }
  }

  @Test func `SQL cannot load code, attach files, or write what is SQLite's own`() throws {
    let committee = try Committee()
    for statement in [
      "SELECT load_extension('x')", "ATTACH DATABASE '/tmp/other' AS other",
      "UPDATE sqlite_schema SET sql = '' WHERE name = 'audit'",
    ] {
      #expect(throws: StoreError.self, "\(statement)") {
        try committee.store.write { try $0.db.execute(sql: statement) }
      }
    }
    // A misspelled column in double quotes is an error and not a text.
    #expect(throws: StoreError.self) {
      try committee.store.read { db in try Row.fetchAll(db, sql: "SELECT \"nmae\" FROM account") }
    }
  }

  @Test func `only the writer checkpoints, when the log has grown, and closing leaves one file`() throws {
    let committee = try Committee()
    let log = committee.directory + "/concordat.sqlite-wal"
    func pages(_ name: String) throws -> Int {
      let size = try FileManager.default.attributesOfItem(atPath: committee.directory + name)[.size] as? Int
      return (size ?? 0) / 4096
    }
    let before = try pages("/concordat.sqlite")
    for round in 0..<12 {
      try committee.store.write { transaction in
        try transaction.db.execute(
          sql: "UPDATE vocabulary SET title = ?",
          arguments: [String(repeating: "\(round % 10)", count: 600_000)])
      }
    }
    // 12 times 147 pages went through the log; without checkpoints all of them would still be there.
    #expect(try pages("/concordat.sqlite-wal") < 1500)
    #expect(try pages("/concordat.sqlite") > before)
    #expect(FileManager.default.fileExists(atPath: log))
    committee.store.close()
    #expect(!FileManager.default.fileExists(atPath: log))
  }
}
