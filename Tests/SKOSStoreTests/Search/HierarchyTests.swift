import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `The hierarchy` {
  private func graph(_ links: [(String, IRI, String)]) throws -> Committee {
    let committee = try Committee()
    var triples = links.map { Triple(.iri(letter($0.0)), $0.1, .iri(letter($0.2))) }
    triples += Set(links.flatMap { [$0.0, $0.2] }).map {
      Triple(.iri(letter($0)), .RDF.type, .iri(.SKOS.Concept))
    }
    _ = try committee.importing(triples)
    return committee
  }

  private func paths(_ committee: Committee, _ name: String, limit: Int = 10) throws -> [String] {
    try committee.store.snapshot(grant: committee.reading()) { snapshot in
      try snapshot.pathsToTop(of: letter(name), limit: limit).map { path in
        path.map { String($0.string.suffix(1)) }.joined()
      }
    }
  }

  @Test func `gives all shortest ways from the top, up to a limit`() throws {
    let committee = try graph([
      ("d", .SKOS.broader, "b"), ("d", .SKOS.broader, "c"), ("b", .SKOS.broader, "a"),
      ("a", .SKOS.narrower, "c"),
      ("d", .SKOS.broader, "e"), ("e", .SKOS.broader, "f"), ("f", .SKOS.broader, "g"),
    ])
    #expect(try paths(committee, "d") == ["abd", "acd"])
    #expect(try paths(committee, "d", limit: 1) == ["abd"])
    #expect(try paths(committee, "a") == ["a"])
    #expect(try paths(committee, "e") == ["gfe"])
  }

  @Test func `survives cycles`() throws {
    let committee = try graph([
      ("a", .SKOS.broader, "b"), ("b", .SKOS.broader, "a"), ("c", .SKOS.broader, "a"),
      ("d", .SKOS.broader, "d"),
      ("e", .SKOS.broader, "c"), ("e", .SKOS.broader, "t"),
    ])
    #expect(try paths(committee, "c") == [] && paths(committee, "d") == [])
    #expect(try paths(committee, "e") == ["te"])
  }

  @Test func `counts the kinds of ISO 25964 as broader and narrower`() throws {
    func kind(_ name: String) -> IRI { IRI(uncheckedValid: "http://purl.org/iso25964/skos-thes#" + name) }
    let committee = try graph([
      ("b", kind("broaderGeneric"), "a"), ("c", kind("broaderPartitive"), "a"),
      ("a", kind("narrowerInstantial"), "d"),
    ])
    let (below, tops, count) = try committee.store.snapshot(grant: committee.reading()) { snapshot in
      (
        try snapshot.narrower(of: letter("a")), try snapshot.topConcepts(),
        try snapshot.narrowerCount(of: letter("a"))
      )
    }
    #expect(below == ["b", "c", "d"].map(letter) && tops == [letter("a")] && count == 3)
  }

  @Test func `lists the members of a collection in their order`() throws {
    let committee = try Committee()
    let (first, second) = (BlankNode("x"), BlankNode("y"))
    _ = try committee.importing([
      Triple(.iri(letter("o")), .RDF.type, .iri(.SKOS.OrderedCollection)),
      Triple(.iri(letter("o")), .SKOS.memberList, .blankNode(first)),
      Triple(.blankNode(first), .RDF.first, .iri(letter("z"))),
      Triple(.blankNode(first), .RDF.rest, .blankNode(second)),
      Triple(.blankNode(second), .RDF.first, .iri(letter("a"))),
      Triple(.blankNode(second), .RDF.rest, .iri(.RDF.nil)),
      Triple(.iri(letter("u")), .RDF.type, .iri(.SKOS.Collection)),
      Triple(.iri(letter("u")), .SKOS.member, .iri(letter("z"))),
      Triple(.iri(letter("u")), .SKOS.member, .iri(letter("a"))),
    ])
    let (ordered, unordered) = try committee.store.snapshot(grant: committee.reading()) { snapshot in
      (try snapshot.members(of: letter("o")), try snapshot.members(of: letter("u")))
    }
    #expect(ordered == [letter("z"), letter("a")] && unordered == [letter("a"), letter("z")])
  }

  /// The entries of a walk from a place on, with their places.
  private func walk(
    _ committee: Committee, depth: Int, after place: [Int] = [], orders: SettledOrders? = nil
  ) throws -> [HierarchyWalk.Node] {
    try committee.store.snapshot(grant: committee.reading()) { snapshot in
      var walk = try HierarchyWalk(snapshot, from: nil, depth: depth, after: place, orders: orders)
      var nodes: [HierarchyWalk.Node] = []
      while nodes.count < 1000, let node = try walk.next() { nodes.append(node) }
      return nodes
    }
  }

  @Test func `is walked on from every place as if it had not been left`() throws {
    let committee = try graph([
      ("b", .SKOS.broader, "a"), ("c", .SKOS.broader, "a"), ("d", .SKOS.broader, "b"),
      ("d", .SKOS.broader, "c"), ("e", .SKOS.broader, "d"), ("f", .SKOS.broader, "d"),
      // A circle below the top, which is shown once around.
      ("c", .SKOS.broader, "f"), ("h", .SKOS.broader, "g"),
    ])
    for depth in 1...6 {
      let all = try walk(committee, depth: depth)
      #expect(all.map(\.place) == all.map(\.place).sorted { $0.lexicographicallyPrecedes($1) })
      #expect(all.allSatisfy { $0.level <= depth } && Set(all.map(\.place)).count == all.count)
      for (index, node) in all.enumerated() {
        #expect(try walk(committee, depth: depth, after: node.place) == Array(all.dropFirst(index + 1)))
      }
    }
    #expect(
      try walk(committee, depth: 2).map { "\($0.level)\($0.iri.string.suffix(1))\($0.narrowerCount)" }
        == ["0a2", "1b1", "2d2", "1c1", "2d2", "0g1", "1h0"])
  }

  @Test func `is walked on from a place that it does not have as far as it has it`() throws {
    let committee = try graph([("b", .SKOS.broader, "a"), ("c", .SKOS.broader, "b")])
    let all = try walk(committee, depth: 3)
    for place in [[0, 0, 0, 0], [0, 7], [7], [-1], [.max], [0, .min], [0, 0, 7, 7]] {
      let rest = try walk(committee, depth: 3, after: place)
      #expect(all.suffix(rest.count) == rest[...], "\(place)")
    }
  }

  @Test(arguments: [-1, 0, 1])
  func `keeps the order of a list that is as long as a page or longer`(_ offset: Int) throws {
    let count = SettledOrders.entryCountMin + offset
    let committee = try graph((1...count).map { ("n\($0)", IRI.SKOS.broader, "top") })
    let orders = SettledOrders()
    let first = try walk(committee, depth: 1, orders: orders)
    #expect(orders.count == (offset < 0 ? 0 : 1))
    #expect(try walk(committee, depth: 1, orders: orders) == first)
    #expect(try walk(committee, depth: 1) == first)
    // Another revision has another list.
    _ = try committee.importing(concept("other", label: "O", broader: "top"), mode: .merge)
    _ = try walk(committee, depth: 1, orders: orders)
    #expect(orders.count == (offset < 0 ? 1 : 2))
  }
}
