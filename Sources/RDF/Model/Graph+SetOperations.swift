// Graphs as sets of triples. Blank nodes are compared by their labels: these operations are for graphs that
// have them from the same source. Whether two graphs say the same whatever the labels is `isIsomorphic`'s.
//
// The ids of one graph are translated to those of the other once for each term; triples are compared as ids.

extension Graph {
  /// The triples that are in this graph, in the other, or in both; with the prefixes of both, this one's first.
  ///
  /// Blank nodes with the same label become one node. O(n log n) in the size of both.
  public func union(_ other: Graph) -> Graph {
    var dictionary = dictionary
    let translated = TermTranslation(adding: other, to: &dictionary).statements
    return Graph(
      dictionary: dictionary, statements: statements + translated,
      prefixes: prefixes.merging(other.prefixes) { first, _ in first })
  }

  /// The triples that are in both graphs.
  ///
  /// Blank nodes are compared by label. O(n log n) in the size of both.
  public func intersection(_ other: Graph) -> Graph {
    let translated = TermTranslation(other, to: dictionary).statements.compactMap { $0 }
    return withStatements(translated.filter(has))
  }

  /// The triples that are in this graph and not in the other.
  ///
  /// Blank nodes are compared by label. O(n log n) in the size of both.
  public func subtracting(_ other: Graph) -> Graph {
    let translated = Set(TermTranslation(other, to: dictionary).statements.compactMap { $0 })
    return withStatements(statements.filter { !translated.contains($0) })
  }

  /// The triples that are in one of the graphs and not in both.
  ///
  /// Blank nodes are compared by label. O(n log n) in the size of both.
  public func symmetricDifference(_ other: Graph) -> Graph {
    subtracting(other).union(other.subtracting(self))
  }

  /// Whether all triples of this graph are in the other.
  ///
  /// Blank nodes are compared by label. O(n log n) in the size of both.
  public func isSubset(of other: Graph) -> Bool {
    guard count <= other.count else { return false }
    return TermTranslation(self, to: other.dictionary).statements.allSatisfy { $0.map(other.has) ?? false }
  }

  /// Whether both graphs have the same triples, blank nodes compared by label; prefixes do not count.
  ///
  /// Not `==`, which would suggest that equal graphs can stand for each other whatever their labels.
  public func hasSameTriples(as other: Graph) -> Bool { count == other.count && isSubset(of: other) }

  private func withStatements(_ statements: [Statement]) -> Graph {
    Graph(dictionary: dictionary, statements: statements, prefixes: prefixes)
  }

  /// Whether a statement of ids of this graph is one of its statements; O(log n).
  private func has(_ statement: Statement) -> Bool {
    var low = 0
    var high = statements.count
    while low < high {
      let middle = (low + high) / 2
      if Self.isBefore(statements[middle], statement) { low = middle + 1 } else { high = middle }
    }
    return low < statements.count && statements[low] == statement
  }

  private static func isBefore(_ left: Statement, _ right: Statement) -> Bool {
    if left.subject != right.subject { return left.subject < right.subject }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.object < right.object
  }
}

/// The statements of a graph in the ids of another dictionary.
private struct TermTranslation<Translated> {
  let statements: [Translated]
}

extension TermTranslation<Graph.Statement?> {
  /// Translates into a dictionary as it is; a statement with a term that it lacks becomes nil.
  init(_ graph: Graph, to dictionary: TermDictionary) {
    var known: [TermID?] = Array(repeating: nil, count: graph.dictionary.count)
    var isKnown = Array(repeating: false, count: graph.dictionary.count)
    func translate(_ id: TermID) -> TermID? {
      let index = Int(id.rawValue)
      if !isKnown[index] {
        isKnown[index] = true
        known[index] = dictionary.id(of: graph.dictionary[id])
      }
      return known[index]
    }
    statements = graph.statements.map { statement in
      guard let subject = translate(statement.subject), let predicate = translate(statement.predicate),
        let object = translate(statement.object)
      else { return nil }
      return Graph.Statement(subject: subject, predicate: predicate, object: object)
    }
  }
}

extension TermTranslation<Graph.Statement> {
  /// Translates into a dictionary, which gets the terms that it lacks.
  init(adding graph: Graph, to dictionary: inout TermDictionary) {
    var known: [TermID?] = Array(repeating: nil, count: graph.dictionary.count)
    statements = graph.dictionary.withParts { parts in
      func translate(_ id: TermID, _ dictionary: inout TermDictionary) -> TermID {
        if let translated = known[Int(id.rawValue)] { return translated }
        let datatype = parts(id).datatype.map { translate($0, &dictionary) }
        let translated = dictionary.intern(id, of: graph.dictionary, parts, datatype: datatype)
        known[Int(id.rawValue)] = translated
        return translated
      }
      return graph.statements.map { statement in
        Graph.Statement(
          subject: translate(statement.subject, &dictionary),
          predicate: translate(statement.predicate, &dictionary),
          object: translate(statement.object, &dictionary))
      }
    }
  }
}
