import Foundation
import TestSupport
import Testing

/// A program that is killed while it brings an old store to the present format: spec/guarantees.md, D2 and D6.
///
/// `CONCORDAT_KILLS` says how many kills there are.
@Suite struct `A migration that is killed` {
  /// Makes the old store, of which whoever runs the tests is the administrator.
  private static let script = """
    import os, sqlite3, sys
    db = sqlite3.connect(sys.argv[1])
    db.executescript(open(sys.argv[2], encoding="utf-8").read())
    db.execute("UPDATE account SET uid = ? WHERE is_administrator", (os.getuid(),))
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    print(db.execute("PRAGMA user_version").fetchone()[0])
    """

  @Test func `leaves the old store or the new one, and the next opening finds all of it`() throws {
    let seed = UInt64.random(in: 0..<(.max))
    print("killing migrations, seed \(seed)")
    var random = SplitMix(state: seed)
    let folder = try Folder()
    let store = folder.file("store")
    let path = store + "/concordat.sqlite"
    func version() throws -> String {
      let script =
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version').fetchone()[0])"
      let run = try Oracle.run("/usr/bin/env", ["python3", "-c", script, path])
      return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    func restored() throws {
      try? FileManager.default.removeItem(atPath: store)
      try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
      let sql = Program.repository.appendingPathComponent("Tests/Stores/version-4.sql").path
      let made = try Oracle.run("/usr/bin/env", ["python3", "-c", Self.script, path, sql])
      try #require(made.status == 0, "\(made.errors)")
    }
    try restored()
    let start = Date()
    let whole = try Program.run(["store", "check", "--store", store])
    let span = Date().timeIntervalSince(start)
    #expect(whole.output.contains("4 revisions"), "\(whole.everything)")
    let present = try version()
    var versions: [String: Int] = [:]
    for round in 0..<(ProcessInfo.processInfo.environment["CONCORDAT_KILLS"].flatMap(Int.init) ?? 12) {
      try restored()
      let running = try Running(["store", "check", "--store", store])
      // Any moment will do; where it falls decides nothing but what is found.
      usleep(UInt32.random(in: 0...UInt32(span * 1_000_000), using: &random))
      running.kill(SIGKILL)
      running.wait()
      let found = try version()
      versions[found, default: 0] += 1
      #expect(found == "4" || found == present, "seed \(seed), round \(round)")
      let check = try Program.run(["store", "check", "--store", store])
      #expect(
        check.status == whole.status && check.output == whole.output,
        "\(check.everything), seed \(seed), round \(round)")
    }
    print(
      "versions after the kills: \(versions.sorted { $0.key < $1.key }.map { "\($0.value) of \($0.key)" })")
  }
}
