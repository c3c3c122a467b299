import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct `Lists in pages` {
  /// A store in which every list has several rows.
  private static func filled() async throws -> ServiceStore {
    let place = try ServiceStore()
    let client = place.administrator()
    for name in ["v", "w", "x"] { try await place.makeVocabulary(name) }
    for round in 1...3 { try await ServiceStore.load(4, "round \(round)", client) }
    for number in 1...3 {
      let request = try await client.call(
        "change.create", ["vocabulary": "v", "title": .string("request \(number)"), "justification": "so"])
      for entry in 1...3 {
        let edit: JSON = [
          "op": "add", "property": "altLabel", "language": "en", "values": [.string("other \(number)")],
        ]
        _ = try await client.call(
          "change.edit",
          [
            "vocabulary": "v", "change": request["number"] ?? .null, "concept": .string("\(entry)"),
            "edits": [edit],
          ])
      }
    }
    _ = try await client.call("change.submit", ["vocabulary": "v", "change": 1])
    for text in ["a", "b", "c"] {
      _ = try await client.call("comment.add", ["vocabulary": "v", "change": 1, "text": .string(text)])
    }
    for version in ["1.0.0", "1.1.0", "1.2.0"] {
      _ = try await client.call("release.create", ["vocabulary": "v", "version": .string(version)])
    }
    for version in ["2.0.0", "3.0.0"] {
      _ = try await client.call("release.prepare", ["vocabulary": "v", "version": .string(version)])
    }
    for name in ["ann", "bob"] { _ = try await client.call("user.create", ["user": .string(name)]) }
    for (code, kind) in [("DE", "member-body"), ("TC 9", "committee"), ("TC 10", "committee")] {
      _ = try await client.call(
        "organisation.create",
        ["organisation": .string(code), "displayName": .string(code), "kind": .string(kind)])
    }
    for code in ["TC 9", "TC 10"] {
      _ = try await client.call("committee.add", ["vocabulary": "v", "committee": .string(code)])
    }
    _ = try await client.call("policy.set", ["vocabulary": "v", "takesSuggestions": "true"])
    for text in ["a", "b", "c"] {
      _ = try await client.call("suggestion.add", ["vocabulary": "v", "text": .string(text)])
    }
    return place
  }

  private static let parameters: [String: JSON.Object] = [
    "change": ["change": 1], "concept": ["concept": "1"], "from": ["from": "r1"], "to": ["to": "head"],
    "vocabulary": ["vocabulary": "v"], "text": ["text": "round"],
  ]

  /// What a method has to be asked with, besides where to go on.
  private static func parameters(of method: MethodDeclaration) -> JSON.Object {
    var all = JSON.Object()
    for parameter in method.parameters
    where parameter.isRequired || method.name == "comment.list" && parameter.name == "change" {
      for (name, value) in parameters[parameter.name]?.members ?? [] { all[name] = value }
    }
    return all
  }

  /// The most rows that a page may have.
  private static func limitMax(of method: MethodDeclaration) -> Int? {
    guard case .integer(let range)? = method.parameters.first(where: { $0.name == "limit" })?.schema
    else { return nil }
    return range.upperBound
  }

  /// The member that has the rows.
  private static func member(of method: MethodDeclaration) -> String? {
    guard case .object(let members) = method.result.schema,
      let position = members.firstIndex(where: { $0.name == "cursor" }), position > 0
    else { return nil }
    return members[position - 1].name
  }

  /// Lists that are empty here: there is nothing to vote about, no language to translate into, and no fault.
  private static let empty: Set = ["ballot.list", "vocabulary.translations", "change.check"]

  @Test func `every list says the same row by row as at once`() async throws {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    let lists = place.service.dispatcher.table.declarations.filter { method in
      method.parameters.contains { $0.name == "cursor" }
    }
    #expect(lists.count >= 19)
    for method in lists {
      let member = try #require(Self.member(of: method), "\(method.name)")
      let parameters = Self.parameters(of: method)
      var whole = parameters
      whole["limit"] = .int(try #require(Self.limitMax(of: method), "\(method.name)"))
      let page = try await client.call(method.name, whole)
      let rows = try #require(page[member]?.array, "\(method.name)")
      #expect(page["cursor"] == .null, "\(method.name)")
      #expect(Self.empty.contains(method.name) || rows.count >= 2, "\(method.name) has \(rows.count) rows")
      var found: [JSON] = []
      var one = parameters
      one["limit"] = 1
      // One page more than there are rows, so that a list without an end ends here.
      for _ in 0...rows.count {
        let page = try await client.call(method.name, one)
        found += page[member]?.array ?? []
        guard let cursor = page["cursor"]?.string else { break }
        one["cursor"] = .string(cursor)
      }
      #expect(found == rows, "\(method.name)")
      let all = try await client.rows(member, of: method.name, parameters)
      #expect(all == rows, "\(method.name)")
    }
  }

  @Test func `nothing but a fixed list is answered as a bare array`() throws {
    let place = try ServiceStore()
    defer { place.remove() }
    let bare = place.service.dispatcher.table.declarations.filter { method in
      if case .array = method.result.schema { true } else { false }
    }
    // The requirements of the standard are as many as they are.
    #expect(bare.map(\.name) == ["vocabulary.conformance"])
  }

  @Test func `rows that come while somebody turns pages are not shown twice, nor is any passed over`()
    async throws
  {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    var parameters: JSON.Object = ["vocabulary": "v", "limit": 2]
    let first = try await client.call("change.list", parameters)
    _ = try await client.call("change.create", ["vocabulary": "v", "title": "newer", "justification": "so"])
    parameters["cursor"] = first["cursor"]
    let second = try await client.call("change.list", parameters)
    let numbers = [first, second].flatMap { $0["requests"]?.array ?? [] }.map { $0["number"]?.int }
    #expect(numbers == [3, 2, 1] && second["cursor"] == .null)
  }

  @Test func `drafts that one may not see do not make pages shorter`() async throws {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    for number in 1...20 {
      _ = try await client.call(
        "change.create", ["vocabulary": "v", "title": .string("draft \(number)"), "justification": "so"])
    }
    let stranger = InProcessClient(place.service.dispatcher, identity: .none)
    let page = try await stranger.call("change.list", ["vocabulary": "v", "limit": 1])
    #expect(page["requests"]?.array?.map { $0["number"] } == [1] && page["cursor"] == .null)
  }

  @Test func `a cursor is good for the method that gave it and no other text is one`() async throws {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    let page = try await client.call("release.list", ["vocabulary": "v", "limit": 1])
    let cursor = try #require(page["cursor"]?.string)
    let tried = [
      cursor, "", "x", "AAAA", String(cursor.dropLast(4)), Base64.encode(Array("[]".utf8)),
      Base64.encode(Array(#"["change.list"]"#.utf8)), Base64.encode(Array(#"["change.list",{}]"#.utf8)),
      Base64.encode(Array(#"["change.list",1e400]"#.utf8)),
    ]
    for text in tried {
      let error = await #expect(throws: RPCError.self, "\(text)") {
        try await client.call("change.list", ["vocabulary": "v", "cursor": .string(text)])
      }
      #expect(error?.known == .invalidParams && error?.details["parameter"] == "cursor", "\(text)")
    }
  }

  @Test func `a page has the fields that were asked for`() async throws {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    let page = try await client.call(
      "user.list", ["fields": ["accounts.user", "cursor"], "limit": 2])
    #expect(page["accounts"] == [["user": "administrator"], ["user": "ann"]])
    #expect(page["cursor"]?.string != nil && page.object?.count == 2)
  }

  @Test func `a page ends before it is too large for an answer`() async throws {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    let text = String(repeating: "x", count: 1 << 20)
    for _ in 0..<9 {
      _ = try await client.call("comment.add", ["vocabulary": "v", "change": 2, "text": .string(text)])
    }
    let page = try await client.call("comment.list", ["vocabulary": "v", "change": 2])
    #expect(page["comments"]?.array?.count == 4 && page["cursor"]?.string != nil)
    let all = try await client.rows("comments", of: "comment.list", ["vocabulary": "v", "change": 2])
    #expect(all.count == 9 && Set(all.compactMap { $0["id"]?.int }).count == 9)
    let some = try await client.rows(
      "comments", of: "comment.list", ["vocabulary": "v", "change": 2], atMost: 5)
    #expect(some.count == 5)
  }

  @Test func `places are ordered as the numbers and the bytes of the texts are`() {
    let ordered = [
      ListPlace(.number(-1), .text("b")), ListPlace(.number(2)), ListPlace(.number(2), .text("")),
      ListPlace(.number(10)), ListPlace(.text("e\u{301}")), ListPlace(ListPlace.numbered("validation-9")),
      ListPlace(ListPlace.numbered("validation-10")), ListPlace(.text("\u{E9}")),
    ]
    for (index, place) in ordered.enumerated() {
      for (other, another) in ordered.enumerated() { #expect((place < another) == (index < other)) }
    }
  }
}
