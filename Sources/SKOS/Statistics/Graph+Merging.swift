public import RDF

extension Graph {
  /// Puts graphs of different documents together: the same statements count once, their blank nodes stay apart.
  public init(merging graphs: [Graph]) {
    var builder = GraphBuilder()
    for (number, graph) in graphs.enumerated() {
      // The sign ends the number, so that no two labels of different graphs meet.
      for triple in graph.triples {
        builder.insert(triple.relabelled { BlankNode("g\(number)_\($0.label)") })
      }
    }
    self = builder.graph()
  }
}
