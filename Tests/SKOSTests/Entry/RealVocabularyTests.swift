import RDF
import SKOS
import TestSupport
import Testing

@Suite(.needsSharedData("vocabularies"))
struct `Real vocabularies come apart and together again` {
  static func files(_ endings: String...) -> [String] {
    endings.flatMap { SharedData.files(in: "vocabularies", endingIn: $0) }
      .filter { path in !left.contains { path.contains($0) } }
  }

  /// Iconclass is large and has no blank nodes; of several releases alike one will do; the JSON-LD of RDA needs a
  /// context from the web.
  private static let left = [
    "iconclass", "physh-1.1.1", "physh-2.2.0", "physh-2.5.0", "physh-2.7.0-skos", "gemet-fr",
    "RDACarrierType.jsonld",
    "concepts_langmap",
  ]

  @Test(arguments: files(".nt", ".nt.gz"))
  func `from N-Triples`(path: String) throws { try check(path) }

  @Test(arguments: files(".rdf", ".rdf.gz", ".xml"))
  func `from RDF and XML`(path: String) throws { try check(path) }

  @Test(arguments: files(".ttl", ".ttl.gz"))
  func `from Turtle`(path: String) throws { try check(path) }

  @Test(arguments: files(".jsonld", ".jsonld.gz"))
  func `from JSON-LD`(path: String) throws { try check(path) }

  private func check(_ path: String) throws {
    let graph = try Graph(shared: path)
    let entries = try graph.entries()
    let back = try Graph(entries: entries)
    #expect(back.count == graph.count)
    #expect(isIsomorphic(back, graph))
    #expect(try back.entries() == entries)
  }
}
