internal import RDF

/// Where definitions say that they come from.
struct Sourcing {
  private static let properties: [IRI] = [
    .DCTerms.source, IRI(uncheckedValid: "http://purl.org/dc/elements/1.1/source"), .PROV.wasDerivedFrom,
    IRI(uncheckedValid: "http://www.w3.org/ns/prov#hadPrimarySource"),
    IRI(uncheckedValid: "http://purl.org/dc/terms/references"),
    IRI(uncheckedValid: "http://purl.org/dc/terms/bibliographicCitation"),
  ]

  /// Those that the vocabulary uses.
  let ids: [TermID]
  private let graph: Graph

  init(_ context: CheckContext) {
    graph = context.view.graph
    ids = Self.properties.compactMap(context.id(of:))
  }

  /// The sources that a resource names.
  func sources(of id: TermID) -> [Graph.Statement] {
    ids.flatMap { graph.statements(subject: id, predicate: $0) }
  }
}
