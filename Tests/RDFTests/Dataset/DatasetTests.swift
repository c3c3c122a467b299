import RDF
import TestSupport
import Testing

@Suite struct DatasetTests {
  private func dataset(_ triG: String) throws -> Dataset {
    try Dataset(parsing: Array(("PREFIX ex: <http://example.org/>\n" + triG).utf8), as: .triG)
  }

  @Test func `a dataset has a default graph, and named graphs in the order of their names`() throws {
    let dataset = try dataset(
      """
      ex:s ex:p 1, 1, 2 . _:g { ex:s ex:p 3, 3 } ex:b { ex:s ex:p 1 } ex:a { ex:s ex:p 1 . ex:t ex:p ex:s }
      ex:b { ex:s ex:p 2 } ex:empty { }
      """)
    #expect(dataset.count == 7)
    #expect(dataset.defaultGraph.count == 2)
    let names = try ["http://example.org/a", "http://example.org/b"].map { Subject.iri(try IRI($0)) }
    #expect(dataset.graphNames == names + [.blankNode(BlankNode("g"))])
    #expect(dataset.graph(named: names[0])?.count == 2)
    #expect(dataset.graph(named: names[1])?.count == 2)
    #expect(dataset.graph(named: .blankNode(BlankNode("g")))?.count == 1)
    #expect(dataset.prefixes == ["ex": "http://example.org/"])
  }

  @Test func `an empty named graph is not a statement and is not kept`() throws {
    let dataset = try dataset("ex:empty { }")
    #expect(dataset.isEmpty && dataset.graphNames.isEmpty)
    #expect(dataset.graph(named: .iri(try IRI("http://example.org/empty"))) == nil)
  }

  @Test func `a dataset has the quads it was made of, each once`() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for round in 0..<100 {
      let quads = randomQuads(&random)
      let dataset = Dataset(quads + quads)
      #expect(Set(dataset.quads) == Set(quads), "seed \(seed), round \(round)")
      #expect(Array(dataset.quads).count == dataset.count, "seed \(seed), round \(round)")
      #expect(quads.allSatisfy(dataset.contains), "seed \(seed), round \(round)")
      #expect(Dataset(dataset.quads.shuffled(using: &random)).graphNames == dataset.graphNames)
    }
  }

  @Test func `a graph is a dataset without named graphs`() throws {
    let graph = try Graph(parsing: Array("<a:s> <a:p> <a:o> .".utf8), as: .nTriples)
    #expect(Dataset(graph).count == 1)
    #expect(Dataset(graph).graphNames.isEmpty)
    #expect(Dataset().isEmpty)
  }
}
