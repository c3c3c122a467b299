internal import RDF

/// Traits of terms, handed down from a property to its sub-properties or from a class to its subclasses.
///
/// A graph may declare its own properties below those of SKOS, as ISO-THES does; what holds for skos:broader
/// then holds for them.
struct InheritedTraits<Traits: OptionSet & Sendable>: Sendable {
  private var traits: [TermID: Traits] = [:]

  /// Starts from the terms that the graph uses of `defined` and follows `relation` downwards, cycles included.
  init(of graph: Graph, defined: [(IRI, Traits)], along relation: IRI) {
    for (iri, own) in defined {
      guard let id = graph.dictionary.id(of: .iri(iri)) else { continue }
      traits[id, default: []].formUnion(own)
    }
    guard let relation = graph.dictionary.id(of: .iri(relation)) else { return }
    var pending = Array(traits.keys)
    while let above = pending.popLast() {
      let inherited = traits[above, default: []]
      for statement in graph.statements(predicate: relation, object: above) {
        let known = traits[statement.subject, default: []]
        guard !known.isSuperset(of: inherited) else { continue }
        traits[statement.subject] = known.union(inherited)
        pending.append(statement.subject)
      }
    }
  }

  /// The traits of a term; none for most.
  subscript(id: TermID) -> Traits { traits[id, default: []] }
}
