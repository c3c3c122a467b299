internal import RDF

/// Tells which entries say something else than in the release before; terms are matched one by one as needed.
struct EntryComparison {
  private let now: Graph
  private let before: Graph
  /// Predicates of this release whose statements do not count.
  private let ignored: Set<TermID>
  private let ignoredBefore: Set<TermID>
  /// What each term is in the release before: nil if nobody asked, none if it is not there.
  private var translations: TermTable<TermID??>

  /// Statements about when and why an entry was changed, and those that other entries bring about.
  ///
  /// A new narrower concept is stated on the broader one as well, which is not changed by that.
  static let accompanying: [IRI] = [
    .DCTerms.modified, .SKOS.changeNote, .SKOS.historyNote, .SKOS.editorialNote, .SKOS.narrower,
    .SKOS.narrowerTransitive, .SKOS.hasTopConcept, .OWL.versionInfo, .DCAT.version, .OWL.versionIRI,
    .OWL.priorVersion, .DCTerms.issued, .DCTerms.hasVersion, .DCTerms.replaces, .DCAT.previousVersion,
    IRI(uncheckedValid: "https://schema.org/dateModified"),
    IRI(uncheckedValid: "http://schema.org/dateModified"),
  ]

  init(_ context: CheckContext, _ previous: PreviousRelease) {
    (now, before) = (context.view.graph, previous.view.graph)
    ignored = Set(Self.accompanying.compactMap(context.id))
    let before = previous.view.graph.dictionary
    ignoredBefore = Set(Self.accompanying.compactMap { before.id(of: .iri($0)) })
    translations = TermTable(context.view.graph, repeating: nil)
  }

  /// What a term is in the release before.
  mutating func before(_ id: TermID) -> TermID? {
    if let known = translations[id] { return known }
    let found = now.dictionary.isBlankNode(id) ? nil : before.dictionary.id(of: now.dictionary[id])
    translations[id] = .some(found)
    return found
  }

  /// Whether an entry that both releases describe says something else now.
  mutating func isChanged(_ id: TermID, before old: TermID) -> Bool {
    let new = now.statements(subject: id).filter { !ignored.contains($0.predicate) }
    let former = before.statements(subject: old).filter { !ignoredBefore.contains($0.predicate) }
    guard new.count == former.count else { return true }
    let known = Set(former.map { [$0.predicate, $0.object] })
    var nodes: [TermID] = []
    for statement in new {
      if now.dictionary.isBlankNode(statement.object) {
        nodes.append(statement.object)
        continue
      }
      guard let predicate = before(statement.predicate), let object = before(statement.object),
        known.contains([predicate, object])
      else { return true }
    }
    guard !nodes.isEmpty else { return false }
    let formerNodes = former.map(\.object).filter(before.dictionary.isBlankNode)
    return texts(of: nodes, in: now) != texts(of: formerNodes, in: before)
  }

  /// What blank nodes say, as text that does not depend on their labels; to a depth and a size that suffice for notes.
  private func texts(of nodes: [TermID], in graph: Graph) -> [String] {
    var budget = 500
    return nodes.map { Self.text(of: $0, in: graph, depth: 4, &budget) }.sorted()
  }

  private static func text(of node: TermID, in graph: Graph, depth: Int, _ budget: inout Int) -> String {
    budget -= 1
    guard depth > 0, budget > 0 else { return "…" }
    return graph.statements(subject: node).map { statement in
      let object =
        graph.dictionary.isBlankNode(statement.object)
        ? text(of: statement.object, in: graph, depth: depth - 1, &budget)
        : "\(graph.dictionary[statement.object])"
      return graph.dictionary.text(of: statement.predicate) + " " + object
    }.sorted().joined(separator: "\n")
  }
}
