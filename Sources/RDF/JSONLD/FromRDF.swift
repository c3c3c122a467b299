/// Makes an expanded document of the statements of a dataset.
///
/// The Recommendation first makes node objects with all their references and then folds lists in them. Here the
/// lists are found among the statements first, so that nothing is made that does not stay.
/// - Source: JSON-LD 1.1 Processing Algorithms and API §8.4, "Serialize RDF as JSON-LD".
struct FromRDF {
  private let dataset: Dataset
  private let options: ParserOptions
  private let values: RDFToObject
  private let graphs: [FoldedGraph]

  init(_ dataset: Dataset, _ options: ParserOptions) {
    self.dataset = dataset
    self.options = options
    values = RDFToObject(dataset.dictionary, options)
    var slices = [dataset.defaultGraph.statements[...]]
    for index in dataset.nameIDs.indices { slices.append(dataset.namedStatements[dataset.range(at: index)]) }
    let uses = ReferenceUses(slices, dataset.dictionary)
    let names = Set(dataset.nameIDs)
    let vocabulary = FoldedGraph.Vocabulary(dataset.dictionary)
    let foldsLiterals = options.jsonLD.rdfDirection == .compoundLiteral
    graphs = slices.indices.map { index in
      FoldedGraph(
        slices[index], number: index, uses, vocabulary, dataset.dictionary, names: names,
        foldsLiterals: foldsLiterals)
    }
  }

  /// Steps 7 to 9.
  func document() throws(SyntaxError) -> JSON {
    var nodes: [(id: String, node: JSON.Object)] = []
    var places: [ExactText: Int] = [:]
    for (id, node) in try self.nodes(of: graphs[0]) {
      places[ExactText(id)] = nodes.count
      nodes.append((id, node))
    }
    for (index, name) in dataset.nameIDs.enumerated() {
      let id = values.identifier(name)
      let content = JSON.array(try self.nodes(of: graphs[index + 1]).map { .object($0.node) })
      if let place = places[ExactText(id)] {
        nodes[place].node["@graph"] = content
      } else {
        nodes.append((id, JSON.Object([("@id", .string(id)), ("@graph", content)])))
      }
    }
    nodes.sort { $0.id.isExactlyBefore($1.id) }
    return .array(nodes.map { .object($0.node) })
  }

  /// Step 5: the nodes of one graph, by their identifiers.
  private func nodes(of graph: FoldedGraph) throws(SyntaxError) -> [(id: String, node: JSON.Object)] {
    var nodes: [(id: String, node: JSON.Object)] = []
    for range in graph.subjects {
      let subject = graph.statements[range.lowerBound].subject
      if graph.folded.contains(subject) { continue }
      let id = values.identifier(subject)
      nodes.append((id, try node(id, graph.statements[range], graph)))
    }
    nodes.sort { $0.id.isExactlyBefore($1.id) }
    return nodes
  }

  private func node(
    _ id: String, _ statements: ArraySlice<Graph.Statement>, _ graph: FoldedGraph
  ) throws(SyntaxError) -> JSON.Object {
    var types: [JSON] = []
    var properties: [(name: String, values: [JSON])] = []
    var start = statements.startIndex
    while start < statements.endIndex {
      let predicate = statements[start].predicate
      let end = statements[start...].firstIndex { $0.predicate != predicate } ?? statements.endIndex
      let objects = values.sorted(statements[start..<end].map(\.object))
      start = end
      var plain = objects
      if predicate == graph.vocabulary.type, !options.jsonLD.usesRDFType {
        // Step 5.7.5: literals stay under the property.
        types = objects.filter { !values.dictionary.isLiteral($0) }.map { .string(values.identifier($0)) }
        plain = objects.filter(values.dictionary.isLiteral)
        if plain.isEmpty { continue }
      }
      var converted: [JSON] = []
      converted.reserveCapacity(plain.count)
      for object in plain { converted.append(try value(object, graph)) }
      properties.append((values.identifier(predicate), converted))
    }
    properties.sort { $0.name.isExactlyBefore($1.name) }
    var node = JSON.Object([("@id", .string(id))])
    if !types.isEmpty { node.append("@type", .array(types)) }
    for (name, values) in properties { node.append(name, .array(values)) }
    return node
  }

