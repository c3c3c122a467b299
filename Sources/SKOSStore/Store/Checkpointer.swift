import CSQLite
import GRDB
import Synchronization

/// Folds the write-ahead log into the database when it has grown, on the writing connection alone.
///
/// SQLite's automatic checkpoint swallows errors; this one hands them to `WriteHealth`. Nothing but the writing
/// connection checkpoints, and never while it commits, which is what the WAL-reset bug of SQLite before 3.51.3
/// needs.
/// - Source: spec/store.md, "Connections".
final class Checkpointer: Sendable {
  private let pageCountDue: Int
  private let pageCount = Atomic(0)

  /// - Parameter pageCountDue: how many pages the log has before it is folded in.
  init(pageCountDue: Int) { self.pageCountDue = pageCountDue }

  /// Has the connection count the pages of its log after each commit; this object has to outlive it.
  func watch(_ db: Database) {
    let hook:
      @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
        context, _, _, pageCount in
        guard let context else { return SQLITE_OK }
        let checkpointer = Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue()
        checkpointer.pageCount.store(Int(pageCount), ordering: .relaxed)
        return SQLITE_OK
      }
    _ = sqlite3_wal_hook(db.sqliteConnection, hook, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Folds the log in if it is due; readers go on, and what they still need stays in the log until the next time.
  ///
  /// What was committed is durable whether or not this succeeds, so it throws nothing.
  func checkpointIfDue(_ db: Database, _ health: WriteHealth) {
    guard pageCount.load(ordering: .relaxed) >= pageCountDue else { return }
    do {
      let (total, done) = try db.checkpoint(.passive)
      // What is left belongs to readers; it is tried again when as much has come on top of it.
      pageCount.store(total - done, ordering: .relaxed)
    } catch let error as DatabaseError {
      health.note(error)
      health.report(Store.described(error))
    } catch {}
  }
}
