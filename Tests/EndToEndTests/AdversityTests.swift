import Foundation
import RDF
import TestSupport
import Testing

/// What happens when things go wrong: files, interruptions, second processes, peers without manners.
@Suite(.serialized) struct `The program in adversity` {
  private static let sound = """
    <https://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "A"@en .

    """

  @Test func `a malformed file is refused with its position, and the store stays as it was`() throws {
    let store = try ServedStore()
    let file = try store.folder.write("v.nt", Self.sound)
    try store.succeed(nil, ["vocabulary", "import", file])
    let cases: [(name: String, text: String, place: String)] = [
      ("v.nt", Self.sound + "<https://example.org/b> <https://example.org/p> .\n", "2:"),
      ("v.ttl", "@prefix a: <https://example.org/> .\na:x a:y\n  b:z .", "3:3"),
      (
        "v.rdf", "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description>\n",
        "2:18"
      ),
      ("v.jsonld", "{\"@id\": \"https://example.org/a\",\n  \"@type\": }", "2:"),
    ]
    for (name, text, place) in cases {
      let bad = try store.folder.write("bad-" + name, text)
      let message = try store.fail(nil, ["vocabulary", "import", bad, "-V", "v"], status: 3)
      #expect(message.contains("bad-\(name):\(place)"), "\(message)")
    }
    // Also where the vocabulary would only be made by the import.
    try store.fail(nil, ["vocabulary", "import", store.folder.file("bad-v.ttl")], status: 3)
    #expect(try store.succeed(nil, ["vocabulary", "list"]).split(separator: "\n").count == 1)
    try store.fail(nil, ["vocabulary", "import", store.folder.file("none.ttl"), "-V", "v"], status: 3)
    try store.fail(nil, ["vocabulary", "import", store.folder.path, "-V", "v"], status: 3)
    #expect(try store.succeed(nil, ["vocabulary", "revisions", "-V", "v"]).split(separator: "\n").count == 1)
    #expect(try store.succeed(nil, ["store", "check"]).contains("all is well"))
  }

  @Test func `a mistyped path makes no store`() throws {
    let folder = try Folder()
    let result = try Program.run(["concept", "show", "x", "--store", folder.file("typo")])
    #expect(result.status == 3 && result.errors.contains("there is no store in"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("typo")))
  }

