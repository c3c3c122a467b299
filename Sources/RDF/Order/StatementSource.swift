/// What is to be written: the statements of a graph, or of a dataset graph by graph.
struct StatementSource {
  /// A graph and its statements, in order of the ids.
  struct Group {
    /// Nil for the default graph.
    let name: TermID?
    let statements: ArraySlice<Graph.Statement>
  }

  let dictionary: TermDictionary
  /// The default graph, then the others in the order of their names.
  let groups: [Group]
  let prefixes: [String: String]

  init(_ graph: Graph) {
    let graph = graph.withoutIdleTerms()
    dictionary = graph.dictionary
    groups = [Group(name: nil, statements: graph.statements[...])]
    prefixes = graph.prefixes
  }

  init(_ dataset: Dataset) {
    guard dataset.namedGraphCount > 0 else {
      self = StatementSource(dataset.defaultGraph)
      return
    }
    let named = dataset.nameIDs.indices.map { index in
      Group(name: dataset.nameIDs[index], statements: dataset.namedStatements[dataset.range(at: index)])
    }
    self = StatementSource(
      dictionary: dataset.dictionary,
      groups: [Group(name: nil, statements: dataset.defaultGraph.statements[...])] + named,
      prefixes: dataset.prefixes)
  }

  private init(dictionary: TermDictionary, groups: [Group], prefixes: [String: String]) {
    (self.dictionary, self.groups, self.prefixes) = (dictionary, groups, prefixes)
  }

  /// How many statements there are.
  var count: Int { groups.reduce(0) { $0 + $1.statements.count } }
}

extension Graph {
  /// The same graph over a dictionary of its own, if the one it shares is much larger than it needs.
  ///
  /// What writes a graph keeps notes by id, so that writing costs what the dictionary is large.
  func withoutIdleTerms() -> Graph {
    guard dictionary.count / 8 > count + 128 else { return self }
    var small = TermDictionary()
    var ids: [TermID: TermID] = [:]
    let moved = dictionary.withParts { parts in
      func move(_ id: TermID) -> TermID {
        if let known = ids[id] { return known }
        let datatype = parts(id).datatype.map(move)
        let moved = small.intern(id, of: dictionary, parts, datatype: datatype)
        ids[id] = moved
        return moved
      }
      return statements.map {
        Statement(subject: move($0.subject), predicate: move($0.predicate), object: move($0.object))
      }
    }
    return Graph(dictionary: small, statements: moved, prefixes: prefixes)
  }
}

extension TermDictionary {
  /// Interns a term of another dictionary.
  ///
  /// - Parameter datatype: The id here of its datatype, if it has one.
  mutating func intern(
    _ id: TermID, of other: TermDictionary, _ parts: Reader, datatype: TermID?
  ) -> TermID {
    let term = parts(id)
    if let tag = term.tag { return intern(term.text.span, language: tag.span) }
    if let datatype { return intern(term.text.span, datatype: datatype) }
    if other.isIRI(id) { return intern(iri: term.text.span) }
    return other.isBlankNode(id) ? intern(blankNode: term.text.span) : intern(string: term.text.span)
  }
}
