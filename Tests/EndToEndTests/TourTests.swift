import Foundation
import Testing

/// The README's tour, run as it stands there.
@Suite struct `The tour of the README` {
  /// The commands that stand after `$ ` in the README's console blocks.
  private static func commands() throws -> [String] {
    let text = try String(contentsOf: Program.repository.appendingPathComponent("README.md"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
  }

  @Test func `works, command by command`() throws {
    let folder = try Folder()
    // The tour's names for the program and the store stand for the ones of this test.
    let bin = folder.file(".build/release")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: bin + "/termctl", withDestinationPath: Program.path)
    let demo = Program.repository.appendingPathComponent("Scripts/demo").path
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["bash", demo, Program.path, ".run"]
    server.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    server.environment = ProcessInfo.processInfo.environment.merging(
      ["XDG_STATE_HOME": folder.file("state")]) { $1 }
    server.standardOutput = try folder.handle("demo.out")
    server.standardError = try folder.handle("demo.err")
    try server.run()
    defer {
      server.terminate()
      server.waitUntilExit()
    }
    let deadline = Date(timeIntervalSinceNow: 1_800)
    while !folder.text("demo.err").contains("serving"), server.isRunning, Date() < deadline { usleep(20_000) }
    try #require(folder.text("demo.err").contains("serving"), "\(folder.text("demo.err"))")

    let hasSocat = FileManager.default.isExecutableFile(atPath: "/usr/bin/socat")
    let commands = try Self.commands().filter { hasSocat || !$0.contains("socat") }
    #expect(commands.count > 20)
    var script = "set -euo pipefail\nexport XDG_STATE_HOME=\"$PWD/state\"\n"
    for command in commands {
      script += "echo '---'\n\(command) || { echo \"failed: line $LINENO\" >&2; exit 1; }\n"
    }
    try folder.write("tour.sh", script)
    let tour = Process()
    tour.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tour.arguments = ["bash", "tour.sh"]
    tour.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    tour.standardOutput = try folder.handle("tour.out")
    tour.standardError = try folder.handle("tour.err")
    try tour.run()
    tour.waitUntilExit()
    let outputs = folder.text("tour.out").components(separatedBy: "---\n").dropFirst()
    #expect(
      tour.terminationStatus == 0, "\(folder.text("tour.out").suffix(2000))\n\(folder.text("tour.err"))")
    #expect(outputs.contains { $0.contains("描述性元数据") || $0.contains("描述元数据") })
    #expect(outputs.contains { $0.contains("implemented as revision 2") })
    #expect(outputs.contains { $0.contains("preservation log") && $0.contains("3.1.10.26.0") })
  }
}
