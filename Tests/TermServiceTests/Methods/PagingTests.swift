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
    for round in 1...2 { try await ServiceStore.load(4, "round \(round)", client) }
    try await ServiceStore.bring(ServiceStore.entries(4, "round 3") + Self.links, to: "v", client)
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

  /// A small hierarchy, and an entry with members and mappings.
  private static let links =
    ServiceStore.link("2", "topConceptOf", "s") + ServiceStore.link("3", "topConceptOf", "s")
    + ServiceStore.link("4", "broader", "2") + ServiceStore.link("1", "member", "2")
    + ServiceStore.link("1", "member", "3") + ServiceStore.link("1", "closeMatch", "https://example.org/w/1")
    + ServiceStore.link("1", "exactMatch", "https://example.org/w/2")

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
    #expect(lists.count >= 24)
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
      ListPlace(.number(10)), ListPlace(.text("e\u{301}")), ListPlace(.text("z")), ListPlace(.text("\u{E9}")),
    ]
    for (index, place) in ordered.enumerated() {
      for (other, another) in ordered.enumerated() { #expect((place < another) == (index < other)) }
    }
  }

  /// The lists of what a vocabulary says, with what they are asked with.
  private static let ofState: [(method: String, member: String, parameters: JSON.Object)] = [
    ("concept.tree", "nodes", ["vocabulary": "v"]),
    ("concept.members", "members", ["vocabulary": "v", "concept": "1"]),
    ("concept.mappings", "mappings", ["vocabulary": "v", "concept": "1"]),
    ("concept.blame", "statements", ["vocabulary": "v", "concept": "1"]),
  ]

  @Test(arguments: Self.ofState.map(\.method))
  func `what a vocabulary says is told as it was when the first page was read`(_ method: String) async throws
  {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    // Another vocabulary states mappings too.
    try await ServiceStore.bring(
      ServiceStore.link("https://example.org/w/8", "exactMatch", "1")
        + ServiceStore.link("https://example.org/w/9", "broadMatch", "1"), to: "w", client)
    let list = try #require(Self.ofState.first { $0.method == method })
    let before = try await client.rows(list.member, of: method, list.parameters)
    var parameters = list.parameters
    parameters["limit"] = 1
    var page = try await client.call(method, parameters)
    var found = page[list.member]?.array ?? []
    // Whatever there was is another now, here and there.
    try await ServiceStore.bring(
      ServiceStore.entries(4, "round 4") + ServiceStore.link("0", "topConceptOf", "s")
        + ServiceStore.link("1", "member", "0"), to: "v", client)
    try await ServiceStore.bring(
      ServiceStore.link("https://example.org/w/7", "exactMatch", "1"), to: "w", client)
    for _ in before {
      guard let cursor = page["cursor"]?.string else { break }
      parameters["cursor"] = .string(cursor)
      page = try await client.call(method, parameters)
      #expect(page["revision"] == 3)
      found += page[list.member]?.array ?? []
    }
    #expect(found == before && page["cursor"] == .null)
    let now = try await client.rows(list.member, of: method, list.parameters)
    #expect(now != before)
  }

  @Test(arguments: Self.ofState.map(\.method))
  func `a place that is none is refused, or has nothing behind it`(_ method: String) async throws {
    let place = try await Self.filled()
    defer { place.remove() }
    let client = place.administrator()
    let list = try #require(Self.ofState.first { $0.method == method })
    let rows = try await client.rows(list.member, of: method, list.parameters)
    let numbers: [JSON] = [0, -1, 1, 3, 4, .int(.max), .int(.min), "x"]
    for first in numbers {
      for second in numbers.map(Optional.some) + [nil] {
        for third in [1, nil] as [JSON?] {
          var parameters = list.parameters
          let cursor = JSON.array([.string(method), first] + [second, third].compactMap { $0 })
          parameters["cursor"] = .string(Base64.encode(cursor.serialized(.compact)))
          do {
            let page = try await client.call(method, parameters)
            #expect(page[list.member]?.array?.count ?? .max <= rows.count)
          } catch let error as RPCError {
            // There is no such revision, or no such entry at it, or the cursor is none.
            #expect([.invalidParams, .notFound].contains(error.known), "\(error)")
          }
        }
      }
    }
  }

  @Test(arguments: [-1, 0, 1])
  func `an entry is shown with as many relations of a kind as there is room for`(_ offset: Int) async throws {
    let place = try ServiceStore()
    defer { place.remove() }
    let client = place.administrator()
    try await place.makeVocabulary("v")
    let count = ConceptJSON.shownCountMax + offset
    var document =
      ServiceStore.link("top", "topConceptOf", "s") + ServiceStore.link("top", "related", "other")
    for number in 1...count {
      document += ServiceStore.link("\(number)", "broader", "top")
      document += Array("<https://example.org/v/top> <https://example.org/p> \"\(number)\" .\n".utf8)
    }
    try await ServiceStore.bring(document, to: "v", client)
    let shown = try await client.call("concept.get", ["vocabulary": "v", "concept": "top"])
    let narrower = shown["relations"]?.array?.filter { $0["property"] == "narrower" }
    #expect(narrower?.count == min(count, ConceptJSON.shownCountMax))
    #expect(shown["relations"]?.array?.count == min(count, ConceptJSON.shownCountMax) + 2)
    #expect(shown["relationCounts"] == ["narrower": .int(count), "related": 1, "topConceptOf": 1])
    #expect(shown["others"]?.array?.count == min(count, ConceptJSON.shownCountMax))
    #expect(shown["otherCount"] == .int(count))
  }

  @Test(arguments: [-1, 0, 1])
  func `an act that changes many entries tells of as many as there is room for`(_ offset: Int) async throws {
    let place = try ServiceStore()
    defer { place.remove() }
    let client = place.administrator()
    try await place.makeVocabulary("v")
    let count = EntryChangeJSON.toldCountMax + offset
    for label in ["one", "two"] { try await ServiceStore.load(count, label, client) }
    var written: [UInt8] = []
    let made = try await client.call("sheet.export", ["vocabulary": "v", "languages": ["en"]])
    try await client.fetch(made) { written += $0 }
    let sheet = String(decoding: written, as: UTF8.self).replacing("two ", with: "three ")
    let answers = [
      try await client.call("revision.revert", ["vocabulary": "v", "revision": 2, "trial": true]),
      try await client.call(
        "sheet.compare",
        ["vocabulary": "v", "upload": try await ServiceStore.upload(Array(sheet.utf8), client)]),
    ]
    for answer in answers {
      #expect(answer["entries"]?.array?.count == min(count, EntryChangeJSON.toldCountMax))
      #expect(answer["entryCount"] == .int(count))
    }
    // All of an undoing that was made is told a page at a time.
    _ = try await client.call("revision.revert", ["vocabulary": "v", "revision": 2])
    let all = try await client.rows(
      "entries", of: "release.diff", ["vocabulary": "v", "from": "r2", "to": "r3"])
    #expect(all.count == count)
  }

  @Test func `an act that changes large entries tells of no more than an answer may have`() async throws {
    let place = try ServiceStore()
    defer { place.remove() }
    let client = place.administrator()
    try await place.makeVocabulary("v")
    for letter in ["x", "y"] {
      try await ServiceStore.load(9, String(repeating: letter, count: (1 << 20) - 8), client)
    }
    let answer = try await client.call("revision.revert", ["vocabulary": "v", "revision": 2, "trial": true])
    let told = try #require(answer["entries"]?.array?.count)
    #expect((1..<9).contains(told) && answer["entryCount"] == 9)
  }

  @Test func `a branch with many entries is a page at a time and says how many there are`() async throws {
    let place = try ServiceStore()
    defer { place.remove() }
    let client = place.administrator()
    try await place.makeVocabulary("v")
    let count = 5_500
    var document = ServiceStore.entries(count, "entry") + ServiceStore.link("top", "topConceptOf", "s")
    for number in 1...count { document += ServiceStore.link("\(number)", "broader", "top") }
    try await ServiceStore.bring(document, to: "v", client)
    let page = try await client.call("concept.tree", ["vocabulary": "v", "concept": "top"])
    #expect(page["nodes"]?.array?.count == 1000 && page["narrowerCount"] == .int(count))
    #expect(page["nodes"]?.array?.first?["narrowerCount"] == .int(count))
    let whole = try await client.whole("nodes", of: "concept.tree", ["vocabulary": "v"])
    let shown = whole["nodes"]?.array?.compactMap { $0["iri"]?.string } ?? []
    #expect(shown.count == count + 1 && Set(shown).count == shown.count)
    #expect(whole["narrowerCount"] == 1 && whole["cursor"] == nil)
  }
}
