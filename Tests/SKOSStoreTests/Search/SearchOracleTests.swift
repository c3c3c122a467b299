import Foundation
import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

/// Searches over real labels beside a scan in Python, which folds by the Unicode tables of its own.
@Suite("Searching real vocabularies", .needsSharedData("vocabularies"))
struct SearchOracleTests {
  /// In many languages and scripts, with notes, and with labels that share words.
  private static let files = SharedData.files(
    in: "vocabularies", endingIn: ".nt", ".nt.gz", ".ttl", ".rdf", ".rdf.gz"
  )
  .filter { path in ["gemet", "tadirah", "voc4cat", "coar"].contains { path.contains("/\($0)/") } }

  @Test("finds what a scan by another program finds", arguments: files)
  func scan(path: String) throws {
    let graph = try Graph(shared: path)
    // SKOS-XL and blank nodes are the business of other tests; a file without labels has nothing to look for.
    let labels = graph.triples.filter { $0.predicate.string.hasPrefix(IRI.SKOS.namespace) }
      .compactMap { $0.object.literal?.lexicalForm }.sorted()
    guard labels.count > 20,
      !graph.triples.contains(where: { $0.predicate.string.hasPrefix(IRI.SKOSXL.namespace) })
    else { return }
    let committee = try Committee()
    _ = try committee.store.importGraph(
      graph, mode: .replace, message: path, grant: committee.grant(.importContent, .manager))
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(state: seed)
    let queries = (0..<120).map { _ in Self.query(labels, &random) }
    let folder = NSTemporaryDirectory() + "oracle-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(graph.serialized(as: .nTriples)).write(to: URL(fileURLWithPath: folder + "/graph.nt"))
    let asked = JSON.array(queries.map { .array([.string($0.mode.rawValue), .string($0.text)]) })
    try Data(asked.serialized()).write(to: URL(fileURLWithPath: folder + "/queries.json"))
    guard
      let output = try Oracle.python("search-oracle.py", [folder + "/graph.nt", folder + "/queries.json"])
    else {
      return
    }
    let answers = try #require(try JSON(parsing: output).array)
    #expect(answers.count == queries.count)
    let blank = Set(graph.triples.filter { $0.object.blankNode != nil }.compactMap(\.subject.iri))
    try committee.store.snapshot(grant: committee.reading()) { snapshot in
      for (query, answer) in zip(queries, answers) {
        let wanted = Set(answer.array?.compactMap(\.string) ?? [])
        let found = try Self.all(query, snapshot)
        let extra = found.subtracting(wanted).filter { !blank.contains(IRI(uncheckedValid: $0)) }
        #expect(
          wanted.subtracting(found).isEmpty && extra.isEmpty,
          "\(query.mode) \"\(query.text)\" in \(path), seed \(seed): \(wanted.subtracting(found).prefix(3)) \(extra.prefix(3))"
        )
      }
    }
  }

  /// The IRIs on all pages of an answer, each of which comes once.
  private static func all(_ query: SearchQuery, _ snapshot: Snapshot) throws -> Set<String> {
    var (query, found): (SearchQuery, [String]) = (query, [])
    repeat {
      let page = try snapshot.search(query)
      found += page.hits.map(\.iri.string)
      query.cursor = page.cursor
    } while query.cursor != nil
    #expect(Set(found).count == found.count)
    return Set(found)
  }

  /// A label or a part of one, as somebody might type it.
  private static func query(_ labels: [String], _ random: inout SplitMix) -> SearchQuery {
    let label = labels.randomElement(using: &random) ?? ""
    let letters = Array(label.prefix(200))
    let mode = [SearchQuery.Mode.exact, .prefix, .word, .infix].randomElement(using: &random) ?? .exact
    var text: String
    switch mode {
    case .prefix: text = String(letters.prefix(Int.random(in: 1...6, using: &random)))
    case .infix:
      let start = Int.random(in: 0..<max(1, letters.count), using: &random)
      text = String(letters[min(start, letters.count)...].prefix(Int.random(in: 2...8, using: &random)))
    case .word:
      text = label.prefix(200).split(separator: " ").shuffled(using: &random).prefix(2).joined(separator: " ")
    default: text = String(letters)
    }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: text = text.uppercased()
    case 1: text = text.decomposedStringWithCompatibilityMapping
    default: break
    }
    var query = SearchQuery(text, limit: 1000)
    query.mode = mode
    query.kinds = Set(SearchQuery.kindNames)
    return query
  }
}
