import RDF
import TestSupport
import Testing

@Suite struct StatementWriterTests {
  private func written(
    _ document: String, _ input: RDFSyntax, as output: RDFSyntax, prefixes: [String: String]? = nil
  ) throws -> String {
    let writer = try StatementWriter(output, options: SerializerOptions(prefixes: prefixes))
    var sink = try input.parse(Array(document.utf8), into: writer)
    #expect(sink.error == nil)
    return try #require(String(validating: sink.finish(), as: UTF8.self))
  }

  @Test
  func `consecutive statements share subject and predicate, and prefixes are declared before their use`()
    throws
  {
    let document = """
      PREFIX ex: <http://example.org/>
      PREFIX other: <http://example.com/>
      ex:a a ex:T ; ex:p 1, "x"@EN-gb, _:n . _:n ex:p other:x, "y"^^other:t . ex:a ex:p ex:b.
      """
    #expect(
      try written(document, .turtle, as: .turtle) == """
        @prefix ex: <http://example.org/> .

        ex:a a ex:T ;
            ex:p 1,
                "x"@en-GB,
                _:n .

        @prefix other: <http://example.com/> .

        _:n ex:p other:x,
                "y"^^other:t .

        ex:a ex:p ex:b .

        """)
  }

  @Test func `graphs are opened and closed as their names change`() throws {
    let document = """
      <a:g> { <a:s> <a:p> <a:o>, <a:o2> . <a:t> a <a:T> } <a:s> <a:p> <a:o> . _:g { <a:s> <a:p> <a:o> }
      <a:h> { <a:s> <a:p> <b:o> }
      """
    #expect(
      try written(document, .triG, as: .triG, prefixes: ["b": "b:", "a": "a:"]) == """
        @prefix a: <a:> .

        a:g {
            a:s a:p a:o,
                    a:o2 .

            a:t a a:T .
        }

        a:s a:p a:o .

        _:g {
            a:s a:p a:o .
        }

        @prefix b: <b:> .

        a:h {
            a:s a:p b:o .
        }

        """)
    #expect(
      try written(document, .triG, as: .nQuads).split(separator: "\n").last
        == "<a:s> <a:p> <b:o> <a:h> .")
  }

  @Test func `a prefix keeps the namespace that it was given first`() throws {
    let document = "PREFIX e: <a:> e:s e:p e:o . PREFIX e: <b:> e:s e:p e:o ."
    #expect(
      try written(document, .turtle, as: .turtle) == """
        @prefix e: <a:> .

        e:s e:p e:o .

        <b:s> <b:p> <b:o> .

        """)
    #expect(
      try written("PREFIX skos: <a:> skos:s skos:p 1 .", .turtle, as: .turtle).hasPrefix(
        "@prefix skos: <a:> ."))
    #expect(
      try written("PREFIX e: <a:> e:s e:p 1 .", .turtle, as: .turtle, prefixes: ["f": "a:"]).hasPrefix(
        "@prefix f: <a:> ."))
  }

  @Test func `a named graph that the syntax has no place for is remembered as an error`() throws {
    let document = Array("<a:s> <a:p> <a:o> . <a:s> <a:p> <a:q> <a:g> .".replacing(". <", with: ".\n<").utf8)
    for syntax in [RDFSyntax.nTriples, .turtle] {
      var sink = try RDFSyntax.nQuads.parse(document, into: StatementWriter(syntax))
      #expect(
        sink.error?.description
          == "the graph <a:g> has a name, and \(syntax.name) holds one graph without any; write TriG, N-Quads or JSON-LD, or one graph alone"
      )
      #expect(sink.statementCount == 2)
      #expect(try Graph(parsing: sink.finish(), as: syntax).count == 1)
    }
  }

  @Test func `syntaxes that need to see all of a graph first are refused with the reason`() throws {
    #expect(throws: SerializationError.self) { try StatementWriter(.rdfXML) }
    #expect(throws: SerializationError.self) { try StatementWriter(.jsonLD) }
  }

  @Test func `labels that a line cannot have stay different`() throws {
    let nodes = ["a b", "", "-a", "a.", "hex-", "hex-6120", "a", "é", "a.b", "\u{300}"].map {
      Subject.blankNode(BlankNode($0))
    }
    var writer = try StatementWriter(.nTriples)
    for node in nodes { writer.write(Quad(Triple(node, .RDF.type, node.term))) }
    let graph = try Graph(parsing: writer.finish(), as: .nTriples)
    #expect(Set(graph.triples.map(\.subject)).count == nodes.count)
    #expect(graph.triples.contains { $0.subject == .blankNode(BlankNode("é")) })
  }

  @Test(arguments: [RDFSyntax.nTriples, .nQuads, .turtle, .triG])
  func `what was written is read back as what it was`(_ syntax: RDFSyntax) throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<200 {
      let quads = randomQuads(&random, namedGraphs: syntax == .nQuads || syntax == .triG)
      var writer = try StatementWriter(syntax)
      for quad in quads { writer.write(quad) }
      let again = try syntax.parse(writer.finish(), into: QuadCollector()).quads.map(\.quad)
      #expect(again == quads, "seed \(seed), round \(round)")
    }
  }

  @Test(.needsSharedData("vocabularies"), arguments: TurtleVocabularyTests.paths)
  func `a real vocabulary survives`(_ path: String) throws {
    let bytes = try SharedData.bytes("vocabularies/" + path)
    let expected = Dataset(
      TestSupport.outcome(of: bytes, as: .turtle, options: TurtleVocabularyTests.options).quads.map(\.quad))
    for syntax in [RDFSyntax.nTriples, .turtle] {
      var sink = try RDFSyntax.turtle.parse(
        bytes, into: StatementWriter(syntax), options: TurtleVocabularyTests.options)
      let again = try Dataset(parsing: sink.finish(), as: syntax)
      #expect(again.count == expected.count)
      #expect(isIsomorphic(again.defaultGraph, expected.defaultGraph))
    }
  }

  @Test func `handles stay good for as long as a parser holds them`() throws {
    let depth = 200
    let objects = (0..<2_000).map { "<http://example.org/o\($0)>" }.joined(separator: ", ")
    let open = (0..<depth).map { "<http://example.org/p\($0)> [ " }.joined()
    let close = (0..<depth).reversed().map { "; <http://example.org/q\($0)> \($0) ] " }.joined()
    let document = Array("<http://example.org/s> \(open) <http://example.org/p> \(objects) \(close) .".utf8)
    for syntax in [RDFSyntax.nTriples, .turtle] {
      var sink = try RDFSyntax.turtle.parse(document, into: StatementWriter(syntax))
      let again = try Graph(parsing: sink.finish(), as: syntax)
      #expect(isIsomorphic(again, try Graph(parsing: document, as: .turtle)))
    }
  }
}
