import GRDB

/// SQLite's own checks of the structures of a database.
enum IntegrityPragma: String {
  /// Everything.
  case full = "integrity_check"
  /// The same without comparing tables with their indexes; the first ten findings.
  case quick = "quick_check(10)"

  /// What is damaged, each as SQLite says it.
  ///
  /// - Throws: `StoreError` with code `storageFailed` if the disk did not let pages be read. SQLite tells that among
  ///   its findings, and whoever believed it would replace a sound database.
  func faults(of db: Database) throws -> [String] {
    let messages = try String.fetchAll(db, sql: "PRAGMA \(rawValue)").filter { $0 != "ok" }
    if let unread = messages.first(where: Self.saysUnread) {
      throw StoreError(
        .storageFailed, "the database could not be read to be checked (\(unread)); look after the disk")
    }
    return messages
  }

  /// Whether a finding is that a page could not be read, in one of SQLite's two ways of saying so.
  private static func saysUnread(_ message: String) -> Bool {
    if message.contains("failed to get page") { return true }
    guard let number = message.split(separator: "unable to get the page. error code=").dropFirst().first,
      let code = Int32(number.prefix { $0.isNumber })
    else { return false }
    return ResultCode(rawValue: code).primaryResultCode == .SQLITE_IOERR
  }
}
