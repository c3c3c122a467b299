import RDF
import SKOS
import TestSupport
import Testing

@Suite(.needsSharedData("vocabularies"))
struct `Real vocabularies come apart and together again` {
  static func files(_ endings: String...) -> [String] {
    endings.flatMap { SharedData.files(in: "vocabularies", endingIn: $0) }
      // Large, and without blank nodes; and catalogue data with a context on the web.
      .filter { !$0.contains("iconclass") }
  }

  @Test(arguments: files(".nt", ".nt.gz"))
  func `from N-Triples`(path: String) throws { try check(path) }

  @Test(arguments: files(".rdf", ".rdf.gz", ".xml"))
  func `from RDF and XML`(path: String) throws { try check(path) }

  @Test(arguments: files(".ttl", ".ttl.gz"))
  func `from Turtle`(path: String) throws { try check(path) }

  private func check(_ path: String) throws {
    let graph = try Graph(shared: path)
    let entries = try graph.entries()
    let back = try Graph(entries: entries)
    #expect(back.count == graph.count)
    #expect(isIsomorphic(back, graph))
    #expect(try back.entries() == entries)
  }
}
