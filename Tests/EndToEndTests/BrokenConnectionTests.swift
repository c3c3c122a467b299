import Foundation
import RDF
import Synchronization
import Testing

/// Commands whose server is killed and started again while they are at it.
@Suite(.timeLimit(.minutes(60))) struct `A command whose connection breaks` {
  private static let vocabulary = """
    <https://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Alpha"@en .

    """

  /// A served store with a vocabulary and a proposer.
  private static func served() throws -> ServedStore {
    let store = try ServedStore()
    try store.folder.write("v.nt", vocabulary)
    try store.succeed(nil, ["vocabulary", "import", store.folder.file("v.nt")])
    try store.appoint(["proposer"])
    return store
  }

  /// Runs a command through a proxy that cuts one request of a method off while the server is killed and started again.
  private static func run(
    _ store: ServedStore, _ arguments: [String], cutting method: String, _ fate: CuttingProxy.Fate,
    environment: [String: String] = [:]
  ) throws -> (result: Program.Result, methods: [String]) {
    let isCut = Atomic(false)
    // The command waits for its answer meanwhile, and the test for the command.
    nonisolated(unsafe) let served = store
    let proxy = try CuttingProxy(
      at: store.folder.file("proxy-\(UUID().uuidString.prefix(8))"), to: store.socket,
      cut: {
        served.server.kill(SIGKILL)
        served.server.wait()
        do { try served.restart() } catch { Issue.record(error) }
      },
      { asked in
        guard asked == method, !isCut.exchange(true, ordering: .relaxed) else { return .passedOn }
        return fate
      })
    defer { proxy.close() }
    let result = try Program.run(arguments + ["--socket", proxy.path], environment: environment)
    let wasCut = isCut.load(ordering: .relaxed)
    #expect(wasCut, "\(method) was never asked for: \(proxy.methods)")
    return (result, proxy.methods)
  }

  @Test(arguments: [CuttingProxy.Fate.lost, .unanswered])
  func `asks again what it only reads`(_ fate: CuttingProxy.Fate) throws {
    let store = try Self.served()
    let (result, methods) = try Self.run(
      store, ["concept", "show", "Alpha", "-V", "v"], cutting: "concept.get", fate)
    #expect(result.status == 0 && result.output.hasPrefix("Alpha"), "\(result.everything)")
    #expect(methods.filter { $0 == "concept.get" }.count == 2)
  }

  @Test(arguments: [CuttingProxy.Fate.lost, .unanswered])
  func `writes once`(_ fate: CuttingProxy.Fate) throws {
    let store = try Self.served()
    let (result, methods) = try Self.run(
      store,
      [
        "change", "new", "Once", "-j", "so", "-V", "v", "--token-file", store.folder.file("proposer.token"),
      ], cutting: "change.create", fate)
    #expect(result.status == 0, "\(result.everything)")
    #expect(methods.filter { $0 == "change.create" }.count == 2)
    let listed = try store.succeed("proposer", ["change", "list", "-V", "v"])
    #expect(listed.split(separator: "\n").count == 1, "\(listed)")
    // The new connection has signed in like the old one.
    #expect(listed.contains("proposer"))
  }

  @Test(arguments: [
    ("upload.append", CuttingProxy.Fate.lost), ("upload.append", .unanswered),
    ("vocabulary.import", .lost), ("vocabulary.import", .unanswered),
  ])
  func `brings its file again and imports it once`(_ method: String, _ fate: CuttingProxy.Fate) throws {
    let store = try Self.served()
    let file = try store.folder.write(
      "w.nt", Self.vocabulary.replacing("Alpha", with: "Beta").replacing("/a>", with: "/b>"))
    let (result, _) = try Self.run(
      store, ["vocabulary", "import", file, "-V", "v"], cutting: method, fate)
    #expect(result.status == 0 && result.output.hasPrefix("v revision 2: "), "\(result.everything)")
    let revisions = try store.succeed(nil, ["vocabulary", "revisions", "-V", "v"])
    #expect(revisions.split(separator: "\n").count == 2, "\(revisions)")
  }

  @Test func `fetches its download again`() throws {
    let store = try Self.served()
    let whole = try store.succeed(nil, ["vocabulary", "export", "-V", "v", "--format", "ntriples"])
    let file = store.folder.file("out.nt")
    let (result, _) = try Self.run(
      store, ["vocabulary", "export", "-V", "v", "--format", "ntriples", "--to", file],
      cutting: "download.read", .unanswered)
    #expect(result.status == 0, "\(result.everything)")
    #expect(store.folder.text("out.nt") == whole && !whole.isEmpty)
  }

  @Test func `says that it does not know, where asking again could do the same twice`() throws {
    let store = try Self.served()
    let (result, methods) = try Self.run(
      store, ["token", "create", "proposer"], cutting: "token.create", .unanswered)
    #expect(result.status == 7 && result.output.isEmpty, "\(result.everything)")
    #expect(result.errors.contains("not known"))
    #expect(methods.filter { $0 == "token.create" }.count == 1)
  }

  @Test func `does not ask again if it is told not to`() throws {
    let store = try Self.served()
    let (result, _) = try Self.run(
      store, ["concept", "show", "Alpha", "-V", "v"], cutting: "concept.get", .lost,
      environment: ["TERMCTL_RECONNECT": "0"])
    #expect(result.status == 7, "\(result.everything)")
    let wrong = try Program.run(
      ["vocabulary", "list", "--socket", store.socket], environment: ["TERMCTL_RECONNECT": "soon"])
    #expect(wrong.status == 2)
  }

  @Test func `goes on after the server was killed between two of its requests, for hours if need be`() throws
  {
    let store = try Self.served()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["mcp", "--socket", store.socket]
    process.environment = ["LANG": "C", "TERMCTL_RECONNECT": "3600"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    func ask(_ line: String) throws -> String {
      input.fileHandleForWriting.write(Data((line + "\n").utf8))
      var answer = Data()
      while !answer.contains(0x0A) {
        let more = output.fileHandleForReading.availableData
        try #require(!more.isEmpty, "the program has ended")
        answer.append(more)
      }
      return String(decoding: answer, as: UTF8.self)
    }
    _ = try ask(
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
    )
    input.fileHandleForWriting.write(
      Data((#"{"jsonrpc":"2.0","method":"notifications/initialized"}"# + "\n").utf8))
    let lookUp =
      #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"look_up","arguments":{"vocabulary":"v","entry":"Alpha"}}}"#
    #expect(try ask(lookUp).contains("https://example.org/a"))
    for signal in [SIGKILL, SIGTERM] {
      store.server.kill(signal)
      store.server.wait()
      try store.restart()
      #expect(try ask(lookUp).contains("https://example.org/a"))
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `hears of everything once, also of what happened while there was no server`() throws {
    let store = try Self.served()
    let watching = try Running(
      [
        "vocabulary", "watch", "-V", "v", "--after", "0", "--kind", "content", "--count", "4", "--output",
        "json",
        "--socket", store.socket,
      ], environment: ["TERMCTL_RECONNECT": "3600"])
    // Once it has told of the first import it has a connection that can break.
    while !watching.output.contains("\n"), watching.process.isRunning { usleep(10_000) }
    let file = store.folder.file("v.nt")
    for round in 1...3 {
      try store.folder.write("v.nt", Self.vocabulary.replacing("Alpha", with: "Alpha \(round)"))
      store.server.kill(round == 2 ? SIGTERM : SIGKILL)
      store.server.wait()
      // Without a server the command opens the store itself.
      try store.succeed(nil, ["vocabulary", "import", file, "-V", "v"])
      try store.restart()
    }
    let result = watching.wait()
    #expect(result.status == 0, "\(result.everything)")
    let events = try result.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
    #expect(events.map { $0["revision"]?.int } == [1, 2, 3, 4])
    #expect(events.allSatisfy { $0["action"] == "vocabulary.import" })
  }
}
