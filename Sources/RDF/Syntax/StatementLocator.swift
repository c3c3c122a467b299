/// Finds where in a document some statements stand, without keeping the document's graph.
///
/// A report first works on the graph and then reads the document a second time for the places of the few statements
/// that it speaks of: that costs less than to remember the place of every statement. Statements are recognised by
/// 64-bit hashes with a random seed, so that one in some 10^19 comparisons may show a wrong place, and no more.
///
/// The documents of a graph are given in the order in which they went into it, `startDocument` between them, so
/// that blank nodes are called the same.
public struct StatementLocator: StatementSink {
  /// A place in one of several documents.
  public struct Place: Hashable, Sendable {
    /// The number of the document, from 0.
    public let document: Int
    /// Where in it the object of the statement starts.
    public let position: TextPosition
  }

  private static let ways = (statement: 0x51 as UInt64, subject: 0x52 as UInt64)

  /// The places of what is looked for, by hash; nil until it is met.
  private var places: [UInt64: Place?] = [:]
  private var document = 0
  private var scope = DocumentScope()

  /// Looks for statements, and for the first statement about each of some resources.
  public init(_ statements: some Sequence<Triple>, subjects: some Sequence<Subject>) {
    for triple in statements { places[Self.hash(triple)] = .some(nil) }
    for subject in subjects { places[Self.hash(aboutSubject: Self.hash(subject.term))] = .some(nil) }
  }

  /// Where a statement stands first; nil if it was not looked for or no document has it.
  public func place(of triple: Triple) -> Place? { places[Self.hash(triple)].flatMap { $0 } }

  /// Where the first statement about a resource stands; nil if it was not looked for or there is none.
  public func place(of subject: Subject) -> Place? {
    places[Self.hash(aboutSubject: Self.hash(subject.term))].flatMap { $0 }
  }

  /// Says that the statements to come are those of another document.
  public mutating func startDocument() {
    document += 1
    scope.next()
  }

  // MARK: StatementSink

  /// Positions are what this is for.
  public static var usesPositions: Bool { true }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> UInt64 { Self.hash(utf8, kind: 1) }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> UInt64 {
    scope.scoped(label) { Self.hash($0, kind: 2) }
  }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> UInt64 { Self.hash(lexicalForm, kind: 3) }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> UInt64 {
    Self.hash(lexicalForm, kind: Self.hash(language: language))
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: UInt64) -> UInt64 {
    Self.hash(lexicalForm, kind: datatype)
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: UInt64, _ predicate: UInt64, _ object: UInt64, graph: UInt64?, at position: TextPosition
  ) {
    let place = Place(document: document, position: position)
    meet(Self.hash(subject, predicate, object), place)
    meet(Self.hash(aboutSubject: subject), place)
  }

  private mutating func meet(_ hash: UInt64, _ place: Place) {
    guard let index = places.index(forKey: hash), places.values[index] == nil else { return }
    places.values[index] = place
  }

  // MARK: Hashes

  private static func hash(_ text: Span<UInt8>, kind: UInt64) -> UInt64 {
    text.withUnsafeBufferPointer { ByteHash.hash($0, salt: kind) }
  }

  /// Tags are compared without regard to case (RDF 1.1 Concepts §3.3).
  private static func hash(language: Span<UInt8>) -> UInt64 {
    language.withUnsafeBufferPointer { tag in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: tag.count) { lower in
        for (index, byte) in tag.enumerated() {
          lower[index] = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        return ByteHash.hash(UnsafeBufferPointer(lower), salt: 4)
      }
    }
  }

  private static func hash(_ subject: UInt64, _ predicate: UInt64, _ object: UInt64) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 3) { words in
      words[0] = subject
      words[1] = predicate
      words[2] = object
      return UnsafeRawBufferPointer(words).withMemoryRebound(to: UInt8.self) {
        ByteHash.hash($0, salt: ways.statement)
      }
    }
  }

  private static func hash(aboutSubject subject: UInt64) -> UInt64 {
    withUnsafeBytes(of: subject) { raw in
      raw.withMemoryRebound(to: UInt8.self) { ByteHash.hash($0, salt: ways.subject) }
    }
  }

  private static func hash(_ triple: Triple) -> UInt64 {
    hash(hash(triple.subject.term), hash(.iri(triple.predicate)), hash(triple.object))
  }

  private static func hash(_ term: Term) -> UInt64 {
    switch term {
    case .iri(let iri): return hash(iri.string.utf8.span, kind: 1)
    case .blankNode(let node): return hash(node.label.utf8.span, kind: 2)
    case .literal(let literal):
      let text = literal.lexicalForm.utf8.span
      if let tag = literal.languageTag { return hash(text, kind: hash(language: tag.string.utf8.span)) }
      if literal.datatype == .XSD.string { return hash(text, kind: 3) }
      return hash(text, kind: hash(.iri(literal.datatype)))
    }
  }
}
