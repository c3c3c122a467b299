import RDF
import Testing

@Suite struct `Finding statements in documents` {
  private static let turtle = """
    @prefix ex: <http://example.org/> .
    ex:a ex:p "x"@EN-gb ,
      "x" ; ex:q 1 .
    _:b ex:p ex:a .
    ex:a ex:p "x"@en-GB .

    """

  private func ex(_ name: String) -> IRI { IRI(uncheckedValid: "http://example.org/" + name) }

  private func places(_ triples: [Triple], _ subjects: [Subject] = []) throws -> StatementLocator {
    try RDFSyntax.turtle.parse(Array(Self.turtle.utf8), into: StatementLocator(triples, subjects: subjects))
  }

  @Test func `each statement is found where its object first starts`() throws {
    let tagged = Triple(.iri(ex("a")), ex("p"), .literal(.languageTagged("x", try LanguageTag("en-GB"))))
    let plain = Triple(.iri(ex("a")), ex("p"), .literal(.string("x")))
    let number = Triple(.iri(ex("a")), ex("q"), .literal(.typed("1", datatype: .XSD.integer)))
    let node = Triple(.blankNode(BlankNode("b")), ex("p"), .iri(ex("a")))
    let locator = try places([tagged, plain, number, node])
    #expect(locator.place(of: tagged)?.position == TextPosition(line: 2, column: 11, offset: 46))
    #expect(locator.place(of: plain)?.position.line == 3)
    #expect(locator.place(of: number)?.position.line == 3)
    #expect(locator.place(of: node)?.position.line == 4)
  }

  @Test func `what was not looked for, or is not there, has no place`() throws {
    let there = Triple(.iri(ex("a")), ex("q"), .literal(.typed("1", datatype: .XSD.integer)))
    let other = Triple(.iri(ex("a")), ex("q"), .literal(.typed("1", datatype: .XSD.decimal)))
    let locator = try places([other])
    #expect(locator.place(of: there) == nil && locator.place(of: other) == nil)
  }

  @Test func `a resource is found at its first statement, in whichever document`() throws {
    var locator = StatementLocator([Triple](), subjects: [.iri(ex("late")), .iri(ex("a"))])
    locator = try RDFSyntax.turtle.parse(Array(Self.turtle.utf8), into: locator)
    locator.startDocument()
    locator = try RDFSyntax.nTriples.parse(
      Array("<http://example.org/late> <http://example.org/p> _:b .\n".utf8), into: locator)
    #expect(locator.place(of: .iri(ex("a")))?.document == 0)
    #expect(locator.place(of: .iri(ex("late")))?.document == 1)
  }

  /// Whatever a graph builder calls the blank nodes of a second document, the locator calls them the same.
  @Test func `blank nodes of several documents are told apart as in the graph`() throws {
    let documents = ["_:x <http://e/p> <http://e/1> .", "_:x <http://e/p> <http://e/2> ."].map {
      Array($0.utf8)
    }
    var builder = GraphBuilder()
    builder = try RDFSyntax.nTriples.parse(documents[0], into: builder)
    builder.startDocument()
    builder = try RDFSyntax.nTriples.parse(documents[1], into: builder)
    let triples = Array(builder.graph().triples)
    var locator = StatementLocator(triples, subjects: [])
    locator = try RDFSyntax.nTriples.parse(documents[0], into: locator)
    locator.startDocument()
    locator = try RDFSyntax.nTriples.parse(documents[1], into: locator)
    #expect(Set(triples.compactMap { locator.place(of: $0)?.document }) == [0, 1])
  }
}
