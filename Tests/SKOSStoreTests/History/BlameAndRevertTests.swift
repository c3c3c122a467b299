import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `Blame and revert` {
  private func altLabel(_ name: String, _ text: String) -> Triple {
    Triple(.iri(letter(name)), .SKOS.altLabel, .literal(.languageTagged(text, english)))
  }

  private func revert(
    _ number: Int64, _ committee: Committee, isTrial: Bool = false, insisting: Bool = false
  ) throws -> RevertReport {
    try committee.store.revert(
      number, message: "Undo", isTrial: isTrial, allowsRemovingPublished: insisting,
      grant: committee.grant(.importContent, .manager))
  }

  private func entry(_ name: String, _ committee: Committee) throws -> Set<Triple>? {
    try committee.store.snapshot(grant: committee.reading()) {
      try $0.entry(letter(name)).map { Set(try $0.triples) }
    }
  }

  @Test func `each statement is blamed on the revision since which it has been there`() throws {
    let committee = try Committee()
    let base = concept("a", label: "A")
    _ = try committee.importing(base + [altLabel("a", "first")])
    _ = try committee.importing(base + [altLabel("a", "second")])
    _ = try committee.importing(base + [altLabel("a", "first"), altLabel("a", "second")])
    func blame(_ moment: Moment) throws -> [String: Int64] {
      let parts = try committee.store.blame(of: letter("a"), at: moment, grant: committee.reading())
      return Dictionary(
        uniqueKeysWithValues: parts.map {
          ($0.triples.map { $0.object.literal?.lexicalForm ?? "type" }.joined(), $0.revision.number)
        })
    }
    // "first" went with revision 2, so that it counts from its return.
    #expect(try blame(.head) == ["type": 1, "A": 1, "first": 3, "second": 2])
    #expect(try blame(.revision(2)) == ["type": 1, "A": 1, "second": 2])
    let error = #expect(throws: StoreError.self) {
      try committee.store.blame(of: letter("zz"), grant: committee.reading())
    }
    #expect(error?.code == .notFound)
  }

  @Test func `blank nodes are blamed with all that is said about them`() throws {
    let committee = try Committee()
    func noted(_ text: String, _ extra: [Triple] = []) -> [Triple] {
      let node = BlankNode("n")
      return concept("a", label: "A") + extra + [
        Triple(.iri(letter("a")), .SKOS.note, .blankNode(node)),
        Triple(.blankNode(node), .RDF.value, .literal(.string(text))),
      ]
    }
    _ = try committee.importing(noted("one"))
    _ = try committee.importing(noted("one", [altLabel("a", "x")]))
    _ = try committee.importing(noted("two", [altLabel("a", "x")]))
    let parts = try committee.store.blame(of: letter("a"), grant: committee.reading())
    let node = try #require(parts.first { $0.triples.count == 2 })
    #expect(node.revision.number == 3)
    let before = try committee.store.blame(of: letter("a"), at: .revision(2), grant: committee.reading())
    #expect(before.first { $0.triples.count == 2 }?.revision.number == 1)
  }

  @Test func `a revision is undone and what came later stays`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    _ = try committee.importing(concept("a", label: "Wrong") + concept("c", label: "C"))
    _ = try committee.importing(
      concept("a", label: "Wrong") + [altLabel("a", "later")] + concept("c", label: "C")
        + concept("d", label: "D"))
    let trial = try revert(2, committee, isTrial: true)
    #expect(trial.revision == nil && trial.changes.map(\.iri) == ["a", "b", "c"].map(letter))
    #expect(try committee.store.revisions(limit: 1, grant: committee.reading())[0].number == 3)

    let report = try revert(2, committee)
    #expect(report.revision?.number == 4)
    #expect(try entry("a", committee) == Set(concept("a", label: "A") + [altLabel("a", "later")]))
    #expect(try entry("b", committee) == Set(concept("b", label: "B")))
    #expect(try entry("c", committee) == nil)
    #expect(try entry("d", committee) == Set(concept("d", label: "D")))
    let record = try #require(
      try committee.store.auditRecords(
        limit: 1, grant: committee.store.authorize(committee.administrator(), for: .operate)
      ).first)
    #expect(record.action == "revision.revert" && record.target == "revision 2")
    // It is undone; there is nothing left of it.
    let again = try revert(2, committee)
    #expect(again.revision == nil && again.changes.isEmpty)
    // Undoing the undoing brings it back.
    _ = try revert(4, committee)
    #expect(try entry("a", committee) == Set(concept("a", label: "Wrong") + [altLabel("a", "later")]))
    #expect(try entry("b", committee) == nil)
  }

  @Test func `what later revisions changed in the same place is named, and nothing is undone`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A"))
    _ = try committee.importing(concept("a", label: "B"))
    _ = try committee.importing(concept("a", label: "C"))
    let error = #expect(throws: StoreError.self) { try revert(2, committee) }
    #expect(error?.code == .conflict)
    #expect(error?.details.count == 1)
    #expect(error?.details.first?.contains("undoing revision 2") == true)
    #expect(try committee.store.revisions(limit: 1, grant: committee.reading())[0].number == 3)
    #expect(throws: StoreError.self) { try revert(9, committee) }
  }

  @Test func `published entries do not vanish by undoing the revision that added them`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A"))
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    _ = try committee.store.createRelease(
      version: "1.0", notes: "", grant: committee.grant(.release, .publisher))
    let error = #expect(throws: StoreError.self) { try revert(2, committee) }
    #expect(error?.code == .importRefused && error?.details == [letter("b").string])
    #expect(try revert(2, committee, insisting: true).revision?.number == 3)
  }

  @Test func `an entry that ended tells when, by what, and its last revision`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    _ = try committee.importing(concept("a", label: "A"))
    _ = try committee.importing(concept("a", label: "AA"))
    func ended(_ text: String, _ moment: Moment = .head) throws -> EndedEntry? {
      try committee.store.snapshot(at: moment, grant: committee.reading()) { try $0.ended(text) }
    }
    for text in [letter("b").string, "b"] {
      let end = try #require(try ended(text))
      #expect(end.iri == letter("b") && end.lastRevision == 1 && end.endedBy.number == 2)
    }
    #expect(try ended("b", .revision(1)) == nil)
    #expect(try ended("a") == nil)
    #expect(try ended("zz") == nil)
    _ = try committee.importing(concept("a", label: "AA") + concept("b", label: "B"))
    #expect(try ended("b") == nil)
  }
}
