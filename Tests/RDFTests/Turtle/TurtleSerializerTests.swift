import RDF
import TestSupport
import Testing

@Suite struct TurtleSerializerTests {
  private let prefixes = [
    "ex": "http://example.org/", "exa": "http://example.org/a/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
  ]

  private func graph(_ turtle: String) throws -> Graph {
    let prologue = prefixes.map { "PREFIX \($0.key): <\($0.value)>\n" }.joined()
    return try Graph(parsing: Array((prologue + turtle).utf8), as: .turtle)
  }

  private func text(_ graph: Graph, as syntax: RDFSyntax = .turtle) throws -> String {
    let bytes = try graph.serialized(as: syntax, options: SerializerOptions(prefixes: prefixes))
    return try #require(String(validating: bytes, as: UTF8.self))
  }

  /// What is written for a graph, which must also read back as the graph that it was.
  private func check(
    _ turtle: String, gives expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let graph = try graph(turtle)
    let written = try text(graph)
    #expect(written == expected + "\n", sourceLocation: sourceLocation)
    let again = try Graph(parsing: Array(written.utf8), as: .turtle)
    #expect(isIsomorphic(graph, again), sourceLocation: sourceLocation)
  }

  @Test func `an empty graph is an empty document`() throws {
    #expect(try text(Graph()) == "")
    #expect(try text(Graph(), as: .nTriples) == "")
  }

  @Test func `subjects, predicates and objects come in order, types first, one predicate a line`() throws {
    try check(
      "ex:b ex:p ex:o . ex:a ex:q 'z', 'a'@en, 'a', ex:o ; a ex:T ; ex:p 1 .",
      gives: """
        @prefix ex: <http://example.org/> .

        ex:a a ex:T ;
            ex:p 1 ;
            ex:q ex:o,
                "a",
                "a"@en,
                "z" .

        ex:b ex:p ex:o .
        """)
  }

  @Test func `a blank node is written where it is referred to, if that is once`() throws {
    try check(
      "ex:a ex:p [ex:q 1 ; ex:r [ex:q 2]], [], [ex:q 1, 2], ex:o .",
      gives: """
        @prefix ex: <http://example.org/> .

        ex:a ex:p ex:o,
                [],
                [
                ex:q 1,
                    2
            ], [
                ex:q 1 ;
                ex:r [
                    ex:q 2
                ]
            ] .
        """)
  }

  @Test func `a blank node that is referred to twice, or by itself, has a label`() throws {
    try check(
      "ex:a ex:p _:x, _:y . ex:b ex:p _:x . _:y ex:q 1 . _:x ex:q 2 . _:l ex:p _:l . [] ex:p 3 .",
      gives: """
        @prefix ex: <http://example.org/> .

        ex:a ex:p [
                ex:q 1
            ],
                _:b0 .

        ex:b ex:p _:b0 .

        _:b0 ex:q 2 .

        [] ex:p 3 .

        _:b1 ex:p _:b1 .
        """)
  }

  @Test func `a well-formed list is written as a list`() throws {
    try check(
      "ex:a ex:p (1 [ex:q ()] (ex:o)) ; ex:q () .",
      gives: """
        @prefix ex: <http://example.org/> .

        ex:a ex:p (
                1
                [
                    ex:q ()
                ]
                (
                    ex:o
                )
            ) ;
            ex:q () .
        """)
  }

  @Test func `a list of which more is said, or that is shared, is written as the statements it is`() throws {
    try check(
      """
      ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest (2) ; ex:q 3 .
      ex:b ex:p _:m . ex:c ex:p _:m . _:m rdf:first 4 ; rdf:rest () .
      ex:d ex:p _:n . _:n rdf:first 5, 6 ; rdf:rest () .
      """,
      gives: """
        @prefix ex: <http://example.org/> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

        ex:a ex:p [
                ex:q 3 ;
                rdf:first 1 ;
                rdf:rest (
                    2
                )
            ] .

        ex:b ex:p _:b0 .

        ex:c ex:p _:b0 .

        ex:d ex:p [
                rdf:first 5,
                    6 ;
                rdf:rest ()
            ] .

        _:b0 rdf:first 4 ;
            rdf:rest () .
        """)
  }

