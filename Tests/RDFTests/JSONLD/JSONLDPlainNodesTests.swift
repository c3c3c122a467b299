import RDF
import TestSupport
import Testing

/// Nodes that are read as they stand give what they give when they are expanded, which `ordered` asks for.
@Suite struct JSONLDPlainNodesTests {
  private static let context = """
    {"@vocab": "http://e/", "@base": "http://b/", "@language": "de", "id": "@id", "label": {"@container": "@language"},
     "ref": {"@type": "@id"}, "word": {"@type": "@vocab"}, "date": {"@type": "http://e/date"}, "raw": {"@language": null},
     "none": {"@type": "@none"}, "list": {"@container": "@list"}, "json": {"@type": "@json"}, "gone": null,
     "back": {"@reverse": "http://e/back"}, "index": {"@container": "@index"}, "any": "@none",
     "scoped": {"@id": "http://e/scoped", "@context": {"x": "http://other/x"}}, "T": {"@id": "http://e/T"},
     "S": {"@id": "http://e/S", "@context": {"x": "http://other/x"}}, "ltr": {"@direction": "ltr"},
     "set": {"@container": "@set"}, "nothing": "@foo"}
    """

  static let nodes = [
    #"{"id": "a", "x": "text"}"#, #"{"x": ["a", 1, 2.5, true, null, ["b"]]}"#,
    #"{"@id": "_:n", "x": {"@id": "_:n"}}"#,
    #"{"id": "a", "@type": "T"}"#, #"{"id": "a", "@type": ["T", "http://e/U", "rel", "_:t"]}"#,
    #"{"id": "a", "@type": "S", "x": 1}"#,
    #"{"id": "a", "label": {"en": "x", "fr": ["y", "z"], "@none": "w", "any": "v"}}"#,
    #"{"id": "a", "label": {"not a tag": "x"}}"#,
    #"{"id": "a", "label": [{"en": "x"}, {"@value": "y"}, "z"]}"#,
    #"{"id": "a", "ref": ["b", "../c", "_:d", {"x": 1}, 5], "word": ["T", "gone", "x"]}"#,
    #"{"id": "a", "date": ["2020-01-01", 5, true], "raw": "x", "none": "x"}"#, #"{"id": "a", "ltr": "x"}"#,
    #"{"id": "a", "list": ["x", {"x": 1}], "json": {"y": [1]}, "gone": 1, "nothing": 2}"#,
    #"{"id": "a", "back": [{"id": "b"}, {"x": 1}], "index": {"i": "x", "j": {"x": 1}}}"#,
    #"{"id": "a", "scoped": {"x": 1}, "x": 2}"#, #"{"id": "a", "set": {"@set": ["x", "y"]}}"#,
    #"{"id": "a", "x": {"@value": "v", "@type": "T"}}"#,
    #"{"id": "a", "x": {"@value": 5, "@type": "http://e/n"}}"#,
    #"{"id": "a", "x": {"@value": "v", "@language": "en"}}"#, #"{"id": "a", "x": {"@value": null}}"#,
    #"{"id": "a", "x": {"@value": {"k": 1}, "@type": "@json"}}"#,
    #"{"id": "a", "x": {"@value": "v", "@index": "i"}}"#,
    #"{"id": "a", "x": {"@list": [1, {"x": 2}]}, "y": {"@list": []}}"#,
    #"{"id": "not an IRI", "x": {"x": 1}}"#,
    #"{"id": "a", "_:p": {"x": 1}, "x": {"@id": "@odd", "x": 2}}"#, #"{"id": "a"}"#, "{}",
    #"{"@value": "x"}"#,
    #"{"id": "g", "@graph": [{"id": "a", "x": 1}]}"#, #"{"id": "a", "@included": [{"id": "b", "x": 1}]}"#,
    #"{"id": "a", "@nest": {"x": 1}}"#, #"{"id": "a", "@index": "i", "x": 1}"#,
    #"{"@context": {"x": "http://o/x"}, "x": 1}"#,
    #"{"x": {"x": {"x": {"id": "deep", "x": [{"x": 1}, {"x": 2}]}}}}"#,
    #"{"id": "a", "@language": "en", "x": "y"}"#,
    #"{"id": "a", "x": {"@language": "en"}}"#, #"{"id": "@type", "x": 1}"#, #"{"id": "a", "x": {}}"#, "[]",
    "5",
  ]

  private func quads(_ text: String, isOrdered: Bool) throws -> [Quad] {
    var options = ParserOptions()
    options.jsonLD.ordered = isOrdered
    return try RDFSyntax.jsonLD.parse(Array(text.utf8), into: QuadCollector(), options: options).quads
      .map(\.quad)
  }

  @Test(arguments: nodes)
  func `a node says the same`(_ node: String) throws {
    // A plain node stands before and behind, so that what is taken back has neighbours.
    let plain = #"{"id": "p", "x": "y", "@type": "T"}"#
    let text = "{\"@context\": \(Self.context), \"@graph\": [\(plain), \(node), \(plain)]}"
    let (quads, expected) = (try quads(text, isOrdered: false), try quads(text, isOrdered: true))
    #expect(isIsomorphic(quads, expected), "\(quads) \(expected)")
  }

  @Test func `many nodes that are not plain do not hide those that are`() throws {
    let nodes = (0..<400).map { #"{"id": "n\#($0)", "x": \#($0 % 3 == 0 ? "1" : #"{"@list": [1]}"#)}"# }
    let text = "{\"@context\": \(Self.context), \"@graph\": [\(nodes.joined(separator: ","))]}"
    let (quads, expected) = (try quads(text, isOrdered: false), try quads(text, isOrdered: true))
    #expect(quads.count == 134 + 266 * 3)
    #expect(isIsomorphic(quads, expected))
  }

  @Test(
    .needsSharedData("vocabularies"),
    arguments: Vocabulary.all.filter { $0.path.contains(".jsonld") })
  func `a vocabulary says the same`(_ vocabulary: Vocabulary) throws {
    var options = try VocabularyTests.options()
    options.jsonLD.ordered = true
    let bytes = try SharedData.bytes("vocabularies/" + vocabulary.path)
    let ordered = try DocumentReader.read(bytes, as: .jsonLD, into: GraphBuilder(), options: options).sink
      .graph()
    #expect(isIsomorphic(ordered, try VocabularyTests.dataset(vocabulary).defaultGraph))
  }
}
