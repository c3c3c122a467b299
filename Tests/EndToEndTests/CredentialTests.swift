import Foundation
import RDF
import Testing

/// Tokens, from their files to the server and nowhere else.
@Suite(.timeLimit(.minutes(60))) struct `Tokens on the command line` {
  @Test func `a file that others than its owner can read is refused, and nobody is signed in by it`() throws {
    let store = try ServedStore()
    try store.succeed(nil, ["vocabulary", "create", "v"])
    try store.appoint(["proposer"])
    let file = store.folder.file("proposer.token")
    func run(_ environment: [String: String] = [:], _ arguments: String...) throws -> Program.Result {
      try Program.run(
        ["user", "whoami", "--store", store.directory] + arguments, environment: environment)
    }
    for mode in [0o644, 0o640, 0o604, 0o660, 0o620, 0o601] as [mode_t] {
      chmod(file, mode)
      for result in [try run([:], "--token-file", file), try run(["TERMCTL_TOKEN_FILE": file])] {
        #expect(result.status == 3 && result.output.isEmpty, "\(String(mode, radix: 8))")
        #expect(
          result.errors.contains("\(file) can be read by others") && result.errors.contains("chmod 600"))
        #expect(!result.errors.contains("cct_"))
      }
    }
    for mode in [0o600, 0o400] as [mode_t] {
      chmod(file, mode)
      for result in [try run([:], "--token-file", file), try run(["TERMCTL_TOKEN_FILE": file])] {
        #expect(result.status == 0 && result.output.hasPrefix("proposer"), "\(result.everything)")
      }
    }
    let token = store.folder.text("proposer.token").trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try run(["TERMCTL_TOKEN": token]).output.hasPrefix("proposer"))
    #expect(try run([:], "--token-file", store.folder.file("none")).status == 3)
    // A pipe is nobody else's, whatever its mode.
    let piped = try Running(
      [
        "-c",
        "cat '\(file)' | '\(Program.path)' user whoami --store '\(store.directory)' --token-file /dev/stdin",
      ], program: "/bin/sh"
    ).wait()
    #expect(piped.output.hasPrefix("proposer"), "\(piped.everything)")
  }

  @Test func `no token is in the log of a server, however much it writes there`() throws {
    let folder = try Folder()
    let directory = folder.file("store")
    let server = try Running([
      "serve", "--store", directory, "--log-level", "trace", "--log-format", "json",
    ])
    defer {
      server.kill(SIGKILL)
      server.wait()
    }
    let deadline = Date(timeIntervalSinceNow: 1_800)
    while !server.errors.contains("serving"), server.process.isRunning, Date() < deadline { usleep(10_000) }
    func termctl(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Result {
      try Program.run(arguments + ["--store", directory], environment: environment)
    }
    #expect(try termctl(["user", "add", "ann"]).status == 0)
    let token = try termctl(["token", "create", "ann"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try termctl(["user", "whoami"], ["TERMCTL_TOKEN": token]).output.hasPrefix("ann"))
    let canary = "cct_1_" + String(repeating: "c0ffee", count: 10) + "c0ff"
    #expect(try termctl(["user", "whoami"], ["TERMCTL_TOKEN": canary]).status == 4)
    let connection = try BareConnection(directory + "/socket")
    for line in [
      #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":{"protocolVersion":1,"tokn":"\#(canary)"}}"#,
      #"{"jsonrpc":"2.0","id":"\#(canary)","method":"\#(canary)","params":{"token":"\#(token)"}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":{"protocolVersion":1,"token":"\#(canary)"#,
      #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":{"protocolVersion":1,"client":"a program","token":"\#(token)"}}"#,
    ] { _ = connection.ask(line) }
    // The administrator's own calls are logged by now, so what came before them is too.
    #expect(try termctl(["vocabulary", "list"]).status == 0)
    let log = server.errors
    #expect(log.contains("rpc.hello") && log.contains("session.whoami"))
    let secret = try #require(token.split(separator: "_").last.map(String.init))
    #expect(!log.contains(secret) && !log.contains("c0ffeec0ffee"))
  }
}
