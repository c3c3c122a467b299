public import RDF

extension Graph {
  /// Takes the graph apart into entries, sorted by IRI, of which nothing is lost.
  ///
  /// The statements about an IRI make its entry, together with the blank nodes that hang from it and from no
  /// other IRI, directly or through blank nodes. Blank nodes that hang from several IRIs or from none make
  /// entries of their own, one for each connected component, in which IRIs minted from the content stand for
  /// the blank nodes (`MintedIRI`). The entries depend neither on the labels of the blank nodes nor on the
  /// order of the statements. O(n log n) but for blank nodes that are hard to tell apart.
  /// - Throws: `EntryError.reservedIRI` if an IRI of the graph could be mistaken for a minted one,
  ///   `EntryError.tooComplex` if blank nodes cannot be labelled within the limits of RDFC-1.0.
  public func entries() throws(EntryError) -> [Entry] {
    try EntryPartition(self).entries()
  }
}

/// A graph on its way to entries.
struct EntryPartition {
  private let graph: Graph
  private var components: BlankNodeComponents
  /// The IRIs that stand for the blank nodes of components that nobody owns.
  private var minted: [TermID: IRI] = [:]
  /// The statements of each component that nobody owns, by the IRI of its entry.
  private var unowned: [(iri: IRI, statements: [Graph.Statement])] = []
  /// The statements about blank nodes that hang from one IRI, by that IRI.
  private var hanging: [TermID: [Graph.Statement]] = [:]

  init(_ graph: Graph) throws(EntryError) {
    self.graph = graph
    components = BlankNodeComponents(of: graph)
    try refuseReservedIRIs()
    try divideBlankNodes()
  }

  /// One entry for each IRI that is a subject, one for each component that nobody owns.
  func entries() throws(EntryError) -> [Entry] {
    var entries: [Entry] = []
    let statements = graph.statements
    var start = 0
    while start < statements.count {
      let subject = statements[start].subject
      var end = start + 1
      while end < statements.count && statements[end].subject == subject { end += 1 }
      if let iri = graph.dictionary[subject].iri { entries.append(try entry(iri, statements[start..<end])) }
      start = end
    }
    for component in unowned {
      entries.append(try Entry(iri: component.iri, triples: component.statements.map(triple)))
    }
    return entries.sorted { $0.iri < $1.iri }
  }

  /// The entry of an IRI, given the statements about it.
  private func entry(_ iri: IRI, _ own: ArraySlice<Graph.Statement>) throws(EntryError) -> Entry {
    // Statements without blank nodes are written as they are, byte by byte.
    guard let subject = own.first?.subject, !components.isEmpty,
      hanging[subject] != nil || own.contains(where: { graph.dictionary.isBlankNode($0.object) })
    else { return Entry(iri: iri, canonicalBody: graph.canonicalLines(of: own)) }
    return try Entry(iri: iri, triples: (own + hanging[subject, default: []]).map(triple))
  }

  /// The triple of a statement, with minted IRIs for the blank nodes that have one.
  private func triple(_ statement: Graph.Statement) -> Triple {
    var triple = graph.triple(statement)
    if let iri = minted[statement.subject] { triple.subject = .iri(iri) }
    if let iri = minted[statement.object] { triple.object = .iri(iri) }
    return triple
  }

  private func refuseReservedIRIs() throws(EntryError) {
    guard let iri = graph.dictionary.firstIRI(startingWith: MintedIRI.prefix) else { return }
    throw EntryError(
      .reservedIRI, iri,
      "<\(iri)> begins with \"\(MintedIRI.prefix)\", which is reserved for blank nodes; write a blank node or rename it"
    )
  }

  /// Gives each component to its one owner, or mints IRIs for its nodes.
  private mutating func divideBlankNodes() throws(EntryError) {
    guard !components.isEmpty else { return }
    var touching: [Int: [Graph.Statement]] = [:]
    for statement in graph.statements {
      guard let component = components.component(of: statement) else { continue }
      if let owner = components.owner(of: component) {
        if statement.subject != owner { hanging[owner, default: []].append(statement) }
      } else {
        touching[component, default: []].append(statement)
      }
    }
    var ordinals: [[UInt8]: Int] = [:]
    for component in touching.keys.sorted() {
      try mint(touching[component, default: []], ordinals: &ordinals)
    }
  }

  private mutating func mint(
    _ touching: [Graph.Statement], ordinals: inout [[UInt8]: Int]
  ) throws(EntryError) {
    let canonical = try CanonicalBody.labelled(touching.map(graph.triple), of: nil)
    let form = canonical.nQuads
    let iri = MintedIRI.component(canonicalForm: form, ordinal: ordinals[form, default: 0])
    ordinals[form, default: 0] += 1
    for statement in touching {
      for id in [statement.subject, statement.object] where minted[id] == nil {
        guard let node = graph.dictionary[id].blankNode, let label = canonical.issuedIdentifiers[node.label]
        else { continue }
        minted[id] = MintedIRI.node(label, of: iri)
      }
    }
    // Statements about IRIs that point at the component stay with those IRIs.
    let own = touching.filter { graph.dictionary.isBlankNode($0.subject) }
    if !own.isEmpty { unowned.append((iri, own)) }
  }
}
