/// Collects statements, from a parser or by hand, and makes a graph of them.
///
/// Named graphs are not for a graph: statements in them are counted in `namedGraphStatementCount` and left
/// out, so that the caller can refuse the document instead of losing what it says, or else all graphs are merged.
public struct GraphBuilder: StatementSink {
  /// A statement some of whose terms have no ids yet.
  private struct Waiting {
    let subject: TermMention
    let predicate: TermMention
    let object: TermMention
  }

  /// How many statements wait at most: their terms are more than one batch.
  private static let waitingCountMax = 512

  private var terms = TermMentions()
  private var waiting: [Waiting] = []
  private var statements: [Graph.Statement] = []
  private var prefixes: [String: String] = [:]
  private var scope = DocumentScope()
  /// How many statements stood in named graphs.
  public private(set) var namedGraphStatementCount = 0
  private let mergesNamedGraphs: Bool
  /// How many statements have been taken, repeated ones included.
  public var statementCount: Int { statements.count + waiting.count }

  /// Creates an empty builder.
  ///
  /// - Parameter mergesNamedGraphs: whether statements in named graphs are taken as well, as if all graphs of the
  ///   document were one, for those who ask what it says and not where.
  public init(mergesNamedGraphs: Bool = false) { self.mergesNamedGraphs = mergesNamedGraphs }

  /// Adds a triple.
  public mutating func insert(_ triple: Triple) {
    let subject = terms.mention(triple.subject.term)
    let predicate = terms.mention(.iri(triple.predicate))
    let object = terms.mention(triple.object)
    insert(subject, predicate, object)
  }

  /// The graph of what has been added.
  public consuming func graph() -> Graph {
    internTerms()
    // Moved out, so that they are sorted where they lie.
    var taken: [Graph.Statement] = []
    swap(&taken, &statements)
    return Graph(dictionary: terms.dictionary, statements: taken, prefixes: prefixes)
  }

  /// Says that what follows comes from another document: its blank nodes are others, however they are labelled.
  public mutating func startDocument() { scope.next() }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> TermMention {
    terms.mention(TermDictionary.Kind.iri, utf8)
  }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> TermMention {
    scope.scoped(label) { terms.mention(TermDictionary.Kind.blankNode, $0) }
  }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> TermMention {
    terms.mention(TermDictionary.Kind.string, lexicalForm)
  }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermMention {
    terms.mention(lexicalForm, language: language)
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: TermMention) -> TermMention {
    terms.mention(lexicalForm, datatype: datatype)
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: TermMention, _ predicate: TermMention, _ object: TermMention, graph: TermMention?,
    at position: TextPosition
  ) {
    if graph != nil {
      namedGraphStatementCount += 1
      guard mergesNamedGraphs else { return }
    }
    insert(subject, predicate, object)
  }
  /// Takes a prefix declaration.
  public mutating func prefix(_ name: String, _ namespace: String) { prefixes[name] = namespace }

  @inline(__always)
  private mutating func insert(_ subject: TermMention, _ predicate: TermMention, _ object: TermMention) {
    waiting.append(Waiting(subject: subject, predicate: predicate, object: object))
    if waiting.count >= Self.waitingCountMax { internTerms() }
  }

  @inline(never)
  private mutating func internTerms() {
    terms.intern()
    for statement in waiting {
      statements.append(
        Graph.Statement(
          subject: terms[statement.subject], predicate: terms[statement.predicate],
          object: terms[statement.object]))
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
