import RDF
import TestSupport
import Testing

@Suite struct TurtleErrorTests {
  @Test(arguments: [
    MalformedDocument(
      "ex:s ex:p ex:o .", "1:1", "expected a declared prefix, found \"ex:\", which is not declared",
      code: .prefix),
    MalformedDocument(
      "<a:s> <a:p> <o> .", "1:13", "expected an absolute IRI, because there is no base, found \"o\"",
      code: .iri),
    MalformedDocument(
      "@prefix ex <http://example.org/> .", "1:9",
      "expected a prefix such as \"ex:\" to declare, found \"ex\""),
    MalformedDocument(
      "@prefix ex: http://example.org/ .", "1:13", "expected the prefix's namespace in \"<...>\", found \"h\""
    ),
    MalformedDocument("@base <http://a/>\n<a:s>", "2:1", "expected \".\" to end the directive, found \"<\""),
    MalformedDocument(
      "@prefx ex: <http://a/> .", "1:1", "expected \"@prefix\" or \"@base\", found \"@prefx\""),
    MalformedDocument(
      "<a:s> <a:p> .", "1:13",
      "expected an IRI, a blank node, a literal or a collection as object, found \".\""),
    MalformedDocument(
      "<a:s> <a:p> ; .", "1:13",
      "expected an IRI, a blank node, a literal or a collection as object, found \";\""),
    MalformedDocument("<a:s> .", "1:7", "expected an IRI or \"a\" as predicate, found \".\""),
    MalformedDocument(
      "<a:s> \"p\" <a:o> .", "1:7", "expected an IRI or \"a\" as predicate, found a quotation mark"),
    MalformedDocument(
      "\"s\" <a:p> <a:o> .", "1:1",
      "expected a directive, or an IRI, a blank node or a collection as subject, found a quotation mark"),
    MalformedDocument(
      "true <a:p> <a:o> .", "1:1",
      "expected a directive, or an IRI, a blank node or a collection as subject, found the word \"true\""),
    MalformedDocument(
      "<a:s> <a:p> 1\n<a:s>", "2:1", "expected \",\", \";\" or \".\" after the object, found \"<\""),
    MalformedDocument(
      "<a:s> <a:p> [ <a:q> 1 .", "1:23", "expected \",\", \";\" or \"]\" after the object, found \".\""),
    MalformedDocument(
      "<a:s> <a:p> (1 ]", "1:16",
      "expected an IRI, a blank node, a literal or a collection as element, or \")\", found \"]\""),
    MalformedDocument(
      "<a:s> <a:p> (1 ", "1:16", "expected \")\" to close an open bracket, found the end of the document"),
    MalformedDocument(
      "<a:s> <a:p> 'o\n' .", "1:15",
      "expected the closing quotation mark of the string before the end of the line"),
    MalformedDocument(
      "<a:s> <a:p>\n  \"\"\"o\n", "2:3",
      "expected the closing quotation mark of this string before the document ends"),
    MalformedDocument(
      "<a:s> <a:p> \"\"\"\n\\q\"\"\" .", "2:1",
      "expected one of t b n r f u U \" ' \\ after the backslash, found \"q\""),
    MalformedDocument(
      "<a:s> <a:p> <a:\\u003C> .", "1:13", "expected an IRI: the character \"<\" may not occur in an IRI",
      code: .iri),
    MalformedDocument(
      "PREFIX : <a:>\n:s :p :\\x .", "2:8",
      "expected one of _~.-!$&'()*+,;=/?#@% after the backslash in a name, found \"x\""),
    MalformedDocument(
      "<a:s> <a:p> <a:o>, é .", "1:20",
      "expected an IRI, a blank node, a literal or a collection as object, found the word \"é\""),
    MalformedDocument("<a:s> <a:p> \"o\"^<a:t> .", "1:17", "expected \"^^\" and a datatype, found \"<\""),
  ])
  func `a fault in Turtle is named with its place, however the input is cut`(_ document: MalformedDocument) {
    check(document, as: .turtle)
  }

  @Test(arguments: [
    MalformedDocument(
      "<a:g> { <a:s> <a:p> 1", "1:22", "expected the rest of the statement, found the end of the document"),
    MalformedDocument(
      "{ <a:s> <a:p> 1 .", "1:18", "expected \"}\" to end the graph, found the end of the document"),
    MalformedDocument(
      "{ @prefix ex: <a:> . }", "1:3",
      "expected statements or \"}\", found a directive, which may not stand in a graph"),
    MalformedDocument("GRAPH { }", "1:7", "expected an IRI or a blank node to name the graph, found \"{\""),
    MalformedDocument(
      "GRAPH [ <a:p> 1 ] { }", "1:9",
      "expected \"]\", because a graph's name has no properties here, found \"<\""),
    MalformedDocument("GRAPH <a:g> <a:p>", "1:13", "expected \"{\" to begin the graph, found \"<\""),
    MalformedDocument("{ <a:g> { } }", "1:9", "expected an IRI or \"a\" as predicate, found \"{\""),
    MalformedDocument(
      "<a:s> <a:p> 1 }", "1:15", "expected \",\", \";\" or \".\" after the object, found \"}\""),
  ])
  func `a fault in TriG is named with its place, however the input is cut`(_ document: MalformedDocument) {
    check(document, as: .triG)
  }

