import Foundation
import RDF
import TestSupport
import Testing

/// The command line's sides of the service: pipes, contexts, models, and clients in other languages.
@Suite(.timeLimit(.minutes(60))) struct ServiceTests {
  private static var repository: URL {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url
  }

  private func tool(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  /// Runs another program and returns its status and all that it says.
  private func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private func vocabulary(_ store: ServedStore) throws {
    try store.folder.write(
      "v.ttl",
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <https://example.org/v/> a skos:ConceptScheme ; skos:prefLabel "V"@en .
      <https://example.org/v/1> a skos:Concept ; skos:prefLabel "archives"@en ;
        skos:definition "Where records are kept."@en ; skos:inScheme <https://example.org/v/> .
      """)
    try store.succeed(nil, ["vocabulary", "import", store.folder.file("v.ttl")])
  }

  @Test func `a client in Python proposes, reviews and releases by what the protocol's page says`() throws {
    guard let python = tool("python3") else { return }
    let store = try ServedStore()
    try vocabulary(store)
    let roles = ["proposer", "reviewer", "manager", "publisher"]
    try store.appoint(roles)
    let result = try run(
      python,
      [
        Self.repository.appendingPathComponent("examples/propose_review_release.py").path, store.socket, "v",
        "https://example.org/v/1",
      ] + roles.map { store.folder.file($0 + ".token") })
    #expect(result.status == 0, "\(result.output)")
    let labels = try store.succeed(nil, ["concept", "show", "archives", "--at", "9.0.0"])
    #expect(labels.contains("better name"))
  }

  @Test func `a shell with socat and jq looks an entry up`() throws {
    guard let shell = tool("sh"), tool("socat") != nil, tool("jq") != nil else { return }
    let store = try ServedStore()
    try vocabulary(store)
    let script = Self.repository.appendingPathComponent("examples/look-up.sh").path
    let found = try run(shell, [script, store.socket, "v", "archives"])
    #expect(found.output == "archives  <https://example.org/v/1>\n  Where records are kept.\n")
    #expect(try run(shell, [script, store.socket, "v", "nothing"]).status == 1)
  }

  @Test func `a server on standard input and output answers and ends with its input`() throws {
    let folder = try Folder()
    let requests =
      #"{"jsonrpc":"2.0","id":1,"method":"session.whoami"}"# + "\n"
      + #"{"jsonrpc":"2.0","id":2,"method":"rpc.health"}"# + "\n"
    let result = try Program.run(
      ["serve", "--stdio", "--store", folder.file("store"), "--log-format", "json"],
      input: Data(requests.utf8))
    #expect(result.status == 0, "\(result.everything)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains(#""account":"administrator""#) == true)
    #expect(lines.last?.contains(#""writable":true"#) == true)
  }

  @Test func `a language model's program looks up and drafts over pipes`() throws {
    let store = try ServedStore()
    try vocabulary(store)
    try store.appoint(["proposer"])
    let requests = [
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"look_up","arguments":{"vocabulary":"v","entry":"archives"}}}"#,
    ]
    let result = try store.run(
      "proposer", ["mcp"], input: Data((requests.joined(separator: "\n") + "\n").utf8))
    #expect(result.status == 0, "\(result.everything)")
    let answers = try result.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
    #expect(answers.map { $0["id"] } == [1, 2, 3])
    #expect(answers.last?["result"]?["structuredContent"]?["iri"] == "https://example.org/v/1")
  }

  @Test func `contexts are kept for their owner alone, and say what is meant`() throws {
    let store = try ServedStore()
    try vocabulary(store)
    try store.appoint(["proposer"])
    let environment = ["TERMCTL_CONFIG": store.folder.file("config/config.json")]
    func run(_ arguments: [String], _ more: [String: String] = [:]) throws -> Program.Result {
      try Program.run(arguments, environment: environment.merging(more) { $1 })
    }
    let token = store.folder.file("proposer.token")
    let add = [
      "context", "add", "work", "--server", store.socket, "--token-file", token, "--vocabulary", "v",
    ]
    // Others could act for the account if they could read its token.
    chmod(token, 0o644)
    #expect(try run(add).status == 3)
    chmod(token, 0o600)
    #expect(try run(add).status == 0)
    #expect(try run(["context", "add", "other", "--store", store.folder.file("nowhere")]).status == 0)
    #expect(try run(["context", "list"]).output.hasPrefix("  other"))
    #expect(try run(["context", "list"]).output.contains("* work"))
    var status = stat()
    #expect(stat(store.folder.file("config/config.json"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(!store.folder.text("config/config.json").contains("cct_"))

    #expect(try run(["concept", "show", "archives"]).output.hasPrefix("archives"))
    let drafted = try run(["change", "new", "T", "-j", "J", "--output", "json"])
    #expect(drafted.output.contains("\"proposer\""), "\(drafted.everything)")
    #expect(try run(["context", "use", "other"]).status == 0)
    #expect(try run(["concept", "show", "archives"]).status == 3)
    #expect(
      try run(["concept", "show", "archives"], ["TERMCTL_CONTEXT": "work"]).output.hasPrefix("archives"))
    #expect(try run(["concept", "show", "archives"], ["TERMCTL_CONTEXT": "none"]).status == 2)
    #expect(try run(["context", "remove", "other"]).status == 0)
    #expect(try run(["context", "use", "other"]).status == 5)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a script that completes commands knows them all`(_ shell: String) throws {
    let result = try Program.run(["--generate-completion-script", shell])
    #expect(result.status == 0)
    for word in ["concept", "context", "serve", "mcp", "search"] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  @Test func `the manual page has every command`() throws {
    guard let python = tool("python3") else { return }
    let help = try Program.run(["--experimental-dump-help"])
    let folder = try Folder()
    try folder.write("help.json", help.output)
    let script = Self.repository.appendingPathComponent("Scripts/man-page.py").path
    let page = try run("/bin/sh", ["-c", "\(python) '\(script)' < '\(folder.file("help.json"))'"])
    #expect(page.status == 0, "\(page.output)")
    for name in ["termctl serve", "termctl concept search", "termctl context use", "termctl mcp"] {
      #expect(page.output.contains(".SS \(name)\n"), "\(name)")
    }
  }

  @Test func `a supervisor is told when the server is ready, reloading and stopping`() throws {
    let folder = try Folder()
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    let path = folder.file("notify")
    #expect(withUnixAddress(path) { bind(descriptor, $0, $1) } == 0)
    func told() -> String {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
    let server = try Running(
      ["serve", "--store", folder.file("store")], environment: ["NOTIFY_SOCKET": path])
    #expect(told() == "READY=1")
    server.kill(SIGHUP)
    #expect(told().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(told() == "READY=1")
    server.kill(SIGTERM)
    #expect(told() == "STOPPING=1")
    #expect(server.wait().status == 0)
  }

  @Test func `a socket that a supervisor listens on is served and left where it is`() throws {
    guard let python = tool("python3") else { return }
    let folder = try Folder()
    let path = folder.file("socket")
    let start = """
      import os, socket, sys
      listener = socket.socket(socket.AF_UNIX)
      listener.bind(sys.argv[1])
      listener.listen()
      os.dup2(listener.fileno(), 3)
      os.set_inheritable(3, True)
      os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
      os.execv(sys.argv[2], sys.argv[2:])
      """
    let server = try Running(
      ["-c", start, path, Program.path, "serve", "--store", folder.file("store")], program: python)
    // A connection waits in the queue of the socket until the server takes it.
    while !FileManager.default.fileExists(atPath: path), server.process.isRunning { usleep(1_000) }
    var answer = try Program.run(["vocabulary", "list", "--socket", path])
    while answer.status == 7, server.process.isRunning {
      answer = try Program.run(["vocabulary", "list", "--socket", path])
    }
    #expect(answer.status == 0, "\(answer.everything)")
    server.kill(SIGTERM)
    #expect(server.wait().status == 0)
    #expect(FileManager.default.fileExists(atPath: path))
  }
}
