import Foundation
import TestSupport
import Testing

@testable import SKOSStore

/// Backups and restores on a disk that fails: spec/guarantees.md, D2 and D3.
@Suite struct `A backup and a disk that fails` {
  /// A store that is still to be folded in, a backup of what it was before, and what a restore makes of that.
  private struct Fixture {
    let old: [String: Data]
    let oldState: StoreState
    let backup: Data
    let newState: StoreState

    init() throws {
      let workload = try Workload.shared
      let (folder, disk) = (try TestFolder(workload.template), FaultyDisk())
      let store = try Store(
        directory: folder.path, ownerDescription: "a test", environment: disk.environment())
      defer { store.close() }
      let path = folder.path + "/b"
      for (count, step) in Workload.steps.enumerated() {
        if count == 12 { _ = try store.writeBackup(to: path) }
        try step.run(store)
      }
      backup = try Data(contentsOf: URL(fileURLWithPath: path))
      // Nothing is being written, so the files are those of a store that was killed.
      old = try folder.files()
      oldState = try StoreState(store)
      let restored = try TestFolder()
      _ = try Store.restore(from: path, to: restored.path, actor: "a test")
      newState = try #require(Verification(restored, expecting: []).state)
    }
  }

  private static let made = Result { try Fixture() }
  private let fixture: Fixture

  init() throws { fixture = try Self.made.get() }

  private func expectHonest(_ error: StoreError, _ context: String) {
    #expect([.storageFailed, .storageFull, .readOnly].contains(error.code), "\(context): \(error)")
  }

  /// Restores on a disk and says whether that was done.
  private func restore(_ folder: TestFolder, _ disk: FaultyDisk, _ context: String) throws -> Bool {
    let path = folder.path + "/b"
    try fixture.backup.write(to: URL(fileURLWithPath: path))
    do throws(StoreError) {
      _ = try Store.restore(
        from: path, to: folder.path, replacing: true, actor: "a test", environment: disk.environment())
      return true
    } catch {
      expectHonest(error, context)
      return false
    }
  }

  @Test(arguments: [1, Int.max])
  func `leave the old store, or after a restore that says so the new one`(times: Int) throws {
    let seed = Campaign.seed("restores on a disk that fails, \(times == 1 ? "once" : "for good")")
    var random = SplitMix(state: seed)
    #expect(fixture.old["concordat.sqlite-wal"] != nil)
    let trial = FaultyDisk()
    trial.heal()
    #expect(try restore(TestFolder(fixture.old), trial, "on a sound disk"))
    // At the end the restored database is folded into one file and gets its name.
    let end = stride(from: trial.operationCount - 12, through: trial.operationCount, by: 3)
    for first in Campaign.points(of: trial.operationCount, default: 5, &random) + end {
      let context = "seed \(seed), operation \(first)"
      let (folder, disk) = (try TestFolder(fixture.old), FaultyDisk())
      disk.fail(.any, first: first, count: times)
      let isDone = try restore(folder, disk, context)
      let state = isDone ? fixture.newState : fixture.oldState
      #expect(Verification(folder, expecting: [state]).faults == [], "\(context), done: \(isDone)")
    }
  }

  @Test(arguments: [1, Int.max])
  func `make a whole backup or none, and the store is as it was`(times: Int) throws {
    let seed = Campaign.seed("backups on a disk that fails, \(times == 1 ? "once" : "for good")")
    var random = SplitMix(state: seed)
    var count = 0
    func backUp(_ folder: TestFolder, _ disk: FaultyDisk, _ arm: () -> Void, _ context: String) throws -> Bool
    {
      let store = try Store(
        directory: folder.path, ownerDescription: "a test", environment: disk.environment())
      defer {
        count = disk.operationCount
        disk.heal()
        store.close()
      }
      arm()
      do throws(StoreError) {
        _ = try store.writeBackup(to: store.backupDirectory + "/b")
        return true
      } catch {
        expectHonest(error, context)
        return false
      }
    }
    let trial = FaultyDisk()
    #expect(try backUp(TestFolder(fixture.old), trial, trial.heal, "on a sound disk"))
    for first in Campaign.points(of: count, default: 6, &random) {
      let context = "seed \(seed), operation \(first)"
      let (folder, disk) = (try TestFolder(fixture.old), FaultyDisk())
      let isDone = try backUp(folder, disk, { disk.fail(.any, first: first, count: times) }, context)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backups")
      #expect(names == (isDone ? ["b"] : []), "\(context)")
      if isDone { _ = try BackupFile(verifying: folder.path + "/backups/b") }
      #expect(Verification(folder, expecting: [fixture.oldState]).faults == [], "\(context)")
    }
  }
}
