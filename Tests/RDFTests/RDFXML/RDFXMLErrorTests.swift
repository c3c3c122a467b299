import RDF
import TestSupport
import Testing

/// What a document that breaks the grammar is told; 1️⃣ marks the place.
@Suite struct RDFXMLErrorTests {
  private static let start =
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\">\n"

  private func check(
    _ content: String, _ message: String, code: SyntaxError.Code = .grammar,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let marked = Self.start + content + "</rdf:RDF>"
    let mark = try #require(marked.firstRange(of: "1️⃣")).lowerBound
    let offset = marked.utf8.distance(from: marked.startIndex, to: mark)
    let document = Array(marked.replacing("1️⃣", with: "").utf8)
    let expected = SyntaxError(code, at: document.position(at: offset), message)
    for cut in Cut.allCases {
      let error = outcome(of: document, as: .rdfXML, cut: cut).error
      #expect(error == expected, "\(error?.description ?? "accepted")", sourceLocation: sourceLocation)
    }
  }

  @Test func `names that are syntax are refused where they mean nothing`() throws {
    try check("1️⃣<rdf:li/>", "<rdf:li> may not be a node; expected rdf:Description or a class")
    try check(
      "<e:C>1️⃣<rdf:Description/></e:C>", "<rdf:Description> may not be a property; expected a property element"
    )
    try check("<e:C rdf:li='1️⃣x'/>", "the attribute rdf:li may not be an attribute; expected a property")
    try check(
      "<e:C rdf:bagID='1️⃣x'/>",
      "the attribute rdf:bagID was withdrawn from RDF/XML in 2004; expected none of rdf:aboutEach, rdf:aboutEachPrefix and rdf:bagID"
    )
  }

  @Test func `attributes that do not belong together are refused`() throws {
    try check(
      "1️⃣<e:C rdf:about='http://e/a' rdf:nodeID='b'/>",
      "<e:C> is named more than once; expected one of rdf:about, rdf:ID and rdf:nodeID")
    try check(
      "<e:C rdf:resource='1️⃣http://e/a'/>",
      "the node element <e:C> has an attribute for property elements; expected rdf:about, rdf:ID or rdf:nodeID"
    )
    try check(
      "<e:C><e:p rdf:about='1️⃣http://e/a'/></e:C>",
      "the property element <e:p> has rdf:about; expected rdf:resource, or a node element around it")
    try check(
      "<e:C>1️⃣<e:p rdf:resource='http://e/a' rdf:datatype='http://e/D'/></e:C>",
      "<e:p> has more than one of rdf:resource, rdf:nodeID and rdf:datatype; expected one")
    try check(
      "<e:C>1️⃣<e:p e:q='a' rdf:datatype='http://e/D'/></e:C>",
      "<e:p> has rdf:datatype and properties, but a literal has none; expected one of the two")
    try check(
      "<e:C><e:p e:q='a' rdf:parseType='1️⃣Resource'/></e:C>",
      "<e:p> has rdf:parseType and other attributes; expected rdf:ID at most")
    try check(
      "<e:C rdf:about='http://e/a' about='1️⃣http://e/b'/>",
      "the attribute about is given both with and without prefix; expected one of the two")
    try check(
      "<e:C e='1️⃣x'/>", "the attribute e has no namespace; expected a prefix, as in rdf:about or skos:notation"
    )
  }

  @Test func `content that does not fit is refused where it starts`() throws {
    try check("  1️⃣text", "found the text \"text\"; expected a node element")
    try check("<e:C> 1️⃣text</e:C>", "found the text \"text\"; expected a property element")
    try check(
      "<e:C><e:p>text 1️⃣<e:D/></e:p></e:C>",
      "<e:D> follows text in a property element; expected text only, or rdf:parseType=\"Literal\"")
    try check(
      "<e:C><e:p><e:D/> 1️⃣text</e:p></e:C>", "found the text \"text\"; expected the end of the element")
    try check(
      "<e:C><e:p><e:D/>1️⃣<e:D/></e:p></e:C>",
      "<e:D> is a second node in one property element; expected one property element for each")
    try check(
      "<e:C><e:p rdf:resource='http://e/o'>1️⃣<e:D/></e:p></e:C>",
      "<e:D> stands inside a property element whose attributes give its value; expected no content")
    try check(
      "<e:C><e:p rdf:datatype='http://e/D'>1️⃣<e:D/></e:p></e:C>",
      "<e:D> stands where rdf:datatype announces text; expected text")
  }

  @Test func `names, languages, datatypes and IRIs are checked`() throws {
    try check(
      "<e:C rdf:nodeID='1️⃣a b'/>",
      "rdf:nodeID is \"a b\"; expected an XML name without colon, such as \"c123\"")
    try check(
      "<e:C rdf:about='http://e/1️⃣ x'/>",
      "\"http://e/ x\" is not an IRI reference: the character space may not occur in an IRI", code: .iri)
    try check(
      "<e:C rdf:about='1️⃣#x'/>",
      "\"#x\" is relative, but there is no base; expected an absolute IRI or xml:base", code: .iri)
    try check(
      "<e:C xml:lang='1️⃣en_US'/>",
      "\"en_US\" is not a well-formed language tag: expected letters, then subtags of 1 to 8 letters or digits separated by \"-\", as in \"zh-Hans\"",
      code: .languageTag)
    try check(
      "<e:C><e:p rdf:datatype='1️⃣http://www.w3.org/1999/02/22-rdf-syntax-ns#langString'>x</e:p></e:C>",
      "rdf:langString is given as datatype; expected xml:lang, which implies it")
    try check(
      "<e:C rdf:ID='x' xml:base='http://b/'/><e:C rdf:ID='1️⃣x' xml:base='http://b/'/>",
      "the rdf:ID \"x\" is given twice with the same base; expected rdf:about, or another name")
    try check("1️⃣<C/>", "the name \"C\" has no namespace; expected a prefix, or xmlns=\"…\"")
    try check(
      "1️⃣<C xmlns='n'/>",
      "the name C stands for \"nC\", which is no IRI: expected a scheme such as \"https:\" at the start",
      code: .iri)
  }

  @Test(arguments: [
    ("<e:C q='1' q='2'/>", "\"q\""), ("<e:C e:q='1' e:q='2'/>", "\"e:q\""),
    ("<e:C xmlns:f='http://e/' e:q='1' f:q='2'/>", "the name \"q\" in the namespace \"http://e/\""),
  ])
  func `an attribute that is given twice is named`(_ content: String, _ name: String) throws {
    let error = try #require(outcome(of: Self.start + content + "</rdf:RDF>", as: .rdfXML).error)
    #expect(error.code == .grammar)
    #expect(error.message.hasSuffix(name), "\(error)")
  }
}
