import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct `The edition of a draft that an editor expects` {
  private static func edit(_ value: String) -> JSON {
    ["op": "add", "property": "altLabel", "language": "en", "values": [.string(value)]]
  }

  /// A request that ann made in three edits, and which was returned to her: it is at edition 4.
  ///
  /// Besides her ed may edit it; the reviewer rev may not, and sees it.
  private static func returned() async throws -> (
    place: ServiceStore, ann: InProcessClient, ed: InProcessClient
  ) {
    let place = try ServiceStore()
    let client = place.administrator()
    try await place.makeVocabulary("v")
    try await ServiceStore.load(3, "one", client)
    for (name, role) in [("ann", "proposer"), ("ed", "editor"), ("rev", "reviewer")] {
      _ = try await client.call("user.create", ["user": .string(name)])
      _ = try await client.call(
        "user.grant", ["vocabulary": "v", "user": .string(name), "role": .string(role)])
    }
    let ann = try await place.client(as: "ann")
    _ = try await ann.call("change.create", ["vocabulary": "v", "title": "T", "justification": "J"])
    for entry in ["1", "2", "3"] {
      _ = try await ann.call(
        "change.edit",
        ["vocabulary": "v", "change": 1, "concept": .string(entry), "edits": [edit("other")]])
    }
    _ = try await ann.call("change.submit", ["vocabulary": "v", "change": 1])
    _ = try await client.call("change.return", ["vocabulary": "v", "change": 1, "reason": "more"])
    return (place, ann, try await place.client(as: "ed"))
  }

  /// What each method that takes `expectedEdition` is asked with; all of it is allowed and would do something.
  private static let parameters: [String: JSON.Object] = [
    "change.describe": ["title": "Another"],
    "change.edit": ["concept": "1", "edits": [edit("further")]],
    "change.add": ["iri": "https://example.org/v/new", "edits": [edit("new")]],
    "change.remove": ["iri": "https://example.org/v/3"],
    "change.rebase": [:],
  ]

  private static func parameters(of method: String, expecting edition: Int?) -> JSON.Object {
    var parameters = parameters[method] ?? [:]
    parameters["vocabulary"] = "v"
    parameters["change"] = 1
    parameters["expectedEdition"] = edition.map(JSON.int)
    return parameters
  }

  private static func newest(_ place: ServiceStore) async throws -> JSON? {
    try await place.administrator().call("audit.list", ["limit": 1])["records"]?.array?.first
  }

  @Test func `is taken by every method that edits a draft, and by no other`() throws {
    let place = try ServiceStore()
    defer { place.remove() }
    let methods = place.service.dispatcher.table.declarations.filter { method in
      method.parameters.contains { $0.name == "expectedEdition" }
    }.map(\.name)
    #expect(Set(methods) == Set(Self.parameters.keys))
  }

  @Test(arguments: ["change.describe", "change.edit", "change.add", "change.remove", "change.rebase"])
  func `refuses whoever has seen another edition, and nothing is done`(_ method: String) async throws {
    let (place, ann, ed) = try await Self.returned()
    defer { place.remove() }
    _ = try await ed.call(
      "change.edit", ["vocabulary": "v", "change": 1, "concept": "2", "edits": [Self.edit("ed's")]])
    let before = try await Self.newest(place)
    let draft = try await ann.call("change.get", ["vocabulary": "v", "change": 1])
    #expect(draft["edition"] == 5)
    for (stale, key) in [(4, nil), (4, "k"), (1, nil), (6, nil), (.max, nil)] as [(Int, String?)] {
      var parameters = Self.parameters(of: method, expecting: stale)
      parameters["idempotencyKey"] = key.map(JSON.string)
      let error = try #require(
        await #expect(throws: RPCError.self) { try await ann.call(method, parameters) })
      #expect(error.known == .conflict && error.details["edition"] == 5, "\(error)")
      #expect(error.details["expectedEdition"] == .int(stale) && error.details["change"] == 1)
      let edits = error.details["edits"]?.array ?? []
      #expect(edits.count == max(0, 5 - stale))
      if stale < 5 {
        #expect(edits.first?["by"] == "ed" && edits.first?["action"] == "change.edit")
        #expect(edits.first?["item"] == "https://example.org/v/2" && edits.first?["at"]?.string != nil)
        #expect(error.details["items"]?[0] == "https://example.org/v/2")
        #expect(error.message.contains("ed edited it last, at "))
        #expect(error.message.contains("<https://example.org/v/2>"))
      }
    }
    #expect(try await Self.newest(place) == before)
    #expect(try await ann.call("change.get", ["vocabulary": "v", "change": 1]) == draft)
  }

  @Test(arguments: ["change.describe", "change.edit", "change.add", "change.remove", "change.rebase"])
  func `lets through what expects the edition there is, once however often it is sent`(
    _ method: String
  ) async throws {
    let (place, ann, _) = try await Self.returned()
    defer { place.remove() }
    var parameters = Self.parameters(of: method, expecting: 4)
    parameters["idempotencyKey"] = "k"
    let first = try await ann.call(method, parameters)
    #expect((first["edition"] ?? first["change"]?["edition"]) == 5)
    // It is another edition by now; what was carried out is answered, not refused.
    #expect(try await ann.call(method, parameters) == first)
  }

  @Test func `lets one of many through who have seen the same`() async throws {
    let (place, _, _) = try await Self.returned()
    defer { place.remove() }
    let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          let own = try await place.client(as: number % 2 == 0 ? "ann" : "ed")
          var parameters = Self.parameters(of: "change.describe", expecting: 4)
          parameters["title"] = .string("by \(number)")
          if number % 3 == 0 { parameters["idempotencyKey"] = .string("k\(number)") }
          do {
            _ = try await own.call("change.describe", parameters)
            return true
          } catch let error as RPCError {
            #expect(error.known == .conflict && error.details["edition"] == 5, "\(error)")
            #expect(error.details["items"] == [] && error.details["edits"]?[0]?["item"] == .null)
            return false
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 1)
  }

  @Test func `tells who edited a draft to nobody who may not edit it`() async throws {
    let (place, ann, _) = try await Self.returned()
    defer { place.remove() }
    let reviewer = try await place.client(as: "rev")
    for edition in [1, 4] {
      let error = await #expect(throws: RPCError.self) {
        try await reviewer.call("change.edit", Self.parameters(of: "change.edit", expecting: edition))
      }
      #expect(error?.known == .forbidden && error?.details["edits"] == nil)
      #expect(try await Self.newest(place)?["action"] == "denied change.edit")
    }
    // Nor is what has been handed in a matter of editions.
    _ = try await ann.call("change.submit", ["vocabulary": "v", "change": 1])
    let error = await #expect(throws: RPCError.self) {
      try await ann.call("change.edit", Self.parameters(of: "change.edit", expecting: 1))
    }
    #expect(error?.known == .invalidState)
  }

  @Test(arguments: [-1, 0, 1])
  func `tells as many edits as there is room for`(_ offset: Int) async throws {
    let (place, ann, ed) = try await Self.returned()
    defer { place.remove() }
    let count = StaleEdition.editCountMax + offset
    for number in 1...count {
      _ = try await ed.call(
        "change.describe", ["vocabulary": "v", "change": 1, "title": .string("title \(number)")])
    }
    let error = await #expect(throws: RPCError.self) {
      try await ann.call("change.rebase", Self.parameters(of: "change.rebase", expecting: 4))
    }
    #expect(error?.details["edits"]?.array?.count == min(count, StaleEdition.editCountMax))
  }

  @Test func `is stated by the client in its own words`() async throws {
    let (place, ann, ed) = try await Self.returned()
    defer { place.remove() }
    let seen = try await ann.change(1, in: "v")
    #expect(seen.edition == 4)
    let further = ProposedEdit(.add, "altLabel", language: "en", [.text("further")])
    let edited = try await ed.edit("1", [further], inChange: 1, in: "v", expectedEdition: seen.edition)
    #expect(edited.edition == 5)
    await #expect(throws: RPCError.self) {
      try await ann.edit("2", [further], inChange: 1, in: "v", expectedEdition: seen.edition)
    }
  }
}
