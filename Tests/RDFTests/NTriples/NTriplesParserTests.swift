import RDF
import TestSupport
import Testing

@Suite struct NTriplesParserTests {
  private let p = IRI(uncheckedValid: "http://example.org/p")

  /// The one object of a document with one statement.
  private func object(_ text: String) throws -> Term {
    let outcome = outcome(of: "<http://example.org/s> <http://example.org/p> \(text) .\n", as: .nTriples)
    if let error = outcome.error { throw error }
    return try #require(outcome.quads.first).quad.triple.object
  }

  @Test(arguments: Cut.allCases)
  func `subjects and predicates are told apart however they are spelled from line to line`(_ cut: Cut) throws
  {
    // Usual spellings are recognised by their bytes; escapes, spaces and blank nodes come between them.
    let lines = [
      ("<http://e/s>", "<http://e/p>"), ("<http://e/s>", "<http://e/\\u0071>"),
      ("<http://e/s>", "<http://e/p>"),
      ("<http://e/s>", "<http://e/p>  "), ("_:b", "<http://e/p>"), ("<http://e/\\u0073>", "<http://e/p>"),
      ("<http://e/s>", "<http://e/pp>"), ("<http://e/ss>", "<http://e/pp>"),
      ("<http://e/ss>", "<http://e/p>"),
    ]
    let document = lines.map { "\($0.0) \($0.1) \"o\" .\n" }.joined()
    let outcome = outcome(of: document, as: .nTriples, cut: cut)
    #expect(outcome.error == nil)
    let named = outcome.quads.map { quad -> String in
      let subject = quad.quad.triple.subject.iri?.string ?? "_:"
      return subject.replacing("http://e/", with: "") + " "
        + quad.quad.triple.predicate.string.replacing("http://e/", with: "")
    }
    #expect(named == ["s p", "s q", "s p", "s p", "_: p", "s p", "s pp", "ss pp", "ss p"])
  }

  @Test func `all escapes of a literal are resolved`() throws {
    let expected = "\t\u{8}\n\r\u{C}\"'\\Aé😀"
    #expect(try object(#""\t\b\n\r\f\"\'\\\u0041\u00E9\U0001F600""#) == .literal(.string(expected)))
  }

  @Test func `a literal has a language, a datatype or neither`() throws {
    let tag = try LanguageTag("zh-Hans")
    #expect(try object(#""x"@ZH-hans"#) == .literal(.languageTagged("x", tag)))
    #expect(
      try object(#""1"^^<http://www.w3.org/2001/XMLSchema#integer>"#)
        == .literal(.typed("1", datatype: .XSD.integer)))
    #expect(try object(#""x""#) == .literal(.string("x")))
  }

  @Test func `a literal of datatype xsd:string is a plain one, however the datatype is spelled`() throws {
    let plain = Term.literal(.string("x"))
    #expect(try object(#""x"^^<http://www.w3.org/2001/XMLSchema#string>"#) == plain)
    #expect(try object(#""x"^^<http://www.w3.org/2001/XMLSchema#strin\u0067>"#) == plain)
    let text = #"<a:s> <a:p> "x", "x"^^<http://www.w3.org/2001/XMLSchema#string> ."#
    #expect(try Graph(parsing: Array(text.utf8), as: .turtle).count == 1)
  }

  @Test func `escapes in an IRI are resolved and the result is checked`() throws {
    let iri = try IRI("http://example.org/é")
    #expect(try object(#"<http://example.org/\u00E9>"#) == .iri(iri))
    #expect(throws: SyntaxError.self) { try object(#"<http://example.org/\u0020>"#) }
  }

  @Test func `a blank node label may hold dots but not end in one, and no colon`() throws {
    #expect(try object("_:a.b") == .blankNode(BlankNode("a.b")))
    #expect(throws: SyntaxError.self) { try object("_:a:b") }
    let tight = outcome(of: "_:a <http://example.org/p> _:b.", as: .nTriples)
    #expect(tight.error == nil)
    #expect(tight.quads.first?.quad.triple.object == .blankNode(BlankNode("b")))
  }

  @Test func `a byte order mark is accepted and takes no column`() {
    for cut in Cut.allCases {
      let outcome = outcome(of: "\u{FEFF}<a:s> <a:p> <a:o> .", as: .nTriples, cut: cut)
      #expect(outcome.error == nil)
      #expect(outcome.quads.first?.position == TextPosition(line: 1, column: 13, offset: 15))
    }
  }