  @Test func `check points at the line, and its status tells CI what to do`() throws {
    let folder = try Folder()
    let bad = try folder.write(
      "bad.ttl",
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <https://example.org/a> a skos:Concept ;
        skos:prefLabel "one"@en ;
        skos:prefLabel "two"@en .

      """)
    let good = try folder.write(
      "good.ttl", "<https://example.org/a> a <http://www.w3.org/2004/02/skos/core#Concept> .\n")
    let broken = try folder.write("broken.ttl", "<https://example.org/a> a\n")
    let found = try Program.run(["check", bad, "--profile", "core"])
    #expect(found.status == 1)
    #expect(found.output.hasPrefix("\(bad):4:18: error: "), "\(found.output)")
    #expect(found.output.contains("[multiple-pref-labels]"))
    #expect(try Program.run(["check", good, "--profile", "core"]).status == 0)
    #expect(try Program.run(["check", bad, broken]).status == 3)
    #expect(try Program.run(["check"]).status == 2)
    #expect(try Program.run(["check", folder.file("none.ttl")]).status == 3)
    let json = try JSON(
      parsing: Array(Program.run(["check", bad, "--profile", "core", "--output", "json"]).output.utf8))
    #expect(json["files"]?[0]?["findings"]?[0]?["line"]?.int == 4)
    let piped = try Program.run(["check", "-", "--format", "ttl"], input: Data("<a> <b> <c> .".utf8))
    #expect(piped.status == 3 && piped.output.contains("-:1:1:"), "\(piped.everything)")
  }

  @Test func `an import that is killed leaves the store as it was before or after`() throws {
    let folder = try Folder()
    var text = ""
    for number in 0..<20_000 {
      text +=
        "<https://example.org/\(number)> <http://www.w3.org/2004/02/skos/core#prefLabel> \"entry \(number)\"@en .\n"
    }
    let file = try folder.write("big.nt", text)
    let directory = folder.file("store")
    func termctl(_ arguments: [String]) throws -> Program.Result {
      try Program.run(arguments + ["--store", directory])
    }
    #expect(try termctl(["vocabulary", "create", "big"]).status == 0)
    var generator = SystemRandomNumberGenerator()
    var outcomes: Set<Bool> = []
    // SIGINT is Ctrl-C; the moments are spread over what an import takes here, whatever the machine.
    let start = Date()
    #expect(try termctl(["vocabulary", "import", file, "-V", "big", "--dry-run"]).status == 0)
    let span = Date().timeIntervalSince(start) * 2
    for round in 0..<12 {
      let running = try Running(["vocabulary", "import", file, "-V", "big", "--store", directory])
      let delay = Double.random(in: 0...span, using: &generator)
      usleep(UInt32(delay * 1_000_000))
      running.kill(round % 2 == 0 ? SIGKILL : SIGINT)
      running.wait()
      let check = try termctl(["store", "check"])
      #expect(
        check.status == 0 && check.output.contains("all is well"),
        "killed after \(delay) s: \(check.everything)")
      let revisions = try termctl(["vocabulary", "revisions", "-V", "big"]).output.split(separator: "\n")
      #expect(revisions.count <= 1, "killed after \(delay) s: \(revisions)")
      if let revision = revisions.first {
        #expect(revision.contains("+20000 ~0 -0"), "killed after \(delay) s")
      }
      outcomes.insert(revisions.isEmpty)
      if !revisions.isEmpty { break }
    }
    #expect(outcomes.contains(true), "no kill came before the end of an import")
  }

  @Test func `a killed server loses nothing that it acknowledged, and starts again over its own socket`()
    throws
  {
    let store = try ServedStore()
    let file = try store.folder.write("v.nt", Self.sound)
    try store.succeed(nil, ["vocabulary", "import", file])
    store.server.kill(SIGKILL)
    store.server.wait()
    try store.restart()
    #expect(try store.succeed(nil, ["vocabulary", "revisions"]).contains("+1 ~0 -0"))
    #expect(try store.succeed(nil, ["store", "check"]).contains("all is well"))
  }

  @Test func `a second server on the same store is told who owns it`() throws {
    let store = try ServedStore()
    let second = try Program.run([
      "serve", "--store", store.directory, "--socket", store.folder.file("other"),
    ])
    #expect(second.status == 7)
    #expect(
      second.errors.contains("in use by termctl serve (process \(store.server.process.processIdentifier))"))
  }

  @Test func `a server stops when asked, and says nothing was wrong`() throws {
    for signal in [SIGTERM, SIGINT] {
      let store = try ServedStore()
      try store.succeed(nil, ["vocabulary", "list"])
      store.server.kill(signal)
      let end = store.server.wait()
      #expect(end.status == 0, "\(end.errors)")
      #expect(!FileManager.default.fileExists(atPath: store.socket))
    }
  }

  @Test func `lines that are no requests are answered as JSON-RPC says, and the server goes on`() throws {
    let store = try ServedStore()
    let connection = try BareConnection(store.socket)
    func code(_ line: String) throws -> Int? {
      try connection.ask(line).map { try JSON(parsing: Array($0.utf8)) }?["error"]?["code"]?.int
    }
    #expect(try code("this is not JSON") == -32700)
    #expect(try code("{\"jsonrpc\": \"2.0\", \"method\": \"rpc.ping\", \"id\": 1") == -32700)
    #expect(try code("[]") == -32600)
    #expect(try code("1") == -32600)
    #expect(try code("{\"jsonrpc\": \"2.0\", \"method\": \"no.such\", \"id\": 1}") == -32601)
    #expect(
      try code("{\"jsonrpc\": \"2.0\", \"method\": \"concept.get\", \"id\": 1, \"params\": {}}") == -32602)
    let batch = """
      [{"jsonrpc":"2.0","method":"rpc.ping","id":1},{"jsonrpc":"2.0","method":"rpc.ping"},\
      {"jsonrpc":"2.0","method":"no.such","id":"x"},7]
      """
    let answers = try JSON(parsing: Array((connection.ask(batch) ?? "").utf8)).array ?? []
    #expect(answers.count == 3)
    #expect(answers.map { $0["error"]?["code"]?.int } == [nil, -32601, -32600])
    try store.succeed(nil, ["vocabulary", "list"])
  }

  @Test func `a line of 100 MB is cut off at the limit while others are served`() throws {
    let store = try ServedStore()
    let connection = try BareConnection(store.socket)
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    var sentAll = true
    for _ in 0..<100 where sentAll { sentAll = connection.send(piece) }
    let answer = connection.line()
    #expect(answer == nil || answer?.contains("limit") == true, "\(answer ?? "")")
    #expect(connection.line() == nil, "the connection stays open")
    try store.succeed(nil, ["vocabulary", "list"])
  }

  @Test func `whoever has no account reads what is public and no more, and is on record`() throws {
    let store = try ServedStore()
    let file = try store.folder.write("v.nt", Self.sound)
    try store.succeed(nil, ["vocabulary", "import", file])
    try store.succeed(nil, ["user", "add", "guest"])
    try store.folder.write("guest.token", store.succeed(nil, ["token", "create", "guest"]))
    try store.succeed("guest", ["concept", "show", "https://example.org/a"])
    for command in [
      ["vocabulary", "import", file, "-V", "v"], ["vocabulary", "create", "w"], ["user", "add", "x"],
      ["user", "list"],
      ["token", "create", "guest"], ["audit", "list"], ["store", "check"], ["release", "create", "1.0"],
      ["change", "new", "x"], ["user", "grant", "guest", "owner"],
    ] {
      try store.fail("guest", command, status: 4)
    }
    let denied = try store.succeed(nil, ["audit", "list"]).split(separator: "\n").filter {
      $0.contains("denied ")
    }
    #expect(denied.count == 10)
    try store.folder.write("wrong.token", "cct_1_" + String(repeating: "00", count: 32))
    try store.fail("wrong", ["concept", "show", "https://example.org/a"], status: 4)
  }
}
