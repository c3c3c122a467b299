import Foundation
import GRDB
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `The versioned store` {
  @Test func `an import makes revision 1, and importing the same again makes none`() throws {
    let committee = try Committee()
    let content = concept("a", label: "A") + concept("b", label: "B", broader: "a")
    let first = try committee.importing(content)
    #expect(first.revision?.number == 1)
    #expect(first.added == [letter("a"), letter("b")])
    let second = try committee.importing(content.reversed())
    #expect(second.revision == nil)
    #expect(second.isEmpty && second.unchangedCount == 2)
    #expect(try committee.store.revisions(limit: 10, grant: committee.reading()).map(\.number) == [1])
  }

  @Test func `importing again finds blank nodes by their content, not by their labels`() throws {
    let committee = try Committee()
    func content(_ label: String) -> [Triple] {
      let note = BlankNode(label)
      return concept("a", label: "A") + [
        Triple(.iri(letter("a")), .SKOS.note, .blankNode(note)),
        Triple(.blankNode(note), .RDF.value, .literal(.string("a note with structure"))),
      ]
    }
    #expect(try committee.importing(content("x")).revision?.number == 1)
    #expect(try committee.importing(content("y")).revision == nil)
  }

  @Test func `every revision stays readable as it was`() throws {
    let committee = try Committee()
    let versions = [
      concept("a", label: "A"),
      concept("a", label: "A") + concept("b", label: "B", broader: "a"),
      concept("a", label: "Alpha") + concept("b", label: "B"),
      concept("b", label: "B"),
      concept("a", label: "A again") + concept("b", label: "B"),
    ]
    for content in versions { _ = try committee.importing(content) }
    for (index, content) in versions.enumerated() {
      let graph = try committee.store.snapshot(at: .revision(Int64(index) + 1), grant: committee.reading()) {
        try $0.graph()
      }
      #expect(Set(graph.triples) == Set(content), "revision \(index + 1)")
    }
    let history = try committee.store.history(of: letter("a"), grant: committee.reading())
    #expect(history.map(\.revision.number) == [1, 3, 4, 5])
    #expect(history.map { $0.entry == nil } == [false, false, true, false])
  }

  @Test func `a date means the last revision of that day`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A"))
    _ = try committee.importing(concept("a", label: "Alpha"))
    let day = try committee.store.revisions(limit: 1, grant: committee.reading())[0].at.date
    let moments: [(String, Int64)] = [(day, 2), ("head", 2), ("r1", 1), ("2", 2), ("2099-01-01", 2)]
    for (text, expected) in moments {
      let revision = try committee.store.snapshot(at: Moment(text), grant: committee.reading()) {
        $0.revision
      }
      #expect(revision == expected, "\(text)")
    }
    #expect(throws: StoreError.self) {
      try committee.store.snapshot(at: Moment("1999-12-31"), grant: committee.reading()) { $0.revision }
    }
  }

  @Test func `search and hierarchy answer at any revision`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "Élan") + concept("b", label: "Elk", broader: "a"))
    _ = try committee.importing(concept("a", label: "Zebra") + concept("b", label: "Elk"))
    func found(_ text: String, _ moment: Moment) throws -> [IRI] {
      try committee.store.snapshot(at: moment, grant: committee.reading()) {
        try $0.search(SearchQuery(text)).hits.map(\.iri)
      }
    }
    #expect(try found("elan", .revision(1)) == [letter("a")])
    #expect(try found("EL", .revision(1)) == [letter("b"), letter("a")])
    #expect(try found("elan", .head) == [])
    #expect(try found("ebr", .head) == [letter("a")])
    let below = try committee.store.snapshot(at: .revision(1), grant: committee.reading()) {
      try $0.narrower(of: letter("a"))
    }
    #expect(below == [letter("b")])
    let tops = try committee.store.snapshot(grant: committee.reading()) { try $0.topConcepts() }
    #expect(tops == [letter("a"), letter("b")])
  }

  @Test func `the content hash depends on the content alone, not on the way to it`() throws {
    let one = try Committee()
    let two = try Committee()
    _ = try one.importing(concept("a", label: "A") + concept("b", label: "B"))
    _ = try two.importing(concept("b", label: "B") + concept("c", label: "C"))
    _ = try two.importing(concept("a", label: "A") + concept("b", label: "B"))
    let hashes = try [one, two].map { try $0.store.revisions(limit: 1, grant: $0.reading())[0].contentHash }
    #expect(hashes[0] == hashes[1])
  }

  @Test func `a trial import reports and changes nothing`() throws {
    let committee = try Committee()
    let report = try committee.store.importGraph(
      Graph(concept("a", label: "A")), mode: .replace, message: "", isTrial: true,
      grant: committee.grant(.importContent, .manager))
    #expect(report.added == [letter("a")] && report.revision == nil)
    #expect(try committee.store.revisions(limit: 1, grant: committee.reading()).isEmpty)
  }

  @Test func `an import does not make published entries disappear unless somebody insists`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    _ = try committee.store.createRelease(
      version: "1.0", notes: "", grant: committee.grant(.release, .publisher))
    let error = #expect(throws: StoreError.self) { try committee.importing(concept("a", label: "A")) }
    #expect(error?.code == .importRefused)
    #expect(error?.details == [letter("b").string])
    #expect(try committee.importing(concept("c", label: "C"), mode: .merge).added == [letter("c")])
    let insisted = try committee.store.importGraph(
      Graph(concept("a", label: "A")), mode: .replace, message: "", allowsRemovingPublished: true,
      grant: committee.grant(.importContent, .manager))
    #expect(insisted.removed == [letter("b"), letter("c")])
  }

  @Test func `retired entries may leave`() throws {
    let committee = try Committee()
    let retired = Triple(
      .iri(letter("b")), .OWL.deprecated, .literal(Literal("true", datatype: .XSD.boolean)))
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B"))
    _ = try committee.store.createRelease(
      version: "1.0", notes: "", grant: committee.grant(.release, .publisher))
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B") + [retired])
    #expect(try committee.importing(concept("a", label: "A")).removed == [letter("b")])
  }

  @Test func `an expected head that has moved on is refused`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A"))
    let grant = try committee.grant(.importContent, .manager)
    let error = #expect(throws: StaleHead.self) {
      try committee.store.expecting(head: 0, grant: grant) {
        try committee.store.importGraph(
          Graph(concept("a", label: "B")), mode: .replace, message: "", grant: grant)
      }
    }
    #expect(error?.expected == 0 && error?.head == 1)
  }

  @Test func `the audit log says which document an import took in`() throws {
    let committee = try Committee()
    var source = ImportSource(name: "letters.ttl", syntax: .turtle)
    for piece in ["a", "", "bc"] { Array(piece.utf8).withUnsafeBytes { source.append($0) } }
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "A")), mode: .replace, message: "", source: source,
      grant: committee.grant(.importContent, .manager))
    let detail = try committee.store.read { db in
      try String.fetchOne(db, sql: "SELECT detail FROM audit WHERE action = 'vocabulary.import'")
    }
    // The hash is the one of FIPS 180-4's example for "abc".
    #expect(
      detail
        == "1 added, 0 changed, 0 removed; from letters.ttl (turtle, 3 bytes, SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad)"
    )
  }

  @Test func `checking a sound store finds nothing, and a store with one altered byte is found out`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "A") + concept("b", label: "B", broader: "a"))
    _ = try committee.importing(concept("a", label: "A"))
    _ = try committee.store.createRelease(
      version: "1.0", notes: "", grant: committee.grant(.release, .publisher))
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.check(grant: operating).faults == [])
    let tampering = [
      "UPDATE entry_version SET body = CAST('<https://example.org/letters/a> <http://www.w3.org/2004/02/skos/core#prefLabel> \"X\"@en .' || char(10) AS BLOB) WHERE entry = 1",
      "UPDATE entry_version SET body = substr(body, 1, length(body) - 1) WHERE entry = 1",
      "UPDATE body_dictionary SET text = CAST(replace(CAST(text AS TEXT), 'note', 'nota') AS BLOB)",
      "UPDATE revision SET message = 'another' WHERE number = 1",
      "UPDATE entry_version SET to_revision = 3 WHERE to_revision = 2",
      "UPDATE search_text SET body = CAST(replace(CAST(body AS TEXT), 'b', 'x') AS BLOB)",
      "UPDATE search_text SET body = substr(body, 1, length(body) - 1)",
      "UPDATE search_text SET body = zeroblob(20)",
      "UPDATE search_text SET first = x'00'",
      "UPDATE search_text SET area = 1 - area",
      "UPDATE search_language SET tag = 'tlh'",
      "DELETE FROM search_text",
      "UPDATE link SET target = 'https://example.org/x'",
      "UPDATE \"release\" SET canonical_hash = zeroblob(32)",
      "UPDATE content_tree SET hash = zeroblob(32) WHERE node = ''",
      "UPDATE audit SET actor = 'somebody' WHERE sequence = 3",
      "DELETE FROM audit WHERE sequence = 4",
    ]
    for statement in tampering {
      struct Undo: Error {}
      var faults: [String] = []
      try? committee.store.write { transaction in
        try transaction.db.execute(sql: statement)
        var check = StoreCheck(db: transaction.db)
        faults = try check.run().faults
        throw Undo()
      }
      #expect(!faults.isEmpty, "\(statement)")
    }
    #expect(try committee.store.check(grant: operating).faults == [])
  }

  @Test func `a second process is told who owns the store`() throws {
    let committee = try Committee()
    let error = #expect(throws: StoreError.self) {
      try Store(directory: committee.directory, ownerDescription: "another")
    }
    #expect(error?.code == .storeOwned)
    #expect(error?.message.contains("a test") == true)
  }

  @Test func `a store of a newer version, or another program's database, is refused untouched`() throws {
    for pragma in ["user_version = 99", "application_id = 7"] {
      let committee = try Committee()
      try committee.store.write { try $0.db.execute(sql: "PRAGMA \(pragma)") }
      committee.store.close()
      let path = committee.directory + "/concordat.sqlite"
      let copy = NSTemporaryDirectory() + "concordat-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: copy) }
      try FileManager.default.copyItem(atPath: path, toPath: copy + "/concordat.sqlite")
      let before = try Data(contentsOf: URL(fileURLWithPath: copy + "/concordat.sqlite"))
      let error = #expect(throws: StoreError.self) { try Store(directory: copy, ownerDescription: "a test") }
      #expect(error?.code == .storeUnreadable)
      #expect(try Data(contentsOf: URL(fileURLWithPath: copy + "/concordat.sqlite")) == before)
    }
  }

  @Test func `notations sort as numbers do`() {
    let sorted = ["3.1.10", "3.1.2", "3.1.2.01", "A", "3.1"].sorted { NotationOrder($0) < NotationOrder($1) }
    #expect(sorted == ["3.1", "3.1.2", "3.1.2.01", "3.1.10", "A"])
  }

  @Test func `timestamps survive the way to text and back`() throws {
    for text in ["1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2026-11-24T03:00:00.500Z"] {
      #expect(Timestamp(iso8601: text)?.iso8601 == text)
    }
    #expect(Timestamp(iso8601: "2026-11-24")?.iso8601 == "2026-11-24T23:59:59.999Z")
    for bad in ["2026-02-30", "2026-13-01", "24.11.2026", "2026-11-24T25:00:00Z", "2026-11-24T10:00:00", ""] {
      #expect(Timestamp(iso8601: bad) == nil, "\(bad)")
    }
    #expect(Timestamp(milliseconds: 951_782_400_000).date == "2000-02-29")
  }
}
