import Foundation
import Logging
import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct `The server for language models` {
  private let directory: String
  private let store: Store
  private let service: Service

  init() throws {
    directory = "/tmp/cm-" + UUID().uuidString.prefix(8)
    store = try Store(directory: directory, ownerDescription: "a test")
    try store.bootstrapAdministrator(userID: getuid())
    service = try Service(
      store: store, limits: .patient, transferArea: TransferArea(folder: store.spoolDirectory),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let client = InProcessClient(service.dispatcher, identity: .user(uid: getuid()))
    _ = try client.callNow(
      "vocabulary.create", ["name": "v", "namespace": "https://example.org/", "title": "V"])
    for role in ["proposer", "reviewer", "manager"] {
      _ = try client.callNow(
        "user.grant", ["vocabulary": "v", "user": "administrator", "role": .string(role)])
    }
    let graph = Graph([
      Triple(
        .iri(IRI(uncheckedValid: "https://example.org/1")), .SKOS.prefLabel,
        .literal(.languageTagged("archives", try LanguageTag("en"))))
    ])
    let manager = try #require(try store.principal(forUserID: getuid()))
    _ = try store.importGraph(
      graph, mode: .replace, message: "",
      grant: store.authorize(manager, for: .importContent, vocabulary: "v"))
  }

  private func server() -> MCPServer {
    MCPServer(client: InProcessClient(service.dispatcher, identity: .user(uid: getuid())))
  }

  private func initialized() async throws -> MCPServer {
    let server = server()
    _ = try await ask(
      server, "initialize",
      [
        "protocolVersion": "2025-06-18", "capabilities": [:],
        "clientInfo": ["name": "test", "version": "1"],
      ])
    #expect(
      await server.answer(to: Array(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#.utf8)) == nil)
    return server
  }

  private func ask(_ server: MCPServer, _ method: String, _ parameters: JSON = [:]) async throws -> JSON {
    let request: JSON = ["jsonrpc": "2.0", "id": "a", "method": .string(method), "params": parameters]
    let answer = try #require(await server.answer(to: request.serialized(.compact)))
    #expect(!answer.contains(0x0A))
    let json = try JSON(parsing: answer)
    #expect(json["jsonrpc"] == "2.0" && json["id"] == "a")
    return json
  }

  private func call(_ server: MCPServer, _ tool: String, _ arguments: JSON) async throws -> JSON {
    try #require(
      try await ask(server, "tools/call", ["name": .string(tool), "arguments": arguments])["result"])
  }

  private func end() {
    store.close()
    try? FileManager.default.removeItem(atPath: directory)
  }

  @Test(arguments: [
    ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"),
    ("1999-01-01", "2025-11-25"),
  ])
  func `the client's revision of the protocol is spoken, or the newest offered`(
    _ wanted: String, _ spoken: String
  ) async throws {
    defer { end() }
    let answer = try await ask(
      server(), "initialize", ["protocolVersion": .string(wanted), "capabilities": [:]])
    #expect(answer["result"]?["protocolVersion"] == .string(spoken))
    #expect(answer["result"]?["capabilities"]?["tools"] != nil)
    #expect(answer["result"]?["serverInfo"]?["name"] == "concordat")
  }

  @Test func `nothing is done before the client has introduced itself`() async throws {
    defer { end() }
    #expect(try await ask(server(), "tools/list")["error"]?["code"] == -32600)
    #expect(try await ask(server(), "ping")["result"] == [:])
  }

  @Test(arguments: [
    ("{", -32700), ("[]", -32600), (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"change.submit"}}"#, -32602),
  ])
  func `what is no request of the protocol is refused with its number`(_ line: String, _ code: Int)
    async throws
  {
    defer { end() }
    let server = try await initialized()
    let answer = try JSON(parsing: try #require(await server.answer(to: Array(line.utf8))))
    #expect(answer["error"]?["code"] == .int(code))
  }

  @Test func `every tool is described as the protocol wants it, and none decides`() async throws {
    defer { end() }
    let server = try await initialized()
    let tools = try #require(try await ask(server, "tools/list")["result"]?["tools"]?.array)
    #expect(tools.count == MCPTool.all.count)
    for tool in tools {
      let name = try #require(tool["name"]?.string)
      #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
      #expect(tool["description"]?.string?.isEmpty == false)
      #expect(tool["inputSchema"]?["type"] == "object")
      for word in ["submit", "approve", "merge", "release", "reject"] { #expect(!name.contains(word)) }
    }
  }

  @Test func `an entry is looked up with what it is cited by`() async throws {
    defer { end() }
    let server = try await initialized()
    let found = try await call(server, "search_terms", ["vocabulary": "v", "text": "arch"])
    #expect(found["isError"] == false)
    #expect(found["structuredContent"]?["hits"]?.array?.first?["iri"] == "https://example.org/1")
    let shown = try await call(server, "look_up", ["vocabulary": "v", "entry": "archives"])
    #expect(shown["structuredContent"]?["revision"] == 1)
    let text = try #require(shown["content"]?.array?.first?["text"]?.string)
    #expect(try JSON(parsing: Array(text.utf8)) == shown["structuredContent"])
    #expect(shown["content"]?.array?.first?["type"] == "text")
  }

  private static let refused: [(String, JSON)] = [
    ("look_up", ["vocabulary": "v", "entry": "nothing"]), ("look_up", ["vocabulary": "v"]),
    ("look_up", ["vocabulary": "v", "entry": "1", "submit": true]),
    ("compare", ["vocabulary": "v", "from": "9.9.9", "to": "head"]),
  ]

  @Test(arguments: refused)
  func `what a tool refuses is a result that says so`(_ tool: String, _ arguments: JSON) async throws {
    defer { end() }
    let result = try await call(try await initialized(), tool, arguments)
    #expect(result["isError"] == true)
    #expect(result["content"]?.array?.first?["text"]?.string?.hasSuffix(".") == true)
  }

  @Test func `a change is drafted and checked, and stays a draft`() async throws {
    defer { end() }
    let server = try await initialized()
    let edits: JSON = [["op": "add", "property": "altLabel", "language": "en", "values": ["records"]]]
    let drafted = try await call(
      server, "draft_change",
      ["vocabulary": "v", "entry": "archives", "title": "T", "reason": "R", "edits": edits])
    #expect(drafted["isError"] == false, "\(drafted)")
    let number = try #require(drafted["structuredContent"]?["change"]?.int)
    #expect(drafted["structuredContent"]?["request"]?["state"] == "draft")
    let checked = try await call(server, "check_draft", ["vocabulary": "v", "change": .int(number)])
    #expect(checked["structuredContent"]?["findings"]?.array != nil)
    let history = try await call(server, "explain_history", ["vocabulary": "v", "entry": "archives"])
    #expect(history["structuredContent"]?["versions"]?.array?.count == 1)
  }

  @Test func `a draft whose edits are refused does not stay in the way`() async throws {
    defer { end() }
    let server = try await initialized()
    let edits: JSON = [["op": "add", "property": "no such property", "values": ["x"]]]
    let drafted = try await call(
      server, "draft_change",
      ["vocabulary": "v", "entry": "archives", "title": "T", "reason": "R", "edits": edits])
    #expect(drafted["isError"] == true)
    let requests = try await call(server, "list_change_requests", ["vocabulary": "v"])
    #expect(requests["structuredContent"]?["requests"]?.array?.first?["state"] == "withdrawn")
  }
}
