import RDF
import TestSupport
import Testing

/// What a parser that recovers reads, what it leaves out, and what it says.
@Suite struct RecoveryTests {
  /// A document with faults, the lines of canonical N-Quads that can be read from it, and its faults as
  /// `line:column code`.
  struct Case: CustomTestStringConvertible, Sendable {
    let id: String
    let syntax: RDFSyntax
    let document: String
    let statements: [String]
    let faults: [String]

    var testDescription: String { "\(syntax.name): \(id)" }
  }

  @Test(arguments: lines + turtle + triG + rdfXML)
  func `a fault costs what it spoils and nothing else`(_ example: Case) {
    let (lines, faults) = read(example.document, as: example.syntax, by: .max)
    #expect(lines == example.statements.sorted())
    #expect(faults.map { "\($0.position.map { "\($0)" } ?? "?") \($0.code)" } == example.faults)
  }

  @Test(arguments: lines + turtle + triG + rdfXML)
  func `how the input is cut changes neither statements nor faults`(_ example: Case) {
    let whole = read(example.document, as: example.syntax, by: .max)
    for size in [1, 2, 3, 7, 64] {
      let cut = read(example.document, as: example.syntax, by: size)
      #expect(cut.lines == whole.lines)
      #expect(cut.faults == whole.faults)
    }
  }

  @Test(arguments: lines + turtle + triG + rdfXML)
  func `the first fault is the one that a strict parser throws`(_ example: Case) throws {
    let first = try #require(read(example.document, as: example.syntax, by: .max).faults.first)
    #expect(throws: first) {
      _ = try example.syntax.parse(Array(example.document.utf8), into: QuadCollector())
    }
  }

  @Test(arguments: RDFSyntax.allCases)
  func `a document without faults is read as by a strict parser`(_ syntax: RDFSyntax) throws {
    let graph = try Graph(
      parsing: Array("<http://e/s> <http://e/p> \"a\"@en , [ <http://e/q> ( 1 2 ) ] .".utf8), as: .turtle)
    let bytes = try graph.serialized(as: syntax)
    let (builder, faults) = syntax.diagnose(bytes, into: GraphBuilder())
    #expect(faults.isEmpty)
    #expect(isIsomorphic(builder.graph(), graph))
  }

  @Test(arguments: [(2, false), (3, false), (4, true)])
  func `at the limit of faults the rest is not read`(_ faultCount: Int, _ isCutShort: Bool) {
    var options = ParserOptions(recovers: true)
    options.limits.faultCountMax = 4
    let document =
      String(repeating: "nonsense\n", count: faultCount) + "<http://e/s> <http://e/p> <http://e/o> .\n"
    let (sink, faults) = RDFSyntax.nTriples.diagnose(
      Array(document.utf8), into: QuadCollector(), options: options)
    #expect(faults.count == faultCount)
    #expect(sink.quads.count == (isCutShort ? 0 : 1))
    #expect((faults.last?.code == .limit) == isCutShort)
  }

  @Test func `JSON-LD that cannot be parsed is one fault`() {
    let (sink, faults) = RDFSyntax.jsonLD.diagnose(Array("{\"@id\": ".utf8), into: QuadCollector())
    #expect(sink.quads.isEmpty)
    #expect(faults.count == 1)
  }

  /// Reads a document in pieces of `size` bytes.
  private func read(
    _ document: String, as syntax: RDFSyntax, by size: Int
  ) -> (lines: [String], faults: [SyntaxError]) {
    let bytes = Array(document.utf8)
    var parser = DocumentParser(syntax, into: QuadCollector(), options: ParserOptions(recovers: true))
    do {
      var start = 0
      while start < bytes.count {
        let end = start + min(size, bytes.count - start)
        try Array(bytes[start..<end]).withUnsafeBufferPointer { try parser.feed($0) }
        start = end
      }
      try parser.finish()
    } catch {
      Issue.record("a parser that recovers threw \(error)")
    }
    let lines = parser.sink.quads.map { quad in
      var line: [UInt8] = []
      quad.quad.appendNQuads(to: &line)
      return String(decoding: line.dropLast(), as: UTF8.self)
    }
    return (lines.sorted(), parser.faults)
  }
}

extension RecoveryTests {
  private static func line(_ name: String, _ object: String = "<http://e/o>") -> String {
    "<http://e/\(name)> <http://e/p> \(object) ."
  }

  static let lines = [
    Case(
      id: "a line that is no statement", syntax: .nTriples,
      document: "\(line("a"))\nnonsense\n\(line("b"))\n", statements: [line("a"), line("b")],
      faults: ["2:1 grammar"]),
    Case(
      id: "a space in an IRI, in the middle and at the end", syntax: .nTriples,
      document: "<http://e/x y> <http://e/p> <http://e/o> .\n\(line("b"))\n<http://e/c> <http://e/p> <a b> .",
      statements: [line("b")], faults: ["1:12 grammar", "3:29 grammar"]),
    Case(
      id: "a string without end", syntax: .nTriples,
      document: "<http://e/a> <http://e/p> \"x\n\(line("b"))\n", statements: [line("b")],
      faults: ["1:29 grammar"]),
    Case(
      id: "a second statement in a line", syntax: .nTriples,
      document: "\(line("a")) \(line("b"))\n\(line("c"))\n", statements: [line("a"), line("c")],
      faults: ["1:42 grammar"]),
    Case(
      id: "a line cut off by the end", syntax: .nTriples, document: "\(line("a"))\n<http://e/b> <http://e/p>",
      statements: [line("a")], faults: ["2:26 grammar"]),
    Case(
      id: "a bad graph name, and a graph name that must not stay", syntax: .nQuads,
      document:
        "<http://e/a> <http://e/p> <http://e/o> <http://e/g> junk .\n\(line("b"))\n<http://e/c> <http://e/p> <http://e/o> <g> .\n",
      statements: [line("b")], faults: ["1:53 grammar", "3:40 iri"]),
  ]

