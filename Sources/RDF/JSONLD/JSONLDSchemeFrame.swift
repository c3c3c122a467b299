/// Which nodes stand within which concept scheme, where a graph is written framed by its schemes.
///
/// Concepts and collections stand in the first of their schemes, in the order of terms, under a key that reverses
/// `skos:inScheme`; other schemes are references in them. They do not stand in one another: a concept may have
/// several broader ones, and a tree would have to choose. What is no concept and no collection, and what is in no
/// scheme that the graph describes, stays at the top.
struct JSONLDSchemeFrame {
  /// What stands within a scheme, in the order in which it is written.
  struct Contents {
    fileprivate(set) var concepts: [TermID] = []
    fileprivate(set) var collections: [TermID] = []
  }

  /// A key for what is in a scheme, and the classes that stand under it.
  private static let keys: [(name: String, classes: [IRI])] = [
    (conceptsKey, [.SKOS.Concept]), (collectionsKey, [.SKOS.Collection, .SKOS.OrderedCollection]),
  ]
  static let conceptsKey = "concepts"
  static let collectionsKey = "collections"

  /// What the context has to say of the keys.
  static var terms: [(name: String, definition: JSON)] {
    keys.map { ($0.name, ["@reverse": .string(IRI.SKOS.inScheme.string), "@container": "@set"]) }
  }

  /// The schemes, and after them the other nodes that stand at the top.
  private(set) var top: [TermID] = []
  /// What stands within each scheme.
  private(set) var contents: [TermID: Contents] = [:]
  /// The scheme that a concept or collection stands in.
  private(set) var homes: [TermID: TermID] = [:]

  /// Sorts the nodes of a graph; `subjects` are those to be written, in their order.
  init(_ graph: Graph, _ subjects: [TermID], ranks: [Int]) {
    func id(_ iri: IRI) -> TermID? { graph.dictionary.id(of: .iri(iri)) }
    guard let type = id(.RDF.type), let scheme = id(.SKOS.ConceptScheme), let inScheme = id(.SKOS.inScheme)
    else {
      top = subjects
      return
    }
    let classes = Self.keys.map { $0.classes.compactMap(id) }
    var schemes: Set<TermID> = []
    var places: [TermID: Int] = [:]
    for statement in graph.statements where statement.predicate == type {
      if statement.object == scheme { schemes.insert(statement.subject) }
      if let place = classes.firstIndex(where: { $0.contains(statement.object) }) {
        places[statement.subject] = min(place, places[statement.subject] ?? place)
      }
    }
    for statement in graph.statements
    where statement.predicate == inScheme && schemes.contains(statement.object)
      && !schemes.contains(statement.subject) && places[statement.subject] != nil
    {
      let known = homes[statement.subject]
      let isFirst = known.map { ranks[Int(statement.object.rawValue)] < ranks[Int($0.rawValue)] } ?? true
      if isFirst { homes[statement.subject] = statement.object }
    }
    for subject in subjects {
      guard let home = homes[subject] else { continue }
      if places[subject] == 0 {
        contents[home, default: Contents()].concepts.append(subject)
      } else {
        contents[home, default: Contents()].collections.append(subject)
      }
    }
    top = subjects.filter(schemes.contains) + subjects.filter { !schemes.contains($0) && homes[$0] == nil }
  }
}
