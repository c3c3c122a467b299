/// A set of triples: terms in a dictionary, statements as sorted columns of ids.
///
/// The statements stand twice, sorted by subject, predicate, object and by object, predicate, subject, so
/// that any pattern with a subject or an object is answered by binary search. 24 bytes a triple beside
/// the dictionary. A graph is a value and does not change; `GraphBuilder` makes one.
public struct Graph: Sendable {
  /// The terms.
  public let dictionary: TermDictionary
  private let bySubject: [Statement]
  private let byObject: [Statement]
  /// The prefixes that the document declared, if the graph was read from one.
  public let prefixes: [String: String]

  /// A statement as ids of the graph's dictionary.
  public struct Statement: Hashable, Sendable {
    /// The subject.
    public let subject: TermID
    /// The predicate.
    public let predicate: TermID
    /// The object.
    public let object: TermID
  }

  /// Sorts statements and drops repeated ones; O(n log n).
  init(dictionary: TermDictionary, statements: [Statement], prefixes: [String: String] = [:]) {
    self.dictionary = dictionary
    self.prefixes = prefixes
    var sorted = statements.sorted(by: Self.isBeforeBySubject)
    var end = 0
    for index in sorted.indices where index == 0 || sorted[index] != sorted[end - 1] {
      sorted[end] = sorted[index]
      end += 1
    }
    sorted.removeLast(sorted.count - end)
    bySubject = sorted
    byObject = sorted.sorted(by: Self.isBeforeByObject)
  }

  /// Creates a graph from triples; repeated ones count once.
  public init(_ triples: some Sequence<Triple> = EmptyCollection<Triple>()) {
    var builder = GraphBuilder()
    for triple in triples { builder.insert(triple) }
    self = builder.graph()
  }

  /// How many distinct triples there are.
  public var count: Int { bySubject.count }
  /// Whether there is no triple.
  public var isEmpty: Bool { bySubject.isEmpty }

  /// All statements as ids, by subject, predicate, object in order of the ids.
  public var statements: [Statement] { bySubject }

  /// The triple that a statement of this graph stands for.
  public func triple(_ statement: Statement) -> Triple {
    // The builder takes subjects and predicates only from their own types, so the casts cannot fail.
    guard let subject = dictionary[statement.subject].subject,
      let predicate = dictionary[statement.predicate].iri
    else { preconditionFailure("a graph holds a literal as subject or a predicate that is no IRI") }
    return Triple(subject, predicate, dictionary[statement.object])
  }

  /// All triples, in order of the ids.
  public var triples: some Sequence<Triple> { bySubject.lazy.map(triple) }

  /// Whether the graph has the triple; O(log n).
  public func contains(_ triple: Triple) -> Bool {
    guard let subject = dictionary.id(of: triple.subject.term),
      let predicate = dictionary.id(of: .iri(triple.predicate)), let object = dictionary.id(of: triple.object)
    else { return false }
    return !statements(subject: subject, predicate: predicate, object: object).isEmpty
  }

  /// The statements that have the given terms; nil means any.
  ///
  /// O(log n + answer) if a subject or an object is given, otherwise O(n).
  public func statements(
    subject: TermID? = nil, predicate: TermID? = nil, object: TermID? = nil
  ) -> [Statement] {
    if let subject {
      let range = Self.range(in: bySubject, key: { $0.subject }, subject)
      return bySubject[range].filter {
        (predicate == nil || $0.predicate == predicate) && (object == nil || $0.object == object)
      }
    }
    if let object {
      let range = Self.range(in: byObject, key: { $0.object }, object)
      return byObject[range].filter { predicate == nil || $0.predicate == predicate }
    }
    return bySubject.filter { predicate == nil || $0.predicate == predicate }
  }

  /// The triples that have the given terms; nil means any, and it costs what `statements` costs.
  public func triples(subject: Subject? = nil, predicate: IRI? = nil, object: Term? = nil) -> [Triple] {
    var ids: (subject: TermID?, predicate: TermID?, object: TermID?)
    if let subject {
      guard let id = dictionary.id(of: subject.term) else { return [] }
      ids.subject = id
    }
    if let predicate {
      guard let id = dictionary.id(of: .iri(predicate)) else { return [] }
      ids.predicate = id
    }
    if let object {
      guard let id = dictionary.id(of: object) else { return [] }
      ids.object = id
    }
    return statements(subject: ids.subject, predicate: ids.predicate, object: ids.object).map(triple)
  }

  /// The objects of the statements with this subject and predicate.
  public func objects(_ subject: Subject, _ predicate: IRI) -> [Term] {
    triples(subject: subject, predicate: predicate).map(\.object)
  }

  private static func isBeforeBySubject(_ left: Statement, _ right: Statement) -> Bool {
    if left.subject != right.subject { return left.subject < right.subject }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.object < right.object
  }

  private static func isBeforeByObject(_ left: Statement, _ right: Statement) -> Bool {
    if left.object != right.object { return left.object < right.object }
    if left.predicate != right.predicate { return left.predicate < right.predicate }
    return left.subject < right.subject
  }

  /// The run of statements whose key equals `id`, by binary search.
  private static func range(
    in statements: [Statement], key: (Statement) -> TermID, _ id: TermID
  ) -> Range<Int> {
    func bound(_ isBefore: (TermID) -> Bool) -> Int {
      var low = 0
      var high = statements.count
      while low < high {
        let middle = (low + high) / 2
        if isBefore(key(statements[middle])) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return bound { $0 < id }..<bound { $0 <= id }
  }
}

/// Collects statements, from a parser or by hand, and makes a graph of them.
///
/// Named graphs are not for a graph: statements in them are counted in `namedGraphStatementCount` and left
/// out, so that the caller can refuse the document instead of losing what it says.
public struct GraphBuilder: StatementSink {
  private var dictionary = TermDictionary()
  private var statements: [Graph.Statement] = []
  private var prefixes: [String: String] = [:]
  /// How many statements stood in named graphs and were left out.
  public private(set) var namedGraphStatementCount = 0

  /// Creates an empty builder.
  public init() {}

  /// Adds a triple.
  public mutating func insert(_ triple: Triple) {
    let subject = dictionary.intern(triple.subject.term)
    let predicate = dictionary.intern(.iri(triple.predicate))
    let object = dictionary.intern(triple.object)
    statements.append(Graph.Statement(subject: subject, predicate: predicate, object: object))
  }

  /// The graph of what has been added.
  public func graph() -> Graph { Graph(dictionary: dictionary, statements: statements, prefixes: prefixes) }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> TermID { dictionary.intern(iri: utf8) }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> TermID { dictionary.intern(blankNode: label) }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> TermID {
    dictionary.intern(string: lexicalForm)
  }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermID {
    dictionary.intern(lexicalForm, language: language)
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: TermID) -> TermID {
    dictionary.intern(lexicalForm, datatype: datatype)
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: TermID, _ predicate: TermID, _ object: TermID, graph: TermID?, at position: TextPosition
  ) {
    guard graph == nil else {
      namedGraphStatementCount += 1
      return
    }
    statements.append(Graph.Statement(subject: subject, predicate: predicate, object: object))
  }
  /// Takes a prefix declaration.
  public mutating func prefix(_ name: String, _ namespace: String) { prefixes[name] = namespace }
}
