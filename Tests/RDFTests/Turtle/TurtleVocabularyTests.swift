import Foundation
import RDF
import TestSupport
import Testing

/// Real vocabularies; the counts were made with other parsers.
@Suite(.needsSharedData("vocabularies")) struct TurtleVocabularyTests {
  static let counts: [(path: String, tripleCount: Int)] = [
    ("coar/access_rights-2019-05-02.ttl", 845), ("coar/version_types-2019-05-02.ttl", 1035),
    ("dpv/dpv-2.3.ttl", 14909), ("gsq/lithology.ttl", 25083), ("italy/academic-disciplines.ttl", 8625),
    ("periodo/periodo-initial.ttl", 32656), ("physh/physh-1.1.1.ttl", 19992),
    ("physh/physh-2.2.0.ttl", 20656),
    ("physh/physh-2.5.0.ttl", 22871), ("physh/physh-2.7.0-skos-compat.ttl", 25428),
    ("physh/physh-2.7.0.ttl", 23590),
    ("stw/stw-9.06.ttl.gz", 109659), ("tadirah/tadirah-2.0.3.ttl", 8543), ("tadirah/tadirah-ja.ttl", 1824),
    ("voc4cat/voc4cat-2023-08-17.ttl", 1803), ("voc4cat/voc4cat-2024-04-08.ttl", 2717),
    ("voc4cat/voc4cat-2025-05-22.ttl", 4489), ("voc4cat/voc4cat-2026-02-24.ttl", 7556),
    ("vocpub/registry-statuses.ttl", 167), ("vocpub/validator.ttl", 765),
  ]

  /// Relative IRIs occur in some files.
  static let options = ParserOptions(base: IRI(uncheckedValid: "http://example.org/document"))

  static func graph(_ path: String) throws -> Graph {
    try Graph(parsing: try SharedData.bytes("vocabularies/" + path), as: .turtle, options: options)
  }

  /// The files that slow tests read: those below 10,000 triples, PeriodO for its 7,641 blank nodes, and all
  /// the others too where the environment variable `CONCORDAT_THOROUGH` is set.
  static var paths: [String] {
    let isThorough = ProcessInfo.processInfo.environment["CONCORDAT_THOROUGH"] != nil
    let single = counts.filter { isThorough || $0.tripleCount < 10_000 || $0.path.hasPrefix("periodo") }.map(
      \.path)
    let folders = ["vocabularies/skosmos-fixtures", "vocabularies/vocpub/examples"]
    let fixtures = folders.flatMap { SharedData.files(in: $0, endingIn: ".ttl") }
    return single + fixtures.map { String($0.dropFirst("vocabularies/".count)) }
  }

  @Test(arguments: counts)
  func `a vocabulary has as many triples as other parsers find`(_ path: String, _ tripleCount: Int) throws {
    #expect(try Self.graph(path).count == tripleCount)
  }

  @Test func `the Skosmos fixtures have as many triples together as other parsers find`() throws {
    let files = SharedData.files(in: "vocabularies/skosmos-fixtures", endingIn: ".ttl")
    let graphs = try files.map {
      try Graph(parsing: try SharedData.bytes($0), as: .turtle, options: Self.options)
    }
    #expect(graphs.count == 32)
    #expect(graphs.map(\.count).reduce(0, +) == 19959)
  }

  @Test func `TriG and N-Quads of four versions are the same dataset`() throws {
    let triG = outcome(of: try SharedData.bytes("vocabularies/derived/voc4cat-versions.trig"), as: .triG)
    let nQuads = outcome(of: try SharedData.bytes("vocabularies/derived/voc4cat-versions.nq.gz"), as: .nQuads)
    #expect(triG.error == nil)
    #expect(Set(triG.quads.map(\.quad)).count == 16565)
    #expect(isIsomorphic(triG.quads.map(\.quad), nQuads.quads.map(\.quad)))
  }

  @Test func `Turtle and N-Triples twins are isomorphic`() throws {
    for name in ["coar/access_rights-2019-05-02", "coar/version_types-2019-05-02"] {
      let twin = try Graph(parsing: try SharedData.bytes("vocabularies/\(name).nt"), as: .nTriples)
      #expect(isIsomorphic(try Self.graph(name + ".ttl"), twin))
    }
  }

  @Test func `a vocabulary fed byte by byte is the same`() throws {
    let bytes = try SharedData.bytes("vocabularies/skosmos-fixtures/test.ttl")
    let whole = outcome(of: bytes, as: .turtle, options: Self.options)
    #expect(!whole.quads.isEmpty)
    for cut in Cut.allCases {
      #expect(outcome(of: bytes, as: .turtle, cut: cut, options: Self.options).isEqual(to: whole))
    }
  }
}
