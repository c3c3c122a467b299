public import RDF
public import Testing

/// One test of a W3C suite for an RDF syntax.
public struct W3CTest: Sendable, CustomTestStringConvertible {
  /// What the test asks.
  public enum Kind: Sendable {
    /// The document is to be accepted.
    case positiveSyntax
    /// The document is to be refused.
    case negativeSyntax
    /// The document is to give the dataset that the result holds.
    case evaluation
  }

  /// The test's name, unique within its suite.
  public let name: String
  /// What the test asks.
  public let kind: Kind
  /// The document's path below the shared folder.
  public let action: String
  /// The path of the expected N-Triples or N-Quads, for an evaluation test.
  public let result: String?
  /// The IRI against which the document is read.
  public let base: IRI

  /// The name.
  public var testDescription: String { name }
}

/// The manifests of the RDF 1.1 suites, which are written in Turtle.
public enum W3CManifest {
  private static let mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
  private static let rdft = "http://www.w3.org/ns/rdftest#"

  /// A manifest that does not have the shape that manifests have.
  public struct Malformed: Error, CustomStringConvertible {
    /// What is missing.
    public let description: String
  }

  /// The tests of a suite such as `rdf-turtle`, in the order of its manifest; none where the suite is absent.
  public static func tests(_ suite: String) throws -> [W3CTest] {
    let folder = "suites/rdf11/" + suite
    guard SharedData.url(folder) != nil else { return [] }
    // What manifests call assumedTestBase, though not all of them do.
    let base = try IRI("https://w3c.github.io/rdf-tests/rdf/rdf11/\(suite)/")
    let document = try base.resolving("manifest.ttl")
    let bytes = try SharedData.bytes(folder + "/manifest.ttl")
    let graph = try Graph(parsing: bytes, as: .turtle, options: ParserOptions(base: document))
    let manifest = Subject.iri(document)
    guard let entries = try graph.objects(manifest, IRI(mf + "entries")).first else {
      throw Malformed(description: "\(suite): no entries")
    }
    return try list(entries, in: graph).map { try test($0, in: graph, folder: folder, base: base) }
  }

  private static func list(_ head: Term, in graph: Graph) -> [Term] {
    var items: [Term] = []
    var cell = head
    while let subject = cell.subject, let first = graph.objects(subject, .RDF.first).first,
      let rest = graph.objects(subject, .RDF.rest).first
    {
      items.append(first)
      cell = rest
    }
    return items
  }

  private static func test(_ entry: Term, in graph: Graph, folder: String, base: IRI) throws -> W3CTest {
    guard let subject = entry.subject, let type = graph.objects(subject, .RDF.type).first?.iri,
      let action = try graph.objects(subject, IRI(mf + "action")).first?.iri,
      let name = try graph.objects(subject, IRI(mf + "name")).first?.literal?.lexicalForm
    else { throw Malformed(description: "\(entry): no type, action or name") }
    let kind = try kind(String(type.string.dropFirst(rdft.count)))
    let result = try graph.objects(subject, IRI(mf + "result")).first?.iri
    let prefix = base.string
    func path(_ iri: IRI) -> String { folder + "/" + iri.string.dropFirst(prefix.count) }
    return W3CTest(name: name, kind: kind, action: path(action), result: result.map(path), base: action)
  }

  private static func kind(_ type: String) throws -> W3CTest.Kind {
    if type.hasSuffix("PositiveSyntax") { return .positiveSyntax }
    if type.hasSuffix("NegativeSyntax") || type.hasSuffix("NegativeEval") { return .negativeSyntax }
    if type.hasSuffix("Eval") { return .evaluation }
    throw Malformed(description: "\(type) is no kind of test")
  }
}

/// Whether a test of a suite is passed, with the document fed in the given way; records an issue if not.
public func checkW3C(_ test: W3CTest, as syntax: RDFSyntax, expecting resultSyntax: RDFSyntax, cut: Cut)
  throws
{
  let bytes = try SharedData.bytes(test.action)
  let outcome = outcome(of: bytes, as: syntax, cut: cut, options: ParserOptions(base: test.base))
  switch test.kind {
  case .negativeSyntax:
    #expect(outcome.error != nil, "\(test.name), fed \(cut), is accepted")
  case .positiveSyntax:
    #expect(outcome.error == nil, "\(test.name), fed \(cut)")
  case .evaluation:
    #expect(outcome.error == nil, "\(test.name), fed \(cut)")
    let expected = TestSupport.outcome(of: try SharedData.bytes(try #require(test.result)), as: resultSyntax)
    #expect(expected.error == nil)
    #expect(isIsomorphic(outcome.quads.map(\.quad), expected.quads.map(\.quad)), "\(test.name), fed \(cut)")
  }
}
