/// What has to be known of a graph before the first line of RDF/XML can be written: names, order, lists.
struct RDFXMLPlan {
  /// A subject: where its statements are, and the type that its element is named for.
  struct Subject {
    let range: Range<Int>
    let type: TermID?
  }

  let dictionary: TermDictionary
  /// All statements in the order of `Term`, blank nodes by the labels that they are written with.
  private(set) var statements: [Graph.Statement] = []
  /// In the order in which they are written.
  private(set) var subjects: [Subject] = []
  /// The namespaces of the names, sorted by prefix.
  private(set) var namespaces: [(prefix: String, namespace: String)] = []
  /// The qualified names of predicates and classes; the first is of none.
  private var names: [[UInt8]] = [[]]
  /// The index of its name by the id of each term.
  private var nameNumbers: [UInt32] = []
  private let blankNodes: BlankNodeTable
  private let nodeIDs: [[UInt8]]
  private var lists: RDFXMLLists

  /// - Throws: `SerializationError` for a predicate that does not end in an XML name.
  init(_ source: StatementSource, prefixes: [String: String]) throws(SerializationError) {
    dictionary = source.dictionary
    let blankNodes = BlankNodeTable(source)
    self.blankNodes = blankNodes
    nodeIDs = Self.nodeIDs(blankNodes, source.dictionary)
    lists = RDFXMLLists(blankNodes, source.dictionary)
    var statements: [Graph.Statement] = []
    let sorted = nodeIDs.indices.sorted { [nodeIDs] in nodeIDs[$0].lexicographicallyPrecedes(nodeIDs[$1]) }
    var ranks = Array(repeating: UInt32(0), count: sorted.count)
    for (place, node) in sorted.enumerated() { ranks[node] = UInt32(place) }
    let predicates = PredicateRanks(source, typeIsFirst: false)
    source.dictionary.withParts { parts in
      var sorter = StatementSorter(predicates, blankNodes, ranks, source.dictionary, parts)
      for group in source.groups { sorter.append(group.statements, to: &statements) }
    }
    self.statements = statements
    findSubjects()
    try nameNames(prefixes)
  }

  /// The qualified name of a predicate or of a class that a subject's element is named for.
  @inline(__always) func name(_ id: TermID) -> [UInt8]? {
    let number = Int(nameNumbers[Int(id.rawValue)])
    return number == 0 ? nil : names[number]
  }

  /// The `rdf:nodeID` of a blank node, nil for other terms.
  @inline(__always) func nodeID(_ id: TermID) -> [UInt8]? { blankNodes.number(of: id).map { nodeIDs[$0] } }

  /// The items of the list that starts with a blank node, if it is written as a collection.
  @inline(__always) func list(_ id: TermID) -> [TermID]? {
    blankNodes.number(of: id).flatMap { lists.items[$0] }
  }

  /// How a message names a subject.
  func display(_ id: TermID) -> String {
    let text = nodeID(id) ?? dictionary.withParts { Array($0(id).text) }
    let string = String(validating: text, as: UTF8.self) ?? ""
    return dictionary.isBlankNode(id) ? "_:" + string : "<\(string)>"
  }

  // MARK: Subjects

  private mutating func findSubjects() {
    let type = dictionary.id(of: .iri(.RDF.type))
    var isSuitable: [TermID: Bool] = [:]
    var start = 0
    var first: TermID?
    for index in statements.indices {
      let statement = statements[index]
      // The first type, in the order of terms, that an element can be named for.
      if statement.predicate == type, first == nil {
        let known = isSuitable[statement.object] ?? isTypeName(statement.object)
        isSuitable[statement.object] = known
        if known { first = statement.object }
      }
      let next = index + 1
      guard next == statements.endIndex || statements[next].subject != statement.subject else { continue }
      let isCell = blankNodes.number(of: statement.subject).map { lists.isCell[$0] } ?? false
      if !isCell { subjects.append(Subject(range: start..<next, type: first)) }
      start = next
      first = nil
    }
  }

  private func isTypeName(_ id: TermID) -> Bool {
    guard let iri = dictionary[id].iri else { return false }
    return RDFXMLQualifiedNames.isNodeElement(iri) && RDFXMLQualifiedNames.split(iri) != nil
  }

  // MARK: Names