  private func check(_ document: MalformedDocument, as syntax: RDFSyntax) {
    for cut in Cut.allCases {
      let error = outcome(of: document.text, as: syntax, cut: cut).error
      #expect(error?.code == document.code)
      #expect(error?.description == document.expected)
    }
  }

  @Test func `Turtle refuses graphs`() {
    #expect(outcome(of: "<a:g> { <a:s> <a:p> 1 }", as: .turtle).error?.position?.offset == 6)
    #expect(outcome(of: "GRAPH <a:g> { }", as: .turtle).error?.position?.offset == 0)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
      [0xFF], [0xC3], [0xE2, 0x82],
    ] as [[UInt8]])
  func `what is not UTF-8 is refused with its byte offset, wherever it stands`(_ bytes: [UInt8]) {
    let places = [
      ("# ", "\n"), ("<a:s> <a:", "> <a:o> ."), ("<a:s> <a:p> \"é", "\" ."), ("<a:s> <a:p> '''é\n", "''' ."),
      ("_:a", " <a:p> <a:o> ."), ("PREFIX a", ": <a:>"), ("PREFIX a: <a:> a:b", " a:b a:c ."),
      ("PREFIX a: <a:> a:", " a:b a:c ."), ("<a:s> ", " "), ("", ""),
    ]
    for (before, after) in places {
      for cut in Cut.allCases {
        let error = outcome(of: Array(before.utf8) + bytes + Array(after.utf8), as: .turtle, cut: cut).error
        #expect(error?.code == .encoding)
        #expect(error?.position?.offset == before.utf8.count)
      }
    }
  }

  // MARK: Limits

  /// Whether the document is accepted, or refused because of a limit and for no other reason.
  private func isAccepted(_ text: String, _ options: ParserOptions) -> Bool {
    let codes = Cut.allCases.map { outcome(of: text, as: .turtle, cut: $0, options: options).error?.code }
    #expect(codes.allSatisfy { $0 == codes[0] })
    #expect(codes[0] == nil || codes[0] == .limit)
    return codes[0] == nil
  }

  @Test(arguments: [(15, true), (16, true), (17, false), (4000, false)])
  func `the limit on nesting holds to the bracket`(_ depth: Int, _ accepted: Bool) {
    var options = ParserOptions()
    options.limits.nestingDepthMax = 16
    for (opening, closing) in [("(", ")"), ("[<a:p>", "]"), ("[<a:p>(", ")]")] {
      let count = opening.count > 6 ? depth / 2 : depth
      guard count * (opening.count > 6 ? 2 : 1) == depth else { continue }
      let nest = String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
      #expect(isAccepted("<a:s> <a:p> " + nest + " .", options) == accepted)
    }
    let subject = String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
    #expect(isAccepted(subject + " <a:p> 1 .", options) == accepted)
  }

  @Test func `a million open brackets are refused, not followed`() {
    for opening in ["(", "[<a:p>"] {
      let text = "<a:s> <a:p> " + String(repeating: opening, count: 1_000_000)
      #expect(outcome(of: text, as: .turtle).error?.code == .limit)
    }
  }

  @Test(arguments: [(19, true), (20, true), (21, false), (2000, false)])
  func `the limit on IRIs holds to the byte, for names and relative references too`(
    _ count: Int, _ accepted: Bool
  ) {
    var options = ParserOptions()
    options.limits.iriByteCountMax = 20
    let tail = String(repeating: "x", count: count - 4)
    #expect(isAccepted("<a:s> <a:p> <a:/c\(tail)> .", options) == accepted)
    #expect(isAccepted("PREFIX a: <a:/c> <a:s> <a:p> a:\(tail) .", options) == accepted)
    #expect(isAccepted("BASE <a:/c> <a:s> <a:p> <c\(tail)> .", options) == accepted)
    #expect(isAccepted("PREFIX a: <a:/c> <a:s> <a:p> 1, a:\(tail).", options) == accepted)
  }

  @Test(arguments: [(19, true), (20, true), (21, false), (2000, false)])
  func `the limit on literals holds to the byte, for all quotation marks and numbers`(
    _ count: Int, _ accepted: Bool
  ) {
    var options = ParserOptions()
    options.limits.literalByteCountMax = 20
    let text = String(repeating: "7", count: count)
    let forms = [
      "\"\(text)\"", "'\(text)'", "'''\(text)'''", "\"\"\"\(text)\"\"\"", text, "\(text.dropLast(2)).7",
      "\(text.dropLast(2))e7", "\"" + String(repeating: "\\U00000037", count: count) + "\"", "\"\(text)\"@en",
    ]
    for form in forms { #expect(isAccepted("<a:s> <a:p> \(form) .", options) == accepted, "\(form)") }
  }
}