  @Test func `positions count scalars, and CR LF as one line end`() {
    let text = "# é\r\n<a:s> <a:é> \"x\" .\r\r<a:s> <a:p> <a:o> .\n"
    for cut in Cut.allCases {
      let outcome = outcome(of: text, as: .nTriples, cut: cut)
      #expect(outcome.error == nil)
      #expect(
        outcome.quads.map(\.position) == [
          TextPosition(line: 2, column: 13, offset: 19), TextPosition(line: 4, column: 13, offset: 38),
        ])
    }
  }

  @Test func `a subject that is repeated is the same, and one that only begins alike is not`() {
    let text =
      "<a:s> <a:p> \"x\" .\n<a:s> <a:p> <a:o> .\n<a:st> <a:p> <a:o> .\n_:s <a:p> <a:o> .\n"
      + "_:st <a:p> <a:o> .\n"
    for cut in Cut.allCases {
      let outcome = outcome(of: text, as: .nTriples, cut: cut)
      #expect(outcome.error == nil)
      let iris: [Subject] = ["a:s", "a:s", "a:st"].map { .iri(IRI(uncheckedValid: $0)) }
      let nodes: [Subject] = ["s", "st"].map { .blankNode(BlankNode($0)) }
      #expect(outcome.quads.map(\.quad.triple.subject) == iris + nodes)
      #expect(outcome.quads[2].position == TextPosition(line: 3, column: 14, offset: 51))
    }
  }

  @Test func `N-Quads names graphs and N-Triples refuses them`() {
    let text = "<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> \"o\" _:g .\n<a:s> <a:p> <a:o> .\n"
    let quads = outcome(of: text, as: .nQuads)
    #expect(quads.error == nil)
    let names: [Subject?] = [.iri(IRI(uncheckedValid: "a:g")), .blankNode(BlankNode("g")), nil]
    #expect(quads.quads.map(\.quad.graphName) == names)
    #expect(outcome(of: text, as: .nTriples).error?.position == TextPosition(line: 1, column: 19, offset: 18))
  }

  @Test(arguments: [
    MalformedDocument(
      "<a:s> <a:p> .", "1:13", "expected an IRI, a blank node or a literal as object, found \".\""),
    MalformedDocument(
      "\"s\" <a:p> <a:o> .", "1:1", "expected an IRI or a blank node as subject, found a quotation mark"),
    MalformedDocument("<a:s> _:p <a:o> .", "1:7", "expected an IRI as predicate, found \"_\""),
    MalformedDocument(
      "<a:s> <a:p> <a:o>\n.", "1:18", "expected \".\" to end the statement, found the end of the line"),
    MalformedDocument(
      "<a:s> <a:p> <a:o> . <a:s>", "1:21",
      "expected the end of the line after the statement's \".\", found \"<\""),
    MalformedDocument(
      "<a:s> <a:p> <a:o>", "1:18", "expected the rest of the statement, found the end of the document"),
    MalformedDocument(
      "<a:s> <p> <a:o> .", "1:7", "expected an absolute IRI, found \"p\", which has no scheme", code: .iri),
    MalformedDocument(
      "<a:s> <a:p q> <a:o> .", "1:11", "expected \">\" or another character of an IRI, found a space"),
    MalformedDocument(
      "<a:s> <a:%zz> <a:o> .", "1:10", "expected two hexadecimal digits after \"%\", found \"z\"", code: .iri),
    MalformedDocument(
      "<a:s> <a:p> \"o\n\" .", "1:15",
      "expected the closing quotation mark of the string before the end of the line"),
    MalformedDocument(
      "<a:s> <a:p> \"o", "1:13", "expected the closing quotation mark of this string before the document ends"
    ),
    MalformedDocument(
      "<a:s> <a:p> \"\\x\" .", "1:14",
      "expected one of t b n r f u U \" ' \\ after the backslash, found \"x\""),
    MalformedDocument(
      "<a:s> <a:p> \"\\uD800\" .", "1:14", "expected an escape of a Unicode scalar value, found U+D800"),
    MalformedDocument(
      "<a:s> <a:p> \"\\u00G0\" .", "1:14", "expected 4 hexadecimal digits in this escape, found \"G\""),
    MalformedDocument(
      "<a:s> <a:p> \"o\"@en-abcdefghi .", "1:16",
      "expected a language tag such as \"@en\" or \"@zh-Hans\": letters, then subtags of 1 to 8 letters or digits",
      code: .languageTag),
    MalformedDocument(
      "<a:s> <a:p> _:-b .", "1:15",
      "expected a letter, a digit or \"_\" to begin a blank node label, found \"-\""),
  ])
  func `a fault is named with its place, however the input is cut`(_ document: MalformedDocument) {
    for cut in Cut.allCases {
      let error = outcome(of: document.text, as: .nTriples, cut: cut).error
      #expect(error?.code == document.code)
      #expect(error?.description == document.expected)
    }
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
      [0xFF], [0xC3], [0xE2, 0x82],
    ] as [[UInt8]])
  func `what is not UTF-8 is refused with its byte offset, wherever it stands`(_ bytes: [UInt8]) {
    let places = [
      ("# ", "\n"), ("<a:s> <a:", "> <a:o> ."), ("<a:s> <a:p> \"é", "\" ."), ("_:", " <a:p> <a:o> ."),
      ("", ""),
    ]
    for (before, after) in places {
      for cut in Cut.allCases {
        let error = outcome(of: Array(before.utf8) + bytes + Array(after.utf8), as: .nTriples, cut: cut).error
        #expect(error?.code == .encoding)
        #expect(error?.position?.offset == before.utf8.count)
      }
    }
  }

  @Test func `the limit on IRIs holds to the byte`() {
    var options = ParserOptions()
    options.limits.iriByteCountMax = 20
    for (count, isAccepted) in [(19, true), (20, true), (21, false), (2000, false)] {
      let iri = "a:" + String(repeating: "x", count: count - 2)
      let escaped = "a:" + String(repeating: "\\U00000078", count: count - 2)
      for cut in Cut.allCases {
        for text in [iri, escaped] {
          let error = outcome(of: "<a:s> <a:p> <\(text)> .", as: .nTriples, cut: cut, options: options).error
          #expect(error?.code == (isAccepted ? nil : .limit))
          #expect(error?.position?.offset == (isAccepted ? nil : 12))
        }
      }
    }
  }

  @Test func `the limit on literals holds to the byte`() {
    var options = ParserOptions()
    options.limits.literalByteCountMax = 20
    for (count, isAccepted) in [(19, true), (20, true), (21, false), (2000, false)] {
      let plain = String(repeating: "x", count: count)
      let escaped = String(repeating: "\\U00000078", count: count)
      for cut in Cut.allCases {
        for text in [plain, escaped] {
          let error = outcome(of: "<a:s> <a:p> \"\(text)\" .", as: .nTriples, cut: cut, options: options)
            .error
          #expect(error?.code == (isAccepted ? nil : .limit))
        }
      }
    }
  }

  @Test func `after an error the parser throws the same error again`() {
    var parser = NTriplesParser(into: QuadCollector(), options: ParserOptions())
    let bytes = Array("<a:s> .".utf8)
    for _ in 0..<2 {
      #expect(throws: SyntaxError.self) { try bytes.withUnsafeBufferPointer { try parser.feed($0) } }
    }
    #expect(throws: SyntaxError.self) { try parser.finish() }
  }

  @Test(arguments: [RDFSyntax.nTriples, .nQuads, .turtle])
  func `a language or datatype may stand apart from its string, however the input is cut`(
    _ syntax: RDFSyntax
  ) throws {
    // White space may stand between any two tokens (RDF 1.1 N-Triples §7). Found by fuzzing.
    let text = "<a:s> <a:p> \"d\" @de-CH .\n<a:s> <a:p> \"1\" ^^<a:t> .\n<a:s> <a:p> \"e\"  .\n"
    let expected: [Term] = [
      .literal(.languageTagged("d", try LanguageTag("de-CH"))),
      .literal(Literal("1", datatype: try IRI("a:t"))),
      .literal(.string("e")),
    ]
    for cut in Cut.allCases {
      let outcome = outcome(of: text, as: syntax, cut: cut)
      #expect(outcome.error == nil, "fed \(cut)")
      #expect(outcome.quads.map(\.quad.triple.object) == expected, "fed \(cut)")
    }
  }

  @Test(
    .needsSharedData("vocabularies"),
    arguments: [
      ("bgs/Geochronology-alignments-dbpedia.nt", 702), ("bgs/Geochronology-scheme-only.nt", 14),
      ("bgs/Geochronology.nt", 5399), ("coar/access_rights-2019-05-02.nt", 845),
      ("coar/version_types-2019-05-02.nt", 1035), ("rda/RDACarrierType.nt", 4363),
      ("physh/physh-2.7.0.nt.gz", 23590),
    ])
  func `real vocabularies have as many triples as other parsers find`(_ path: String, _ count: Int) throws {
    let graph = try Graph(parsing: try SharedData.bytes("vocabularies/" + path), as: .nTriples)
    #expect(graph.count == count)
  }

  @Test(.needsSharedData("vocabularies"))
  func `four versions in one N-Quads file are four graphs`() throws {
    let outcome = outcome(
      of: try SharedData.bytes("vocabularies/derived/voc4cat-versions.nq.gz"), as: .nQuads)
    #expect(outcome.error == nil)
    #expect(Set(outcome.quads.map(\.quad)).count == 16565)
    #expect(Set(outcome.quads.map(\.quad.graphName)).count == 4)
  }
}
