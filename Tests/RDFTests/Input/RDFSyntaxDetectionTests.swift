import Foundation
import RDF
import TestSupport
import Testing

@Suite struct RDFSyntaxDetectionTests {
  @Test(
    arguments: [
      ("data.ttl", .turtle), ("data.ttl.gz", .turtle), ("DATA.NT.GZ", .nTriples), ("a.b/data.nq.gz", .nQuads),
      ("data.gz", nil), (".gz", nil), ("data.ttl.gz.gz", nil), ("ttl", nil), ("a.ttl/data", nil),
    ] as [(String, RDFSyntax?)])
  func `a file's name tells the syntax, through an ending gz too`(_ name: String, _ syntax: RDFSyntax?) {
    #expect(RDFSyntax(fileName: name) == syntax)
  }

  @Test(
    arguments: [
      ("text/turtle; charset=UTF-8", .turtle), ("Application/LD+JSON ; profile=\"x\"", .jsonLD),
      ("application/n-quads;charset=utf-8", .nQuads), ("text/plain", nil), ("text/html", nil), ("", nil),
    ] as [(String, RDFSyntax?)])
  func `a media type tells the syntax, whatever its parameters`(_ type: String, _ syntax: RDFSyntax?) {
    #expect(RDFSyntax(mediaType: type) == syntax)
  }

  @Test(
    arguments: [
      // XML by declaration, document type, comment, instruction and outermost element.
      ("<?xml version='1.0'?><a/>", .rdfXML), ("<!DOCTYPE rdf:RDF []>", .rdfXML), ("<!--c--><a/>", .rdfXML),
      ("<?pi?><a/>", .rdfXML), ("\n<rdf:RDF xmlns:rdf='x'/>", .rdfXML), ("\u{FEFF}<r\nxmlns='x'/>", .rdfXML),
      // IRIs that look a little like it.
      ("<rdf:RDF> <p> <o> .", .turtle), ("<?q> <p:a> <p:b> .", .turtle), ("<!a> <p:a> <p:b> .", .turtle),
      // JSON, and the brackets of Turtle and TriG.
      ("{\"@id\": \"x:a\"}", .jsonLD), (" {}\n", .jsonLD), ("[]", .jsonLD), ("[[{", .jsonLD),
      ("[ {\"@id\": \"x:a\"} ]", .jsonLD), ("[\"a\"]", .jsonLD),
      ("[] <p:a> <p:b> .", .turtle), ("[ a <p:b> ] .", .turtle), ("[ <p:a> <p:b> ] <p:c> 1 .", .turtle),
      ("{} <p:g> {}", .triG), ("{ <p:a> <p:b> <p:c> }", .triG), ("{ [] <p:b> \"c\" }", .triG),
      ("{#c\n _:a <p:b> _:c }", .triG), ("{ () <p:b> () }", .triG),
      // The text syntaxes by what is in them.
      ("<s:a> <p:b> <o:c> .", .nTriples), ("# nothing\n", .nTriples), ("", .nTriples), (" \t\n", .nTriples),
      ("<s:a> <p:b> <o:c> <g:d> .", .nQuads), ("<s:a> <p:b> <o:c> .\n_:a <p:b> \"c\" _:g .", .nQuads),
      ("@prefix a: <s:a> .", .turtle), ("PREFIX a: <s:a>", .turtle), ("<a> <b> <c> .", .turtle),
      ("<s:a> a <p:b> .", .turtle), ("<s:a> <p:b> 'c' .", .turtle), ("\u{FEFF}# c\n<s:a> <p:b> 1 .", .turtle),
      ("GRAPH <s:a> {}", .triG), ("@prefix a: <s:a> . a:g { a:s a:p a:o }", .triG),
      // Malformed: whoever reads furthest.
      ("@prefix a: <s:a> .\na:b a:c a:d a:e .", .turtle), ("<s:a> <p:b> \"c\" ; .", .turtle),
      ("<s:a> <p:b> <o:c> <g:d> ;", .nQuads),
      // Malformed at the start: whoever finds the fewest faults.
      ("<s:{a> <p:b> <o:c> <g:d> .\n<s:a> <p:b> <o:c> <g:d> .\n<s:a> <p:b> <o:d> <g:d> .\n", .nQuads),
      ("<s:{a> <p:b> <o:c> .\n<s:a> <p:b> <o:c> .\n", .nTriples),
      ("<s:{a> <p:b> <o:c> .\n<s:a> a <o:c> .\n<s:b> a <o:c> .\n", .turtle), ("a:b a a:c .", .turtle),
      ("<s:a> <p:b> \"c", .nTriples),
      ("GRAPH <s:a> { <s:b> a 1, ; }", .triG),
    ] as [(String, RDFSyntax)])
  func `the content tells the syntax`(_ text: String, _ syntax: RDFSyntax) {
    #expect(RDFSyntax.detect(Array(text.utf8), isWhole: true) == .found(syntax))
  }

