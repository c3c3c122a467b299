/// Collects a graph and remembers where in the document each statement stands.
///
/// 40 bytes a statement more than `GraphBuilder`; for reports that point at lines.
public struct PositionedGraphBuilder: StatementSink {
  private var builder = GraphBuilder()
  private var positions: [Graph.Statement: TextPosition] = [:]

  /// Creates an empty builder.
  public init() {}

  /// The graph of what has been collected, with the place of each of its statements.
  public func graph() -> PositionedGraph {
    PositionedGraph(
      graph: builder.graph(), namedGraphStatementCount: builder.namedGraphStatementCount, positions: positions
    )
  }

  /// Positions are what this is for.
  public static var usesPositions: Bool { true }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> TermID { builder.iri(utf8) }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> TermID { builder.blankNode(label) }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> TermID { builder.literal(lexicalForm) }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermID {
    builder.literal(lexicalForm, language: language)
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: TermID) -> TermID {
    builder.literal(lexicalForm, datatype: datatype)
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: TermID, _ predicate: TermID, _ object: TermID, graph: TermID?, at position: TextPosition
  ) {
    builder.statement(subject, predicate, object, graph: graph, at: position)
    let statement = Graph.Statement(subject: subject, predicate: predicate, object: object)
    if graph == nil, positions[statement] == nil { positions[statement] = position }
  }
  /// Takes a prefix declaration.
  public mutating func prefix(_ name: String, _ namespace: String) { builder.prefix(name, namespace) }
}

/// A graph whose statements know where they stood in a document.
public struct PositionedGraph: Sendable {
  /// The graph.
  public let graph: Graph
  /// How many statements stood in named graphs and were left out.
  public let namedGraphStatementCount: Int
  private let positions: [Graph.Statement: TextPosition]

  init(graph: Graph, namedGraphStatementCount: Int, positions: [Graph.Statement: TextPosition]) {
    self.graph = graph
    self.namedGraphStatementCount = namedGraphStatementCount
    self.positions = positions
  }

  /// Where a statement stood first; nil if the document does not have it.
  public func position(of triple: Triple) -> TextPosition? {
    guard let subject = graph.dictionary.id(of: triple.subject.term),
      let predicate = graph.dictionary.id(of: .iri(triple.predicate)),
      let object = graph.dictionary.id(of: triple.object)
    else { return nil }
    return positions[Graph.Statement(subject: subject, predicate: predicate, object: object)]
  }

  /// Where the first statement about a resource stands.
  public func position(of subject: Subject) -> TextPosition? {
    guard let id = graph.dictionary.id(of: subject.term) else { return nil }
    return graph.statements(subject: id).compactMap { positions[$0] }.min { $0.offset < $1.offset }
  }
}
