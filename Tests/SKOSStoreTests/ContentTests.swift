import RDF
import SKOS
import TestSupport
import Testing

@testable import SKOSStore

@Suite("Real vocabularies in the store", .needsSharedData("vocabularies"))
struct ContentTests {
  /// All vocabularies but those with named graphs, which an import refuses, those that are parts or patches of
  /// others, and two documents that need a context from the web.
  private static let files = SharedData.files(
    in: "vocabularies", endingIn: ".nt", ".nt.gz", ".ttl", ".ttl.gz", ".rdf", ".rdf.gz", ".xml", ".jsonld",
    ".jsonld.gz"
  ).filter { path in
    !["iconclass", "RDACarrierType.jsonld", "concepts_langmap"].contains { path.contains($0) }
  }

  @Test("are all tried") func count() { #expect(Self.files.count > 70) }

  @Test("come out as they went in, through every syntax", arguments: files)
  func roundTrip(path: String) throws {
    let committee = try Committee()
    let source = try Graph(shared: path)
    let wanted = try RDFC10.digest(of: Dataset(source))
    let grant = try committee.grant(.importContent, .manager)
    _ = try committee.store.importGraph(source, mode: .replace, message: path, grant: grant)
    let graph = try committee.store.snapshot(grant: committee.reading()) { try $0.graph() }
    let found = try RDFC10.digest(of: Dataset(graph))
    #expect(graph.count == source.count && found == wanted)
    let again = try committee.store.importGraph(graph, mode: .replace, message: path, grant: grant)
    #expect(again.revision == nil, "importing it again changes something")
    // The larger ones take a detour through one more syntax, small ones through all.
    let syntaxes: [RDFSyntax] = graph.count < 1500 ? RDFSyntax.allCases : [.turtle]
    for syntax in syntaxes {
      var builder = DocumentParser(syntax, into: DatasetBuilder())
      try graph.serialized(as: syntax).withUnsafeBufferPointer { try builder.feed($0) }
      try builder.finish()
      #expect(try RDFC10.digest(of: builder.sink.dataset()) == wanted, "as \(syntax)")
    }
  }

  @Test("keep a large one whole")
  func large() throws {
    let path = "vocabularies/iconclass/iconclass.nt.gz"
    let committee = try Committee()
    let source = try Graph(shared: path)
    let report = try committee.store.importGraph(
      source, mode: .replace, message: path, grant: committee.grant(.importContent, .manager))
    #expect(report.added.count == 40_705 && report.tripleCount == 1_313_731)
    let graph = try committee.store.snapshot(grant: committee.reading()) { try $0.graph() }
    // It has no blank nodes, so the same statements are the same graph.
    #expect(graph.count == source.count)
    #expect(zip(try graph.entries(), try source.entries()).allSatisfy { $0 == $1 })
  }
}
