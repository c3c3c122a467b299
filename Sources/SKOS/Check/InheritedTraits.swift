internal import RDF

/// Traits of terms, handed down from a property to its sub-properties or from a class to its subclasses.
///
/// A graph may declare its own properties below those of SKOS, as ISO-THES does; what holds for skos:broader
/// then holds for them.
struct InheritedTraits<Traits: OptionSet & Sendable>: Sendable {
  /// By the number of the id, since it is asked for every statement.
  private let table: [Traits]

  /// Starts from the terms that the graph uses of `defined` and follows `relation` downwards, cycles included.
  init(of graph: Graph, defined: [(IRI, Traits)], along relation: IRI) {
    var traits: [TermID: Traits] = [:]
    for (iri, own) in defined {
      guard let id = graph.dictionary.id(of: .iri(iri)) else { continue }
      traits[id, default: []].formUnion(own)
    }
    var pending = Array(traits.keys)
    let relation = graph.dictionary.id(of: .iri(relation))
    while let relation, let above = pending.popLast() {
      let inherited = traits[above, default: []]
      for statement in graph.statements(predicate: relation, object: above) {
        let known = traits[statement.subject, default: []]
        guard !known.isSuperset(of: inherited) else { continue }
        traits[statement.subject] = known.union(inherited)
        pending.append(statement.subject)
      }
    }
    var table = Array(repeating: [] as Traits, count: graph.dictionary.count)
    for (id, own) in traits { table[Int(id.rawValue)] = own }
    self.table = table
  }

  /// The traits of a term; none for most.
  subscript(id: TermID) -> Traits { table[Int(id.rawValue)] }
}
