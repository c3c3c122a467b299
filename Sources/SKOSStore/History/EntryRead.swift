import CSQLite
import Foundation
import GRDB

/// The read that everything else is made of: the body of one entry at one revision.
///
/// Its statement is bound and stepped without GRDB's arguments and rows in between, which would take most of the time.
enum EntryRead {
  private static let sql = """
    SELECT body FROM entry JOIN entry_version ON entry_version.entry = entry.id
    WHERE entry.vocabulary = ?1 AND entry.iri = ?2 AND from_revision <= ?3 AND ?3 < to_revision
    """

  /// The canonical body of an entry, or nil if there was none at the revision.
  static func body(
    _ db: Database, vocabulary: Int64, iri: String, revision: Int64
  ) throws -> [UInt8]? {
    let statement = try db.cachedStatement(sql: sql)
    let handle = statement.sqliteStatement
    // What is bound is only lent, so it has to be taken back before the text goes away.
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    let name = iri
    var iri = iri
    return try iri.withUTF8 { text in
      try text.withMemoryRebound(to: CChar.self) { text in
        var code = sqlite3_bind_int64(handle, 1, vocabulary)
        if code == SQLITE_OK {
          code = sqlite3_bind_text64(
            handle, 2, text.baseAddress, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
        }
        if code == SQLITE_OK { code = sqlite3_bind_int64(handle, 3, revision) }
        if code == SQLITE_OK { code = sqlite3_step(handle) }
        switch code {
        case SQLITE_ROW:
          let count = Int(sqlite3_column_bytes(handle, 0))
          let stored = UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, 0), count: count)
          guard let body = PackedBody.unpack(stored, of: name) else { throw StoreError.damagedBody(of: name) }
          return body
        case SQLITE_DONE: return nil
        default:
          let message = db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
          throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
      }
    }
  }
}
