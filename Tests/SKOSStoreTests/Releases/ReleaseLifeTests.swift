import Foundation
import GRDB
import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `A release` {
  @Test func `is prepared, described and published, and freezes what stood when it was prepared`() throws {
    let released = try ReleasedVocabulary()
    let store = released.committee.store
    let grant = try released.publisher()
    _ = try released.committee.importing(concept("c", label: "C"), mode: .merge)
    let draft = try store.prepareRelease(version: "1.2.0", notes: nil, grant: grant)
    #expect(draft.notes.contains("1.1.0 → 1.2.0") && draft.notes.contains("**[C]"))
    _ = try released.committee.importing(concept("d", label: "D"), mode: .merge)
    _ = try store.describeRelease("1.2.0", notes: "C is new.", grant: grant)
    let release = try store.publishRelease("1.2.0", grant: grant)
    #expect(release.notes == "C is new." && release.revision == draft.revision && release.previous == "1.1.0")
    #expect(try store.releaseDrafts(grant: released.committee.grant(.preview, .publisher)).isEmpty)
    #expect(throws: StoreError.self) { try store.describeRelease("1.2.0", notes: "Other", grant: grant) }
    let operating = try store.authorize(released.committee.administrator(), for: .operate)
    #expect(try store.check(grant: operating).faults == [])
  }

  @Test func `has a version that is used once, also by a draft and after a withdrawal`() throws {
    let released = try ReleasedVocabulary()
    let store = released.committee.store
    let grant = try released.publisher()
    func expectTaken(_ version: String) {
      #expect(throws: StoreError.self) { try store.createRelease(version: version, notes: "", grant: grant) }
      #expect(throws: StoreError.self) { try store.prepareRelease(version: version, notes: "", grant: grant) }
    }
    expectTaken("1.1.0")
    _ = try store.prepareRelease(version: "2.0.0", notes: "", grant: grant)
    expectTaken("2.0.0")
    try store.discardRelease("2.0.0", grant: grant)
    _ = try store.prepareRelease(version: "2.0.0", notes: "", grant: grant)
    _ = try store.withdrawRelease("1.1.0", reason: "wrong", grant: grant)
    expectTaken("1.1.0")
  }

  @Test func `that was overtaken while in preparation is not published`() throws {
    let released = try ReleasedVocabulary()
    let store = released.committee.store
    let grant = try released.publisher()
    _ = try store.prepareRelease(version: "1.2.0", notes: "", grant: grant)
    _ = try released.committee.importing(concept("c", label: "C"), mode: .merge)
    _ = try store.createRelease(version: "1.3.0", notes: "", grant: grant)
    #expect(throws: StoreError.self) { try store.publishRelease("1.2.0", grant: grant) }
    #expect(
      try store.releaseDrafts(grant: released.committee.grant(.preview, .publisher)).map(\.version) == [
        "1.2.0"
      ])
  }

  @Test func `that is withdrawn leaves a tombstone, and its content stays readable by revision`() throws {
    let released = try ReleasedVocabulary()
    let store = released.committee.store
    let grant = try released.publisher()
    let reading = try released.committee.reading()
    #expect(throws: StoreError.self) { try store.withdrawRelease("1.1.0", reason: " ", grant: grant) }
    let withdrawn = try store.withdrawRelease("1.1.0", reason: "B is wrong", grant: grant)
    #expect(try store.releases(grant: reading).map { $0.tombstone?.reason } == ["B is wrong", nil])
    let refusals: [() throws -> Void] = [
      { _ = try released.archive("1.1.0") },
      { _ = try store.snapshot(at: .release("1.1.0"), grant: reading) { try $0.graph() } },
      { _ = try store.withdrawRelease("1.1.0", reason: "again", grant: grant) },
    ]
    for refusal in refusals {
      let error = #expect(throws: StoreError.self) { try refusal() }
      #expect(error?.code == .invalidState && error?.message.contains("B is wrong") == true)
    }
    let graph = try store.snapshot(at: .revision(withdrawn.revision), grant: reading) { try $0.graph() }
    #expect(graph.count == withdrawn.tripleCount)
    // The next one is compared with the newest that stands.
    #expect(try store.createRelease(version: "1.2.0", notes: nil, grant: grant).previous == "1.0.0")
    let operating = try store.authorize(released.committee.administrator(), for: .operate)
    #expect(try store.check(grant: operating).faults == [])
  }

  @Test(arguments: [
    "DELETE FROM release_withdrawal", "UPDATE release_withdrawal SET reason = 'no reason'",
    "DELETE FROM release_metadata WHERE version = '1.0.0'",
    "UPDATE release_metadata SET settings = 'x' WHERE version = '1.0.0'",
    "UPDATE release_seal SET signature = zeroblob(64)", "UPDATE release_seal SET manifest = zeroblob(10)",
    "UPDATE \"release\" SET notes = 'other' WHERE version = '1.0.0'",
    "UPDATE release_metadata SET previous = '1.1.0' WHERE version = '1.0.0'",
    "INSERT INTO release_draft SELECT vocabulary, '1.0.0', 1, '', author, at FROM \"release\" LIMIT 1",
  ])
  func `whose records are altered is found out`(damage: String) throws {
    let released = try ReleasedVocabulary()
    let store = released.committee.store
    _ = try released.archive("1.0.0")
    _ = try store.withdrawRelease("1.1.0", reason: "wrong", grant: released.publisher())
    let operating = try store.authorize(released.committee.administrator(), for: .operate)
    #expect(try store.check(grant: operating).faults == [])
    try store.write { transaction in try transaction.db.execute(sql: damage) }
    #expect(try !store.check(grant: operating).faults.isEmpty)
  }

  @Test func `takes its metadata from the settings, then from the scheme, and keeps it`() throws {
    let released = try ReleasedVocabulary()
    let store = released.committee.store
    let owner = try released.committee.grant(.administer, .owner)
    #expect(throws: StoreError.self) { try store.setReleaseSettings([.licence: "no IRI"], grant: owner) }
    _ = try store.setReleaseSettings(
      [.publisher: "Letters Inc.", .versionBase: "https://example.org/v/"], grant: owner)
    _ = try store.createRelease(version: "1.2.0", notes: "N", grant: released.publisher())
    func metadata(_ version: String) throws -> Graph {
      let path = try released.write(released.archive(version), version + ".tar")
      let bytes = try ReleaseFiles(path: path).contents(of: "metadata.ttl", byteCountMax: 1 << 20)
      var parser = DocumentParser(.turtle, into: GraphBuilder())
      try bytes.withUnsafeBufferPointer { try parser.feed($0) }
      try parser.finish()
      return parser.sink.graph()
    }
    let graph = try metadata("1.2.0")
    let release = Subject.iri(IRI(uncheckedValid: "https://example.org/v/1.2.0"))
    let previous = Term.iri(IRI(uncheckedValid: "https://example.org/v/1.1.0"))
    #expect(graph.objects(release, .DCTerms.publisher) == [.literal(.string("Letters Inc."))])
    #expect(
      graph.objects(release, .DCTerms.license) == [.iri(IRI(uncheckedValid: "https://example.org/licence"))])
    #expect(graph.objects(release, .DCAT.isVersionOf) == [.iri(letter("scheme"))])
    #expect(graph.objects(release, .DCAT.previousVersion) == [previous])
    #expect(graph.objects(release, .release("pav:previousVersion")) == [previous])
    #expect(graph.objects(release, .release("adms:versionNotes")).map { $0.literal?.lexicalForm } == ["N"])
    #expect(graph.objects(release, .DCAT.distribution).count == 7)
    let before = try released.archive("1.2.0")
    _ = try store.setReleaseSettings([.publisher: "Somebody else"], grant: owner)
    #expect(try released.archive("1.2.0") == before)
  }

  @Test func `is made by the role publisher alone`() throws {
    let committee = try Committee()
    for role in Committee.roles where role != .publisher {
      #expect(throws: StoreError.self) { try committee.grant(.release, role) }
    }
  }
}
