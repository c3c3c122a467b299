/// What has to be known of a graph before the first line of RDF/XML can be written: names, order, lists.
struct RDFXMLPlan {
  /// A subject and which of the graph's statements are about it.
  struct Subject {
    let term: Term
    let range: Range<Int>
    /// The type that the subject's element is named for.
    var type: TermID?

    /// How a message names the subject.
    var display: String {
      switch term {
      case .iri(let iri): "<\(iri)>"
      case .blankNode(let node): "_:\(node.label)"
      case .literal(let literal): "\"\(literal.lexicalForm)\""
      }
    }
  }

  let graph: Graph
  /// Qualified names by the id of the predicate or class.
  private(set) var names: [TermID: String] = [:]
  /// The namespaces that these names use, sorted by prefix.
  private(set) var namespaces: [(prefix: String, namespace: String)] = []
  /// In the order in which they are written.
  private(set) var subjects: [Subject] = []
  /// The items of each list that is written as a collection, by its first cell.
  private(set) var lists: [TermID: [TermID]] = [:]
  /// Labels of blank nodes that are not XML names, and what is written instead.
  private var nodeIDs: [String: String] = [:]

  private let statements: [Graph.Statement]
  /// Predicates, ranked by their IRIs.
  private var rank: [TermID: Int] = [:]

  /// - Throws: `SerializationError` for a predicate that does not end in an XML name.
  init(_ graph: Graph, prefixes: [String: String]) throws(SerializationError) {
    self.graph = graph
    statements = graph.statements
    nameBlankNodes()
    findSubjects()
    let cells = findLists()
    subjects.removeAll { cells.contains(statements[$0.range.lowerBound].subject) }
    rankPredicates()
    let type = graph.dictionary.id(of: .iri(.RDF.type))
    for index in subjects.indices { subjects[index].type = firstType(of: subjects[index], type) }
    try nameNames(prefixes)
  }

  /// The term of an id, blank nodes under the names that they are written with.
  func term(_ id: TermID) -> Term {
    let term = graph.dictionary[id]
    guard let node = term.blankNode, let name = nodeIDs[node.label] else { return term }
    return .blankNode(BlankNode(name))
  }

