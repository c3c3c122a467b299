import RDF
import TestSupport
import Testing

@Suite struct TurtleParserTests {
  private let prologue = "@prefix ex: <http://example.org/> .\n"

  /// What the document gives, as N-Triples, however it is cut.
  private func check(
    _ text: String, as syntax: RDFSyntax = .turtle, gives expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = outcome(of: expected, as: .nQuads)
    #expect(expected.error == nil, sourceLocation: sourceLocation)
    let whole = outcome(of: prologue + text, as: syntax)
    #expect(whole.error == nil, sourceLocation: sourceLocation)
    #expect(
      isIsomorphic(whole.quads.map(\.quad), expected.quads.map(\.quad)),
      "\(whole.quads.map(\.quad))", sourceLocation: sourceLocation)
    for cut in Cut.allCases {
      let other = outcome(of: prologue + text, as: syntax, cut: cut)
      #expect(other.isEqual(to: whole), "fed \(cut)", sourceLocation: sourceLocation)
    }
  }

  @Test func `a number ends before the full stop of its statement`() {
    check(
      "ex:s ex:p 1.ex:s ex:p 1.5.ex:s ex:p 1.e0, -1.5E+3, +.5 .",
      gives: """
        <http://example.org/s> <http://example.org/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
        <http://example.org/s> <http://example.org/p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
        <http://example.org/s> <http://example.org/p> "1.e0"^^<http://www.w3.org/2001/XMLSchema#double> .
        <http://example.org/s> <http://example.org/p> "-1.5E+3"^^<http://www.w3.org/2001/XMLSchema#double> .
        <http://example.org/s> <http://example.org/p> "+.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
        """)
  }

  @Test func `a prefix that is declared anew changes what names stand for, also those named before`() {
    check(
      """
      ex:s ex:p ex:o ; ex:p ex:o ; ex:q ex:o , "1"^^ex:t , "2"^^ex:t , "3"^^ex:t .
      @prefix ex: <http://example.com/> .
      ex:s ex:p ex:o ; ex:q ex:o , "1"^^ex:t .
      @base <http://example.org/> . <s> <p> <o> ; <p> <o1> ; <q> <o> .
      @base <http://example.com/> . <s> <p> <o2> ; <q> <o> .
      """,
      gives: """
        <http://example.org/s> <http://example.org/p> <http://example.org/o> .
        <http://example.org/s> <http://example.org/q> <http://example.org/o> .
        <http://example.org/s> <http://example.org/q> "1"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/q> "2"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/q> "3"^^<http://example.org/t> .
        <http://example.com/s> <http://example.com/p> <http://example.com/o> .
        <http://example.com/s> <http://example.com/q> <http://example.com/o> .
        <http://example.com/s> <http://example.com/q> "1"^^<http://example.com/t> .
        <http://example.org/s> <http://example.org/p> <http://example.org/o1> .
        <http://example.com/s> <http://example.com/p> <http://example.com/o2> .
        """)
  }

  @Test func `a string may stand apart from its language or datatype, or be followed closely`() {
    check(
      """
      ex:s ex:p "1" @en , "2"@en-GB,"3" ^^ex:t , "4"^^ <http://example.org/t>,"5","6" ; ex:q "" , ""@en .
      ex:s ex:p "7"^^ex:t , "8"^^ex:t , "9"^^<http://www.w3.org/2001/XMLSchema#string> .
      ex:s ex:p "x"^^<http://www.w3.org/2001/XMLSchema#string> , "y"^^<http://www.w3.org/2001/XMLSchema#string>
        , <http://www.w3.org/2001/XMLSchema#string> .
      """,
      gives: """
        <http://example.org/s> <http://example.org/p> "1"@en .
        <http://example.org/s> <http://example.org/p> "2"@en-GB .
        <http://example.org/s> <http://example.org/p> "3"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/p> "4"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/p> "5" .
        <http://example.org/s> <http://example.org/p> "6" .
        <http://example.org/s> <http://example.org/q> "" .
        <http://example.org/s> <http://example.org/q> ""@en .
        <http://example.org/s> <http://example.org/p> "7"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/p> "8"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/p> "9" .
        <http://example.org/s> <http://example.org/p> "x" .
        <http://example.org/s> <http://example.org/p> "y" .
        <http://example.org/s> <http://example.org/p> <http://www.w3.org/2001/XMLSchema#string> .
        """)
  }

  @Test func `a name ends before the full stop of its statement`() {
    check(
      "ex:s.t ex:p ex:o. ex:s ex:p true. ex:s ex:p _:b. _:b ex:p ex:.",
      gives: """
        <http://example.org/s.t> <http://example.org/p> <http://example.org/o> .
        <http://example.org/s> <http://example.org/p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
        <http://example.org/s> <http://example.org/p> _:b .
        _:b <http://example.org/p> <http://example.org/> .
        """)
  }

  @Test func `collections and property lists nest in any order, as subjects too`() {
    check(
      "([ex:p (1 ())] _:x) ex:q [ex:r [], (ex:a)] .",
      gives: """
        _:c1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> _:n1 .
        _:c1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:c2 .
        _:c2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> _:x .
        _:c2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
        _:n1 <http://example.org/p> _:d1 .
        _:d1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
        _:d1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:d2 .
        _:d2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
        _:d2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
        _:c1 <http://example.org/q> _:n2 .
        _:n2 <http://example.org/r> _:n3 .
        _:n2 <http://example.org/r> _:e1 .
        _:e1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <http://example.org/a> .
        _:e1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
        """)
  }

  @Test func `space and comments may stand between a string and what belongs to it`() {
    check(
      "ex:s ex:p \"a\" # one\n @en, 'b' ^^ # two\n ex:t, '''c'd''e''', \"\"\"f\"\"\"@de-AT .",
      gives: """
        <http://example.org/s> <http://example.org/p> "a"@en .
        <http://example.org/s> <http://example.org/p> "b"^^<http://example.org/t> .
        <http://example.org/s> <http://example.org/p> "c'd''e" .
        <http://example.org/s> <http://example.org/p> "f"@de-AT .
        """)
  }

  @Test func `labels of the document never meet those that are made up`() throws {
    let text = "_:anon0 ex:p [], _:anon1, _:anonanon0, _:b ."
    check(
      text,
      gives: """
        _:a <http://example.org/p> _:b .
        _:a <http://example.org/p> _:c .
        _:a <http://example.org/p> _:d .
        _:a <http://example.org/p> _:e .
        """)
    let labels = outcome(of: prologue + text, as: .turtle).quads.map { $0.quad.triple.object }
    #expect(labels.last == .blankNode(BlankNode("b")))
  }

  @Test func `the base may change on the way, and relative IRIs follow it`() {
    check(
      "@base <http://a/b/c?d#e> . <> <f> <#g>, <h/i.j>, <../k>, </l>, <?m>, <//n/o>, <./p> .\nBASE <q/> <r> <s> <t> .",
      gives: """
        <http://a/b/c?d> <http://a/b/f> <http://a/b/c?d#g> .
        <http://a/b/c?d> <http://a/b/f> <http://a/b/h/i.j> .
        <http://a/b/c?d> <http://a/b/f> <http://a/k> .
        <http://a/b/c?d> <http://a/b/f> <http://a/l> .
        <http://a/b/c?d> <http://a/b/f> <http://a/b/c?m> .
        <http://a/b/c?d> <http://a/b/f> <http://n/o> .
        <http://a/b/c?d> <http://a/b/f> <http://a/b/p> .
        <http://a/b/q/r> <http://a/b/q/s> <http://a/b/q/t> .
        """)
  }

  @Test func `a prefix may be declared anew`() {
    check(
      "ex:a ex:a ex:a . PREFIX ex: <http://other/> base <http://b/> @prefix : <x> . ex:a :a ex:a .",
      gives: """
        <http://example.org/a> <http://example.org/a> <http://example.org/a> .
        <http://other/a> <http://b/xa> <http://other/a> .
        """)
  }

  @Test func `escapes in names give the characters they hide`() {
    check(
      #"ex:a\,b\/c%20d ex:p\.q ex:\%41 ."#,
      gives: "<http://example.org/a,b/c%20d> <http://example.org/p.q> <http://example.org/%41> .")
  }

  @Test func `graphs are named by IRIs and blank nodes, with or without the keyword`() {
    check(
      "{ex:s ex:p 1} ex:g {ex:s ex:p 2 .} GRAPH ex:g {ex:s ex:p 3 . [] ex:p 4} _:g {_:g ex:p 5} graph [] {} [] {ex:s ex:p 6}",
      as: .triG,
      gives: """
        <http://example.org/s> <http://example.org/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
        <http://example.org/s> <http://example.org/p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <http://example.org/g> .
        <http://example.org/s> <http://example.org/p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <http://example.org/g> .
        _:a <http://example.org/p> "4"^^<http://www.w3.org/2001/XMLSchema#integer> <http://example.org/g> .
        _:g <http://example.org/p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> _:g .
        <http://example.org/s> <http://example.org/p> "6"^^<http://www.w3.org/2001/XMLSchema#integer> _:h .
        """)
  }

  @Test func `a position is where the object starts, brackets included`() {
    let text = "<a:s> <a:p> [ <a:q> (1\n\"é\" 2) ] ,\n  <a:o> ."
    for cut in Cut.allCases {
      let positions = outcome(of: text, as: .turtle, cut: cut).quads.map(\.position.description)
      #expect(positions == ["1:13", "1:21", "1:22", "2:1", "2:1", "2:5", "2:5", "2:6", "3:3"])
    }
  }

  @Test func `prefixes are handed to the sink`() {
    let outcome = outcome(of: prologue + "PREFIX : <http://e/#>", as: .turtle)
    #expect(outcome.prefixes == ["ex": "http://example.org/", "": "http://e/#"])
  }
}
