import Foundation
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// A store on a disk that fails: spec/guarantees.md, D1 to D4 and A3.
///
/// `CONCORDAT_FAULT_RUNS` says how many runs there are of the first test, and `CONCORDAT_FAULT_POINTS` at how many
/// points of the workload the others let the disk fail; `all` is at each.
@Suite struct `A disk that fails` {
  private let workload: Workload

  init() throws { workload = try .shared }

  /// The errors that a failing disk may be told as; `damaged` is none of them, because nothing is.
  private static let honest: Set<StoreError.Code> = [.storageFailed, .storageFull, .readOnly]

  private func isHonest(_ error: any Error) -> Bool {
    (error as? StoreError).map { Self.honest.contains($0.code) } ?? false
  }

  /// How many operations of some kinds the whole workload has.
  private func operationCount(_ operations: FaultyDisk.Operations, asFull: Bool = false) throws -> Int {
    let disk = FaultyDisk()
    let folder = try TestFolder(workload.template)
    disk.fail(operations, first: .max, asFull: asFull)
    let store = try Store(
      directory: folder.path, ownerDescription: "a test", environment: disk.environment())
    for step in Workload.steps { try step.run(store) }
    store.close()
    return disk.operationCount
  }

  @Test func `an operation that fails once fails one write as a whole, which then succeeds`() throws {
    let seed = Campaign.seed("operations that fail once")
    var random = SplitMix(state: seed)
    var failures = 0
    for run in 0..<Campaign.count("CONCORDAT_FAULT_RUNS", default: 6) {
      let folder = try TestFolder(workload.template)
      let isFull = run % 3 == 2
      failures += try runThroughFaults(folder, asFull: isFull, "seed \(seed), run \(run)", &random)
      let verification = Verification(folder, expecting: workload.states.suffix(1))
      #expect(verification.faults == [], "seed \(seed), run \(run)")
    }
    print("\(failures) writes failed and succeeded when they were repeated")
    #expect(failures > 0)
  }

