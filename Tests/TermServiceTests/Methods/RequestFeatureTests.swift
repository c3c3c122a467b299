import Foundation
import Logging
import RDF
import SKOSStore
import Synchronization
import Testing

@testable import TermService

/// What requests may ask for whatever their method: parts of results, being carried out once, hearing of changes.
@Suite(.timeLimit(.minutes(60))) struct `Features of requests` {
  /// A served store with a vocabulary of some entries, whose administrator is this process's user.
  private final class Served: Sendable {
    let directory: String
    let store: Store
    let service: Service
    let server: Server
    var path: String { directory + "/socket" }

    init(entryCount: Int = 3) async throws {
      directory = "/tmp/cf-" + UUID().uuidString.prefix(8)
      store = try Store(directory: directory, ownerDescription: "a test")
      try store.bootstrapAdministrator(userID: getuid())
      service = try Service(
        store: store, limits: .patient, transferArea: TransferArea(folder: store.spoolDirectory),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      server = try await Server.start(
        service.dispatcher, at: [.unixSocket(path: directory + "/socket")],
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let client = try await TermClient.connect(unixSocket: path)
      _ = try await client.call(
        "vocabulary.create", ["name": "v", "namespace": "https://example.org/", "title": "V"])
      for role in ["proposer", "manager"] {
        _ = try await client.call(
          "user.grant", ["vocabulary": "v", "user": "administrator", "role": .string(role)])
      }
      try await Self.load(entryCount, "label", client)
      await client.close()
    }

    static func load(_ count: Int, _ label: String, _ client: TermClient) async throws {
      let text = (1...count).map {
        "<https://example.org/\($0)> <\(IRI.SKOS.prefLabel.string)> \"\(label) \($0)\"@en .\n"
      }
      var parts = [Array(text.joined().utf8), []]
      let upload = try await client.upload(name: "v.nt") { parts.removeFirst() }
      _ = try await client.call(
        "vocabulary.import", ["vocabulary": "v", "upload": .string(upload), "syntax": "ntriples"])
    }

    func end() async {
      await server.stop()
      store.close()
      try? FileManager.default.removeItem(atPath: directory)
    }
  }

  private func withServed(
    entryCount: Int = 3, _ body: (Served) async throws -> Void
  ) async throws {
    let served = try await Served(entryCount: entryCount)
    do {
      try await body(served)
    } catch {
      await served.end()
      throw error
    }
    await served.end()
  }

  @Test func `an answer has the fields that were asked for and no others`() async throws {
    try await withServed { served in
      let client = try await TermClient.connect(unixSocket: served.path)
      let whole: JSON.Object = ["vocabulary": "v", "concept": "1"]
      var some = whole
      some["fields"] = ["revision", "labels.text"]
      #expect(
        try await client.call("concept.get", some)
          == ["revision": 1, "labels": [["text": "label 1"]]])
      some["fields"] = ["labels", "labels.text"]
      #expect(try await client.call("concept.get", some)["labels"]?.array?.first?["language"] == "en")
      some["fields"] = ["lables"]
      let error = try await #require(throws: RPCError.self) { try await client.call("concept.get", some) }
      #expect(error.known == .invalidParams)
      await client.close()
    }
  }

  @Test func `what must not wait is answered if it is kept and permitted, and leaves no trace otherwise`()
    async throws
  {
    try await withServed { served in
      let dispatcher = served.service.dispatcher
      let (own, strangers) = (
        dispatcher.makeSession(.inProcess, identity: .user(uid: getuid())), dispatcher.makeSession(.inProcess)
      )
      func line(_ method: String = "concept.get", spaces: Int = 0) -> [UInt8] {
        let space = String(repeating: " ", count: spaces)
        let request =
          #"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":{"vocabulary":"v","concept":"1"}}"#
        return Array((request + space).utf8)
      }
      #expect(dispatcher.keptReply(to: line(), in: own) == nil)
      let whole = dispatcher.reply(to: line(), in: own).bytes
      #expect(whole != nil)
      #expect(dispatcher.keptReply(to: line(), in: own) == whole)
      #expect(dispatcher.keptReply(to: line("concept.history"), in: own) == nil)
      #expect(dispatcher.keptReply(to: [UInt8(ascii: "[")] + line() + [UInt8(ascii: "]")], in: own) == nil)
      #expect(dispatcher.keptReply(to: Array("{".utf8), in: own) == nil)
      // Some 4 KiB are looked at.
      #expect(dispatcher.keptReply(to: line(spaces: 4 << 10), in: own) == nil)
      #expect(dispatcher.reply(to: line(), in: strangers).bytes == whole)
      #expect(dispatcher.keptReply(to: line(), in: strangers) == whole)

      let client = InProcessClient(dispatcher, identity: .user(uid: getuid()))
      _ = try await client.call("vocabulary.update", ["vocabulary": "v", "visibility": "private"])
      // Something has been committed, so that accounts and vocabularies have to be looked up anew.
      #expect(dispatcher.keptReply(to: line(), in: own) == nil)
      #expect(dispatcher.reply(to: line(), in: own).bytes == whole)
      #expect(dispatcher.keptReply(to: line(), in: own) == whole)
      let before = try served.store.auditHead()
      #expect(dispatcher.keptReply(to: line(), in: strangers) == nil)
      #expect(try served.store.auditHead() == before)
      #expect(dispatcher.reply(to: line(), in: strangers).bytes != whole)
      #expect(dispatcher.keptReply(to: line(), in: strangers) == nil)
    }
  }

  @Test func `an answer that is kept is not given after the content has changed, nor to who may not read`()
    async throws
  {
    try await withServed { served in
      let client = try await TermClient.connect(unixSocket: served.path)
      let parameters: JSON.Object = ["vocabulary": "v", "concept": "1"]
      let first = try await client.call("concept.get", parameters)
      #expect(try await client.call("concept.get", parameters) == first)
      try await Served.load(3, "new", client)
      let second = try await client.call("concept.get", parameters)
      #expect(second["label"]?["text"] == "new 1")
      var past = parameters
      past["at"] = "r1"
      #expect(try await client.call("concept.get", past)["label"]?["text"] == "label 1")
      let stranger = InProcessClient(served.service.dispatcher, identity: .none)
      #expect(try await stranger.call("concept.get", past)["label"]?["text"] == "label 1")
      past["vocabulary"] = "w"
      let error = await #expect(throws: RPCError.self) { try await stranger.call("concept.get", past) }
      #expect(error?.known == .notFound)
      await client.close()
    }
  }

  @Test func `a write with a key is carried out once, also over another connection`() async throws {
    try await withServed { served in
      let parameters: JSON.Object = [
        "vocabulary": "v", "title": "T", "justification": "J", "idempotencyKey": "k-1",
      ]
      let one = try await TermClient.connect(unixSocket: served.path)
      let first = try await one.call("change.create", parameters)
      await one.close()
      let other = try await TermClient.connect(unixSocket: served.path)
      #expect(try await other.call("change.create", parameters) == first)
      #expect(try await other.call("change.list", ["vocabulary": "v"])["requests"]?.array?.count == 1)
      var changed = parameters
      changed["title"] = "Another"
      let error = await #expect(throws: RPCError.self) { try await other.call("change.create", changed) }
      #expect(error?.known == .conflict)
      await other.close()
    }
  }

  @Test func `whoever has subscribed hears of changes, and nothing twice after coming back`() async throws {
    try await withServed { served in
      let peer = try RawPeer(path: served.path)
      let answer = try #require(
        try peer.ask(
          #"{"jsonrpc":"2.0","id":1,"method":"event.subscribe","params":{"vocabulary":"v","after":0}}"#))
      #expect(answer.contains("subscription-1"))
      let first = try JSON(parsing: Array(try #require(try peer.readLine()).utf8))
      #expect(first["method"] == "event.notify")
      #expect(first["params"]?["action"] == "vocabulary.import")
      #expect(first["params"]?["subscription"] == "subscription-1")
      let place = try #require(first["params"]?["sequence"]?.int)
      let writer = try await TermClient.connect(unixSocket: served.path)
      try await Served.load(3, "new", writer)
      let second = try JSON(parsing: Array(try #require(try peer.readLine()).utf8))
      #expect(second["params"]?["revision"] == 2)
      peer.close()

      try await Served.load(3, "newer", writer)
      let again = try RawPeer(path: served.path)
      let after = try #require(second["params"]?["sequence"]?.int)
      #expect(after > place)
      _ = try again.ask(
        #"{"jsonrpc":"2.0","id":1,"method":"event.subscribe","params":{"vocabulary":"v","after":\#(after)}}"#)
      let third = try JSON(parsing: Array(try #require(try again.readLine()).utf8))
      #expect(third["params"]?["revision"] == 3)
      again.close()
      await writer.close()
    }
  }

  @Test func `a program in Swift reads by types, and hears what its client is told`() async throws {
    try await withServed { served in
      let client = try await TermClient.connect(unixSocket: served.path)
      let entry = try await client.entry("1", in: "v", languages: ["en"])
      #expect(entry.iri.string == "https://example.org/1" && entry.label.text == "label 1")
      #expect(entry.revision == 1 && entry.label.language == "en" && !entry.isDeprecated)
      let first = try await client.search("label", in: "v", limit: 2)
      let cursor: String = try #require(first.cursor)
      let second = try await client.search("label", in: "v", limit: 2, cursor: cursor)
      #expect(Set((first.hits + second.hits).map(\.iri)).count == 3 && second.cursor == nil)
      _ = try await client.call("event.subscribe", ["vocabulary": "v", "after": 0])
      var heard = client.notifications.makeAsyncIterator()
      let event = try #require(await heard.next())
      #expect(try event.parameters.get()["action"] == "vocabulary.import")
      await client.close()
      #expect(await heard.next() == nil)
    }
  }

  @Test func `a subscription ends when its account may not read any more`() async throws {
    try await withServed { served in
      let admin = try await TermClient.connect(unixSocket: served.path)
      _ = try await admin.call(
        "vocabulary.create", ["name": "p", "visibility": "private", "namespace": "https://example.org/p/"])
      _ = try await admin.call("user.create", ["user": "ann", "displayName": "Ann"])
      _ = try await admin.call("user.grant", ["vocabulary": "p", "user": "ann", "role": "reader"])
      let token = try #require(
        try await admin.call("token.create", ["user": "ann", "label": "t"])["token"]?.string)
      let peer = try RawPeer(path: served.path)
      _ = try peer.ask(
        #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":{"protocolVersion":1,"token":"\#(token)"}}"#)
      let answer = try #require(
        try peer.ask(#"{"jsonrpc":"2.0","id":2,"method":"event.subscribe","params":{"vocabulary":"p"}}"#))
      #expect(answer.contains("subscription-1"))
      _ = try await admin.call("user.revoke", ["vocabulary": "p", "user": "ann", "role": "reader"])
      let end = try JSON(parsing: Array(try #require(try peer.readLine()).utf8))
      #expect(end["method"] == "event.end")
      #expect(end["params"]?["error"]?["data"]?["name"] == "notFound")
      peer.close()
      await admin.close()
    }
  }

  @Test func `a long request tells how far it has come, if it is asked to`() async throws {
    try await withServed(entryCount: 3000) { served in
      for wanted in [true, false] {
        let peer = try RawPeer(path: served.path)
        try peer.send(
          #"{"jsonrpc":"2.0","id":"x","method":"vocabulary.export","params":{"vocabulary":"v","#
            + #""syntax":"ntriples","progress":\#(wanted)}}"# + "\n")
        let line = try JSON(parsing: Array(try #require(try peer.readLine()).utf8))
        if wanted {
          #expect(line["method"] == "rpc.progress")
          #expect(line["params"]?["id"] == "x")
          #expect(try #require(try peer.readLine()).contains(#""id":"x","result""#))
        } else {
          #expect(line["result"]?["download"] != nil)
        }
        peer.close()
      }
    }
  }
}
