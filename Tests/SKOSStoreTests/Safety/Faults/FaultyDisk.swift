import CFaultVFS
import Foundation

@testable import SKOSStore

/// A disk that fails when told to and remembers what was written to it, for one store at a time.
///
/// The store reaches it as a VFS of SQLite. What the store writes by itself, past SQLite, goes by it.
final class FaultyDisk: Sendable {
  /// Kinds of operations.
  struct Operations: OptionSet {
    let rawValue: Int32

    static let opening = Operations(rawValue: Int32(FAULT_OPEN))
    static let reading = Operations(rawValue: Int32(FAULT_READ))
    static let writing = Operations(rawValue: Int32(FAULT_WRITE))
    static let syncing = Operations(rawValue: Int32(FAULT_SYNC))
    static let deleting = Operations(rawValue: Int32(FAULT_DELETE))
    static let sharingMemory = Operations(rawValue: Int32(FAULT_SHARED_MEMORY))
    static let any = Operations(rawValue: Int32(FAULT_ANY))
  }

  private let name = "faulty-" + UUID().uuidString
  nonisolated(unsafe) private let disk: OpaquePointer

  init() {
    guard let disk = fault_disk_create(name) else { preconditionFailure("there is no memory") }
    self.disk = disk
  }

  deinit { fault_disk_destroy(disk) }

  /// An environment whose databases are on this disk, and fold in their logs soon.
  func environment(
    _ clock: TestClock = TestClock(), reportTrouble: @escaping @Sendable (StoreError) -> Void = { _ in }
  ) -> StoreEnvironment {
    var environment = StoreEnvironment(
      now: { clock.tick() }, randomBytes: StoreEnvironment.system.randomBytes, reportTrouble: reportTrouble)
    environment.vfs = name
    environment.logPageCountDue = 20
    return environment
  }

  /// Has some operations fail from the `first`-th on; the next one is the first.
  func fail(_ operations: Operations, first: Int, count: Int = .max, asFull: Bool = false) {
    let as_ = Int32(asFull ? FAULT_AS_FULL : FAULT_AS_IO_ERROR)
    fault_disk_fail(disk, operations.rawValue, Int64(first), Int64(count), as_)
  }

  /// Counts operations and lets all of them pass.
  func heal() { fault_disk_fail(disk, Operations.any.rawValue, .max, 0, Int32(FAULT_AS_IO_ERROR)) }

  /// How many operations of the kinds that fail there have been since it was said which.
  var operationCount: Int { Int(fault_disk_operations(disk)) }
  /// How many operations have failed.
  var failureCount: Int { Int(fault_disk_failures(disk)) }
  /// What its files take, in bytes.
  var usedByteCount: Int { Int(fault_disk_used(disk)) }

  /// Gives the disk a size; nil for no end of it.
  func limit(toByteCount count: Int?) { fault_disk_limit(disk, count.map { Int64($0) } ?? -1) }

  /// Has syncs do nothing and report success.
  func lie() { fault_disk_lie(disk, 1) }

  /// Begins to remember what is written.
  func record() { fault_disk_record(disk) }

  /// How many things have happened to its files.
  var eventCount: Int { fault_disk_event_count(disk) }

  /// What has happened to its files, in order.
  func events(upTo count: Int) -> [DiskEvent] {
    (0..<count).map { index in
      let event = fault_disk_event(disk, index)
      let path = String(cString: fault_disk_file_name(disk, event.file))
      let change: DiskEvent.Change =
        switch Int(event.kind) {
        case FAULT_EVENT_CREATE: .create
        case FAULT_EVENT_WRITE:
          .write(offset: Int(event.offset), Data(bytes: event.bytes, count: event.count))
        case FAULT_EVENT_TRUNCATE: .truncate(Int(event.offset))
        case FAULT_EVENT_SYNC: .sync
        default: .delete(isSynced: event.offset == 1)
        }
      return DiskEvent(file: (path as NSString).lastPathComponent, change: change)
    }
  }
}

/// Something that happened to a file of a faulty disk.
struct DiskEvent {
  enum Change {
    case create
    case write(offset: Int, Data)
    case truncate(Int)
    case sync
    case delete(isSynced: Bool)
  }

  /// The file's name in its directory.
  let file: String
  let change: Change
}
