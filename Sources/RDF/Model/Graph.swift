/// A set of triples: terms in a dictionary, statements as sorted columns of ids.
///
/// The statements stand sorted by subject, predicate, object, and beside them an index sorts them by object,
/// predicate, subject, so that any pattern with a subject or an object is answered by binary search: 16 bytes
/// a triple beside the dictionary. A graph is a value and does not change; `GraphBuilder` makes one.
public struct Graph: Sendable {
  /// The terms.
  public let dictionary: TermDictionary
  private let bySubject: [Statement]
  /// Places in `bySubject`, in the order of object, predicate, subject.
  private let byObject: [UInt32]
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

  /// Sorts statements and drops repeated ones.
  ///
  /// O(n) for the usual graph, O(n log n) for one that uses few of its dictionary's terms, or says a great
  /// deal of one term. Holds at most 2³² − 1 statements.
  init(dictionary: TermDictionary, statements: consuming [Statement], prefixes: [String: String] = [:]) {
    self.dictionary = dictionary
    self.prefixes = prefixes
    let order = StatementOrder(termCount: dictionary.count)
    bySubject = order.sortedBySubject(statements)
    byObject = order.placesByObject(bySubject)
  }

  /// Creates a graph from triples; repeated ones count once.
  public init(_ triples: some Sequence<Triple> = EmptyCollection<Triple>()) {
    var builder = GraphBuilder()
    for triple in triples { builder.insert(triple) }
    self = builder.graph()
  }

  /// How many distinct triples there are.
  public var count: Int { bySubject.count }
  /// How many bytes of memory the graph takes, its dictionary included.
  public var byteCount: Int { bySubject.count * 12 + byObject.count * 4 + dictionary.byteCount }
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
      return bySubject[range(ofSubject: subject)].filter {
        (predicate == nil || $0.predicate == predicate) && (object == nil || $0.object == object)
      }
    }
    if let object {
      let found = byObject[range(ofObject: object)].lazy.map { bySubject[Int($0)] }
      return found.filter { predicate == nil || $0.predicate == predicate }
    }
    return bySubject.filter { predicate == nil || $0.predicate == predicate }
  }

  /// The first statement with an object, by predicate and subject; O(log n).
  public func firstStatement(object: TermID) -> Statement? {
    range(ofObject: object).first.map { bySubject[Int(byObject[$0])] }
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

  /// Where the statements about a term are in `statements`; O(log n).
  func range(ofSubject subject: TermID) -> Range<Int> {
    Self.firstIndex(bySubject.count) {
      bySubject[$0].subject >= subject
    }..<Self.firstIndex(bySubject.count) {
      bySubject[$0].subject > subject
    }
  }

  private func range(ofObject object: TermID) -> Range<Int> {
    Self.firstIndex(byObject.count) {
      bySubject[Int(byObject[$0])].object >= object
    }..<Self.firstIndex(byObject.count) { bySubject[Int(byObject[$0])].object > object }
  }

  /// The first index below `count` from which on something holds, by binary search.
  @inline(__always)
  private static func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
