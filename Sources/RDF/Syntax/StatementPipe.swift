/// Writes statements while they are read: hands what a `StatementWriter` has made on as soon as it is a piece.
///
/// So a document of any size passes from one syntax to another in constant memory. Given a graph's name, only
/// the statements of that graph pass, and lose their name.
///
/// A sink cannot throw: after the first error of `write` nothing more is written, and `error` keeps it.
public struct StatementPipe: StatementSink {
  /// How much output is gathered before it is handed on, in bytes.
  static let pieceByteCount = 64 << 10

  /// A term of the writer, and whether it is the name of the graph that passes.
  public struct Handle {
    let term: StatementWriter.Handle
    let isGraph: Bool
  }

  private var writer: StatementWriter
  private let graph: [UInt8]?
  private let write: ([UInt8]) throws -> Void
  /// Why writing ended early; nil as long as all is well.
  public private(set) var error: (any Error)?
  /// How many statements have passed.
  public private(set) var statementCount = 0

  /// Creates a pipe that hands what `writer` makes to `write`.
  ///
  /// `graph` is the one named graph whose statements pass; nil lets all pass, with their graphs.
  public init(_ writer: StatementWriter, graph: IRI? = nil, to write: @escaping ([UInt8]) throws -> Void) {
    self.writer = writer
    self.graph = graph.map { Array($0.string.utf8) }
    self.write = write
  }

  /// Ends the document, and hands on the rest of it.
  ///
  /// - Throws: `error`, or what `write` throws.
  public mutating func finish() throws {
    let rest = writer.finish()
    if let error = error ?? writer.error { throw error }
    try write(rest)
  }

  /// Takes an IRI.
  public mutating func iri(_ utf8: Span<UInt8>) -> Handle {
    let isGraph = graph.map { name in utf8.withUnsafeBufferPointer { $0.elementsEqual(name) } } ?? false
    return Handle(term: writer.iri(utf8), isGraph: isGraph)
  }
  /// Takes a blank node.
  public mutating func blankNode(_ label: Span<UInt8>) -> Handle {
    Handle(term: writer.blankNode(label), isGraph: false)
  }
  /// Takes an `xsd:string`.
  public mutating func literal(_ lexicalForm: Span<UInt8>) -> Handle {
    Handle(term: writer.literal(lexicalForm), isGraph: false)
  }
  /// Takes a language-tagged string.
  public mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> Handle {
    Handle(term: writer.literal(lexicalForm, language: language), isGraph: false)
  }
  /// Takes a typed literal.
  public mutating func literal(_ lexicalForm: Span<UInt8>, datatype: Handle) -> Handle {
    Handle(term: writer.literal(lexicalForm, datatype: datatype.term), isGraph: false)
  }
  /// Takes a statement.
  public mutating func statement(
    _ subject: Handle, _ predicate: Handle, _ object: Handle, graph: Handle?, at position: TextPosition
  ) {
    guard error == nil else { return }
    if self.graph == nil {
      writer.statement(subject.term, predicate.term, object.term, graph: graph?.term, at: position)
    } else if let graph, graph.isGraph {
      writer.statement(subject.term, predicate.term, object.term, graph: nil, at: position)
    } else {
      return
    }
    statementCount += 1
    if let refusal = writer.error {
      error = refusal
    } else if writer.outputByteCount >= Self.pieceByteCount {
      let piece = writer.takeOutput()
      do { try write(piece) } catch { self.error = error }
    }
  }
  /// Takes a prefix declaration.
  public mutating func prefix(_ name: String, _ namespace: String) { writer.prefix(name, namespace) }
}
