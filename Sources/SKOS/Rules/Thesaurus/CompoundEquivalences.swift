internal import RDF

/// The compound equivalences of a thesaurus: a split non-preferred term, and the preferred terms to combine instead.
struct CompoundEquivalences {
  struct Equivalence {
    let node: TermID
    let split: [TermID]
    let preferred: [TermID]
    let statements: [Graph.Statement]
  }

  let all: [Equivalence]

  init(_ context: CheckContext) {
    let graph = context.view.graph
    let plusUF = context.id(of: .ISOThes.plusUF)
    let plusUse = context.id(of: .ISOThes.plusUse)
    var nodes: Set<TermID> = []
    if let type = context.id(of: .RDF.type), let compound = context.id(of: .ISOThes.CompoundEquivalence) {
      nodes.formUnion(graph.statements(predicate: type, object: compound).map(\.subject))
    }
    for property in [plusUF, plusUse].compactMap({ $0 }) {
      nodes.formUnion(graph.statements(predicate: property).map(\.subject))
    }
    all = nodes.sorted().map { node in
      let split = plusUF.map { graph.statements(subject: node, predicate: $0) } ?? []
      let preferred = plusUse.map { graph.statements(subject: node, predicate: $0) } ?? []
      return Equivalence(
        node: node, split: split.map(\.object).uniqued, preferred: preferred.map(\.object).uniqued,
        statements: Array(split) + Array(preferred))
    }
  }
}