  @Test(arguments: ["hello world", "PK\u{3}\u{4}", "%PDF-1.7", "#!/bin/sh\necho", "id,label\n1,a\n"])
  func `what is no syntax for RDF is not taken for one`(_ text: String) {
    #expect(RDFSyntax.detect(Array(text.utf8), isWhole: true) == .unknown)
  }

  @Test(arguments: [
    "", " ", "<http://example.org/", "<", "{", "{ }", "[", "[ ]", "# a comment", "@prefix a: <s:a> .",
    "<s:a> <p:b>", "<s:a> <p:b> <o:c>",
  ])
  func `a start that does not tell waits for more`(_ text: String) {
    #expect(RDFSyntax.detect(Array(text.utf8), isWhole: false) == .undecided)
    if case .undecided = RDFSyntax.detect(Array(text.utf8), isWhole: true) { Issue.record("\(text)") }
  }

  @Test func `a start that is cut anywhere is undecided or tells the same as the whole`() {
    let texts: [(String, RDFSyntax)] = [
      ("<s:a> <p:b> \"\\u00e9é\"@en <g:d> .\n", .nQuads), ("<s:é> <p:b> \"c\"^^<d:e> .\n", .nTriples),
      ("<?xml version='1.0'?>", .rdfXML), ("{ \"@graph\": []}", .jsonLD),
      ("@prefix a: <s:a> . a:b a a:c .", .turtle),
    ]
    for (text, syntax) in texts {
      let bytes = Array(text.utf8)
      for count in 0...bytes.count {
        let detection = RDFSyntax.detect(Array(bytes.prefix(count)), isWhole: false)
        #expect(detection == .undecided || detection == .found(syntax), "\(bytes.prefix(count))")
      }
    }
  }

  @Test func `UTF-16 is XML, with and without a byte order mark`() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><a/>"
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [big, little, [0xFE, 0xFF] + big, [0xFF, 0xFE] + little] {
      #expect(RDFSyntax.detect(bytes, isWhole: true) == .found(.rdfXML))
    }
  }

  // MARK: Real documents

  /// The statements of a document, read as its content says.
  private static func quads(
    _ bytes: [UInt8], _ syntax: RDFSyntax?, _ base: IRI
  ) -> (syntax: RDFSyntax?, quads: [Quad], error: SyntaxError?) {
    var reader = DocumentReader(syntax, into: QuadCollector(), options: ParserOptions(base: base))
    do throws(SyntaxError) {
      try bytes.withUnsafeBufferPointer { (chunk) throws(SyntaxError) in try reader.feed(chunk) }
      try reader.finish()
      return (reader.syntax, reader.sink.quads.map(\.quad), nil)
    } catch {
      return (reader.syntax, reader.sink.quads.map(\.quad), error)
    }
  }

  @Test(.needsSharedData("vocabularies"))
  func `every vocabulary is detected as what its name says`() throws {
    let endings = RDFSyntax.allCases.map(\.fileExtension) + ["xml"]
    let paths = endings.flatMap { SharedData.files(in: "vocabularies", endingIn: "." + $0, "." + $0 + ".gz") }
    #expect(paths.count >= 90)
    for path in paths where !path.hasSuffix("concepts_langmap.jsonld") {
      // A window of 4 KiB that doubles is what the reader looks at; so the start of large files is enough.
      let bytes = Array(try SharedData.bytes(path).prefix(ParserLimits().detectionByteCountMax))
      var detection = RDFSyntax.Detection.undecided
      var count = 4 << 10
      while detection == .undecided {
        detection = RDFSyntax.detect(Array(bytes.prefix(count)), isWhole: count >= bytes.count)
        count *= 2
      }
      #expect(detection == .found(try #require(RDFSyntax(fileName: path))), "\(path)")
    }
  }

  @Test(
    .needsSharedData("suites/rdf11"),
    arguments: [
      ("rdf-n-triples", RDFSyntax.nTriples), ("rdf-n-quads", .nQuads), ("rdf-turtle", .turtle),
      ("rdf-trig", .triG),
      ("rdf-xml", .rdfXML),
    ])
  func `every document of a suite is detected as its syntax, or as a simpler one that says the same`(
    _ suite: String, _ syntax: RDFSyntax
  ) throws {
    var others: [RDFSyntax: Int] = [:]
    for test in try W3CManifest.tests(suite) where test.kind != .negativeSyntax {
      let bytes = try SharedData.bytes(test.action)
      let detected = Self.quads(bytes, nil, test.base)
      #expect(detected.error == nil, "\(test.name) as \(detected.syntax as Any)")
      guard detected.syntax != syntax else { continue }
      others[try #require(detected.syntax), default: 0] += 1
      let told = Self.quads(bytes, syntax, test.base)
      #expect(isIsomorphic(detected.quads, told.quads), "\(test.name) as \(detected.syntax as Any)")
    }
    print("\(suite): \(others.map { "\($0.value) are \($0.key.name) as well" }.sorted())")
  }
}
