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
    let partition = try EntryPartition(self)
    var entries: [Entry] = []
    entries.reserveCapacity(partition.iris.count)
    for place in partition.iris.indices { entries.append(try partition.entry(at: place)) }
    return entries
  }
}

/// A graph taken apart into entries that are made one by one, when they are asked for.
///
/// What `Graph.entries` returns, for those who do not want the bodies of all entries in memory at once.
public struct EntryPartition: Sendable {
  /// What the entries are about, sorted.
  public private(set) var iris: [IRI]

  private let graph: Graph
  private var components: BlankNodeComponents
  /// For each IRI where the statements of its entry are.
  private var sources: [Source] = []
  /// The IRIs that stand for the blank nodes of components that nobody owns.
  private var minted: [TermID: IRI] = [:]
  /// The statements about blank nodes that hang from one IRI, by that IRI.
  private var hanging: [TermID: [Graph.Statement]] = [:]

  /// Where the statements of an entry are.
  private enum Source {
    /// A run of the graph's statements, which share their subject.
    case own(Range<Int>)
    /// The statements of a component that nobody owns.
    case component([Graph.Statement])
  }

  /// Finds the entries of a graph.
  ///
  /// - Throws: As `Graph.entries`.
  public init(_ graph: Graph) throws(EntryError) {
    self.graph = graph
    components = BlankNodeComponents(of: graph)
    iris = []
    try refuseReservedIRIs()
    var found = try divideBlankNodes()
    let statements = graph.statements
    var start = 0
    while start < statements.count {
      let subject = statements[start].subject
      var end = start + 1
      while end < statements.count && statements[end].subject == subject { end += 1 }
      if let iri = graph.dictionary[subject].iri { found.append((iri, .own(start..<end))) }
      start = end
    }
    found.sort { $0.iri < $1.iri }
    iris = found.map(\.iri)
    sources = found.map(\.source)
  }

  /// The entry about `iris[place]`.
  ///
  /// Costs its size; may be called from several threads.
  /// - Throws: `EntryError.tooComplex`.
  public func entry(at place: Int) throws(EntryError) -> Entry {
    switch sources[place] {
    case .own(let range): try entry(iris[place], graph.statements[range])
    case .component(let statements): try Entry(iri: iris[place], triples: statements.map(triple))
    }
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
  ///
  /// Returns the entries of those that nobody owns.
  private mutating func divideBlankNodes() throws(EntryError) -> [(iri: IRI, source: Source)] {
    guard !components.isEmpty else { return [] }
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
    var unowned: [(iri: IRI, source: Source)] = []
    for component in touching.keys.sorted() {
      let (iri, own) = try mint(touching[component, default: []], ordinals: &ordinals)
      if !own.isEmpty { unowned.append((iri, .component(own))) }
    }
    return unowned
  }

  /// Names a component and its nodes; returns the name, and the statements about its nodes.
  private mutating func mint(
    _ touching: [Graph.Statement], ordinals: inout [[UInt8]: Int]
  ) throws(EntryError) -> (iri: IRI, own: [Graph.Statement]) {
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
    return (iri, touching.filter { graph.dictionary.isBlankNode($0.subject) })
  }
}
