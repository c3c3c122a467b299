internal import RDF

/// What rules are evaluated on: the vocabulary, and what several rules need computed once.
struct CheckContext: Sendable {
  let view: SKOSView
  let hierarchy: Hierarchy
  let names: ResourceNames

  init(_ graph: Graph, languages: [LanguageTag]) {
    view = SKOSView(graph)
    hierarchy = Hierarchy(view)
    names = ResourceNames(graph, languages: languages)
  }

  /// The statement that an edge or a label stands for.
  func statement(_ evidence: Int) -> Graph.Statement { view.statements[evidence] }
}