  @Test func `the longest namespace that leaves a plain local name is used, and only used ones are declared`()
    throws
  {
    try check(
      """
      ex:a <http://example.org/a/b> <http://example.org/a/b/c>, <http://example.org/b.>, <http://example.org/b.c>,
        <http://example.org/-b>, <http://example.org/b%20c>, <http://example.org/b,c>, <http://example.org/1:\u{E9}>,
        <http://example.org/>, <http://example.com/> .
      """,
      gives: """
        @prefix ex: <http://example.org/> .
        @prefix exa: <http://example.org/a/> .

        ex:a exa:b <http://example.com/>,
                ex:,
                <http://example.org/-b>,
                ex:1:\u{E9},
                <http://example.org/a/b/c>,
                ex:b%20c,
                <http://example.org/b,c>,
                <http://example.org/b.>,
                ex:b.c .
        """)
  }

  @Test func `numbers and Booleans stand without quotation marks only if that says the same`() throws {
    try check(
      """
      ex:a ex:p 1, "+01"^^xsd:integer, "1.0"^^xsd:integer, " 1"^^xsd:integer, ""^^xsd:integer, -.5, "1."^^xsd:decimal,
        "1"^^xsd:decimal, true, "1"^^xsd:boolean, 1e0, "true" .
      """,
      gives: """
        @prefix ex: <http://example.org/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        ex:a ex:p ""^^xsd:integer,
                " 1"^^xsd:integer,
                +01,
                -.5,
                "1"^^xsd:boolean,
                "1"^^xsd:decimal,
                1,
                "1."^^xsd:decimal,
                "1.0"^^xsd:integer,
                "1e0"^^xsd:double,
                true,
                "true" .
        """)
  }

  @Test func `a text has as few escapes as can be`() throws {
    try check(
      #"ex:a ex:p "\t\n\r\b\f\"\\'é\u0001\u007F" ."#,
      gives: """
        @prefix ex: <http://example.org/> .

        ex:a ex:p "\\t\\n\\r\\b\\f\\"\\\\'\u{E9}\\u0001\\u007F" .
        """)
  }

  @Test func `prefixes that Turtle cannot declare are left out`() throws {
    let graph = Graph([Triple(.iri(try IRI("a:b")), try IRI("a:c"), .iri(try IRI("a:d")))])
    let options = SerializerOptions(prefixes: [
      "1": "a:", "x y": "a:", "e.": "a:", "no": "not an IRI", "b": "a:", "c": "a:",
    ])
    let bytes = try graph.serialized(as: .turtle, options: options)
    #expect(String(validating: bytes, as: UTF8.self) == "@prefix b: <a:> .\n\nb:b b:c b:d .\n")
  }

  @Test func `a chain of blank nodes too deep to nest is cut by labels`() throws {
    let triples = (0..<10_000).map { number in
      Triple(
        .blankNode(BlankNode("n\(number)")), IRI(uncheckedValid: "http://example.org/p"),
        .blankNode(BlankNode("n\(number + 1)")))
    }
    let graph = Graph(triples)
    let again = try Graph(parsing: Array(try text(graph).utf8), as: .turtle)
    #expect(again.count == graph.count)
    #expect(try text(again, as: .nTriples) == text(graph, as: .nTriples))
  }

  @Test func `a long list is written and read back`() throws {
    let items = (0..<5_000).map(String.init).joined(separator: " ")
    let graph = try graph("ex:a ex:p (\(items)) .")
    let written = try text(graph)
    #expect(written.utf8.count { $0 == UInt8(ascii: "(") } == 1)
    #expect(try text(Graph(parsing: Array(written.utf8), as: .turtle)) == written)
  }

