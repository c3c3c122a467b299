import RDF
import TestSupport
import Testing

/// The W3C suites for RDF 1.1, every entry of every manifest, fed in every way; no exceptions.
@Suite(.needsSharedData("suites/rdf11")) struct TurtleSuiteTests {
  @Test(arguments: [("rdf-turtle", 313), ("rdf-trig", 356), ("rdf-n-triples", 70), ("rdf-n-quads", 87)])
  func `the manifest has the entries that were counted when it was fetched`(_ suite: String, _ count: Int)
    throws
  {
    #expect(try W3CManifest.tests(suite).count == count)
  }

  @Test(arguments: try W3CManifest.tests("rdf-turtle"))
  func `Turtle suite`(_ test: W3CTest) throws {
    for cut in Cut.allCases { try checkW3C(test, as: .turtle, expecting: .nTriples, cut: cut) }
  }

  @Test(arguments: try W3CManifest.tests("rdf-trig"))
  func `TriG suite`(_ test: W3CTest) throws {
    for cut in Cut.allCases { try checkW3C(test, as: .triG, expecting: .nQuads, cut: cut) }
  }

  @Test(arguments: try W3CManifest.tests("rdf-n-triples"))
  func `N-Triples suite`(_ test: W3CTest) throws {
    for cut in Cut.allCases { try checkW3C(test, as: .nTriples, expecting: .nTriples, cut: cut) }
  }

  @Test(arguments: try W3CManifest.tests("rdf-n-quads"))
  func `N-Quads suite`(_ test: W3CTest) throws {
    for cut in Cut.allCases { try checkW3C(test, as: .nQuads, expecting: .nQuads, cut: cut) }
  }
}
