import Foundation
import Testing

/// The transcript of a committee's year, run as it stands there.
@Suite struct `A year of maintenance` {
  private static let document = Program.repository.appendingPathComponent("docs/a-year-of-maintenance.md")
  private static let isWriting = ProcessInfo.processInfo.environment["CONCORDAT_WRITE_SPEC"] != nil

  /// A piece of the document: text, or a command with what it printed.
  private enum Piece: Equatable {
    case text(String)
    case command([String], output: [String])
  }

  private static func pieces(of document: String) -> [Piece] {
    var pieces: [Piece] = []
    var isConsole = false
    for line in document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
        pieces.append(.text(line))
      } else if isConsole, line.hasPrefix("$ ") {
        pieces.append(.command([String(line.dropFirst(2))], output: []))
      } else if isConsole, line == ">" || line.hasPrefix("> "),
        case .command(let lines, let output)? = pieces.last, output.isEmpty
      {
        pieces[pieces.count - 1] = .command(lines + [String(line.dropFirst(2))], output: [])
      } else if isConsole, case .command(let lines, let output)? = pieces.last {
        pieces[pieces.count - 1] = .command(lines, output: output + [line])
      } else {
        pieces.append(.text(line))
      }
    }
    return pieces
  }

  private static func text(_ pieces: [Piece]) -> String {
    pieces.flatMap { piece in
      switch piece {
      case .text(let line): [line]
      case .command(let lines, let output):
        lines.enumerated().map { ($0.offset == 0 ? "$ " : "> ") + $0.element } + output
      }
    }.joined(separator: "\n")
  }

  /// Runs all commands in one shell and returns what each printed.
  private static func run(_ commands: [[String]]) throws -> [[String]] {
    let folder = try Folder()
    let bin = folder.file("bin")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: bin + "/termctl", withDestinationPath: Program.path)
    let vocabulary = "information-and-documentation.ttl"
    try FileManager.default.copyItem(
      at: Program.repository.appendingPathComponent("vocabularies/\(vocabulary)"),
      to: URL(fileURLWithPath: folder.file(vocabulary)))
    let mark = "@@@@"
    var script = "export PATH=\"$PWD/bin:$PATH\" LC_ALL=C.UTF-8 NO_COLOR=1\n"
    script += "export XDG_STATE_HOME=\"$PWD/state\"\nexec 2>&1\n"
    for command in commands {
      script += "echo '\(mark)'\n" + command.joined(separator: "\n") + "\n"
    }
    try folder.write("year.sh", script)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = ["bash", "year.sh"]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.standardInput = FileHandle.nullDevice
    shell.standardOutput = try folder.handle("year.out")
    try shell.run()
    shell.waitUntilExit()
    return folder.text("year.out").components(separatedBy: mark + "\n").dropFirst().map { output in
      var lines = output.components(separatedBy: "\n")
      if lines.last == "" { lines.removeLast() }
      return lines
    }
  }

  @Test(.timeLimit(.minutes(60))) func `runs through termctl alone, as its transcript says`() throws {
    let pieces = Self.pieces(of: try String(contentsOf: Self.document, encoding: .utf8))
    let commands = pieces.compactMap { piece in if case .command(let lines, _) = piece { lines } else { nil }
    }
    #expect(commands.count > 150)
    let outputs = try Self.run(commands)
    try #require(outputs.count == commands.count)
    var rest = outputs[...]
    let found = pieces.map { piece in
      guard case .command(let lines, _) = piece else { return piece }
      return Piece.command(lines, output: rest.removeFirst())
    }
    if Self.isWriting {
      try Self.text(found).write(to: Self.document, atomically: true, encoding: .utf8)
      return
    }
    for (wanted, found) in zip(pieces, found) where wanted != found {
      guard case .command(let lines, let said) = wanted, case .command(_, let says) = found else { continue }
      Issue.record("\(lines.joined(separator: "\n"))\nsaid: \(said)\nsays: \(says)")
    }
  }
}
