import Dispatch
import GRDB
import Synchronization

/// Connections that read, each of which keeps its snapshot open until something is committed.
///
/// Beginning and ending a snapshot for each read costs several times what most reads take. As long as nothing is
/// committed, a snapshot that was begun once is as good as a new one, and since one process owns a store and commits on
/// one connection, that process knows: `commits` counts them. After a commit the snapshots of connections that rest
/// are ended, so that none keeps the write-ahead log from being folded in.
final class ReaderPool: Sendable {
  /// A connection and the count of commits under which its snapshot was begun; nil without a snapshot.
  private final class Reader {
    let queue: DatabaseQueue
    var commitCount: UInt64?

    init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Ends the snapshot, if there is one.
    func end() {
      guard commitCount != nil else { return }
      commitCount = nil
      queue.unsafeRead { db in
        // Whatever a read had to complain of it has told its caller.
        if db.isInsideTransaction { try? db.commit() }
        if db.isInsideTransaction { try? db.rollback() }
      }
    }
  }

  /// Readers move between threads, each used by one at a time.
  private struct Resting: @unchecked Sendable {
    var readers: [Reader] = []
    var isClosed = false
  }

  private let path: String
  private let configuration: Configuration
  private let resting = Mutex(Resting())
  private let free: DispatchSemaphore
  private let commits = Atomic<UInt64>(1)

  /// - Parameter countMax: how many connections there are at most; a read waits while all are in use.
  init(path: String, configuration: Configuration, countMax: Int) {
    self.path = path
    var configuration = configuration
    configuration.readonly = true
    // A snapshot outlives the access that began it.
    configuration.allowsUnsafeTransactions = true
    self.configuration = configuration
    free = DispatchSemaphore(value: countMax)
  }

  /// How many commits there have been; what was read under a number holds as long as the number stays.
  var commitCount: UInt64 { commits.load(ordering: .acquiring) }

  /// Runs a block on a snapshot that has everything committed so far.
  func read<Value>(_ block: (Database) throws -> Value) throws -> Value {
    free.wait()
    defer { free.signal() }
    let reader = try take()
    defer { giveBack(reader) }
    return try reader.queue.unsafeRead { db in
      let now = commitCount
      if reader.commitCount != now || !db.isInsideTransaction {
        reader.commitCount = nil
        if db.isInsideTransaction { try db.commit() }
        try db.beginTransaction(.deferred)
        reader.commitCount = now
      }
      do {
        return try block(db)
      } catch let error as DatabaseError {
        // A connection that has failed begins anew.
        reader.commitCount = nil
        if db.isInsideTransaction { try? db.rollback() }
        throw error
      }
    }
  }

  /// Records that something was, or may have been, committed.
  func noteCommit() {
    commits.add(1, ordering: .acquiringAndReleasing)
    endRestingSnapshots()
  }

  /// Ends the snapshots of connections that nobody uses.
  func endRestingSnapshots() {
    resting.withLock { for reader in $0.readers { reader.end() } }
  }

  /// Closes the connections that nobody uses; they are opened again when they are needed.
  func closeResting() {
    let readers = resting.withLock { resting in
      defer { resting.readers = [] }
      return resting.readers
    }
    for reader in readers {
      reader.end()
      try? reader.queue.close()
    }
  }

  /// Closes the connections for good, those in use when they come back.
  func close() {
    resting.withLock { $0.isClosed = true }
    closeResting()
  }

  private func take() throws -> Reader {
    // The one that was used last has the warmest cache.
    if let reader = resting.withLock({ $0.readers.popLast() }) { return reader }
    return Reader(try DatabaseQueue(path: path, configuration: configuration))
  }

  private func giveBack(_ reader: Reader) {
    let (isKept, kept) = resting.withLock { resting -> (Bool, UInt64?) in
      guard !resting.isClosed else { return (false, nil) }
      if reader.commitCount != commitCount { reader.end() }
      resting.readers.append(reader)
      return (true, reader.commitCount)
    }
    guard isKept else {
      reader.end()
      try? reader.queue.close()
      return
    }
    // A commit between the two looks may have missed it among the resting.
    if let kept, kept != commitCount { endRestingSnapshots() }
  }
}