  /// The predicates and objects of a subject in order, without the type that its element is named for.
  func statements(of subject: Subject) -> [(predicate: TermID, object: TermID)] {
    let type = subject.type
    let others = statements[subject.range].filter { statement in
      guard let type, statement.object == type else { return true }
      return graph.dictionary[statement.predicate] != .iri(.RDF.type)
    }
    let keyed = others.map { (rank: rank[$0.predicate] ?? 0, term: term($0.object), $0) }
    return keyed.sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.term < $1.term }
      .map { ($0.2.predicate, $0.2.object) }
  }

  // MARK: Order

  private mutating func findSubjects() {
    var start = 0
    for index in statements.indices.dropFirst() + [statements.count]
    where index == statements.count || statements[index].subject != statements[start].subject {
      guard start < index else { continue }
      subjects.append(Subject(term: term(statements[start].subject), range: start..<index))
      start = index
    }
    subjects.sort { $0.term < $1.term }
  }

  private mutating func rankPredicates() {
    let predicates = Set(statements.map(\.predicate)).map { (id: $0, term: graph.dictionary[$0]) }
    for (index, predicate) in predicates.sorted(by: { $0.term < $1.term }).enumerated() {
      rank[predicate.id] = index
    }
  }

  /// The first type, in the order of terms, that an element can be named for.
  private func firstType(of subject: Subject, _ type: TermID?) -> TermID? {
    guard let type else { return nil }
    let candidates = statements[subject.range].lazy.filter {
      $0.predicate == type && graph.dictionary.isIRI($0.object)
    }
    let suitable = candidates.map { (id: $0.object, term: graph.dictionary[$0.object]) }.filter { candidate in
      guard let iri = candidate.term.iri else { return false }
      return RDFXMLQualifiedNames.isNodeElement(iri) && RDFXMLQualifiedNames.split(iri) != nil
    }
    return suitable.min { $0.term < $1.term }?.id
  }

  // MARK: Names

  private mutating func nameNames(_ prefixes: [String: String]) throws(SerializationError) {
    var iris: [(id: TermID, iri: IRI)] = []
    for id in rank.keys.sorted() {
      guard let iri = graph.dictionary[id].iri else { continue }
      guard RDFXMLQualifiedNames.isPropertyElement(iri), RDFXMLQualifiedNames.split(iri) != nil else {
        throw SerializationError(
          "the predicate <\(iri)> cannot be the name of an XML element; write Turtle, N-Triples or JSON-LD instead"
        )
      }
      iris.append((id, iri))
    }
    for id in Set(subjects.compactMap(\.type)) where rank[id] == nil {
      if let iri = graph.dictionary[id].iri { iris.append((id, iri)) }
    }
    let qualified = RDFXMLQualifiedNames(iris.map(\.iri), prefixes: prefixes)
    namespaces = qualified.namespaces
    for (id, iri) in iris { names[id] = qualified.names[iri] }
  }

  /// Finds an `rdf:nodeID` for each blank node whose label is no XML name.
  private mutating func nameBlankNodes() {
    var labels: Set<String> = []
    for statement in statements {
      for id in [statement.subject, statement.object] where graph.dictionary.isBlankNode(id) {
        if let node = graph.dictionary[id].blankNode { labels.insert(node.label) }
      }
    }
    var used = labels.filter { XMLCharacters.isNCName($0) }
    let unusable = labels.subtracting(used).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for (index, label) in unusable.enumerated() {
      var name = XMLCharacters.isNCName("b" + label) ? "b" + label : "b\(index)"
      while !used.insert(name).inserted { name = "b" + name }
      nodeIDs[label] = name
    }
  }

  // MARK: Lists

  /// Finds the lists that can be written as collections, and returns their cells.
  ///
  /// Such a list consists of blank nodes that have nothing but `rdf:first` and `rdf:rest`, are mentioned
  /// nowhere else, and end in `rdf:nil`; its items are no literals; and its first cell is the object of one
  /// statement, whose subject is no cell itself.
  private mutating func findLists() -> Set<TermID> {
    let dictionary = graph.dictionary
    guard let first = dictionary.id(of: .iri(.RDF.first)), let rest = dictionary.id(of: .iri(.RDF.rest)),
      let end = dictionary.id(of: .iri(.RDF.nil))
    else { return [] }
    var cells: [TermID: (item: TermID, next: TermID)] = [:]
    for subject in subjects where subject.range.count == 2 && subject.term.blankNode != nil {
      let pair = statements[subject.range]
      guard let item = pair.first(where: { $0.predicate == first })?.object,
        let next = pair.first(where: { $0.predicate == rest })?.object, !dictionary.isLiteral(item)
      else { continue }
      cells[statements[subject.range.lowerBound].subject] = (item, next)
    }
    var consumed: Set<TermID> = []
    for head in cells.keys {
      let mentions = graph.statements(object: head)
      guard mentions.count == 1, mentions[0].predicate != first, mentions[0].predicate != rest,
        let chain = chain(from: head, cells, end: end)
      else { continue }
      lists[head] = chain.compactMap { cells[$0]?.item }
      consumed.formUnion(chain)
    }
    return consumed
  }

  /// The cells of a list in order, or nil if it is not a plain one.
  private func chain(
    from head: TermID, _ cells: [TermID: (item: TermID, next: TermID)], end: TermID
  ) -> [TermID]? {
    var chain: [TermID] = []
    var cell = head
    // Each cell but the first is mentioned by its predecessor alone, so that no cell comes twice.
    while cell != end {
      guard let (_, next) = cells[cell], chain.isEmpty || graph.statements(object: cell).count == 1 else {
        return nil
      }
      chain.append(cell)
      cell = next
    }
    return chain
  }
}
