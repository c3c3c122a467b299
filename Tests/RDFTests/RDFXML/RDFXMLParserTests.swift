import RDF
import TestSupport
import Testing

/// What the elements and attributes of RDF/XML mean; expected statements are worked out from RDF 1.1 XML Syntax.
@Suite struct RDFXMLParserTests {
  private static let namespaces =
    "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\""

  /// What the content of `rdf:RDF` gives, as N-Triples, however it is cut.
  private func check(
    _ content: String, base: String? = nil, attributes: String = "", gives expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let document = "<rdf:RDF \(Self.namespaces) \(attributes)>\(content)</rdf:RDF>"
    try checkDocument(Array(document.utf8), base: base, gives: expected, sourceLocation: sourceLocation)
  }

  private func checkDocument(
    _ document: [UInt8], base: String? = nil, gives expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    let expected = outcome(of: expected.replacing("<rdf:", with: "<" + rdf), as: .nTriples)
    #expect(expected.error == nil, sourceLocation: sourceLocation)
    let options = ParserOptions(base: try base.map { try IRI($0) })
    let whole = outcome(of: document, as: .rdfXML, options: options)
    #expect(whole.error == nil, sourceLocation: sourceLocation)
    #expect(
      isIsomorphic(whole.quads.map(\.quad), expected.quads.map(\.quad)), "\(whole.quads.map(\.quad))",
      sourceLocation: sourceLocation)
    for cut in Cut.allCases {
      let other = outcome(of: document, as: .rdfXML, cut: cut, options: options)
      #expect(other.isEqual(to: whole), "fed \(cut)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Entities and encodings

  @Test func `internal entities work in attributes and in text, however often they are used`() throws {
    let document = """
      <?xml version="1.0"?>
      <!DOCTYPE rdf:RDF [
        <!ENTITY e "http://e/">
        <!ENTITY rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <!ENTITY name "N&#233; &lt;here&gt;">
        <!ENTITY both "&name;/&name;">
      ]>
      <rdf:RDF xmlns:rdf="&rdf;" xmlns:e="&e;">
        <e:C rdf:about="&e;s" e:q="&name;"><e:p rdf:resource="&e;&e;o"/><e:r>&name;, &both; &amp; &name;</e:r></e:C>
      </rdf:RDF>
      """
    try checkDocument(
      Array(document.utf8),
      gives: """
        <http://e/s> <rdf:type> <http://e/C> .
        <http://e/s> <http://e/q> "N\u{E9} <here>" .
        <http://e/s> <http://e/p> <http://e/http://e/o> .
        <http://e/s> <http://e/r> "N\u{E9} <here>, N\u{E9} <here>/N\u{E9} <here> & N\u{E9} <here>" .
        """)
  }

  @Test func `an entity may hold elements`() throws {
    let document = """
      <!DOCTYPE rdf:RDF [<!ENTITY p "<e:p>x</e:p><e:p rdf:resource='http://e/o'/>">]>
      <rdf:RDF \(Self.namespaces)><e:C rdf:about="http://e/s">&p;</e:C><e:C rdf:about="http://e/t">&p;</e:C></rdf:RDF>
      """
    try checkDocument(
      Array(document.utf8),
      gives: """
        <http://e/s> <rdf:type> <http://e/C> .
        <http://e/s> <http://e/p> "x" .
        <http://e/s> <http://e/p> <http://e/o> .
        <http://e/t> <rdf:type> <http://e/C> .
        <http://e/t> <http://e/p> "x" .
        <http://e/t> <http://e/p> <http://e/o> .
        """)
  }

  @Test(arguments: [
    ("ISO-8859-1", [UInt8(0xE9)]), ("iso-8859-15", [0xE9]), ("windows-1252", [0xE9]),
    ("UTF-8", [0xC3, 0xA9]),
  ])
  func `a declared encoding is read`(_ name: String, _ eAcute: [UInt8]) throws {
    let head =
      "<?xml version='1.0' encoding='\(name)'?><rdf:RDF \(Self.namespaces)><e:C rdf:about='http://e/s'><e:p>caf"
    let document = Array(head.utf8) + eAcute + Array("</e:p></e:C></rdf:RDF>".utf8)
    try checkDocument(
      document,
      gives: "<http://e/s> <rdf:type> <http://e/C> .\n<http://e/s> <http://e/p> \"caf\u{E9}\" .")
  }

  @Test(arguments: [true, false], ["", "<?xml version='1.0' encoding='UTF-16'?>"])
  func `UTF-16 is read in both orders`(_ isBigEndian: Bool, _ declaration: String) throws {
    let text =
      "\u{FEFF}\(declaration)<rdf:RDF \(Self.namespaces)><e:C rdf:about='http://e/s'><e:p>caf\u{E9} \u{1F600}</e:p></e:C></rdf:RDF>"
    let document = text.utf16.flatMap { unit -> [UInt8] in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? bytes : bytes.reversed()
    }
    try checkDocument(
      document,
      gives: "<http://e/s> <rdf:type> <http://e/C> .\n<http://e/s> <http://e/p> \"caf\u{E9} \u{1F600}\" .")
  }

  @Test func `a byte order mark before UTF-8 is passed over`() throws {
    let document = "\u{FEFF}<e:C \(Self.namespaces) rdf:about='http://e/s'/>"
    try checkDocument(Array(document.utf8), gives: "<http://e/s> <rdf:type> <http://e/C> .")
  }

  // MARK: Nodes and properties

  @Test func `the root may be a node itself`() throws {
    let document = "<e:C \(Self.namespaces) rdf:about='http://e/s' e:p='v'/>"
    try checkDocument(
      Array(document.utf8), gives: "<http://e/s> <rdf:type> <http://e/C> .\n<http://e/s> <http://e/p> \"v\" ."
    )
  }

  @Test func `property attributes stand for statements, of the node or of the value`() throws {
    try check(
      """
      <rdf:Description rdf:about="http://e/s" e:p="a" rdf:type="http://e/C" xml:lang="fr">
        <e:q e:r="b" rdf:type="http://e/D"/>
        <e:q rdf:resource="http://e/o" e:r="c" rdf:ID="n"/>
      </rdf:Description>
      """, base: "http://b/",
      gives: """
        <http://e/s> <http://e/p> "a"@fr .
        <http://e/s> <rdf:type> <http://e/C> .
        <http://e/s> <http://e/q> _:v .
        _:v <http://e/r> "b"@fr .
        _:v <rdf:type> <http://e/D> .
        <http://e/s> <http://e/q> <http://e/o> .
        <http://e/o> <http://e/r> "c"@fr .
        <http://b/#n> <rdf:type> <rdf:Statement> .
        <http://b/#n> <rdf:subject> <http://e/s> .
        <http://b/#n> <rdf:predicate> <http://e/q> .
        <http://b/#n> <rdf:object> <http://e/o> .
        """)
  }

  @Test func `literals keep their white space, comments inside do not cut them, and empty ones are kept`()
    throws
  {
    try check(
      """
      <rdf:Description rdf:about="http://e/s"><e:p> a\tb <!-- not this -->c<?nor this?><![CDATA[<d>]]>&#13;</e:p>
      <e:q/><e:r></e:r><e:t>  </e:t><e:u rdf:datatype="http://e/D"/></rdf:Description>
      """,
      gives: """
        <http://e/s> <http://e/p> " a\\tb c<d>\\r" .
        <http://e/s> <http://e/q> "" .
        <http://e/s> <http://e/r> "" .
        <http://e/s> <http://e/t> "  " .
        <http://e/s> <http://e/u> ""^^<http://e/D> .
        """)
  }

  @Test func `a language is inherited, replaced and taken back; a datatype overrules it`() throws {
    try check(
      """
      <rdf:Description rdf:about="http://e/s" xml:lang="en">
        <e:p>a</e:p><e:p xml:lang="DE-at">b</e:p><e:p xml:lang="">c</e:p>
        <e:p rdf:datatype="http://www.w3.org/2001/XMLSchema#string">d</e:p>
        <e:q><rdf:Description xml:lang=""><e:p>e</e:p></rdf:Description></e:q>
        <e:p>f</e:p>
      </rdf:Description>
      """, attributes: "xml:lang='x-own'",
      gives: """
        <http://e/s> <http://e/p> "a"@en .
        <http://e/s> <http://e/p> "b"@de-at .
        <http://e/s> <http://e/p> "c" .
        <http://e/s> <http://e/p> "d" .
        <http://e/s> <http://e/q> _:n .
        _:n <http://e/p> "e" .
        <http://e/s> <http://e/p> "f"@en .
        """)
  }

  @Test func `a base is inherited and replaced, and may be relative itself`() throws {
    try check(
      """
      <rdf:Description rdf:about="" e:p="1"/>
      <rdf:Description rdf:about="x" xml:base="d/#frag" e:p="2"><e:q rdf:resource="../y?z"/><e:q rdf:resource="#f"/>
      </rdf:Description>
      <rdf:Description rdf:ID="x" e:p="3"/>
      """, base: "http://b/a/b?q#f",
      gives: """
        <http://b/a/b?q> <http://e/p> "1" .
        <http://b/a/d/x> <http://e/p> "2" .
        <http://b/a/d/x> <http://e/q> <http://b/a/y?z> .
        <http://b/a/d/x> <http://e/q> <http://b/a/d/#f> .
        <http://b/a/b?q#x> <http://e/p> "3" .
        """)
  }

  @Test func `the same rdf:ID may come twice with different bases`() throws {
    try check(
      "<e:C rdf:ID='a'/><e:C rdf:ID='a' xml:base='http://c/'/>", base: "http://b/",
      gives: "<http://b/#a> <rdf:type> <http://e/C> .\n<http://c/#a> <rdf:type> <http://e/C> .")
  }

  @Test func `members of containers are numbered in each node, also inside parseType Resource`() throws {
    try check(
      """
      <rdf:Bag rdf:about="http://e/s"><rdf:li>a</rdf:li><rdf:_7>x</rdf:_7><rdf:li rdf:parseType="Resource">
        <rdf:li>b</rdf:li></rdf:li><rdf:li rdf:resource="http://e/o"/></rdf:Bag>
      """,
      gives: """
        <http://e/s> <rdf:type> <rdf:Bag> .
        <http://e/s> <rdf:_1> "a" .
        <http://e/s> <rdf:_7> "x" .
        <http://e/s> <rdf:_2> _:n .
        _:n <rdf:_1> "b" .
        <http://e/s> <rdf:_3> <http://e/o> .
        """)
  }

  @Test func `collections are lists, which nest, may be empty and may be named`() throws {
    try check(
      """
      <rdf:Description rdf:about="http://e/s"><e:p rdf:parseType="Collection" rdf:ID="n">
        <rdf:Description rdf:about="http://e/a"/>
        <e:C><e:q rdf:parseType="Collection"/></e:C>
        <rdf:Description rdf:nodeID="x"/>
      </e:p></rdf:Description>
      """, base: "http://b/",
      gives: """
        <http://e/s> <http://e/p> _:1 .
        <http://b/#n> <rdf:type> <rdf:Statement> .
        <http://b/#n> <rdf:subject> <http://e/s> .
        <http://b/#n> <rdf:predicate> <http://e/p> .
        <http://b/#n> <rdf:object> _:1 .
        _:1 <rdf:first> <http://e/a> .
        _:1 <rdf:rest> _:2 .
        _:2 <rdf:first> _:c .
        _:c <rdf:type> <http://e/C> .
        _:c <http://e/q> <rdf:nil> .
        _:2 <rdf:rest> _:3 .
        _:3 <rdf:first> _:x .
        _:3 <rdf:rest> <rdf:nil> .
        """)
  }

  @Test func `blank nodes that the document names never meet those that it does not`() throws {
    try check(
      """
      <rdf:Description rdf:nodeID="b0"><e:p rdf:nodeID="b1"/><e:p rdf:nodeID="a."/><e:p><e:C/></e:p></rdf:Description>
      <rdf:Description e:p="x"/>
      """,
      gives: """
        _:b0 <http://e/p> _:b1 .
        _:b0 <http://e/p> _:dot .
        _:b0 <http://e/p> _:c .
        _:c <rdf:type> <http://e/C> .
        _:d <http://e/p> "x" .
        """)
    // The labels can be written in N-Triples, where none ends with a full stop.
    let document = "<rdf:Description \(Self.namespaces) rdf:nodeID='a.' e:p='x'/>"
    let graph = try Graph(parsing: Array(document.utf8), as: .rdfXML)
    var line: [UInt8] = []
    for triple in graph.triples { triple.appendNTriples(to: &line) }
    #expect(try Graph(parsing: line, as: .nTriples).count == 1)
  }

  @Test
  func `an XML literal is canonical: namespaces where they are used, attributes in order, no empty tags`()
    throws
  {
    // The expected text is what libxml2's own exclusive canonicalisation, through lxml, makes of the content.
    try check(
      """
      <rdf:Description rdf:about="http://e/s"><e:p rdf:parseType="Literal" xmlns:b="http://b/" xmlns:a="http://a/" \
      xmlns="http://d/" xmlns:unused="http://u/"><x z="1" b:y='2' a:z='3' y="&quot;&lt;&#9;>'" xml:lang="en"/><b:q><c \
      xmlns=""><d xmlns="http://d/" b:k=""/></c></b:q><!-- hi --><?pi  data ?><![CDATA[<&>]]>&#13;\u{E9}<b:r \
      xmlns:b="http://b2/"><b:s b:t="u"/></b:r></e:p></rdf:Description>
      """,
      gives: """
        <http://e/s> <http://e/p> "<x xmlns=\\"http://d/\\" xmlns:a=\\"http://a/\\" xmlns:b=\\"http://b/\\" \
        y=\\"&quot;&lt;&#x9;>'\\" z=\\"1\\" a:z=\\"3\\" b:y=\\"2\\" xml:lang=\\"en\\"></x><b:q xmlns:b=\\"http://b/\\"><c><d \
        xmlns=\\"http://d/\\" b:k=\\"\\"></d></c></b:q><!-- hi --><?pi data ?>&lt;&amp;&gt;&#xD;\u{E9}<b:r \
        xmlns:b=\\"http://b2/\\"><b:s b:t=\\"u\\"></b:s></b:r>"^^<rdf:XMLLiteral> .
        """)
  }

  @Test func `an unknown parseType is read as Literal`() throws {
    try check(
      "<rdf:Description rdf:about='http://e/s'><e:p rdf:parseType='Other'>a<e:b/></e:p></rdf:Description>",
      gives: "<http://e/s> <http://e/p> \"a<e:b xmlns:e=\\\"http://e/\\\"></e:b>\"^^<rdf:XMLLiteral> .")
  }

  @Test func `five attributes may be written without prefix`() throws {
    try check(
      "<rdf:Description about='http://e/s' type='http://e/C'><e:p resource='http://e/o'/><e:p ID='n'>v</e:p></rdf:Description>",
      base: "http://b/",
      gives: """
        <http://e/s> <rdf:type> <http://e/C> .
        <http://e/s> <http://e/p> <http://e/o> .
        <http://e/s> <http://e/p> "v" .
        <http://b/#n> <rdf:type> <rdf:Statement> .
        <http://b/#n> <rdf:subject> <http://e/s> .
        <http://b/#n> <rdf:predicate> <http://e/p> .
        <http://b/#n> <rdf:object> "v" .
        """)
  }

  // MARK: Places and prefixes

  @Test func `a statement is placed where its object starts`() {
    let document = """
      <rdf:RDF \(Self.namespaces)
         xmlns:\u{E9}="http://f/">
        <!-- d\u{E9}j\u{E0} vu --><e:C rdf:about="http://e/s"
            e:p="v"><e:q>text</e:q>
          <\u{E9}:r rdf:resource="http://e/o"/> <e:s>
            <e:D/></e:s>
        </e:C>
      </rdf:RDF>
      """
    let places = outcome(of: document, as: .rdfXML).quads.map { "\($0.position)" }
    // The type's element, the attribute's value, the text, the IRI, the type of the inner node, that node.
    #expect(places == ["3:19", "4:12", "4:20", "5:24", "6:7", "6:7"])
  }

  @Test func `prefixes are handed on`() {
    let document = "<e:C \(Self.namespaces) xmlns='http://d/'><p xmlns:f='http://f/'/></e:C>"
    #expect(
      outcome(of: document, as: .rdfXML).prefixes == [
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "e": "http://e/", "": "http://d/",
        "f": "http://f/",
      ])
  }

  @Test func `an element without content may have white space inside`() throws {
    try check(
      "<rdf:Description rdf:about='http://e/s'><e:p rdf:resource='http://e/o'>\n  </e:p></rdf:Description>",
      gives: "<http://e/s> <http://e/p> <http://e/o> .")
  }

  @Test func `a schema location on the root says nothing`() throws {
    try check(
      "", attributes: "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'",
      gives: "")
  }
}