  private static let prologue = "@prefix e: <http://e/> .\n"

  static let turtle = [
    Case(
      id: "an undeclared prefix costs one statement", syntax: .turtle,
      document: "\(prologue)e:a e:p e:o , u:nknown , e:q ; e:r e:s .\n",
      statements: [line("a"), line("a", "<http://e/q>"), "<http://e/a> <http://e/r> <http://e/s> ."],
      faults: ["2:15 undeclared prefix"]),
    Case(
      id: "a bad IRI as subject costs its statements, but not those inside", syntax: .turtle,
      document: "\(prologue)<http://e/x y> e:p [ e:p e:o ] .\ne:b e:p e:o .\n",
      statements: ["_:anon0 <http://e/p> <http://e/o> .", line("b")], faults: ["2:12 grammar"]),
    Case(
      id: "a bad predicate costs its objects", syntax: .turtle,
      document: "\(prologue)e:a u:p e:o , e:q ; e:p e:o .\n", statements: [line("a")],
      faults: ["2:5 undeclared prefix"]),
    Case(
      id: "a bad language tag and a bad escape cost a literal each", syntax: .turtle,
      document: "\(prologue)e:a e:p \"x\"@en_GB , \"y\\q\"@en , 'z\\q'^^e:d , \"ok\"@en .\n",
      statements: [line("a", "\"ok\"@en")], faults: ["2:12 language tag", "2:23 grammar", "2:34 grammar"]),
    Case(
      id: "a broken statement ends at a full stop at the end of its line", syntax: .turtle,
      document: "\(prologue)e:a e:p e:o e:x e:y ;\n  e:q 1.5 .\ne:b e:p e:o . # fine\n",
      statements: [line("a"), line("b")], faults: ["2:13 grammar"]),
    Case(
      id: "a broken directive does not hide the next one", syntax: .turtle,
      document: "@prefix <http://x/> .\n\(prologue)e:b e:p e:o .\n", statements: [line("b")],
      faults: ["1:9 grammar"]),
    Case(
      id: "a bracket that is never closed", syntax: .turtle,
      document: "\(prologue)e:a e:p [ e:p e:o .\ne:b e:p e:o .\n",
      statements: [
        "<http://e/a> <http://e/p> _:anon0 .", "_:anon0 <http://e/p> <http://e/o> .", line("b"),
      ], faults: ["2:19 grammar"]),
    Case(
      id: "a string that is never closed", syntax: .turtle,
      document: "\(prologue)e:a e:p \"x .\ne:b e:p e:o .\n", statements: [], faults: ["2:13 grammar"]),
  ]

  static let triG = [
    Case(
      id: "a bad graph name costs what is in the graph", syntax: .triG,
      document: "\(prologue)u:g { e:a e:p e:o }\ne:b e:p e:o .\n", statements: [line("b")],
      faults: ["2:1 undeclared prefix"]),
    Case(
      id: "a broken statement in a graph does not swallow its end", syntax: .triG,
      document: "\(prologue)e:g {\n e:a e:p e:o x .\n e:c e:p e:o\n}\ne:b e:p e:o .\n",
      statements: [
        line("b"), "<http://e/a> <http://e/p> <http://e/o> <http://e/g> .",
        "<http://e/c> <http://e/p> <http://e/o> <http://e/g> .",
      ], faults: ["3:14 grammar"]),
  ]

  private static func xml(_ content: String) -> String {
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'>\n\(content)\n</rdf:RDF>"
  }

  static let rdfXML = [
    Case(
      id: "a bad IRI as value costs one statement", syntax: .rdfXML,
      document: xml(
        "<rdf:Description rdf:about='http://e/a'><e:p rdf:resource='http://e/x y'/><e:p rdf:resource='http://e/o'/></rdf:Description>"
      ), statements: [line("a")], faults: ["2:70 iri"]),
    Case(
      id: "a bad IRI as subject costs its statements, but not those inside", syntax: .rdfXML,
      document: xml(
        "<rdf:Description rdf:about='http://e/x y'><e:q><rdf:Description rdf:about='http://e/b' e:p='v'/></e:q></rdf:Description>"
      ), statements: [line("b", "\"v\"")], faults: ["2:39 iri"]),
    Case(
      id: "a bad language costs the texts in that language", syntax: .rdfXML,
      document: xml(
        "<rdf:Description rdf:about='http://e/a' xml:lang='en_GB'><e:p>x</e:p><e:p rdf:resource='http://e/o'/><e:p xml:lang='en'>y</e:p></rdf:Description>"
      ), statements: [line("a"), line("a", "\"y\"@en")], faults: ["2:51 language tag"]),
    Case(
      id: "text where no text belongs is passed over", syntax: .rdfXML,
      document: xml("stray &amp; lost<rdf:Description rdf:about='http://e/a' e:p='v'/>"),
      statements: [line("a", "\"v\"")], faults: ["2:1 grammar"]),
    Case(
      id: "a withdrawn attribute costs its element", syntax: .rdfXML,
      document: xml(
        "<rdf:Description rdf:aboutEach='http://e/a' e:p='v'/><rdf:Description rdf:about='http://e/b' e:p='v'/>"
      ),
      statements: [line("b", "\"v\"")], faults: ["2:33 grammar"]),
    Case(
      id: "a document cut off keeps what stands before", syntax: .rdfXML,
      document:
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'><rdf:Description rdf:about='http://e/a' e:p='v'/>",
      statements: [line("a", "\"v\"")], faults: ["1:135 grammar"]),
  ]
}
