import Foundation
import RDF
import TestSupport
import Testing

@Suite struct JSONLDSerializerTests {
  private static let prefixes = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix : <http://example.org/> .

    """

  private func graph(_ turtle: String) throws -> Graph {
    try Graph(parsing: Array((Self.prefixes + turtle).utf8), as: .turtle)
  }

  /// What stands in `@graph`, after checking that the document reads back as the graph.
  private func nodes(_ turtle: String, prefixes: [String: String] = [:]) throws -> JSON {
    let graph = try graph(turtle)
    let document = try written(graph, prefixes: prefixes)
    return document["@graph"] ?? nil
  }

  private func written(_ graph: Graph, prefixes: [String: String] = [:]) throws -> JSON {
    let bytes = try graph.serialized(as: .jsonLD, options: SerializerOptions(prefixes: prefixes))
    let again = try Graph(parsing: bytes, as: .jsonLD)
    let isSame = isIsomorphic(graph, again)
    #expect(isSame, "\(String(validating: bytes, as: UTF8.self) ?? "")")
    return try JSON(parsing: bytes)
  }

  private func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

  @Test func `a document may refer to the context by its name, and nothing has to be told`() throws {
    let document = """
      {"@context": "https://concordat.example/context/skos-1.jsonld", "@id": "http://e/a", "@type": "Concept",
       "prefLabel": {"en": "a"}, "broader": ["http://e/b"]}
      """
    let expected = """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <http://e/a> a skos:Concept ; skos:prefLabel "a"@en ; skos:broader <http://e/b> .
      """
    let graph = try Graph(parsing: Array(document.utf8), as: .jsonLD)
    #expect(graph.hasSameTriples(as: try Graph(parsing: Array(expected.utf8), as: .turtle)))
    let other = document.replacing("skos-1", with: "skos-0")
    let error = #expect(throws: SyntaxError.self) { try Graph(parsing: Array(other.utf8), as: .jsonLD) }
    #expect(error?.code == .JSONLD.loadingRemoteContextFailed)
    #expect(error?.message.contains("context/skos-0.jsonld") == true)
  }

  @Test func `the context in a document is the file that is published`() throws {
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { package.deleteLastPathComponent() }
    let file = [UInt8](try Data(contentsOf: package.appendingPathComponent("spec/context/skos-1.jsonld")))
    let document = try graph(":a a skos:Concept .").serialized(as: .jsonLD)
    let ending = "\n}\n".utf8.count
    #expect(document.starts(with: file.dropLast(ending)))
    #expect(try JSON(parsing: file)["@context"] == JSON(parsing: document)["@context"])
  }

  @Test func `a concept is written with the terms of the context`() throws {
    let nodes = try nodes(
      """
      :c a skos:Concept ; skos:prefLabel "cat"@en, "Katze"@de ; skos:altLabel "puss"@en, "kitty"@en, "felis" ;
        skos:broader :b ; skos:inScheme :s ; skos:definition "an animal"@en ; skos:notation "1.2", "X"^^:n ;
        dct:created "2024-05-01"^^xsd:date ; dct:creator :me ; skos:example _:e .
      _:e rdf:value "purr"@en .
      """)
    let expected = try json(
      """
      [{"@id": "http://example.org/c", "@type": "Concept", "altLabel": {"@none": ["felis"], "en": ["kitty", "puss"]},
        "broader": ["http://example.org/b"], "created": "2024-05-01",
        "dct:creator": {"@id": "http://example.org/me"},
        "definition": [{"@language": "en", "@value": "an animal"}],
        "example": [{"@id": "_:e"}], "inScheme": ["http://example.org/s"],
        "notation": ["1.2", {"@type": "http://example.org/n", "@value": "X"}],
        "prefLabel": {"de": "Katze", "en": "cat"}},
       {"@id": "_:e", "rdf:value": {"@language": "en", "@value": "purr"}}]
      """)
    let label = nodes[0]?["example"]?[0]?["@id"]
    #expect(nodes[1]?["@id"] == label)
    #expect(
      try nodes[0]?.canonical().count
        == expected[0]?.canonical().count.advanced(by: (label?.string?.utf8.count ?? 0) - 3))
    for name in expected[0]?.object?.names ?? [] where name != "example" {
      #expect(nodes[0]?[name] == expected[0]?[name], "\(name)")
    }
    #expect(nodes[0]?.object?.names == expected[0]?.object?.names)
  }

  @Test func `nodes come in the order of terms and keys in the order of code points`() throws {
    let nodes = try nodes(
      ":b skos:prefLabel \"b\" . _:x skos:note \"n\" . :a :p 1 ; a :T ; skos:note \"n\" . <urn:a> :p 1 .",
      prefixes: ["": "http://example.org/"])
    #expect(
      nodes.array?.map { $0["@id"]?.string?.hasPrefix("_:") == true ? "_:" : $0["@id"]?.string }
        == ["http://example.org/a", "http://example.org/b", "urn:a", "_:"])
    #expect(nodes[0]?.object?.names == ["@id", "@type", "http://example.org/p", "note"])
  }

  @Test func `what a container has no place for stands under the plain key`() throws {
    let nodes = try nodes(
      ":c skos:prefLabel \"x\"@en, :iri, \"1\"^^xsd:integer, _:b ; dct:title 5 .")
    #expect(nodes[0]?["prefLabel"] == ["en": "x"])
    #expect(nodes[0]?["skos:prefLabel"]?.array?.count == 3)
    #expect(nodes[0]?["dct:title"] == ["@type": "xsd:integer", "@value": "5"])
    #expect(nodes[0]?["title"] == nil)
  }

  @Test func `literals under keys for IRIs and dates say what they are`() throws {
    let nodes = try nodes(
      ":c skos:broader \"text\", \"text\"@en, 7 ; dct:created \"then\", \"2024\"^^xsd:gYear, :x, \"t\"@en .")
    #expect(
      nodes[0]?["broader"] == [
        ["@type": "xsd:integer", "@value": "7"], ["@value": "text"], ["@language": "en", "@value": "text"],
      ])
    #expect(nodes[0]?["created"]?.array?.count == 4)
  }

  @Test func `literals keep their lexical forms and datatypes`() throws {
    let nodes = try nodes(
      """
      :a :p true, "1"^^xsd:boolean, 01, 1.0, 1e0, "x"^^xsd:integer, ""^^:odd, "{\\"b\\": 1.0}"^^rdf:JSON,
        "<b/>"^^rdf:XMLLiteral, "x"^^rdf:langString, "\\u0000\\u0085\\u2028\\"\\\\", "" .
      """)
    #expect(nodes[0]?["http://example.org/p"]?.array?.count == 12)
  }

  @Test func `a type that is a literal or a blank node is not lost`() throws {
    let nodes = try nodes(":a a \"text\", _:b, :T .")
    #expect(nodes[0]?["@type"]?.array?.count == 2)
    #expect(nodes[0]?["rdf:type"] == "text")
  }

  // MARK: Lists

  @Test func `well-formed lists are written as lists`() throws {
    let nodes = try nodes(":c skos:memberList (:a \"x\" [] :b) ; :p (1 \"a\"@en), () .")
    #expect(nodes[0]?["memberList"]?.array?.count == 4)
    #expect(nodes[0]?["memberList"]?[1] == ["@value": "x"])
    #expect(nodes.array?.count == 1)
    #expect(
      nodes[0]?["http://example.org/p"]?.array?.contains([
        "@list": [["@type": "xsd:integer", "@value": "1"], ["@language": "en", "@value": "a"]]
      ]) == true)
    #expect(try self.nodes(":c skos:memberList () .")[0]?["memberList"] == [])
  }

  static let oddLists = [
    ":a :p _:l . :b :p _:l . _:l rdf:first 1 ; rdf:rest () .",
    ":a :p _:l . _:l rdf:first 1, 2 ; rdf:rest () .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest (), (2) .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest () ; :note \"x\" .",
    ":a :p _:l . _:l a rdf:List ; rdf:first 1 ; rdf:rest () .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest _:l .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest _:l .",
    "_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest _:l .",
    ":a :p _:l . _:l rdf:first _:l ; rdf:rest () .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest :m . :m rdf:first 2 ; rdf:rest () .",
    ":a :p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest () . :b :p _:m .",
    ":a :p ( ( 1 ) ( ) ( ( 2 ) ) ) .",
    ":a skos:memberList (:b), (:c) .",
    ":a skos:memberList (:b), :c .",
    ":a skos:memberList ( (:b) ) .",
    ":a skos:prefLabel (\"a\"@en) ; skos:broader (:b) ; dct:created (1) ; skos:notation (1) ; a (1) .",
    "_:l rdf:first 1 ; rdf:rest () .",
    ":a :p _:l . _:l rdf:rest () .",
    "_:a :p _:a ; :q [ :p [ :p _:a ] ] .",
    ":a rdf:first (1) ; rdf:rest (2) .",
  ]

  @Test(arguments: oddLists) func `a list of any other shape reads back as it was`(_ turtle: String) throws {
    _ = try nodes(turtle)
  }

  @Test func `lists in lists as deep as you please are written`() throws {
    let depth = 5_000
    var triples: [Triple] = []
    for level in 0..<depth {
      let cell = Subject.blankNode(BlankNode("c\(level)"))
      let inner: Term = level + 1 < depth ? .blankNode(BlankNode("c\(level + 1)")) : .iri(.RDF.nil)
      triples += [Triple(cell, .RDF.first, inner), Triple(cell, .RDF.rest, .iri(.RDF.nil))]
    }
    let list = Graph(triples)
    #expect(try Graph(parsing: list.serialized(as: .jsonLD), as: .jsonLD).count == 2 * depth)
  }

  // MARK: Names

  static let oddNames = [
    "<skos:Concept> <skos:prefLabel> <skos:broader> ; a <skos:X> ; skos:prefLabel \"x\"^^<skos:Y> .",
    "<dct:created> dct:created <rdf:type> ; dct:x <xsd:date> ; <rdf:type> 1 .",
    "<Concept:a> a <prefLabel:b> ; <note:c> <notation:d> .",
    "<a:b> <c:> <d://e> ; <x:y:z> <urn:skos:note> .",
    ":a <http://www.w3.org/2004/02/skos/core#> 1 ; <http://www.w3.org/2004/02/skos/core#a/b?c> 2 .",
    ":a <http://www.w3.org/2004/02/skos/core#//x> 1 ; <http://www.w3.org/2004/02/skos/core#@id> 2 .",
    ":a <http://example.org/@type> 1 ; a <http://example.org/@none> .",
    ":a skos:prefLabel \"x\"@i-klingon, \"y\"@x-none, \"z\"@de-DE-1996-x-a .",
    "<http://e/é> <http://e/\\u00e9> <http://e/e\\u0301> ; <http://e/e\\u0301> <http://e/%C3%A9> .",
    "<mailto:a@b> <tag:a,2024:b> <data:,x> .",
  ]

  @Test(arguments: oddNames) func `an IRI that looks like a term or a compact IRI stays what it is`(
    _ turtle: String
  ) throws {
    _ = try nodes(turtle)
    let wanted = [
      "ex": "http://example.org/", "http": "http://example.org/", "urn": "http://example.org/x/",
      "note": "http://e/",
      "@id": "http://e/", "h": "http:", "c": "c:", "_": "http://example.org/a", "e": "http://e/", "x": "x:y:",
      "skos": "http://e/other#", "mailto": "http://www.w3.org/2004/02/skos/core#",
    ]
    _ = try nodes(turtle, prefixes: wanted)
  }

  @Test func `prefixes of the caller are declared if they are used`() throws {
    let graph = try graph(":a :p 1 .")
    let document = try written(graph, prefixes: ["ex": "http://example.org/", "no": "http://no.example/"])
    #expect(document["@context"]?[1] == ["ex": ["@id": "http://example.org/", "@prefix": true]])
    #expect(document["@graph"]?[0]?["ex:p"] != nil)
  }

  @Test func `an empty graph is a document without nodes`() throws {
    #expect(try written(Graph())["@graph"] == [])
  }

  @Test func `the same graph gives the same bytes in whatever order it was read`() throws {
    let text =
      ":c skos:altLabel \"a\"@en, \"b\"@en, \"c\" ; a skos:Concept, :T ; skos:broader :x, :y ; :p (1 2) ."
    let triples = Array(try graph(text).triples)
    let expected = try Graph(triples).serialized(as: .jsonLD)
    for _ in 0..<20 { #expect(try Graph(triples.shuffled()).serialized(as: .jsonLD) == expected) }
  }
}
