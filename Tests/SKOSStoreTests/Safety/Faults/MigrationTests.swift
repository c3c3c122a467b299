import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// Stores of version 1 that are opened by this program, on disks sound and otherwise: spec/guarantees.md, D2 and D6.
@Suite struct `A store of version 1` {
  private let fixture: Fixture

  init() throws { fixture = try Self.made.get() }

  private static let made = Result { try Fixture() }

  private struct Fixture {
    /// The files of the store.
    let old: [String: Data]
    /// What the store is when it has been migrated.
    let migrated: StoreState
    /// What the store was from which version 1 was made.
    let source: StoreState

    init() throws {
      let folder = try TestFolder(Workload.shared.template)
      let clock = TestClock()
      let store = try Store(
        directory: folder.path, ownerDescription: "a test",
        environment: StoreEnvironment(
          now: { clock.tick() }, randomBytes: StoreEnvironment.system.randomBytes))
      defer { store.close() }
      for step in Workload.steps { try step.run(store) }
      let text = "A note, which version 1 did not search"
      let note = Triple(.iri(letter("c3")), .SKOS.note, .literal(.languageTagged(text, english)))
      _ = try store.importGraph(
        Graph(concept("c3", label: "Third") + [note]), mode: .merge, message: "A note",
        grant: store.authorize(
          store.principal(forUserID: 1000), for: .importContent, vocabulary: "letters"))
      source = try StoreState(store, ofVersion1: true)
      old = try TestFolder(version1From: store).files()
      migrated = try #require(Verification(TestFolder(old), expecting: []).state)
    }
  }

  @Test func `is brought to the present format with everything that it held`() throws {
    let folder = try TestFolder(fixture.old)
    #expect(try folder.schemaVersion() == 1)
    #expect(Verification(folder, expecting: [fixture.migrated]).faults == [])
    #expect(try folder.schemaVersion() == Schema.version)
    // All that version 1 had a place for is as it was; the index of texts is made anew in another table, and
    // bodies stay as they were written, unpacked; the hashes of revisions say that they are the same.
    do {
      let store = try Store(directory: folder.path, ownerDescription: "a test")
      defer { store.close() }
      #expect(try StoreState(store, ofVersion1: true).differences(from: fixture.source) == ["entry_version"])
    }
    // A second opening changes nothing.
    #expect(Verification(folder, expecting: [fixture.migrated]).faults == [])
  }

  @Test func `is copied before, and the copy can be restored`() throws {
    let folder = try TestFolder(fixture.old)
    #expect(Verification(folder, expecting: [fixture.migrated]).faults == [])
    let copy = folder.path + "/backups/before-format-2"
    #expect(try BackupFile(verifying: copy).manifest.schemaVersion == 1)
    let restored = try TestFolder()
    let report = try Store.restore(from: copy, to: restored.path, actor: "a test")
    #expect(report.check.faults == [])
    let state = try #require(Verification(restored, expecting: []).state)
    // The record of the restore is all that was added.
    #expect(state.differences(from: fixture.migrated) == ["audit"])
  }

  /// Migrates on a disk and says whether the store was opened.
  private func migrate(_ folder: TestFolder, _ disk: FaultyDisk) throws -> Bool {
    do {
      try Store(directory: folder.path, ownerDescription: "a test", environment: disk.environment()).close()
      return true
    } catch {
      #expect([.storageFailed, .storageFull, .readOnly].contains(error.code), "\(error)")
      return false
    }
  }

  @Test(arguments: [1, Int.max])
  func `is old or new, and opens afterwards, wherever its disk fails`(times: Int) throws {
    let seed = Campaign.seed("faults while migrating, \(times == 1 ? "once" : "for good")")
    var random = SplitMix(state: seed)
    let trial = FaultyDisk()
    trial.heal()
    #expect(try migrate(TestFolder(fixture.old), trial))
    let points = Campaign.points(of: trial.operationCount, default: 12, &random)
    var versions: [Int32: Int] = [:]
    for first in points {
      let context = "seed \(seed), operation \(first)"
      let disk = FaultyDisk()
      let folder = try TestFolder(fixture.old)
      disk.fail(.any, first: first, count: times)
      let isOpened = try migrate(folder, disk)
      let version = try #require(try folder.schemaVersion())
      #expect(version == Schema.version || (version == 1 && !isOpened), "\(context)")
      versions[version, default: 0] += 1
      #expect(Verification(folder, expecting: [fixture.migrated]).faults == [], "\(context)")
    }
    print("of \(points.count) interrupted migrations \(versions[1] ?? 0) left the old version")
  }

  @Test func `is old or new after a power cut, and opens afterwards`() throws {
    let seed = Campaign.seed("power cuts while migrating")
    var random = SplitMix(state: seed)
    let disk = FaultyDisk()
    let folder = try TestFolder(fixture.old)
    disk.record()
    #expect(try migrate(folder, disk))
    let count = disk.eventCount
    var versions: [Int32: Int] = [:]
    for cut in 0..<Campaign.count("CONCORDAT_POWER_CUTS", default: 20) {
      let point = Int.random(in: 0...count, using: &random)
      let outcome = try TestFolder(
        PowerCut(of: fixture.old, after: disk.events(upTo: point)).outcome(&random))
      let version = try #require(try outcome.schemaVersion())
      #expect(version == 1 || version == Schema.version, "seed \(seed), cut \(cut)")
      versions[version, default: 0] += 1
      #expect(Verification(outcome, expecting: [fixture.migrated]).faults == [], "seed \(seed), cut \(cut)")
    }
    print("after \(versions[1] ?? 0) of the cuts the store was still old")
  }
}
