import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct `The head that a writer expects` {
  /// A vocabulary at revision 2 with an approved request and a prepared release.
  private static func prepared() async throws -> (place: ServiceStore, client: InProcessClient) {
    let place = try ServiceStore()
    let client = place.administrator()
    try await place.makeVocabulary("v")
    try await ServiceStore.load(3, "one", client)
    try await ServiceStore.load(3, "two", client)
    _ = try await client.call("user.create", ["user": "ann"])
    _ = try await client.call("user.grant", ["vocabulary": "v", "user": "ann", "role": "proposer"])
    let ann = try await place.client(as: "ann")
    _ = try await ann.call("change.create", ["vocabulary": "v", "title": "T", "justification": "J"])
    let edit: JSON = ["op": "add", "property": "altLabel", "language": "en", "values": ["other"]]
    _ = try await ann.call(
      "change.edit", ["vocabulary": "v", "change": 1, "concept": "1", "edits": [edit]])
    _ = try await ann.call("change.submit", ["vocabulary": "v", "change": 1])
    _ = try await client.call("change.approve", ["vocabulary": "v", "change": 1])
    _ = try await client.call("release.prepare", ["vocabulary": "v", "version": "1.0.0"])
    return (place, client)
  }

  /// What each method that takes `expectedHead` is asked with; all of it is allowed and would do something.
  private static func parameters(of method: String, _ client: InProcessClient) async throws -> JSON.Object {
    switch method {
    case "vocabulary.import":
      let upload = try await ServiceStore.upload(ServiceStore.entries(3, "three"), client)
      return ["syntax": "ntriples", "upload": upload]
    case "sheet.import":
      var written: [UInt8] = []
      let made = try await client.call("sheet.export", ["vocabulary": "v", "languages": ["en"]])
      try await client.fetch(made) { written += $0 }
      let sheet = String(decoding: written, as: UTF8.self).replacing("two 1", with: "four")
      return ["upload": try await ServiceStore.upload(Array(sheet.utf8), client)]
    case "revision.revert": return ["revision": 2]
    case "change.merge": return ["change": 1]
    case "release.create", "release.prepare": return ["version": "2.0.0"]
    case "release.publish": return ["version": "1.0.0"]
    case "vocabulary.update": return ["title": "Another"]
    default:
      Issue.record("nothing is known of \(method)")
      return [:]
    }
  }

  private static func newest(_ client: InProcessClient) async throws -> JSON? {
    try await client.call("audit.list", ["limit": 1])["records"]?.array?.first
  }

  @Test func `refuses whatever moves the head or freezes it, and nothing is done`() async throws {
    let (place, client) = try await Self.prepared()
    defer { place.remove() }
    let methods = place.service.dispatcher.table.declarations.filter { method in
      method.parameters.contains { $0.name == "expectedHead" }
    }.map(\.name)
    #expect(
      Set(methods) == [
        "vocabulary.import", "sheet.import", "revision.revert", "change.merge", "release.create",
        "release.prepare", "release.publish", "vocabulary.update",
      ])
    for method in methods {
      var parameters = try await Self.parameters(of: method, client)
      parameters["vocabulary"] = "v"
      let before = try await Self.newest(client)
      for (stale, key) in [(1, nil), (3, "k-\(method)")] as [(Int, String?)] {
        parameters["expectedHead"] = .int(stale)
        parameters["idempotencyKey"] = key.map(JSON.string)
        let error = await #expect(throws: RPCError.self, "\(method)") {
          try await client.call(method, parameters)
        }
        #expect(error?.known == .staleRevision, "\(method): \(error?.description ?? "")")
        // Where the store's own words are passed on, the number would be missing.
        #expect(error?.details["head"] == 2, "\(method)")
      }
      #expect(try await Self.newest(client) == before, "\(method)")
    }
    #expect(try await client.call("vocabulary.get", ["vocabulary": "v"])["revision"] == 2)
  }

  @Test(arguments: [
    "vocabulary.import", "sheet.import", "revision.revert", "change.merge", "release.create",
    "release.prepare", "release.publish", "vocabulary.update",
  ])
  func `lets through what expects the head there is, once however often it is sent`(
    _ method: String
  ) async throws {
    let (place, client) = try await Self.prepared()
    defer { place.remove() }
    var parameters = try await Self.parameters(of: method, client)
    parameters["vocabulary"] = "v"
    parameters["expectedHead"] = 2
    parameters["idempotencyKey"] = "k"
    let first = try await client.call(method, parameters)
    // The head may be another by now; what was carried out is answered, not refused.
    #expect(try await client.call(method, parameters) == first)
  }

  @Test func `lets one of many through who have seen the same`() async throws {
    let (place, client) = try await Self.prepared()
    defer { place.remove() }
    let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          let own = place.administrator()
          var parameters: JSON.Object = [
            "vocabulary": "v", "syntax": "ntriples", "expectedHead": 2,
            "upload": try await ServiceStore.upload(ServiceStore.entries(3, "by \(number)"), own),
          ]
          // Half of them with a key, whose transaction is another.
          if number % 2 == 0 { parameters["idempotencyKey"] = .string("k\(number)") }
          do {
            _ = try await own.call("vocabulary.import", parameters)
            return true
          } catch let error as RPCError {
            #expect(error.known == .staleRevision && error.details["head"] == 3)
            return false
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 1)
    #expect(try await client.call("vocabulary.get", ["vocabulary": "v"])["revision"] == 3)
  }

  @Test func `keeps a refusal for want of a role on record`() async throws {
    let (place, client) = try await Self.prepared()
    defer { place.remove() }
    let ann = try await place.client(as: "ann")
    let error = await #expect(throws: RPCError.self) {
      try await ann.call("change.merge", ["vocabulary": "v", "change": 1, "expectedHead": 2])
    }
    #expect(error?.known == .forbidden)
    #expect(try await Self.newest(client)?["action"]?.string?.hasPrefix("denied ") == true)
  }
}
