import RDF
import SKOSStore
import Synchronization
import Testing

@testable import TermService

@Suite struct DispatcherTests {
  private let service = TestService()

  /// Sends a line and returns the answer.
  private func ask(_ dispatcher: Dispatcher, _ session: Session, _ line: String) throws -> JSON {
    try JSON(parsing: try #require(dispatcher.reply(to: Array(line.utf8), in: session).bytes))
  }

  private func request(_ method: String, _ parameters: JSON = [:]) -> String {
    let json: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": parameters]
    return String(validating: json.serialized(.compact), as: UTF8.self) ?? ""
  }

  // MARK: Who may

  @Test func `a role that is granted or taken counts from the next request`() throws {
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.inProcess, identity: .account(1))
    let write = request("thing.write", ["vocabulary": "demo"])
    #expect(try ask(dispatcher, session, write)["result"] == [:])
    service.accounts.withLock {
      $0["ann"] = Principal(accountID: 1, name: "ann", isAdministrator: false, roles: [7: [.reader]])
    }
    #expect(try ask(dispatcher, session, write)["error"]?["data"]?["name"] == "forbidden")
    service.accounts.withLock {
      $0["ann"] = Principal(accountID: 1, name: "ann", isAdministrator: false, roles: [7: [.proposer]])
    }
    #expect(try ask(dispatcher, session, write)["result"] == [:])
    #expect(service.writeCount.load(ordering: .relaxed) == 2)
  }

