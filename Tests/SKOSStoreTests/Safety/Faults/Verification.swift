import Foundation
import GRDB
import TestSupport

@testable import SKOSStore

/// What a store is like when it is opened again, on a sound disk.
struct Verification {
  /// What is wrong, each as a sentence; empty if the store is whole and what it may be.
  private(set) var faults: [String] = []
  /// What it holds; nil if it could not be opened.
  private(set) var state: StoreState?

  /// Opens a store and checks all of it.
  ///
  /// - Parameter states: the states of which it has to be in one.
  init(_ folder: TestFolder, expecting states: [StoreState]) {
    do {
      let store = try Store(directory: folder.path, ownerDescription: "a test")
      defer { store.close() }
      let state = try StoreState(store)
      self.state = state
      if !states.contains(state) {
        let differences = states.map { $0.differences(from: state).joined(separator: ", ") }
        faults.append("it is in no state that it may be in; it differs in \(differences)")
      }
      faults += try store.read { db in
        var check = StoreCheck(db: db)
        return try check.run().faults + Self.unrecorded(db)
      }
    } catch {
      faults.append("it is not opened: \(error)")
    }
  }

  /// Changes without their record, and records without their change.
  static func unrecorded(_ db: Database) throws -> [String] {
    let pairs = [
      ("revisions", "revision", "revision_after > revision_before"),
      ("change requests", "change_request", "action = 'change.create'"),
      ("releases", "\"release\"", "action = 'release.create'"),
      ("vocabularies", "vocabulary", "action = 'vocabulary.create'"),
    ]
    var faults: [String] = []
    for (what, table, condition) in pairs {
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
      let records = try Int.fetchOne(db, sql: "SELECT count(*) FROM audit WHERE \(condition)") ?? 0
      if count != records { faults.append("\(count) \(what) have \(records) audit records") }
    }
    let steps = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM change_transition LEFT JOIN audit ON sequence = audit_sequence
        WHERE action IS NOT iif(transition = 'publish', 'release.create', 'change.' || transition)
        """)
    if let steps, steps > 0 { faults.append("\(steps) steps of change requests have no audit record") }
    return faults
  }
}

/// How large a test's campaign is, and from which seed.
enum Campaign {
  /// A number that an environment variable may make larger or smaller.
  static func count(_ variable: String, default count: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init) ?? count
  }

  /// The seed of a test, printed with its name; `CONCORDAT_SEED` repeats one.
  static func seed(_ test: String) -> UInt64 {
    let wanted = ProcessInfo.processInfo.environment["CONCORDAT_SEED"].flatMap { UInt64($0) }
    let seed = wanted ?? UInt64.random(in: 0...(.max))
    print("\(test): seed \(seed)")
    return seed
  }

  /// Points among so many operations, spread evenly from a random first one; `CONCORDAT_FAULT_POINTS` says how
  /// many, or `all`.
  static func points(of count: Int, default wanted: Int, _ random: inout SplitMix) -> [Int] {
    let variable = "CONCORDAT_FAULT_POINTS"
    let isExhaustive = ProcessInfo.processInfo.environment[variable] == "all"
    let step = isExhaustive ? 1 : max(1, count / Campaign.count(variable, default: wanted))
    return Array(stride(from: Int.random(in: 1...step, using: &random), through: count, by: step))
  }
}
