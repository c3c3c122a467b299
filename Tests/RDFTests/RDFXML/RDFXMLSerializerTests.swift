import RDF
import TestSupport
import Testing

/// The fixed shape of our RDF/XML.
@Suite struct RDFXMLSerializerTests {
  private func write(_ turtle: String, prefixes: [String: String] = ["ex": "http://example.org/"]) throws
    -> String
  {
    let graph = try Graph(
      parsing: Array(("@prefix ex: <http://example.org/> .\n" + turtle).utf8), as: .turtle)
    let bytes = try graph.serialized(as: .rdfXML, options: SerializerOptions(prefixes: prefixes))
    #expect(isIsomorphic(graph, try Graph(parsing: bytes, as: .rdfXML)))
    return try #require(String(validating: bytes, as: UTF8.self))
  }

  private func refusal(_ turtle: String) throws -> String? {
    let graph = try Graph(parsing: Array(turtle.utf8), as: .turtle)
    do {
      _ = try graph.serialized(as: .rdfXML)
      return nil
    } catch let error as SerializationError {
      return error.description
    }
  }

  @Test func `subjects, predicates and objects come in the order of terms, each statement on its line`()
    throws
  {
    let text = try write(
      """
      ex:b ex:q "z", "a"@en, "a"@de, 5, _:n, ex:b ; ex:p "\\r\\n\\t<&>\\"'" .
      ex:a a ex:D, ex:C ; ex:q ex:z .
      _:n ex:p "" .
      <http://other.example/x> a <http://other.example/vocabulary#T> .
      """)
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <rdf:RDF
            xmlns:ex="http://example.org/"
            xmlns:ns0="http://other.example/vocabulary#"
            xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <ex:C rdf:about="http://example.org/a">
            <ex:q rdf:resource="http://example.org/z"/>
            <rdf:type rdf:resource="http://example.org/D"/>
          </ex:C>
          <rdf:Description rdf:about="http://example.org/b">
            <ex:p>&#13;
        \t&lt;&amp;&gt;&quot;'</ex:p>
            <ex:q rdf:resource="http://example.org/b"/>
            <ex:q rdf:nodeID="n"/>
            <ex:q rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">5</ex:q>
            <ex:q xml:lang="de">a</ex:q>
            <ex:q xml:lang="en">a</ex:q>
            <ex:q>z</ex:q>
          </rdf:Description>
          <ns0:T rdf:about="http://other.example/x"/>
          <rdf:Description rdf:nodeID="n">
            <ex:p></ex:p>
          </rdf:Description>
        </rdf:RDF>

        """)
  }

  @Test func `a plain list is a collection, any other list is written out`() throws {
    let text = try write(
      """
      ex:a ex:p (ex:x _:n ex:x) .
      ex:b ex:p ("literal") .
      ex:c ex:p _:shared . ex:d ex:p _:shared . _:shared rdf:first ex:x ; rdf:rest () .
      ex:f ex:p ((ex:inner)) .
      _:loop rdf:first ex:x ; rdf:rest _:loop .
      """.replacing("rdf:", with: "ex:rdf:").replacing("ex:rdf:first", with: "<\(IRI.RDF.first)>")
        .replacing("ex:rdf:rest", with: "<\(IRI.RDF.rest)>"))
    #expect(
      text.contains(
        """
            <ex:p rdf:parseType="Collection">
              <rdf:Description rdf:about="http://example.org/x"/>
              <rdf:Description rdf:nodeID="n"/>
              <rdf:Description rdf:about="http://example.org/x"/>
            </ex:p>

        """))
    // The list of a list is a collection of one blank node, which is written out.
    #expect(text.split(separator: "Collection").count == 3)
    #expect(text.contains("<rdf:first>literal</rdf:first>"))
  }

  @Test func `an empty graph is an empty document`() throws {
    #expect(
      try write("") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <rdf:RDF
            xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        </rdf:RDF>

        """)
  }

  @Test func `prefixes that XML does not allow are not used, and ns0 is not taken twice`() throws {
    let text = try write(
      "<http://a/x> <http://b/p> <http://c/q> ; <http://d/p> 1 ; <http://e/p> 2 ; <http://f/p> 3 .",
      prefixes: [
        "xmlfoo": "http://b/", "1": "http://d/", "ns0": "http://e/", "rdf": "http://f/", "a b": "http://f/",
        "z": "",
      ])
    #expect(text.contains("xmlns:ns0=\"http://e/\""))
    for (prefix, namespace) in [("ns1", "http://b/"), ("ns2", "http://d/"), ("ns3", "http://f/")] {
      #expect(text.contains("xmlns:\(prefix)=\"\(namespace)\""), "\(text)")
    }
  }

  @Test func `the empty prefix is the default namespace`() throws {
    let text = try write("ex:a a ex:C ; ex:p 1 .", prefixes: ["": "http://example.org/"])
    #expect(text.contains("    xmlns=\"http://example.org/\""))
    #expect(text.contains("  <C rdf:about="))
  }

  @Test func `a type that cannot be a name is written as a statement`() throws {
    let text = try write("ex:a a <http://example.org/1>, <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> .")
    #expect(text.contains("<rdf:Description rdf:about=\"http://example.org/a\">"))
    #expect(text.split(separator: "<rdf:type ").count == 3)
  }

  @Test func `labels of blank nodes become XML names without meeting others`() throws {
    let text = try write("_:0 ex:p _:b0, _:bb0, _:1 . _:1 ex:p _:0 .")
    #expect(text.contains("rdf:nodeID=\"bbb0\"") && text.contains("rdf:nodeID=\"b1\""), "\(text)")
  }

  @Test func `what XML cannot say is refused, with the way out`() throws {
    let wayOut = "write Turtle, N-Triples or JSON-LD instead"
    #expect(
      try refusal("<http://a/x> <http://a/p/1> 1 .")
        == "the predicate <http://a/p/1> cannot be the name of an XML element; \(wayOut)")
    #expect(
      try refusal("<http://a/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> 1 .")
        == "the predicate <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> cannot be the name of an XML element; \(wayOut)"
    )
    for escape in ["\\u0001", "\\uFFFE", "\\uFFFF", "\\u000B"] {
      #expect(
        try refusal("<http://a/x> <http://a/p> \"a\(escape)\" .")
          == "a literal of <http://a/x> has a control character that XML 1.0 cannot carry; \(wayOut)")
    }
    #expect(try refusal("<http://a/x> <http://a/p> \"\\u007F\\u0085\\u2028\\uFFFD\\U0001F600\" .") == nil)
  }

  @Test func `the output comes in pieces of some 64 KiB`() throws {
    var builder = GraphBuilder()
    for number in 0..<5_000 {
      let subject = Subject.iri(try IRI("http://example.org/concept/\(number)"))
      builder.insert(Triple(subject, .SKOS.prefLabel, .literal(.string("Concept number \(number)"))))
    }
    var pieces: [Int] = []
    try builder.graph().serialize(as: .rdfXML) { pieces.append($0.count) }
    #expect(pieces.count > 5)
    #expect(pieces.dropLast().allSatisfy { (64 << 10)...(66 << 10) ~= $0 })
  }
}
