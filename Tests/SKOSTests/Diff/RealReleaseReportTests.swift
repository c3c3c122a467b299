import RDF
import SKOS
import TestSupport
import Testing

@Suite(.needsSharedData("vocabularies/physh/physh-2.5.0.ttl"))
struct `Reports between real releases` {
  private static func report(_ old: String, _ new: String) throws -> DiffReport {
    try DiffReport(
      old: Graph(shared: "vocabularies/" + old), new: Graph(shared: "vocabularies/" + new), oldName: "old",
      newName: "new")
  }

  /// A pair of releases with the numbers that SPARQL queries over pyoxigraph found.
  struct Pair: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let counts: [DiffKind: Int]
    let statements: [Int]

    var testDescription: String { "\(old) \(new)" }
  }

  static let pairs = [
    Pair(
      old: "physh/physh-1.1.1.ttl", new: "physh/physh-2.2.0.ttl",
      counts: [.added: 1273, .removed: 1147, .labels: 42, .moved: 782, .retired: 0],
      statements: [9466, 10130]),
    Pair(
      old: "physh/physh-2.2.0.ttl", new: "physh/physh-2.5.0.ttl",
      counts: [.added: 398, .removed: 0, .labels: 40, .notes: 1, .moved: 100, .retired: 9],
      statements: [352, 2567]),
    Pair(
      old: "physh/physh-2.5.0.ttl", new: "physh/physh-2.7.0.ttl",
      counts: [.added: 117, .removed: 0, .labels: 9, .notes: 1, .moved: 18, .retired: 0],
      statements: [35, 754]),
    Pair(
      old: "voc4cat/voc4cat-2023-08-17.ttl", new: "voc4cat/voc4cat-2024-04-08.ttl",
      counts: [.added: 107, .removed: 0, .labels: 3, .definitions: 3, .notes: 181, .moved: 5],
      statements: [377, 1291]),
    Pair(
      old: "voc4cat/voc4cat-2024-04-08.ttl", new: "voc4cat/voc4cat-2025-05-22.ttl",
      counts: [.added: 193, .removed: 0, .labels: 23, .definitions: 93, .notes: 2, .moved: 200],
      statements: [830, 2602]),
    Pair(
      old: "voc4cat/voc4cat-2025-05-22.ttl", new: "voc4cat/voc4cat-2026-02-24.ttl",
      counts: [.added: 81, .removed: 0, .labels: 0, .definitions: 4, .notes: 482, .mappings: 15, .moved: 2],
      statements: [987, 4054]),
  ]

  @Test(arguments: pairs)
  func `count what another library counts`(pair: Pair) throws {
    let report = try Self.report(pair.old, pair.new)
    for (kind, count) in pair.counts { #expect(report.count(kind) == count, "\(kind)") }
    #expect([report.statements.removed.count, report.statements.added.count] == pair.statements)
  }

  /// What PhySH's own changelog says of 2.4.0: General Physics, Classical field theory and Electromagnetism are
  /// deprecated; Quantum theory is now Quantum correlations, foundations & formalism; two disciplines are renamed.
  @Test func `tell what PhySH told of its release 2.4`() throws {
    let report = try Self.report("physh/physh-2.2.0.ttl", "physh/physh-2.5.0.ttl")
    let retired =
      report.sections.first { $0.kind == .retired }?.items.compactMap { report.label($0.iri) } ?? []
    #expect(retired.contains("General Physics") && retired.contains("Classical field theory"))
    #expect(retired.contains("Electromagnetism"))
    let text = report.text()
    #expect(text.contains("changed: \"Quantum theory\" → \"Quantum correlations, foundations & formalism\""))
    #expect(text.contains("title (en) changed: Quantum Information{+, Science & Technology+}"))
    #expect(
      text.contains("title (en) changed: \"Statistical Physics\" → \"Statistical Physics & Thermodynamics\""))
  }

  /// What it says of 2.2.0: identifiers got hyphens, and deprecated ones were deleted.
  ///
  /// By another library: of 1,147 that are gone, 1,029 have a new identifier that differs by hyphens, of which 1,025
  /// have the label they had, and 118 were deprecated. One of these has a namesake, which PhySH names as its successor.
  @Test func `name the new concept where PhySH changed identifiers`() throws {
    let report = try Self.report("physh/physh-1.1.1.ttl", "physh/physh-2.2.0.ttl")
    func digits(_ iri: IRI) -> String { iri.string.filter { $0 != "-" } }
    let added = Set(report.sections.first { $0.kind == .added }?.items.map { digits($0.iri) } ?? [])
    let named = report.sections.first { $0.kind == .removed }?.items.filter { !$0.lines.isEmpty } ?? []
    #expect(named.count == 1026)
    #expect(named.count { added.contains(digits($0.iri)) } == 1025)
  }
}