  private mutating func nameNames(_ prefixes: [String: String]) throws(SerializationError) {
    var predicates: Set<TermID> = []
    var last: TermID?
    for statement in statements where statement.predicate != last {
      last = statement.predicate
      predicates.insert(statement.predicate)
    }
    var iris: [(id: TermID, iri: IRI)] = []
    for id in predicates.sorted() {
      guard let iri = dictionary[id].iri else { continue }
      guard RDFXMLQualifiedNames.isPropertyElement(iri), RDFXMLQualifiedNames.split(iri) != nil else {
        throw SerializationError(
          "the predicate <\(iri)> cannot be the name of an XML element; write Turtle, N-Triples or JSON-LD instead"
        )
      }
      iris.append((id, iri))
    }
    var types: Set<TermID> = []
    for case let type? in subjects.lazy.map(\.type) { types.insert(type) }
    for id in types where !predicates.contains(id) {
      if let iri = dictionary[id].iri { iris.append((id, iri)) }
    }
    let qualified = RDFXMLQualifiedNames(iris.map(\.iri), prefixes: prefixes)
    namespaces = qualified.namespaces
    nameNumbers = Array(repeating: 0, count: dictionary.count)
    for (id, iri) in iris {
      guard let name = qualified.names[iri] else { continue }
      nameNumbers[Int(id.rawValue)] = UInt32(truncatingIfNeeded: names.count)
      names.append(Array(name.utf8))
    }
  }

  /// Finds an `rdf:nodeID` for each blank node: its label, or another name if that is no XML name.
  private static func nodeIDs(_ blankNodes: BlankNodeTable, _ dictionary: TermDictionary) -> [[UInt8]] {
    let labels = blankNodes.nodes.map { dictionary[$0].blankNode?.label ?? "" }
    var used = Set(labels.filter { XMLCharacters.isNCName($0) }.map(ExactText.init))
    var unusableCount = 0
    // The table has them in the order of their labels.
    return labels.map { label in
      if XMLCharacters.isNCName(label) { return Array(label.utf8) }
      var name = XMLCharacters.isNCName("b" + label) ? "b" + label : "b\(unusableCount)"
      unusableCount += 1
      while !used.insert(ExactText(name)).inserted { name = "b" + name }
      return Array(name.utf8)
    }
  }
}

/// The lists that can be written as collections.
///
/// Such a list consists of blank nodes that have nothing but `rdf:first` and `rdf:rest`, are mentioned
/// nowhere else, and end in `rdf:nil`; its items are no literals; and its first cell is the object of one
/// statement, whose subject is no cell itself.
struct RDFXMLLists {
  /// By number of the first cell.
  private(set) var items: [[TermID]?]
  /// By number: the cells of these lists.
  private(set) var isCell: [Bool]

  init(_ blankNodes: BlankNodeTable, _ dictionary: TermDictionary) {
    items = Array(repeating: nil, count: blankNodes.nodes.count)
    isCell = Array(repeating: false, count: blankNodes.nodes.count)
    guard let first = dictionary.id(of: .iri(.RDF.first)), let rest = dictionary.id(of: .iri(.RDF.rest)),
      let end = dictionary.id(of: .iri(.RDF.nil))
    else { return }
    func cell(_ node: Int) -> (item: TermID, next: TermID)? {
      let said = blankNodes.outgoing[node]
      guard said.count == 2, blankNodes.incoming[node].count == 1,
        let item = said.first(where: { $0.predicate == first })?.other, !dictionary.isLiteral(item),
        let next = said.first(where: { $0.predicate == rest })?.other
      else { return nil }
      return (item, next)
    }
    for head in blankNodes.nodes.indices {
      guard let mention = blankNodes.incoming[head].first, mention.predicate != first,
        mention.predicate != rest
      else { continue }
      var list: [TermID] = []
      var chain: [Int] = []
      var node: Int? = head
      var next: TermID?
      // Each cell but the first is mentioned by its predecessor alone, so that no cell comes twice.
      while let number = node, let link = cell(number) {
        list.append(link.item)
        chain.append(number)
        next = link.next
        node = blankNodes.number(of: link.next)
      }
      guard next == end, !list.isEmpty else { continue }
      items[head] = list
      for number in chain { isCell[number] = true }
    }
  }
}
