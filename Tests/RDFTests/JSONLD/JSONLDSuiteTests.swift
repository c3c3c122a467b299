import RDF
import TestSupport
import Testing

@Suite(.needsSharedData(JSONLDSuite.folder)) struct JSONLDSuiteTests {
  static let expand = JSONLDSuite.entries("expand")
  static let toRDF = JSONLDSuite.entries("toRdf")

  @Test func `the manifests have all their entries`() {
    #expect(Self.expand.count == 385)
    #expect(Self.toRDF.count == 467)
  }

  @Test(arguments: expand.filter { !$0.isForVersion10 })
  func `a document is expanded as expected`(_ entry: JSONLDSuite.Entry) throws {
    try check(entry) { options in
      let result = try JSONLD.expand(JSONLDSuite.json(entry.input), options: options)
      guard let expect = entry.expect else { return true }
      let expected = try JSONLDSuite.normalized(JSONLDSuite.json(expect))
      let found = try JSONLDSuite.normalized(result)
      return try found.canonical() == expected.canonical()
    }
  }

  @Test(arguments: toRDF.filter { !$0.isForVersion10 })
  func `a document gives the statements expected`(_ entry: JSONLDSuite.Entry) throws {
    try check(entry) { options in
      let quads = try RDFSyntax.jsonLD.parse(
        JSONLDSuite.bytes(entry.input), into: QuadCollector(), options: options
      ).quads.map(\.quad)
      guard let expect = entry.expect else { return true }
      let expected = try RDFSyntax.nQuads.parse(JSONLDSuite.bytes(expect), into: QuadCollector()).quads
      return try RDFC10.canonicalize(quads).nQuads == RDFC10.canonicalize(expected.map(\.quad)).nQuads
    }
  }

  /// Runs an entry; one in the list of exceptions has to fail still, so that a mend is noticed.
  private func check(_ entry: JSONLDSuite.Entry, _ isAsExpected: (ParserOptions) throws -> Bool) throws {
    let options = try JSONLDSuite.options(entry)
    var outcome: String
    do {
      outcome = try isAsExpected(options) ? "as expected" : "different"
    } catch let error as SyntaxError {
      outcome = error.code.description
    }
    let expected = entry.isNegative ? entry.errorCode ?? "" : "as expected"
    if let exception = JSONLDExceptions.outcomes[entry.testDescription] {
      #expect(outcome == exception.outcome, "\(exception.reason)")
      #expect(outcome != expected, "this exception is mended; take it off the list")
    } else {
      #expect(outcome == expected)
    }
  }
}