  @Test func `N-Triples come as sorted canonical lines`() throws {
    let graph = try graph(
      "ex:a ex:p [ex:q 'x'@EN] ; ex:p 'é\\n' . <http://example.org/a/b> ex:p ex:o . <http://example.org/a#> a ex:T ."
    )
    #expect(
      try text(graph, as: .nTriples) == """
        <http://example.org/a#> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .
        <http://example.org/a/b> <http://example.org/p> <http://example.org/o> .
        <http://example.org/a> <http://example.org/p> "é\\n" .
        <http://example.org/a> <http://example.org/p> _:b0 .
        _:b0 <http://example.org/q> "x"@en .

        """)
  }

  @Test func `output comes in pieces of some 64 KiB`() throws {
    let triples = (0..<20_000).map { number in
      Triple(
        .iri(IRI(uncheckedValid: "http://example.org/\(number)")), .RDF.type,
        .iri(IRI(uncheckedValid: "http://example.org/T")))
    }
    let graph = Graph(triples)
    for syntax in [RDFSyntax.turtle, .nTriples] {
      var sizes: [Int] = []
      try graph.serialize(as: syntax) { sizes.append($0.count) }
      #expect(sizes.count > 2)
      #expect(sizes.allSatisfy { $0 > 0 && $0 < 80 << 10 })
      #expect(sizes.dropLast().allSatisfy { $0 >= 64 << 10 })
      #expect(try graph.serialized(as: syntax).count == sizes.reduce(0, +))
    }
  }

  // MARK: Sameness

  /// The same graph with other labels for its blank nodes, built in another order.
  private func disguised(_ graph: Graph, _ random: inout some RandomNumberGenerator) -> Graph {
    var labels: [BlankNode: BlankNode] = [:]
    func disguise(_ term: Term) -> Term {
      guard let node = term.blankNode else { return term }
      let label = labels[node] ?? BlankNode("x\(UInt64.random(in: .min ... .max, using: &random))")
      labels[node] = label
      return .blankNode(label)
    }
    return Graph(
      graph.triples.map { triple in
        Triple(
          disguise(triple.subject.term).subject ?? triple.subject, triple.predicate, disguise(triple.object))
      }.shuffled(using: &random))
  }

  @Test(.needsSharedData("vocabularies"), arguments: TurtleVocabularyTests.paths)
  func `a real vocabulary survives, and comes out the same whatever its blank nodes are called`(
    _ path: String
  ) throws {
    let graph = try TurtleVocabularyTests.graph(path)
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let other = disguised(graph, &random)
    // The prefixes of the document are no part of the graph, and the other one has none.
    let options = SerializerOptions(prefixes: SerializerOptions.wellKnownPrefixes)
    for syntax in [RDFSyntax.turtle, .nTriples] {
      let written = try graph.serialized(as: syntax, options: options)
      #expect(
        isIsomorphic(graph, try Graph(parsing: written, as: syntax, options: TurtleVocabularyTests.options)))
      #expect(try other.serialized(as: syntax, options: options) == written, "seed \(seed)")
    }
  }

  @Test func `random graphs survive, and trees of blank nodes come out the same whatever they are called`()
    throws
  {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<300 {
      let isTree = round % 2 == 0
      let graph = Graph(randomTriples(isTree: isTree, &random))
      let other = disguised(graph, &random)
      for syntax in [RDFSyntax.turtle, .nTriples] {
        let written = try graph.serialized(as: syntax)
        #expect(isIsomorphic(graph, try Graph(parsing: written, as: syntax)), "seed \(seed), round \(round)")
        if isTree { #expect(try other.serialized(as: syntax) == written, "seed \(seed), round \(round)") }
      }
    }
  }

  /// Statements among few IRIs, literals and blank nodes; in a tree each blank node has one referrer at most.
  private func randomTriples(isTree: Bool, _ random: inout SplitMix) -> [Triple] {
    let predicates = [IRI.RDF.type, .RDF.first, .RDF.rest, IRI(uncheckedValid: "http://example.org/p")]
    let iris = ["http://example.org/a", "http://example.org/a/b", IRI.RDF.nil.string].map {
      IRI(uncheckedValid: $0)
    }
    let nodeCount = Int.random(in: 0...8, using: &random)
    func iri() -> IRI { iris[Int.random(in: 0..<iris.count, using: &random)] }
    func node(_ range: Range<Int>) -> Subject {
      .blankNode(BlankNode("n\(Int.random(in: range, using: &random))"))
    }
    func predicate() -> IRI { predicates[Int.random(in: 0..<predicates.count, using: &random)] }
    func literal() -> Term { .literal(.string(String(Int.random(in: 0...2, using: &random)))) }
    var triples: [Triple] = []
    for number in 0..<nodeCount where isTree {
      let isRoot = number == 0 || Int.random(in: 0...3, using: &random) == 0
      let parent = isRoot ? Subject.iri(iri()) : node(0..<number)
      triples.append(Triple(parent, predicate(), .blankNode(BlankNode("n\(number)"))))
    }
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let subject = nodeCount > 0 && Bool.random(using: &random) ? node(0..<nodeCount) : .iri(iri())
      let object: Term =
        switch Int.random(in: 0...2, using: &random) {
        case 0: .iri(iri())
        case 1 where !isTree && nodeCount > 0: node(0..<nodeCount).term
        default: literal()
        }
      triples.append(Triple(subject, predicate(), object))
    }
    return triples
  }
}
