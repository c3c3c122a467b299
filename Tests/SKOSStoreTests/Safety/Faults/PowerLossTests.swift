import Foundation
import GRDB
import TestSupport
import Testing

@testable import SKOSStore

/// Power cuts at random points of a workload: spec/guarantees.md, D1 and D2.
///
/// The workload runs once and everything that it writes is remembered; each cut is a point of that record with one of
/// the outcomes that a disk may leave of it. `CONCORDAT_POWER_CUTS` says how many cuts there are.
@Suite struct `A power cut` {
  /// What a run of the workload wrote, and when each step of it was acknowledged.
  private struct Recording {
    let base: [String: Data]
    let events: [DiskEvent]
    /// How many events there had been when each step returned.
    let acknowledgements: [Int]

    init(_ workload: Workload, _ prepare: (FaultyDisk, Store) throws -> Void = { _, _ in }) throws {
      let disk = FaultyDisk()
      let folder = try TestFolder(workload.template)
      base = workload.template
      disk.record()
      let store = try Store(
        directory: folder.path, ownerDescription: "a test", environment: disk.environment())
      try prepare(disk, store)
      var acknowledgements: [Int] = []
      for step in Workload.steps {
        try step.run(store)
        acknowledgements.append(disk.eventCount)
      }
      store.close()
      events = disk.events(upTo: disk.eventCount)
      self.acknowledgements = acknowledgements
    }

    /// Cuts the power at a random point, half of the time just after an acknowledgement.
    func cut(_ random: inout SplitMix) throws -> (point: Int, acknowledged: Int, outcome: TestFolder) {
      var point = Int.random(in: 0...events.count, using: &random)
      if Bool.random(using: &random) { point = acknowledgements.randomElement(using: &random) ?? point }
      let outcome = PowerCut(of: base, after: events.prefix(point)).outcome(&random)
      return (point, acknowledgements.count { $0 <= point }, try TestFolder(outcome))
    }
  }

  private let workload: Workload

  init() throws { workload = try .shared }

  /// Opens a store after a cut and cuts the power again while it is recovered.
  private func cutAgain(_ folder: TestFolder, _ random: inout SplitMix) throws -> TestFolder {
    let base = try folder.files()
    let disk = FaultyDisk()
    disk.record()
    let store = try Store(
      directory: folder.path, ownerDescription: "a test", environment: disk.environment())
    store.close()
    let point = Int.random(in: 0...disk.eventCount, using: &random)
    return try TestFolder(PowerCut(of: base, after: disk.events(upTo: point)).outcome(&random))
  }

  @Test func `leaves every acknowledged step, and of the next one all or nothing`() throws {
    let seed = Campaign.seed("power cuts")
    var random = SplitMix(state: seed)
    let recording = try Recording(workload)
    // A workload that never folded in its log would leave out the half of what can go wrong.
    #expect(recording.events.contains { $0.file == "concordat.sqlite" })
    for cut in 0..<Campaign.count("CONCORDAT_POWER_CUTS", default: 60) {
      var (point, acknowledged, folder) = try recording.cut(&random)
      if cut % 4 == 3 { folder = try cutAgain(folder, &random) }
      let states = workload.states(afterAcknowledging: acknowledged)
      let verification = Verification(folder, expecting: states)
      #expect(verification.faults == [], "seed \(seed), cut \(cut) after event \(point)")
    }
  }

  /// How many of the cuts lose a step that was acknowledged.
  private func losses(of recording: Recording, among count: Int, _ random: inout SplitMix) throws -> Int {
    var losses = 0
    for _ in 0..<count {
      let (_, acknowledged, folder) = try recording.cut(&random)
      let state = Verification(folder, expecting: []).state
      if let state, workload.states.prefix(acknowledged).contains(state) { losses += 1 }
    }
    return losses
  }

  @Test func `loses acknowledged steps where syncs are a lie, and these tests find it`() throws {
    let seed = Campaign.seed("a disk that lies")
    var random = SplitMix(state: seed)
    let recording = try Recording(workload) { disk, _ in disk.lie() }
    let losses = try losses(of: recording, among: 50, &random)
    print("\(losses) of 50 cuts on a lying disk lost an acknowledged step")
    #expect(losses > 0, "seed \(seed)")
  }

  @Test func `loses acknowledged steps where the connection does not sync commits, and these tests find it`()
    throws
  {
    let seed = Campaign.seed("PRAGMA synchronous = NORMAL")
    var random = SplitMix(state: seed)
    let recording = try Recording(workload) { _, store in
      // What GRDB would leave it at.
      try store.onWriter { db in try db.execute(sql: "PRAGMA synchronous = NORMAL") }
    }
    let losses = try losses(of: recording, among: 50, &random)
    print("\(losses) of 50 cuts lost an acknowledged step that was not synced")
    #expect(losses > 0, "seed \(seed)")
  }
}
