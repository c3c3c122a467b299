import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `Known glances` {
  private func label(_ committee: Committee, at moment: Moment = .head) throws -> String? {
    try committee.store.snapshot(at: moment, grant: committee.reading()) { snapshot in
      try snapshot.glance(at: letter("a"))?.labels.first?.literal.lexicalForm
    }
  }

  @Test func `each revision has its own, however often it was looked at`() throws {
    let committee = try Committee()
    #expect(try label(committee) == nil)
    _ = try committee.importing(concept("a", label: "first"))
    #expect(try (label(committee), label(committee)) == ("first", "first"))
    _ = try committee.importing(concept("a", label: "second"))
    #expect(try (label(committee), label(committee, at: .revision(1))) == ("second", "first"))
    #expect(committee.store.knownGlances.count == 2)
  }

  private struct GivenUp: Error {}

  @Test func `what was seen within a transaction that came to nothing is not known afterwards`() throws {
    let committee = try Committee()
    #expect(throws: GivenUp.self) {
      try committee.store.inOneTransaction { _ in
        _ = try committee.importing(concept("a", label: "given up"))
        #expect(try label(committee) == "given up")
        throw GivenUp()
      }
    }
    _ = try committee.importing(concept("a", label: "committed"))
    // It has the number of the revision that did not come to be.
    #expect(try label(committee, at: .revision(1)) == "committed")
  }

  @Test func `as many are kept as there is room for, and then begun anew`() throws {
    let known = KnownGlances(countMax: 2)
    var readCount = 0
    func look(at name: String) -> ConceptDescription? {
      known.glance(at: letter(name), vocabulary: 1, revision: 1) {
        readCount += 1
        return name == "none" ? nil : ConceptDescription(of: .iri(letter(name)), in: [Triple]())
      }
    }
    for name in ["a", "b", "a", "b"] { #expect(look(at: name)?.subject == .iri(letter(name))) }
    #expect(readCount == 2 && known.count == 2)
    _ = look(at: "c")
    #expect(readCount == 3 && known.count == 1)
    _ = (look(at: "none"), look(at: "none"))
    #expect(readCount == 5 && known.count == 1)
  }
}
