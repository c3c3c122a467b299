/// A default graph and any number of named graphs over one dictionary, with blank nodes that they share.
///
/// A dataset is a value and does not change; `DatasetBuilder` makes one. Only statements are kept: a named
/// graph that a TriG document declares but leaves empty is not part of it, as N-Quads could not say it
/// either. 12 bytes a quad beside the dictionary and the default graph.
/// - Source: RDF 1.1 Concepts §4.
public struct Dataset: Sendable {
  /// The terms of all graphs, their names included.
  public let dictionary: TermDictionary
  /// The graph without a name; its dictionary is that of the dataset.
  public let defaultGraph: Graph
  /// The names of the named graphs, in the order of `Term`.
  let nameIDs: [TermID]
  /// The statements of the named graphs, one graph after the other; in each by ids, none twice.
  let namedStatements: [Graph.Statement]
  /// Where the statements of each named graph start; one more entry than names.
  private let starts: [Int]
  private let indices: [TermID: Int]

  /// A statement in a named graph, as ids.
  struct NamedStatement {
    let graph: TermID
    let statement: Graph.Statement
  }

  /// Sorts statements by graph and drops repeated ones; O(n log n).
  init(
    dictionary: TermDictionary, defaultStatements: [Graph.Statement], named: [NamedStatement],
    prefixes: [String: String]
  ) {
    self.dictionary = dictionary
    defaultGraph = Graph(dictionary: dictionary, statements: defaultStatements, prefixes: prefixes)
    var buckets: [TermID: Int] = [:]
    var names: [TermID] = []
    var counts: [Int] = []
    for row in named {
      if let bucket = buckets[row.graph] {
        counts[bucket] += 1
      } else {
        buckets[row.graph] = names.count
        names.append(row.graph)
        counts.append(1)
      }
    }
    var grouped = names.indices.map { index -> [Graph.Statement] in
      var statements: [Graph.Statement] = []
      statements.reserveCapacity(counts[index])
      return statements
    }
    for row in named {
      if let bucket = buckets[row.graph] { grouped[bucket].append(row.statement) }
    }
    let order = dictionary.termOrder(of: names)
    var statements: [Graph.Statement] = []
    statements.reserveCapacity(named.count)
    var starts = [0]
    var indices: [TermID: Int] = [:]
    for (index, bucket) in order.enumerated() {
      let start = statements.count
      for statement in grouped[bucket].sorted(by: Self.isBefore)
      where statements.count == start || statements[statements.count - 1] != statement {
        statements.append(statement)
      }
      starts.append(statements.count)
      indices[names[bucket]] = index
    }
    nameIDs = order.map { names[$0] }
    namedStatements = statements
    self.starts = starts
    self.indices = indices
  }

  private static func isBefore(_ left: Graph.Statement, _ right: Graph.Statement) -> Bool {
    if left.subject != right.subject { return left.subject < right.subject }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.object < right.object
  }

  /// Creates a dataset whose default graph is the given one, and that has no other.
  public init(_ graph: Graph) {
    dictionary = graph.dictionary
    defaultGraph = graph
    nameIDs = []
    namedStatements = []
    starts = [0]
    indices = [:]
  }

  /// Creates a dataset from quads; repeated ones count once.
  public init(_ quads: some Sequence<Quad> = EmptyCollection<Quad>()) {
    var builder = DatasetBuilder()
    for quad in quads { builder.insert(quad) }
    self = builder.dataset()
  }

  /// Reads a dataset from a whole document.
  ///
  /// - Throws: `SyntaxError` at the first fault.
  public init(
    parsing bytes: [UInt8], as syntax: RDFSyntax, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) {
    self = try syntax.parse(bytes, into: DatasetBuilder(), options: options).dataset()
  }

  /// How many distinct quads there are.
  public var count: Int { defaultGraph.count + namedStatements.count }
  /// Whether there is no quad.
  public var isEmpty: Bool { count == 0 }
  /// The prefixes that the document declared, if the dataset was read from one.
  public var prefixes: [String: String] { defaultGraph.prefixes }

  /// The names of the named graphs, in the order of `Term`.
  public var graphNames: [Subject] { nameIDs.map(name) }
  /// How many named graphs there are.
  public var namedGraphCount: Int { nameIDs.count }

  /// The graph of a name, or nil if no statement stands in it; O(its size).
  public func graph(named name: Subject) -> Graph? {
    guard let id = dictionary.id(of: name.term), let index = indices[id] else { return nil }
    return graph(at: index)
  }

  /// All quads: those of the default graph, then those of the named graphs in the order of their names.
  public var quads: some Sequence<Quad> {
    let named = nameIDs.indices.lazy.flatMap { index in
      let name = name(nameIDs[index])
      return namedStatements[range(at: index)].lazy.map {
        Quad(defaultGraph.triple($0), graphName: name)
      }
    }
    return [AnySequence(defaultGraph.triples.lazy.map { Quad($0) }), AnySequence(named)].joined()
  }

  /// Whether the dataset has the quad.
  public func contains(_ quad: Quad) -> Bool {
    guard let name = quad.graphName else { return defaultGraph.contains(quad.triple) }
    return graph(named: name)?.contains(quad.triple) ?? false
  }

  /// The graph of the name at a place among the names.
  func graph(at index: Int) -> Graph {
    Graph(dictionary: dictionary, statements: Array(namedStatements[range(at: index)]), prefixes: prefixes)
  }

  /// Where the statements of a named graph are in `namedStatements`.
  func range(at index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

  private func name(_ id: TermID) -> Subject {
    // The builder takes names only from what may be a subject.
    guard let name = dictionary[id].subject else { preconditionFailure("a literal names a graph") }
    return name
  }
}

extension TermDictionary {
  /// The places of some distinct terms in the order of `Term`.
  func termOrder(of ids: [TermID]) -> [Int] {
    withParts { parts in
      let keys = ids.map { (isIRI: isIRI($0), text: parts($0).text) }
      return ids.indices.sorted { left, right in
        if keys[left].isIRI != keys[right].isIRI { return keys[left].isIRI }
        return keys[left].text.isBytewiseBefore(keys[right].text)
      }
    }
  }
}