  /// A value with the lists that hang from it.
  ///
  /// Lists in lists are made from the inside out, so that their nesting costs heap, not stack.
  private func value(_ object: TermID, _ graph: FoldedGraph) throws(SyntaxError) -> JSON {
    var open: [(elements: [TermID], done: [JSON])] = []
    var current = object
    while true {
      var finished: JSON?
      if let elements = graph.elements(of: current) {
        guard open.count < options.limits.nestingDepthMax else {
          throw SyntaxError(
            .limit, at: nil, "lists are nested more than \(options.limits.nestingDepthMax) deep")
        }
        open.append((elements, []))
      } else {
        finished = try simpleValue(current, graph)
      }
      while true {
        guard var list = open.popLast() else { return finished ?? .null }
        if let value = finished.take() { list.done.append(value) }
        if list.done.count < list.elements.count {
          current = list.elements[list.done.count]
          open.append(list)
          break
        }
        finished = .list(list.done)
      }
    }
  }

  private func simpleValue(_ object: TermID, _ graph: FoldedGraph) throws(SyntaxError) -> JSON {
    if let literal = graph.literals[object] {
      return try values.compoundLiteral(graph.statements[literal])
    }
    return try values.value(object)
  }
}

/// Where each blank node is referred to, if that is one place only.
struct ReferenceUses {
  struct Use {
    let graph: Int
    let statement: Graph.Statement
  }

  private var uses: [TermID: Use?] = [:]

  /// Steps 5.7.10 and 5.7.11.
  init(_ graphs: [ArraySlice<Graph.Statement>], _ dictionary: TermDictionary) {
    for (number, statements) in graphs.enumerated() {
      for statement in statements where dictionary.isBlankNode(statement.object) {
        let use = Use(graph: number, statement: statement)
        uses[statement.object] = .some(uses[statement.object] == nil ? use : nil)
      }
    }
  }

  /// The only statement of all graphs that has the term as object; nil if there are several.
  subscript(term: TermID) -> Use? { uses[term] ?? nil }
}

/// A graph, and which of its blank nodes are but cells of lists or literals with a direction.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §8.4, "Serialize RDF as JSON-LD", step 6.
struct FoldedGraph {
  let statements: ArraySlice<Graph.Statement>
  let vocabulary: Vocabulary
  /// Where the statements of each subject are.
  private(set) var subjects: [Range<Int>] = []
  /// The blank nodes that no node object is made of.
  private(set) var folded: Set<TermID> = []
  /// The statements of the blank nodes that stand for literals.
  private(set) var literals: [TermID: Range<Int>] = [:]
  private var lists: [TermID: [TermID]] = [:]
  /// The first cell of the list that each cell belongs to.
  private var heads: [TermID: TermID] = [:]
  private var ranges: [TermID: Range<Int>] = [:]

  /// The terms of RDF's own vocabulary, as far as the dataset has them.
  struct Vocabulary {
    let type, first, rest, list, end, value, language, direction: TermID?

    init(_ dictionary: TermDictionary) {
      type = dictionary.id(of: .iri(.RDF.type))
      first = dictionary.id(of: .iri(.RDF.first))
      rest = dictionary.id(of: .iri(.RDF.rest))
      list = dictionary.id(of: .iri(.RDF.List))
      end = dictionary.id(of: .iri(.RDF.nil))
      value = dictionary.id(of: .iri(.RDF.value))
      language = dictionary.id(of: .iri(IRI(uncheckedValid: IRI.RDF.namespace + "language")))
      direction = dictionary.id(of: .iri(IRI(uncheckedValid: IRI.RDF.namespace + "direction")))
    }
  }

