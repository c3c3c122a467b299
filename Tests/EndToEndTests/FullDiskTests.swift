import Foundation
import RDF
import Testing

/// A server whose store is on a disk of a few megabytes, in the memory of the machine: spec/guarantees.md, A3.
///
/// The disk is mounted where only the server sees it, so that nothing of it is left, however the test ends.
private final class SmallDisk {
  /// Whether the user who runs the tests may mount anything.
  static let isPossible: Bool = {
    let trial = try? Running(["-m", "mount", "-t", "tmpfs", "none", "/mnt"], program: "/usr/bin/unshare")
      .wait()
    return trial?.status == 0
  }()

  let folder: Folder
  let server: Running
  var socket: String { folder.file("socket") }
  private var disk: String { folder.file("disk") }

  init(megabytes: Int) throws {
    let folder = try Folder()
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder.file("disk"), withIntermediateDirectories: true)
    let script =
      "mount -t tmpfs -o size=\(megabytes)m none \"$1\" && exec \"$0\" serve --store \"$1\"/store --socket \"$2\""
    server = try Running(
      ["-m", "sh", "-c", script, Program.path, folder.file("disk"), folder.file("socket")],
      program: "/usr/bin/unshare")
    // The server says so when it is ready; until then there is nothing to do but to look again.
    let deadline = Date(timeIntervalSinceNow: 1_800)
    while !server.errors.contains("serving"), server.process.isRunning, Date() < deadline { usleep(10_000) }
    try #require(server.errors.contains("serving"), "\(server.errors)")
  }

  deinit {
    server.kill(SIGKILL)
    server.wait()
  }

  func grow(toMegabytes megabytes: Int) throws {
    let process = String(server.process.processIdentifier)
    let result = try Running(
      ["-t", process, "-m", "mount", "-o", "remount,size=\(megabytes)m", disk], program: "/usr/bin/nsenter"
    ).wait()
    #expect(result.status == 0, "\(result.everything)")
  }
}

@Suite struct `A server on a small disk` {
  @Test(.enabled(if: SmallDisk.isPossible, "needs a user who may mount a file system"))
  func `refuses writes when it is full and no reads, and writes again as soon as there is space`() throws {
    let disk = try SmallDisk(megabytes: 4)
    let session = try Session(disk.socket)
    _ = try session.ask("vocabulary.create", ["name": "v", "title": "V"])
    _ = try session.ask("user.grant", ["user": "administrator", "role": "proposer"])
    let text = String(repeating: "because ", count: 2500)
    var count = 0
    func propose() -> Bool {
      session.call("change.create", ["title": .string("Change \(count)"), "justification": .string(text)])
        != nil
    }
    while count < 1000, propose() { count += 1 }
    #expect((10..<1000).contains(count))
    for _ in 0..<5 {
      #expect(session.refusal?.contains("storageUnavailable") == true, "\(session.refusal ?? "")")
      #expect(!propose())
    }
    #expect(disk.server.errors.contains("code=storageFull"))
    #expect(session.call("store.backup", ["name": "full"]) == nil)
    #expect(session.refusal?.contains("storageUnavailable") == true, "\(session.refusal ?? "")")
    // All that was acknowledged is read, and nothing else.
    #expect(try session.ask("change.list", ["limit": 1000])["requests"]?.array?.count == count)
    #expect(try session.ask("change.get", ["change": .int(count)])["justification"]?.string == text)
    #expect(try session.ask("store.check", [:])["faults"]?.array?.count == 0)

    try disk.grow(toMegabytes: 32)
    #expect(propose(), "\(session.refusal ?? "")")
    _ = try session.ask("store.backup", ["name": "whole"])
    #expect(try session.ask("change.list", ["limit": 1000])["requests"]?.array?.count == count + 1)
    #expect(try session.ask("store.check", [:])["faults"]?.array?.count == 0)
  }
}
