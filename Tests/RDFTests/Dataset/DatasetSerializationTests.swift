import RDF
import TestSupport
import Testing

@Suite struct DatasetSerializationTests {
  private func dataset(_ triG: String) throws -> Dataset {
    try Dataset(parsing: Array(("PREFIX ex: <http://example.org/>\n" + triG).utf8), as: .triG)
  }

  private func text(_ dataset: Dataset, as syntax: RDFSyntax) throws -> String {
    try #require(String(validating: dataset.serialized(as: syntax), as: UTF8.self))
  }

  @Test func `the default graph comes first, then the named graphs in braces, in the order of their names`()
    throws
  {
    let dataset = try dataset(
      "ex:b { ex:s ex:p [ex:q 1], 2 . ex:t a ex:T } _:g { ex:s ex:p 3 } ex:a { ex:s ex:p (1) } ex:s ex:p ex:o ."
    )
    #expect(
      try text(dataset, as: .triG) == """
        @prefix ex: <http://example.org/> .

        ex:s ex:p ex:o .

        ex:a {
            ex:s ex:p (
                    1
                ) .
        }

        ex:b {
            ex:s ex:p [
                    ex:q 1
                ],
                    2 .

            ex:t a ex:T .
        }

        _:b0 {
            ex:s ex:p 3 .
        }

        """)
    #expect(try isIsomorphic(dataset, Dataset(parsing: dataset.serialized(as: .triG), as: .triG)))
  }

  @Test func `a blank node that several graphs share, or that names one, has a label`() throws {
    let dataset = try dataset(
      "ex:s ex:p _:shared, _:name, [ex:q 1] . ex:a { _:shared ex:p 1 } _:name { ex:s ex:p 2 } ex:b { [] ex:p 3 }"
    )
    #expect(
      try text(dataset, as: .triG) == """
        @prefix ex: <http://example.org/> .

        ex:s ex:p [
                ex:q 1
            ],
                _:b0,
                _:b1 .

        ex:a {
            _:b0 ex:p 1 .
        }

        ex:b {
            [] ex:p 3 .
        }

        _:b1 {
            ex:s ex:p 2 .
        }

        """)
  }

  @Test func `N-Quads come as sorted canonical lines`() throws {
    let dataset = try dataset("ex:b { ex:s ex:p 'x', 'a'@EN } ex:a { ex:s ex:p 'x' } ex:s ex:p 'x' .")
    let (head, a, b) = (
      "<http://example.org/s> <http://example.org/p> ", "<http://example.org/a>", "<http://example.org/b>"
    )
    #expect(
      try text(dataset, as: .nQuads) == """
        \(head)"a"@en \(b) .
        \(head)"x" .
        \(head)"x" \(a) .
        \(head)"x" \(b) .

        """)
  }

  @Test(arguments: [RDFSyntax.triG, .nQuads, .jsonLD])
  func `random datasets survive, whole and cut`(_ syntax: RDFSyntax) throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<200 {
      let dataset = Dataset(randomQuads(&random))
      let written = try dataset.serialized(as: syntax)
      #expect(
        isIsomorphic(dataset, try Dataset(parsing: written, as: syntax)), "seed \(seed), round \(round)")
      let again = try Dataset(dataset.quads.shuffled(using: &random)).serialized(as: syntax)
      #expect(again == written, "seed \(seed), round \(round)")
    }
  }

  @Test func `datasets whose blank nodes form trees come out the same whatever these are called`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<100 {
      var triG = "PREFIX ex: <http://example.org/> "
      for graph in 0..<4 {
        let body = (0..<Int.random(in: 0...3, using: &random)).map { number in
          "ex:s\(number) ex:p [ ex:q \(Int.random(in: 0...2, using: &random)), [ ex:r \(graph) ] ], (1 [] 2) ."
        }
        triG += graph == 0 ? body.joined(separator: " ") : "ex:g\(graph) { \(body.joined(separator: " ")) } "
      }
      let dataset = try Dataset(parsing: Array(triG.utf8), as: .triG)
      var labels: [BlankNode: Int] = [:]
      func disguise(_ node: BlankNode) -> BlankNode {
        let number = labels[node] ?? Int.random(in: 0...Int.max, using: &random)
        labels[node] = number
        return BlankNode("x\(number)")
      }
      let other = dataset.quads.map { quad in
        var quad = quad
        if case .blankNode(let node) = quad.triple.subject {
          quad.triple.subject = .blankNode(disguise(node))
        }
        if case .blankNode(let node) = quad.triple.object { quad.triple.object = .blankNode(disguise(node)) }
        return quad
      }
      for syntax in [RDFSyntax.triG, .nQuads] {
        let options = SerializerOptions(prefixes: ["ex": "http://example.org/"])
        let written = try dataset.serialized(as: syntax, options: options)
        #expect(
          try Dataset(other.shuffled(using: &random)).serialized(as: syntax, options: options) == written,
          "seed \(seed), round \(round)")
      }
    }
  }

  @Test func `syntaxes without named graphs refuse a dataset that has one, and name the way out`() throws {
    let dataset = try dataset("ex:g { ex:s ex:p 1 }")
    for syntax in [RDFSyntax.rdfXML, .turtle, .nTriples] {
      let error = #expect(throws: SerializationError.self) { try dataset.serialized(as: syntax) }
      #expect(
        error?.description
          == "the graph <http://example.org/g> has a name, and \(syntax.name) holds one graph without any; write TriG, N-Quads or JSON-LD, or one graph alone"
      )
      #expect(throws: Never.self) { try Dataset(dataset.defaultGraph).serialized(as: syntax) }
    }
  }

  @Test func `prefixes are those of the document and the well-known ones, unless the caller names others`()
    throws
  {
    let document =
      "PREFIX s: <http://www.w3.org/2004/02/skos/core#> PREFIX dct: <http://example.org/> "
      + "dct:a a s:Concept ; <http://purl.org/dc/terms/title> 'x' ; <http://xmlns.com/foaf/0.1/name> 'y' ."
    let graph = try Graph(parsing: Array(document.utf8), as: .turtle)
    func declared(_ options: SerializerOptions = SerializerOptions()) throws -> [String] {
      let text = try #require(
        String(validating: graph.serialized(as: .turtle, options: options), as: UTF8.self))
      return text.split(separator: "\n").filter { $0.hasPrefix("@prefix") }.map(String.init)
    }
    #expect(
      try declared() == [
        "@prefix dct: <http://example.org/> .", "@prefix foaf: <http://xmlns.com/foaf/0.1/> .",
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> .",
      ])
    #expect(
      try declared(SerializerOptions(prefixes: ["x": "http://example.org/"])) == [
        "@prefix x: <http://example.org/> ."
      ])
  }

  @Test func `many small named graphs cost what they hold`() throws {
    var builder = DatasetBuilder()
    for graph in 0..<5_000 {
      let name = Subject.iri(IRI(uncheckedValid: "http://example.org/g\(graph)"))
      for number in 0..<4 {
        let subject = Subject.iri(IRI(uncheckedValid: "http://example.org/g\(graph)/s\(number)"))
        builder.insert(Quad(Triple(subject, .RDF.type, .literal(.string("\(graph)"))), graphName: name))
      }
    }
    let dataset = builder.dataset()
    for syntax in [RDFSyntax.triG, .nQuads] {
      let again = try Dataset(parsing: dataset.serialized(as: syntax), as: syntax)
      #expect(again.count == 20_000 && again.namedGraphCount == 5_000)
    }
    for name in dataset.graphNames.prefix(500) {
      #expect(try dataset.graph(named: name)?.serialized(as: .turtle).isEmpty == false)
    }
  }
}