  @Test func `a token that is revoked counts from the next request`() throws {
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.tcp)
    let hello = try ask(
      dispatcher, session, request("rpc.hello", ["protocolVersion": 1, "token": "tok-bob"]))
    #expect(hello["result"]?["account"] == "bob")
    #expect(hello["result"]?["isAdministrator"] == true)
    #expect(try ask(dispatcher, session, request("account.name"))["result"] == "bob")
    service.accounts.withLock { $0["bob"] = nil }
    #expect(try ask(dispatcher, session, request("account.name"))["error"]?["code"] == -32001)
  }

  @Test func `a wrong token leaves the identity as it is`() throws {
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.unixSocket, peerUID: 4711, identity: .user(uid: 4711))
    let hello = try ask(dispatcher, session, request("rpc.hello", ["protocolVersion": 1, "token": "wrong"]))
    #expect(hello["error"]?["data"]?["name"] == "unauthenticated")
    #expect(try ask(dispatcher, session, request("account.name"))["result"] == "ann")
  }

  @Test func `the wrong tokens of one batch count one by one`() throws {
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.tcp)
    let hello = request("rpc.hello", ["protocolVersion": 1, "token": "wrong"])
    let right = request("rpc.hello", ["protocolVersion": 1, "token": "tok-ann"])
    let line = "[" + (Array(repeating: hello, count: 5) + [right]).joined(separator: ",") + "]"
    let reply = dispatcher.reply(to: Array(line.utf8), in: session)
    #expect(reply.closesConnection)
    #expect(reply.delay == .milliseconds(500))
    let bytes = try #require(reply.bytes)
    let answers = try #require(try JSON(parsing: bytes).array)
    #expect(answers.count == 6)
    #expect(answers.allSatisfy { $0["error"]?["data"]?["name"] == "unauthenticated" })
  }

  @Test(arguments: [(4, false), (5, true), (6, true)])
  func `four wrong tokens are forgiven and five are not`(_ count: Int, _ closes: Bool) throws {
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.tcp)
    let hello = Array(request("rpc.hello", ["protocolVersion": 1, "token": "wrong"]).utf8)
    for _ in 1..<count { _ = dispatcher.reply(to: hello, in: session) }
    #expect(dispatcher.reply(to: hello, in: session).closesConnection == closes)
  }

  @Test func `without an authorisation whatever needs a permission is refused`() throws {
    let dispatcher = try Dispatcher(
      methods: MethodAccessSample.methods, server: ServerDescription(version: "1"),
      authenticator: service.authenticator, logger: service.log.logger)
    let session = dispatcher.makeSession(.inProcess, identity: .account(2))
    #expect(try ask(dispatcher, session, request("open.anyone"))["result"] == [:])
    #expect(try ask(dispatcher, session, request("open.account"))["result"] == [:])
    #expect(try ask(dispatcher, session, request("open.permission"))["error"]?["code"] == -32002)
    #expect(try ask(dispatcher, session, request("open.transition"))["error"]?["code"] == -32002)
  }

  @Test func `a notification of a method that writes is not carried out`() throws {
    let dispatcher = try service.dispatcher()
    let session = dispatcher.makeSession(.inProcess, identity: .account(1))
    let line = #"{"jsonrpc":"2.0","method":"thing.write","params":{"vocabulary":"demo"}}"#
    #expect(dispatcher.reply(to: Array(line.utf8), in: session).bytes == nil)
    #expect(dispatcher.reply(to: Array("[\(line)]".utf8), in: session).bytes == nil)
    #expect(service.writeCount.load(ordering: .relaxed) == 0)
  }

  // MARK: Errors

  @Test func `an error of ours goes to the log and only its number to the client`() throws {
    let dispatcher = try service.dispatcher()
    let error = try #require(
      try ask(dispatcher, dispatcher.makeSession(.tcp), request("thing.fail"))["error"])
    #expect(error["code"] == -32603)
    let incident = try #require(error["data"]?["incident"]?.string)
    #expect(service.log.text.contains(incident))
    #expect(service.log.text.contains("Failure()"))
    #expect(error["message"]?.string?.contains("Failure") == false)
  }

  @Test func `an error of the floors below is described by the closure`() throws {
    let failing = MethodDeclaration(
      "thing.cancel", "Fails", access: .anyone, result: ResultDeclaration("Nothing", .any),
      handler: { _ in throw CancellationError() })
    let dispatcher = try service.dispatcher(extra: [failing])
    let answer = try ask(dispatcher, dispatcher.makeSession(.tcp), request("thing.cancel"))
    #expect(answer["error"] == ["code": -32015, "message": "Cancelled.", "data": ["name": "cancelled"]])
  }

  @Test func `a syntax error that nobody describes keeps its place`() throws {
    let failing = MethodDeclaration(
      "thing.parse", "Fails", access: .anyone, result: ResultDeclaration("Nothing", .any),
      handler: { _ in
        throw SyntaxError(.grammar, at: TextPosition(line: 3, column: 7, offset: 40), "found x, expected y")
      })
    let dispatcher = try service.dispatcher(extra: [failing])
    let answer = try ask(dispatcher, dispatcher.makeSession(.tcp), request("thing.parse"))
    #expect(
      answer["error"] == [
        "code": -32008, "message": "3:7: found x, expected y.",
        "data": ["name": "syntaxError", "reason": "grammar", "line": 3, "column": 7, "offset": 40],
      ])
  }

  @Test func `another version of the protocol is refused with those there are`() throws {
    let dispatcher = try service.dispatcher()
    let answer = try ask(
      dispatcher, dispatcher.makeSession(.tcp), request("rpc.hello", ["protocolVersion": 2]))
    #expect(
      answer["error"] == [
        "code": -32011, "message": "The server speaks version 1 of the protocol, not 2.",
        "data": ["name": "versionMismatch", "supported": [1]],
      ])
  }

  @Test func `an error survives its way to the client`() throws {
    let error = RPCError(.conflict, "A sentence.", details: JSON.Object([("head", 7)]))
    #expect(RPCError(error.json) == error)
    let unknown = try JSON(
      parsing: Array(#"{"code":-32050,"message":"New.","data":{"name":"newer","x":1}}"#.utf8))
    #expect(RPCError(unknown)?.name == "newer")
    #expect(RPCError(unknown)?.known == nil)
    #expect(RPCError(unknown)?.json == unknown)
  }

  // MARK: Limits

  @Test(arguments: [(99, true), (100, true), (101, false)])
  func `a batch has at most 100 requests`(_ count: Int, _ isTaken: Bool) throws {
    let dispatcher = try service.dispatcher()
    let line = "[" + Array(repeating: request("rpc.ping"), count: count).joined(separator: ",") + "]"
    let answer = try ask(dispatcher, dispatcher.makeSession(.tcp), line)
    #expect((answer.array?.count == count) == isTaken)
    if !isTaken { #expect(answer["error"]?["data"]?["limit"] == "batchCountMax") }
  }

  @Test(arguments: [(127, true), (128, true), (129, false)])
  func `a request nests at most 128 levels`(_ depth: Int, _ isTaken: Bool) throws {
    let dispatcher = try service.dispatcher()
    // The request and its params are two of the levels.
    let value = String(repeating: "[", count: depth - 2) + String(repeating: "]", count: depth - 2)
    let line = #"{"jsonrpc":"2.0","method":"echo.say","params":{"value":\#(value)},"id":1}"#
    let answer = try ask(dispatcher, dispatcher.makeSession(.tcp), line)
    #expect((answer["result"] != nil) == isTaken)
    if !isTaken { #expect(answer["error"]?["data"]?["name"] == "limitExceeded") }
  }

  @Test(arguments: [(999, true), (1_000, true), (1_001, false)])
  func `a request has at most so many values`(_ count: Int, _ isTaken: Bool) throws {
    var limits = ServiceLimits()
    limits.valueCountMax = 1_000
    let dispatcher = try service.dispatcher(limits: limits)
    // The request, its four members and the array are six of the values.
    let value = "[" + Array(repeating: "1", count: count - 6).joined(separator: ",") + "]"
    let line = #"{"jsonrpc":"2.0","method":"echo.say","params":{"value":\#(value)},"id":1}"#
    #expect((try ask(dispatcher, dispatcher.makeSession(.tcp), line)["result"] != nil) == isTaken)
  }

  @Test(arguments: [(-1, true), (0, true), (1, false)])
  func `an answer over the limit becomes an error`(_ excess: Int, _ isTaken: Bool) throws {
    var limits = ServiceLimits()
    limits.responseByteCountMax = 1_000
    let dispatcher = try service.dispatcher(limits: limits)
    let frame = #"{"jsonrpc":"2.0","id":1,"result":""}"#.utf8.count
    let line = request("echo.repeat", ["count": .int(1_000 + excess - frame)])
    let answer = try ask(dispatcher, dispatcher.makeSession(.tcp), line)
    #expect((answer["result"] != nil) == isTaken)
    if !isTaken { #expect(answer["error"]?["data"]?["limit"] == "responseByteCountMax") }
  }

  @Test func `a batch whose answer is full carries nothing out any more`() throws {
    var limits = ServiceLimits()
    limits.responseByteCountMax = 1_000
    let dispatcher = try service.dispatcher(limits: limits)
    let session = dispatcher.makeSession(.inProcess, identity: .account(1))
    let write = request("thing.write", ["vocabulary": "demo"])
    let long = request("echo.repeat", ["count": 900])
    let answers = try #require(
      try ask(dispatcher, session, "[\(write),\(long),\(long),\(write),\(write)]").array)
    #expect(answers.map { $0["error"]?["data"]?["limit"] != nil } == [false, false, true, true, true])
    #expect(service.writeCount.load(ordering: .relaxed) == 1)
  }

  @Test func `hello takes 32 languages and no more`() throws {
    let dispatcher = try service.dispatcher()
    func hello(_ count: Int) throws -> JSON {
      try ask(
        dispatcher, dispatcher.makeSession(.tcp),
        request(
          "rpc.hello", ["protocolVersion": 1, "languages": .array(Array(repeating: "de", count: count))]))
    }
    #expect(try hello(32)["result"] != nil)
    #expect(try hello(33)["error"]?["data"]?["parameter"] == "languages")
  }

  @Test(arguments: [(511, -32001), (512, -32001), (513, -32602)])
  func `a token has at most 512 bytes`(_ count: Int, _ code: Int) throws {
    let dispatcher = try service.dispatcher()
    let token = JSON.string(String(repeating: "t", count: count))
    let answer = try ask(
      dispatcher, dispatcher.makeSession(.tcp), request("rpc.hello", ["protocolVersion": 1, "token": token]))
    #expect(answer["error"]?["code"] == .int(code))
  }

  @Test func `a token does not print`() {
    let token = AccessToken("canary")
    #expect("\(token) \(String(reflecting: token))" == "(a token) (a token)")
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!dumped.contains("canary"))
    #expect(!"\(Session.Identity.token(token))".contains("canary"))
  }

  @Test func `a request past its time is not begun`() throws {
    let dispatcher = try service.dispatcher()
    let result = dispatcher.result(
      of: RPCRequest(id: .string("a"), method: "rpc.ping"), in: dispatcher.makeSession(.tcp),
      cancellation: Cancellation(after: .zero))
    guard case .failure(let error) = result else { return #expect(Bool(false)) }
    #expect(error.known == .cancelled)
  }
}

/// One method for each kind of access.
enum MethodAccessSample {
  static let methods: [MethodDeclaration] = [
    sample("open.anyone", .anyone), sample("open.account", .account),
    sample("open.permission", .permission(.createVocabulary, vocabulary: nil)),
    sample("open.transition", .transition),
  ]

  private static func sample(_ name: String, _ access: MethodAccess) -> MethodDeclaration {
    MethodDeclaration(name, "A sample", access: access, result: ResultDeclaration("Nothing", .object([]))) {
      _ in [:]
    }
  }
}
