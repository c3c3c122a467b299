internal import RDF

/// The kinds of hierarchical relation that ISO 25964-1 tells apart.
struct HierarchyKinds: OptionSet, Hashable {
  let rawValue: UInt8

  static let generic = HierarchyKinds(rawValue: 1 << 0)
  static let partitive = HierarchyKinds(rawValue: 1 << 1)
  static let instantial = HierarchyKinds(rawValue: 1 << 2)

  /// The properties upwards and downwards.
  static let properties: [(kind: HierarchyKinds, up: IRI, down: IRI)] = [
    (.generic, .ISOThes.broaderGeneric, .ISOThes.narrowerGeneric),
    (.partitive, .ISOThes.broaderPartitive, .ISOThes.narrowerPartitive),
    (.instantial, .ISOThes.broaderInstantial, .ISOThes.narrowerInstantial),
  ]

  /// The kinds in words.
  var names: [String] {
    [(HierarchyKinds.generic, "generic"), (.partitive, "partitive"), (.instantial, "instantial")]
      .filter { contains($0.0) }.map(\.1)
  }

  /// A step up, its kind, and the statement that says so.
  struct Step {
    let lower: TermID
    let upper: TermID
    let kind: HierarchyKinds
    let statement: Graph.Statement
  }

  /// All steps that state a kind, either way round.
  static func steps(_ context: CheckContext) -> [Step] {
    properties.flatMap { kind, up, down -> [Step] in
      let graph = context.view.graph
      let upwards = context.id(of: up).map { graph.statements(predicate: $0) } ?? []
      let downwards = context.id(of: down).map { graph.statements(predicate: $0) } ?? []
      return upwards.map { Step(lower: $0.subject, upper: $0.object, kind: kind, statement: $0) }
        + downwards.map { Step(lower: $0.object, upper: $0.subject, kind: kind, statement: $0) }
    }
  }
}
