/// Collects statements with their graphs, from a parser or by hand, and makes a dataset of them.
public struct DatasetBuilder: StatementSink {
  private var dictionary = TermDictionary()
  private var defaultStatements: [Graph.Statement] = []
  private var named: [Dataset.NamedStatement] = []
  private var prefixes: [String: String] = [:]
  private var scope = DocumentScope()

  /// Creates an empty builder.
  public init() {}

  /// How many statements stand in named graphs so far, repeated ones included.
  public var namedGraphStatementCount: Int { named.count }

  /// Adds a quad.
  public mutating func insert(_ quad: Quad) {
    let subject = dictionary.intern(quad.triple.subject.term)
    let predicate = dictionary.intern(.iri(quad.triple.predicate))
    let object = dictionary.intern(quad.triple.object)
    let graph = quad.graphName.map { dictionary.intern($0.term) }
    statement(subject, predicate, object, graph: graph, at: .start)
  }

  /// The dataset of what has been added.
  public func dataset() -> Dataset {
    Dataset(
      dictionary: dictionary, defaultStatements: defaultStatements, named: named, prefixes: prefixes)
  }

  /// Says that what follows comes from another document: its blank nodes are others, however they are labelled.
  public mutating func startDocument() { scope.next() }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> TermID { dictionary.intern(iri: utf8) }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> TermID {
    scope.scoped(label) { dictionary.intern(blankNode: $0) }
  }
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
    let statement = Graph.Statement(subject: subject, predicate: predicate, object: object)
    if let graph {
      named.append(Dataset.NamedStatement(graph: graph, statement: statement))
    } else {
      defaultStatements.append(statement)
    }
  }
  /// Takes a prefix declaration.
  public mutating func prefix(_ name: String, _ namespace: String) { prefixes[name] = namespace }
}
