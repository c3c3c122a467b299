import RDF
import TestSupport
import Testing

/// Terms interned a batch at a time, and statements sorted by counting, against the plain ways.
@Suite struct GraphBuilderTests {
  /// Lines with terms of all kinds that are repeated near and far, and statements that are repeated.
  private let document: [UInt8] = {
    var state: UInt64 = 1
    func random(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    func object() -> String {
      switch random(6) {
      case 0: "<http://e/s\(random(300))>"
      case 1: "_:b\(random(40))"
      case 2: "\"text \(random(2_000))\""
      case 3: "\"text \(random(2_000))\"@\(["en", "de", "EN"][Int(random(3))])"
      case 4: "\"\(random(2_000))\"^^<http://e/type\(random(3))>"
      default: "<http://e/class>"
      }
    }
    var text = ""
    for _ in 0..<6_000 { text += "<http://e/s\(random(300))> <http://e/p\(random(4))> \(object()) .\n" }
    return Array(text.utf8)
  }()

  @Test func `a graph has the terms and statements that interning one by one gives, in order`() throws {
    let graph = try Graph(parsing: document, as: .nTriples)
    // The builder of datasets interns each term as it comes.
    let other = try Dataset(parsing: document, as: .nTriples).defaultGraph
    #expect(graph.dictionary.count == other.dictionary.count)
    #expect(graph.statements == other.statements)
    #expect(Array(graph.triples) == Array(other.triples))
  }

  @Test func `statements are sorted and each is there once`() throws {
    let graph = try Graph(parsing: document, as: .nTriples)
    let keys = graph.statements.map { [$0.subject, $0.predicate, $0.object] }
    for (left, right) in zip(keys, keys.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
    var written: Set<Triple> = []
    for quad in outcome(of: String(decoding: document, as: UTF8.self), as: .nTriples).quads {
      written.insert(quad.quad.triple)
    }
    #expect(Set(graph.triples) == written)
  }

  @Test func `the index by objects finds the statements of every object, by predicate and subject`() throws {
    let graph = try Graph(parsing: document, as: .nTriples)
    for object in Set(graph.statements.map(\.object)) {
      let expected = graph.statements.filter { $0.object == object }.sorted { left, right in
        left.predicate != right.predicate ? left.predicate < right.predicate : left.subject < right.subject
      }
      #expect(graph.statements(object: object) == expected)
    }
  }

  @Test func `statements in named graphs are counted and left out, however many`() throws {
    var text = "<http://e/s> <http://e/p> <http://e/o> .\n"
    for index in 0..<2_000 { text += "<http://e/s\(index)> <http://e/p> \"\(index)\" <http://e/g> .\n" }
    let builder = try RDFSyntax.nQuads.parse(Array(text.utf8), into: GraphBuilder())
    #expect(builder.namedGraphStatementCount == 2_000)
    #expect(builder.graph().count == 1)
  }

  @Test func `a graph taken from a builder does not change with what is added later`() throws {
    var builder = try RDFSyntax.nTriples.parse(document, into: GraphBuilder())
    let first = builder.graph()
    builder.insert(Triple(.iri(try IRI("http://e/new")), try IRI("http://e/p"), .literal(.string("new"))))
    #expect(builder.graph().count == first.count + 1)
    #expect(first.hasSameTriples(as: try Graph(parsing: document, as: .nTriples)))
  }
}
