import RDF
import Testing

/// RDF 1.1 Concepts §3.2 and §3.3: terms are equal if they are the same code point by code point.
@Suite struct ExactTermTests {
  @Test func `terms that only look the same differ`() throws {
    #expect(Literal.string("\u{E9}") != .string("e\u{301}"))
    #expect(Literal.string("\u{1E9B}\u{323}") != .string("\u{1E9B}\u{323}\u{323}"))
    #expect(try IRI("http://a/\u{E9}") != IRI("http://a/e\u{301}"))
    #expect(BlankNode("\u{E9}") != BlankNode("e\u{301}"))
    // Equal in length, and canonically equivalent.
    #expect(Literal.string("a\u{323}\u{307}") != .string("a\u{307}\u{323}"))
    #expect(Set([Literal.string("a\u{323}\u{307}"), .string("a\u{307}\u{323}")]).count == 2)
    #expect(Literal.string("a\u{307}\u{323}") < .string("a\u{323}\u{307}"))
    let tag = try LanguageTag("en")
    #expect(Literal.languageTagged("\u{E9}", tag) != .languageTagged("e\u{301}", tag))
  }

  @Test func `terms that are the same are equal whatever their length`() {
    for length in 0..<40 {
      let text = String(repeating: "é", count: length) + "x"
      let copy = String((text + "y").dropLast())
      #expect(Literal.string(text) == .string(copy))
      #expect(Set([Literal.string(text), .string(copy)]).count == 1)
      #expect(Literal.string(text) != .string(text.dropLast() + "z"))
    }
  }
}

/// RFC 3987 §2.2: `ifragment = *( ipchar / "/" / "?" )`, without `#`.
@Suite struct IRIFragmentTests {
  @Test(arguments: [RDFSyntax.turtle, .nTriples]) func `an IRI with two fragments is refused by every reader`(
    _ syntax: RDFSyntax
  ) throws {
    #expect(throws: IRI.Malformed.self) { try IRI("http://e/#a#b") }
    for text in ["<http://e/#a> <http://e/p#?> <http://e/o#/> .\n"] {
      #expect(try Graph(parsing: Array(text.utf8), as: syntax).count == 1)
    }
    for text in [
      "<http://e/#a#b> <http://e/p> <http://e/o> .\n", "<http://e/a> <http://e/p##> <http://e/o> .\n",
      "<http://e/a> <http://e/p> <http://e/o#\\u0023> .\n",
    ] {
      #expect(throws: SyntaxError.self) { try Graph(parsing: Array(text.utf8), as: syntax) }
    }
  }
}