  init(
    _ statements: ArraySlice<Graph.Statement>, number: Int, _ uses: ReferenceUses, _ vocabulary: Vocabulary,
    _ dictionary: TermDictionary, names: Set<TermID>, foldsLiterals: Bool
  ) {
    self.statements = statements
    self.vocabulary = vocabulary
    var start = statements.startIndex
    while start < statements.endIndex {
      let subject = statements[start].subject
      let end = statements[start...].firstIndex { $0.subject != subject } ?? statements.endIndex
      subjects.append(start..<end)
      if dictionary.isBlankNode(subject) { ranges[subject] = start..<end }
      start = end
    }
    /// The only reference to a blank node, unless it is from another graph or the node names a graph.
    func use(of node: TermID) -> Graph.Statement? {
      guard let use = uses[node], use.graph == number, !names.contains(node) else { return nil }
      return use.statement
    }
    if foldsLiterals {
      for (node, range) in ranges where isLiteral(statements[range], dictionary) && use(of: node) != nil {
        literals[node] = range
        folded.insert(node)
      }
    }
    guard let end = vocabulary.end, let rest = vocabulary.rest else { return }
    for statement in statements where statement.object == end && statement.predicate == rest {
      fold(from: statement.subject, rest, use)
    }
    unfoldCycles(use)
  }

  /// Whether statements say nothing but the value, language and direction of a string; otherwise folding them
  /// would lose what else they say.
  private func isLiteral(_ statements: ArraySlice<Graph.Statement>, _ dictionary: TermDictionary) -> Bool {
    let parts = [vocabulary.value, vocabulary.language, vocabulary.direction]
    return statements.contains { $0.predicate == vocabulary.direction }
      && statements.allSatisfy { parts.contains($0.predicate) && dictionary.isLiteral($0.object) }
      && Set(statements.map(\.predicate)).count == statements.count
  }

  /// Takes back the lists that are elements of themselves, if by way of others: nothing else refers to them, so
  /// that they would be lost.
  private mutating func unfoldCycles(_ use: (TermID) -> Graph.Statement?) {
    var isRooted: [TermID: Bool] = [:]
    for head in lists.keys {
      var path: [TermID] = []
      var list: TermID? = head
      while let current = list, isRooted[current] == nil {
        // Until the way up has an end, it counts as a circle.
        isRooted[current] = false
        path.append(current)
        list = use(current).flatMap { heads[$0.subject] }
      }
      let outcome = list.map { isRooted[$0] == true } ?? true
      for list in path { isRooted[list] = outcome }
    }
    let lost = Set(isRooted.filter { !$0.value }.keys)
    guard !lost.isEmpty else { return }
    for list in lost { lists[list] = nil }
    folded = folded.filter { cell in heads[cell].map { !lost.contains($0) } ?? true }
  }

  /// Steps 6.4.3 to 6.4.8: goes from the last cell of a list up to its head.
  private mutating func fold(
    from last: TermID, _ rest: TermID, _ use: (TermID) -> Graph.Statement?
  ) {
    var elements: [TermID] = []
    var cells: [TermID] = []
    var head: TermID?
    var cell = last
    while let element = self.element(of: cell), let use = use(cell) {
      elements.append(element)
      cells.append(cell)
      folded.insert(cell)
      head = cell
      guard use.predicate == rest else { break }
      cell = use.subject
    }
    guard let head else { return }
    lists[head] = elements.reversed()
    for cell in cells { heads[cell] = head }
  }

  /// What a well-formed cell of a list holds; nil if the node is none.
  private func element(of cell: TermID) -> TermID? {
    guard let range = ranges[cell] else { return nil }
    var first: TermID?
    var hasRest = false
    for statement in statements[range] {
      switch statement.predicate {
      case vocabulary.first where first == nil: first = statement.object
      case vocabulary.rest where !hasRest: hasRest = true
      case vocabulary.type where statement.object == vocabulary.list: break
      default: return nil
      }
    }
    return hasRest ? first : nil
  }

  /// The elements of the list that a term stands for; nil if it stands for none.
  func elements(of term: TermID) -> [TermID]? { term == vocabulary.end ? [] : lists[term] }
}
