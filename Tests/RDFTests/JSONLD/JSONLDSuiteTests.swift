import TestSupport
import Testing

@testable import RDF

@Suite(.needsSharedData(JSONLDSuite.folder), .needsSharedData(JSONLDSuite.framingFolder))
struct JSONLDSuiteTests {
  static let expand = JSONLDSuite.entries("expand")
  static let compact = JSONLDSuite.entries("compact")
  static let flatten = JSONLDSuite.entries("flatten")
  static let toRDF = JSONLDSuite.entries("toRdf")
  static let fromRDF = JSONLDSuite.entries("fromRdf")
  static let remoteDocument = JSONLDSuite.entries("remote-doc")
  static let html = JSONLDSuite.entries("html")
  static let frame = JSONLDSuite.entries("frame", in: JSONLDSuite.framingFolder)

  @Test func `the manifests have all their entries`() {
    #expect(Self.expand.count == 385)
    #expect(Self.compact.count == 246)
    #expect(Self.flatten.count == 58)
    #expect(Self.toRDF.count == 467)
    #expect(Self.fromRDF.count == 54)
    #expect(Self.frame.count == 92)
    #expect(Self.remoteDocument.count == 18)
    #expect(Self.html.count == 50)
  }

  @Test func `only entries of JSON-LD 1_0 are left out or are exceptions`() {
    let all = Self.expand + Self.compact + Self.flatten + Self.toRDF + Self.fromRDF + Self.frame
    #expect(all.filter(\.isForVersion10).count == 9 + 2 + 3 + 11 + 1 + 1)
    #expect((Self.remoteDocument + Self.html).allSatisfy { !$0.isForVersion10 })
    for name in JSONLDExceptions.outcomes.keys {
      let entry = all.first { $0.testDescription == name }
      #expect(entry?.option?["processingMode"] == "json-ld-1.0", "\(name)")
    }
  }

  @Test(arguments: expand.filter { !$0.isForVersion10 })
  func `a document is expanded as expected`(_ entry: JSONLDSuite.Entry) throws {
    try checkDocument(entry) { options in try JSONLD.expand(entry.json(entry.input), options: options) }
  }

  @Test(arguments: compact.filter { !$0.isForVersion10 })
  func `a document is compacted as expected`(_ entry: JSONLDSuite.Entry) throws {
    try checkDocument(entry) { options in
      let context = try entry.json(#require(entry.context))
      return try JSONLD.compact(entry.json(entry.input), context: context, options: options)
    }
  }

  @Test(arguments: flatten.filter { !$0.isForVersion10 })
  func `a document is flattened as expected`(_ entry: JSONLDSuite.Entry) throws {
    try checkDocument(entry) { options in
      let context = try entry.context.map { try entry.json($0) }
      return try JSONLD.flatten(entry.json(entry.input), context: context, options: options)
    }
  }

  @Test(arguments: frame.filter { !$0.isForVersion10 })
  func `a document is framed as expected`(_ entry: JSONLDSuite.Entry) throws {
    try checkDocument(entry) { options in
      let frame = try entry.json(#require(entry.frame))
      return try JSONLD.frame(entry.json(entry.input), frame: frame, options: options)
    }
  }

  @Test(arguments: fromRDF.filter { !$0.isForVersion10 })
  func `a document is made of statements as expected`(_ entry: JSONLDSuite.Entry) throws {
    try checkDocument(entry) { options in
      let dataset = try Dataset(parsing: entry.bytes(entry.input), as: .nQuads)
      return try JSONLD.fromRDF(dataset, options: options)
    }
  }

  @Test(arguments: toRDF.filter { !$0.isForVersion10 })
  func `a document gives the statements expected`(_ entry: JSONLDSuite.Entry) throws {
    try check(entry) { options in
      let quads = try RDFSyntax.jsonLD.parse(
        entry.bytes(entry.input), into: QuadCollector(), options: options
      ).quads.map(\.quad)
      guard let expect = entry.expect else { return true }
      let expected = try RDFSyntax.nQuads.parse(entry.bytes(expect), into: QuadCollector()).quads
      return try RDFC10.canonicalize(quads).nQuads == RDFC10.canonicalize(expected.map(\.quad)).nQuads
    }
  }

  @Test(arguments: remoteDocument)
  func `a document is loaded as expected`(_ entry: JSONLDSuite.Entry) throws {
    try checkDocument(entry) { options in
      let options = loading(entry, options)
      let document = try JSONLD.load(IRI(entry.address(entry.input)), options: options)
      return try JSONLD.expand(document, options: options)
    }
  }

  @Test(arguments: html)
  func `scripts of HTML are read as expected`(_ entry: JSONLDSuite.Entry) throws {
    func hasType(_ type: String) -> Bool { entry.types.contains("jld:" + type) }
    let address = try IRI(entry.address(entry.input))
    if hasType("ToRDFTest") {
      try check(entry) { options in
        let dataset = try JSONLD.loadRDF(address, options: loading(entry, options))
        let expected = try entry.expect.map { try Dataset(parsing: entry.bytes($0), as: .nQuads) }
        return try expected.map {
          try RDFC10.canonicalize(Array(dataset.quads)).nQuads == RDFC10.canonicalize(Array($0.quads)).nQuads
        } ?? true
      }
      return
    }
    try checkDocument(entry) { options in
      let options = loading(entry, options)
      let document = try JSONLD.load(address, options: options)
      let context = try entry.context.map { try entry.json($0) }
      if hasType("CompactTest") {
        return try JSONLD.compact(document, context: #require(context), options: options)
      }
      if hasType("FlattenTest") { return try JSONLD.flatten(document, context: context, options: options) }
      return try JSONLD.expand(document, options: options)
    }
  }

  /// The options with a loader instead of a base, unless the entry asks for one.
  private func loading(_ entry: JSONLDSuite.Entry, _ options: ParserOptions) -> ParserOptions {
    var options = options
    options.jsonLD.documentLoader = JSONLDSuite.loader(entry)
    options.jsonLD.contextDocuments = [:]
    if entry.option?["base"] == nil { options.base = nil }
    return options
  }

  private func checkDocument(
    _ entry: JSONLDSuite.Entry, _ result: (ParserOptions) throws -> JSON
  ) throws {
    try check(entry) { options in
      let found = try result(options)
      guard let expect = entry.expect else { return true }
      return try JSONLDSuite.isSame(found, entry.json(expect), options)
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
