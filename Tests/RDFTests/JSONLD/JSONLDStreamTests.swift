import RDF
import TestSupport
import Testing

/// Long documents, which are read node by node; here documents count as long that are longer than a context.
@Suite struct JSONLDStreamTests {
  /// Options with which a document is read as a stream as soon as its shape allows it.
  private static var streaming: ParserOptions {
    var options = ParserOptions()
    options.limits.jsonLDHeldByteCountMax = 60
    return options
  }

  private func quads(_ document: String, _ options: ParserOptions, by size: Int) throws -> [Quad] {
    var parser = DocumentParser(.jsonLD, into: QuadCollector(), options: options)
    let bytes = Array(document.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      try bytes[start..<min(bytes.count, start + size)].withUnsafeBufferPointer { try parser.feed($0) }
    }
    try parser.finish()
    return parser.sink.quads.map(\.quad)
  }

  @Test(arguments: [1, 2, 5, 1000])
  func `a stream gives the statements that the whole document gives`(_ size: Int) throws {
    for document in Self.documents {
      let whole = try quads(document, ParserOptions(), by: 1000)
      #expect(!whole.isEmpty)
      #expect(isIsomorphic(try quads(document, Self.streaming, by: size), whole), "\(document)")
    }
  }

  static let documents = [
    #"{"@context": {"e": "http://e/"}, "@graph": [{"@id": "e:a", "e:p": "x"}, {"@id": "e:b", "e:q": {"@id": "_:n"}}, {"@id": "_:n", "e:p": [1, true]}]}"#,
    #"  [ {"@id": "http://e/a", "http://e/p": [{"@value": "a \"quoted\" ] }"}]} , {"@id": "http://e/b", "http://e/p": 1} ] "#,
    #"{"@context": {"e": "http://e/", "graph": "@graph"}, "graph": [ {"@id": "e:a", "@graph": [{"@id": "e:x", "e:p": "in a graph"}]} ] }"#,
    // These cannot be read as streams, and are read whole.
    #"{"@graph": [{"@id": "e:a", "e:p": "x"}], "@context": {"e": "http://e/"}}"#,
    #"{"@context": {"e": "http://e/"}, "@id": "e:g", "@graph": [{"@id": "e:a", "e:p": "x"}]}"#,
    #"{"@context": {"e": "http://e/"}, "@id": "e:a", "e:p": ["x", "y"]}"#,
    #"{"@context": {"e": "http://e/"}, "@graph": {"@id": "e:a", "e:p": "x"}}"#,
  ]

  @Test(
    .needsSharedData("vocabularies"),
    arguments: ["dpv/dpv-2.3", "italy/academic-disciplines", "periodo/periodo-initial"])
  func `a real vocabulary gives the same graph either way`(_ name: String) throws {
    let bytes = try SharedData.bytes("vocabularies/\(name).jsonld")
    let whole = try RDFSyntax.jsonLD.parse(bytes, into: GraphBuilder()).graph()
    let stream = try RDFSyntax.jsonLD.parse(bytes, into: GraphBuilder(), options: Self.streaming).graph()
    #expect(stream.count == whole.count)
    #expect(isIsomorphic(stream, whole))
  }

  @Test func `an entry behind the graph of a stream is refused with its place`() {
    let document =
      "{\"@context\": {}, \"@graph\": [\n{\"@id\": \"http://e/a\"},\n{\"@id\": \"http://e/b\"}\n],\n\"@id\": \"http://e/g\"}"
    let error = #expect(throws: SyntaxError.self) { try quads(document, Self.streaming, by: 7) }
    #expect(error?.code == .JSONLD.invalidStreamingKeyOrder)
    #expect(error?.position == TextPosition(line: 4, column: 2, offset: 75))
  }

  @Test func `faults in a stream have their place in the document`() {
    let syntax =
      "[{\"@id\": \"http://e/a\"},{\"@id\": \"http://e/b\"},{\"@id\": \"http://e/c\"},\n {\"@id\": nonsense}]"
    let broken = #expect(throws: SyntaxError.self) { try quads(syntax, Self.streaming, by: 4) }
    #expect(broken?.position == TextPosition(line: 2, column: 10, offset: 77))
    let meaning =
      "[{\"@id\": \"http://e/a\"},{\"@id\": \"http://e/b\"},{\"@id\": \"http://e/c\"},\n {\"@id\": 5}]"
    let invalid = #expect(throws: SyntaxError.self) { try quads(meaning, Self.streaming, by: 4) }
    #expect(invalid?.code == .JSONLD.invalidIDValue)
    #expect(invalid?.position == TextPosition(line: 2, column: 10, offset: 77))
  }

  @Test(arguments: ["[", "[{}", "[{},", "[{}]]", "[{} {}]", "{\"@context\": {}, \"@graph\": [{}]"])
  func `a stream that is no JSON is refused`(_ start: String) {
    let space = String(repeating: " ", count: 80)
    let document = start.hasSuffix("[{}]]") ? "[{}\(space)]]" : start + space
    #expect(throws: SyntaxError.self) { try quads(document, Self.streaming, by: 3) }
    #expect(throws: SyntaxError.self) { try quads(document, ParserOptions(), by: 3) }
  }

  @Test func `a node may be as long as the limit and no longer`() throws {
    let node = "{\"@id\":\"http://e/a\",\"http://e/p\":\"x\"}"
    var options = Self.streaming
    options.limits.jsonLDHeldByteCountMax = 1
    // What has been read of the node before counts as well, a comma or a bracket.
    options.limits.jsonLDByteCountMax = node.utf8.count + 1
    #expect(try quads("[\(node),\(node),\(node)]", options, by: 1).count == 3)
    options.limits.jsonLDByteCountMax = node.utf8.count - 1
    let error = #expect(throws: SyntaxError.self) { try quads("[\(node)]", options, by: 1) }
    #expect(error?.code == .limit)
  }
}
