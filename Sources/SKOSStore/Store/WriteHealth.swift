import GRDB
import Synchronization

/// Whether the store may still write, and who is told of trouble.
///
/// When the disk fails to sync, nobody knows which of the bytes that were written are on it: the system may
/// have dropped them and call the next sync a success. So the sync is not tried again; the store takes no more
/// changes until it is opened anew, and says so. Reads go on.
/// - Source: spec/guarantees.md, D1 and A3.
final class WriteHealth: Sendable {
  /// How long the same trouble is not told again, in milliseconds: 30,000, so that a full disk does not fill the log too.
  static let reportIntervalMilliseconds: Int64 = 30_000

  private struct State {
    var failure: String?
    var lastReports: [StoreError.Code: Timestamp] = [:]
  }

  private let environment: StoreEnvironment
  private let state = Mutex(State())

  init(_ environment: StoreEnvironment) { self.environment = environment }

  /// Why nothing is written any more; nil while all is well.
  var failure: String? { state.withLock { $0.failure } }

  /// - Throws: `StoreError` with code `readOnly` once a sync has failed.
  func requireWritable() throws(StoreError) {
    guard let failure else { return }
    throw StoreError(
      .readOnly,
      "the store takes no changes since its disk failed (\(failure)); look after the disk, then start again")
  }

  /// Takes note of an error of SQLite while writing or checkpointing.
  func note(_ error: DatabaseError) {
    switch error.extendedResultCode {
    case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC:
      state.withLock { $0.failure = $0.failure ?? "\(error.extendedResultCode)" }
    default: break
    }
  }

  /// Tells whoever runs the store of an error, at most once in half a minute for each kind.
  func report(_ error: StoreError) {
    switch error.code {
    case .storageFull, .storageFailed, .readOnly, .damaged: break
    default: return
    }
    let now = environment.now()
    let isDue = state.withLock { state in
      if let last = state.lastReports[error.code],
        (0..<Self.reportIntervalMilliseconds).contains(now.milliseconds - last.milliseconds)
      {
        return false
      }
      state.lastReports[error.code] = now
      return true
    }
    if isDue { environment.reportTrouble(error) }
  }
}
