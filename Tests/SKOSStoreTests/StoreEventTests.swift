import Foundation
import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `Events of a vocabulary` {
  private func proposed(_ committee: Committee, _ name: String, label: String) throws -> Int64 {
    let store = committee.store
    let number = try store.createChangeRequest(
      title: "T", justification: "J", grant: committee.grant(.propose, .proposer)
    ).number
    _ = try store.editEntry(
      letter(name), in: number,
      edits: [.set(.SKOS.prefLabel, language: english, [.literal(.languageTagged(label, english))])],
      grant: committee.grant(.read, .proposer))
    return number
  }

  private func advance(_ committee: Committee, _ number: Int64, _ transition: ChangeTransition, _ role: Role)
    throws
  {
    _ = try committee.store.advance(
      number, by: transition, reason: "so", grant: committee.grant(.read, role))
  }

  /// A vocabulary with a ← b ← c and d, in which a change of c was merged.
  private func committee() throws -> Committee {
    let committee = try Committee()
    _ = try committee.importing(
      concept("a", label: "a") + concept("b", label: "b", broader: "a")
        + concept("c", label: "c", broader: "b") + concept("d", label: "d"))
    let number = try proposed(committee, "c", label: "see")
    try advance(committee, number, .submit, .proposer)
    try advance(committee, number, .approve, .reviewer)
    try advance(committee, number, .merge, .manager)
    return committee
  }

  @Test func `are told in their order with what they are about`() throws {
    let committee = try committee()
    let (events, next) = try committee.store.events(after: 0, limit: 100, grant: committee.reading())
    #expect(
      events.map(\.action) == ["vocabulary.import", "change.submit", "change.approve", "change.merge"])
    #expect(events.map(\.kind) == [.content, .request, .request, .request])
    #expect(events.map(\.revision) == [1, nil, nil, 2])
    #expect(events.last?.entries == [letter("c")])
    #expect(events.last?.change == 1)
    #expect(try committee.store.events(after: next, limit: 100, grant: committee.reading()).events == [])
  }

  @Test func `are neither missed nor told twice when they are read page by page`() throws {
    let committee = try committee()
    let all = try committee.store.events(after: 0, limit: 100, grant: committee.reading()).events
    var paged: [StoreEvent] = []
    var place: Int64 = 0
    for _ in 0..<all.count + 2 {
      let (events, next) = try committee.store.events(after: place, limit: 1, grant: committee.reading())
      paged += events
      place = next
    }
    #expect(paged == all)
  }

  @Test func `of a draft are told to nobody who may not see it`() throws {
    let committee = try committee()
    let place = try committee.store.eventPlace()
    let number = try proposed(committee, "d", label: "dee")
    try advance(committee, number, .withdraw, .proposer)
    #expect(try committee.store.events(after: place, limit: 9, grant: committee.reading()).events == [])
    let own = try committee.store.events(after: place, limit: 9, grant: committee.grant(.read, .proposer))
    #expect(own.events.map(\.action) == ["change.withdraw"])
  }

  @Test func `can be those of an entry or a branch alone`() throws {
    let committee = try committee()
    func actions(_ change: (inout StoreEventFilter) -> Void) throws -> [String] {
      var filter = StoreEventFilter()
      filter.kinds = [.content]
      change(&filter)
      return try committee.store.events(
        after: 0, limit: 9, filter: filter, grant: committee.reading()
      ).events.map(\.action)
    }
    #expect(try actions { $0.entry = letter("c") } == ["vocabulary.import", "change.merge"])
    #expect(try actions { $0.entry = letter("b") } == ["vocabulary.import"])
    #expect(try actions { $0.branch = letter("a") } == ["vocabulary.import", "change.merge"])
    #expect(try actions { $0.branch = letter("d") } == ["vocabulary.import"])
  }
}