  /// Runs the whole workload while the disk fails now and then, and repeats each step until it succeeds.
  ///
  /// - Returns: how many times a step failed.
  private func runThroughFaults(
    _ folder: TestFolder, asFull isFull: Bool, _ context: String, _ random: inout SplitMix
  ) throws -> Int {
    let disk = FaultyDisk()
    let operations: FaultyDisk.Operations = isFull ? .writing : .any.subtracting(.syncing)
    // A large step has more operations than the first gaps are wide, so they grow until it comes through.
    func arm(_ attempt: Int) {
      disk.fail(
        operations, first: Int.random(in: 1...(40 << min(attempt, 10)), using: &random), count: 1,
        asFull: isFull)
    }
    func check(_ error: any Error, since before: Int, _ name: String) throws {
      try #require(disk.failureCount > before, "\(context), \(name): \(error)")
      #expect(isHonest(error), "\(context), \(name): \(error)")
      if isFull { #expect((error as? StoreError)?.code == .storageFull, "\(context), \(name): \(error)") }
    }
    func open(_ attempt: Int = 0) throws -> Store {
      arm(attempt)
      let before = disk.failureCount
      do {
        return try Store(
          directory: folder.path, ownerDescription: "a test", environment: disk.environment())
      } catch {
        try check(error, since: before, "opening")
        return try open(attempt + 1)
      }
    }
    let store = try open()
    var failures = 0
    for (count, step) in Workload.steps.enumerated() {
      var attempt = 0
      while true {
        let before = disk.failureCount
        do {
          try step.run(store)
          if disk.failureCount > before { arm(0) }
          break
        } catch {
          try check(error, since: before, step.name)
          attempt += 1
          // Reading goes on, and finds nothing of what failed.
          disk.heal()
          let differences = try StoreState(store).differences(from: workload.states[count])
          #expect(differences == [], "\(context), \(step.name): \(error)")
          arm(attempt)
        }
      }
      failures += attempt
    }
    disk.heal()
    store.close()
    return failures
  }

  /// Runs the workload until its first error, and then tries the same step again.
  ///
  /// - Returns: how many steps were acknowledged.
  private func runToFirstError(_ disk: FaultyDisk, _ folder: TestFolder, _ context: String) throws -> Int {
    var acknowledged = 0
    do {
      let store = try Store(
        directory: folder.path, ownerDescription: "a test", environment: disk.environment())
      defer { store.close() }
      do {
        for step in Workload.steps {
          try step.run(store)
          acknowledged += 1
        }
      } catch {
        let step = Workload.steps[acknowledged]
        #expect(isHonest(error), "\(context), \(step.name): \(error)")
        let isReadOnly = store.readOnlyReason != nil
        let again = failure(of: step, in: store)
        #expect(again.map(isHonest) ?? !isReadOnly, "\(context), \(step.name) again")
        if again == nil { acknowledged += 1 }
      }
    } catch {
      #expect(isHonest(error), "\(context), opening: \(error)")
    }
    return acknowledged
  }

  private func failure(of step: Workload.Step, in store: Store) -> (any Error)? {
    do {
      try step.run(store)
      return nil
    } catch { return error }
  }

  @Test(arguments: [false, true])
  func `a disk that fails for good leaves what was acknowledged, and the next write whole or not at all`(
    asFull isFull: Bool
  ) throws {
    let seed = Campaign.seed("a disk that fails for good, \(isFull ? "full" : "broken")")
    var random = SplitMix(state: seed)
    let operations = isFull ? FaultyDisk.Operations.writing : .any
    for first in Campaign.points(of: try operationCount(operations, asFull: isFull), default: 12, &random) {
      let disk = FaultyDisk()
      let folder = try TestFolder(workload.template)
      disk.fail(operations, first: first, asFull: isFull)
      let acknowledged = try runToFirstError(disk, folder, "seed \(seed), operation \(first)")
      let states = workload.states(afterAcknowledging: acknowledged)
      let verification = Verification(folder, expecting: states)
      #expect(verification.faults == [], "seed \(seed), operation \(first)")
    }
  }

  @Test func `a sync that fails ends writing until the store is opened again`() throws {
    let disk = FaultyDisk()
    let folder = try TestFolder(workload.template)
    let troubles = Troubles()
    try Self.withStore(in: folder, disk.environment(reportTrouble: troubles.note)) { store in
      disk.fail(.syncing, first: 1, count: 1)
      let first = failure(of: Workload.steps[0], in: store) as? StoreError
      #expect(first?.code == .storageFailed && store.readOnlyReason != nil)
      // The disk would take it now, but what it lost before would be missing below.
      let second = failure(of: Workload.steps[0], in: store) as? StoreError
      #expect(second?.code == .readOnly && disk.failureCount == 1)
      let state = try StoreState(store)
      #expect(state == workload.states[0])
      #expect(troubles.codes == [.storageFailed, .readOnly])
    }
    try Self.withStore(in: folder, disk.environment()) { store in
      #expect(store.readOnlyReason == nil)
      // The commit whose sync failed was whole in the log, so nobody knows; here it came through.
      #expect(try StoreState(store) == workload.states[1])
      try Workload.steps[1].run(store)
    }
  }

  private static func withStore(
    in folder: TestFolder, _ environment: StoreEnvironment, _ body: (Store) throws -> Void
  ) throws {
    let store = try Store(directory: folder.path, ownerDescription: "a test", environment: environment)
    defer { store.close() }
    try body(store)
  }

  @Test func `a sync that fails loses nothing that was acknowledged, also in a power cut`() throws {
    let seed = Campaign.seed("a sync that fails")
    var random = SplitMix(state: seed)
    for first in Campaign.points(of: try operationCount(.syncing), default: 8, &random) {
      let disk = FaultyDisk()
      let folder = try TestFolder(workload.template)
      disk.record()
      disk.fail(.syncing, first: first, count: 1)
      let context = "seed \(seed), sync \(first)"
      let acknowledged = try runToFirstError(disk, folder, context)
      let states = workload.states(afterAcknowledging: acknowledged)
      // What the failed sync was to keep may be gone, though the system's cache still shows it.
      let cut = PowerCut(of: workload.template, after: disk.events(upTo: disk.eventCount))
      let outcome = try TestFolder(cut.outcome(&random))
      #expect(Verification(outcome, expecting: states).faults == [], "\(context), after a power cut")
      #expect(Verification(folder, expecting: states).faults == [], "\(context)")
    }
  }

  @Test func `a disk that cannot be read is not taken for damage`() throws {
    let disk = FaultyDisk()
    let folder = try TestFolder(workload.template)
    for first in [1, 2, 5, 10, 20] {
      try Self.withStore(in: folder, disk.environment()) { store in
        let operating = try store.authorize(store.principal(forUserID: 1000), for: .operate)
        disk.fail(.reading, first: first)
        let error = #expect(throws: StoreError.self) { try store.check(grant: operating) }
        #expect(error?.code == .storageFailed, "read \(first): \(error?.description ?? "")")
        disk.heal()
        #expect(try store.check(grant: operating).faults == [])
      }
    }
  }

  @Test func `a full disk refuses writes and no reads, and takes writes again when there is space`() throws {
    let troubles = Troubles()
    let disk = FaultyDisk()
    let folder = try TestFolder(workload.template)
    let store = try Store(
      directory: folder.path, ownerDescription: "a test",
      environment: disk.environment(reportTrouble: troubles.note))
    defer { store.close() }
    for step in Workload.steps { try step.run(store) }
    disk.limit(toByteCount: disk.usedByteCount + 100_000)
    func write(_ number: Int) throws {
      _ = try store.importGraph(
        Graph(concept("full", label: "Round \(number)")), mode: .merge, message: "Round \(number)",
        grant: store.authorize(
          store.principal(forUserID: 1000), for: .importContent, vocabulary: "letters"))
    }
    var written = 0
    let error = #expect(throws: StoreError.self) {
      while written < 10_000 {
        try write(written)
        written += 1
      }
    }
    #expect(error?.code == .storageFull && written > 0, "after \(written) writes: \(error?.message ?? "")")
    #expect(store.readOnlyReason == nil)
    let before = try StoreState(store)
    for _ in 0..<5 { #expect(throws: StoreError.self) { try write(-1) } }
    #expect(try StoreState(store) == before)
    #expect(try faults(of: store) == [])
    // The clock of these tests goes on by three seconds for each of these writes, and half a minute is not over.
    #expect(troubles.codes == [.storageFull])
    disk.limit(toByteCount: nil)
    try write(written)
    #expect(try faults(of: store) == [])
  }

  private func faults(of store: Store) throws -> [String] {
    try store.read { db in
      var check = StoreCheck(db: db)
      return try check.run().faults + Verification.unrecorded(db)
    }
  }
}
