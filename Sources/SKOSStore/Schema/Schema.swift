import Foundation
import GRDB

/// The tables of a store and the way from one version of them to the next.
///
/// `spec/store.md` explains the tables. An interval `from_revision ..< to_revision` holds at a revision `r`
/// when `from_revision <= r AND r < to_revision`; what holds at the head ends at `openRevision`.
enum Schema {
  /// Marks the file as ours ("Cncd"), so that no other SQLite database is taken for a store.
  static let applicationID: Int32 = 0x436E_6364
  /// The way from an empty database to the present: step n makes version n of version n - 1.
  ///
  /// Steps that have been released do not change any more.
  static let steps: [SchemaStep] = [
    .version1, .search, .releases, .sortedTexts, .packedBodies, .reissues, .committees, .idempotency,
    .commentSubjects, .standaloneBallots,
  ]
  /// The version that this program writes; a higher one in a file is refused.
  static var version: Int32 { Int32(steps.count) }
  /// The end of an interval that has not ended.
  static let openRevision: Int64 = .max

  /// Refuses a file of another program or a newer version before SQLite opens it, so that it stays untouched.
  ///
  /// The two numbers stand in the file's header, at bytes 60 and 68, big-endian; the number of tables and
  /// indexes, as cells of the first page, at byte 103. A store that was killed before its first checkpoint has
  /// none in this file yet: what is still in the write-ahead log is found by `prepare`.
  /// - Source: https://www.sqlite.org/fileformat2.html, "The Database Header" and "B-tree Pages".
  static func checkHeader(of path: String, steps: [SchemaStep] = steps) throws(StoreError) {
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    defer { try? file.close() }
    guard let header = try? file.read(upToCount: 108), header.count == 108 else { return }
    func number(at offset: Int) -> Int32 {
      Int32(bitPattern: header[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
    let isEmpty = header[103] == 0 && header[104] == 0
    try check(
      application: number(at: 68), isEmpty: isEmpty, version: number(at: 60), upTo: Int32(steps.count))
  }

  private static func check(
    application: Int32, isEmpty: Bool, version found: Int32, upTo version: Int32
  ) throws(StoreError) {
    guard application == applicationID || (application == 0 && isEmpty) else {
      throw StoreError(.storeUnreadable, "the database belongs to another program; choose another directory")
    }
    guard found <= version else {
      throw StoreError(
        .storeUnreadable,
        "the store has format \(found), and this program reads up to \(version); use the newer program")
    }
  }

  /// The version of a database; 0 if it is empty.
  ///
  /// - Throws: `StoreError` with code `storeUnreadable` if the file belongs to another program or to a
  ///   newer version; the file is then untouched.
  static func version(of db: Database, steps: [SchemaStep] = steps) throws -> Int32 {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    try check(application: application, isEmpty: tables == 0, version: found, upTo: Int32(steps.count))
    return found
  }

  /// Brings a database to the current version, in one transaction: it is old or new, never between.
  static func prepare(_ db: Database, steps: [SchemaStep] = steps) throws {
    let found = try version(of: db, steps: steps)
    guard found < steps.count else { return }
    try db.inTransaction(.immediate) {
      for step in steps.dropFirst(Int(found)) { try step.apply(to: db) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
      return .commit
    }
  }

  /// What of the tables and indexes is not as the steps make it, each as a sentence.
  ///
  /// Costs a millisecond or two: the schema is made anew in memory and compared as text. SQLite itself would
  /// take any column for ours that a damaged page names.
  static func faults(of db: Database, steps: [SchemaStep] = steps) throws -> [String] {
    let query = """
      SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
      WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'
      """
    let wanted = try DatabaseQueue().writeWithoutTransaction { fresh in
      try prepare(fresh, steps: steps)
      return try Set(String.fetchAll(fresh, sql: query))
    }
    let found = try Set(String.fetchAll(db, sql: query))
    return wanted.symmetricDifference(found).sorted().map { text in
      let name = text.split(separator: " ").prefix(2).joined(separator: " ")
      return "the schema: \(name) is not as this program makes it"
    }
  }
}
