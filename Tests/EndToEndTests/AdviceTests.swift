import Foundation
import Testing

@testable import termctl

/// Sentences of the store and the service advise to call methods; people at a terminal are told the commands.
@Suite struct `Advice in messages` {
  /// The methods that sentences in the sources advise, as in "; ballot.list shows those there are".
  private static func advised() throws -> Set<String> {
    var methods: Set<String> = []
    for floor in ["SKOSStore", "TermService/Methods"] {
      let folder = Program.repository.appendingPathComponent("Sources/\(floor)")
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        let text = try String(contentsOf: file, encoding: .utf8)
        // Refusals alone are meant: descriptions of members speak to those who write clients.
        for match in text.matches(of: /[;,] ([a-z]+\.[a-zA-Z]+) (lists|shows|starts|finds|makes|opens)\b/) {
          methods.insert(String(match.output.1))
        }
      }
    }
    return methods.subtracting(["release.diff"])
  }

  @Test func `names commands for all methods that are advised`() throws {
    let advised = try Self.advised()
    #expect(advised.count > 5)
    #expect(advised.subtracting(Failure.commands.keys) == [])
  }

  @Test func `names commands that there are`() throws {
    for command in Set(Failure.commands.values).sorted() {
      let help = try Program.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(help.status == 0 && help.output.contains("USAGE: termctl \(command)"), "\(command)")
    }
  }
}
