public import RDF

extension Graph {
  /// Puts entries together into a graph; the inverse of `entries()`, but for the labels of blank nodes.
  ///
  /// Blank nodes of different entries are kept apart by labels made of the entry's IRI, minted IRIs become blank
  /// nodes again. The same entries always give the same labels.
  /// - Throws: `EntryError.damagedBody` naming the first entry whose body is not N-Triples.
  public init(entries: some Sequence<Entry>) throws(EntryError) {
    let collector = EntryCollector()
    for entry in entries { try collector.add(entry) }
    self = collector.builder.graph()
  }
}

extension Sequence<Entry> {
  /// The graph of the entries' statements, as `Graph.init(entries:)` makes it.
  public func graph() throws(EntryError) -> Graph { try Graph(entries: self) }
}

/// Collects the statements of entries.
///
/// A class, because each entry's parser gets a sink of its own that writes here, and a value would be copied.
/// It is used from one function on one thread only.
private final class EntryCollector {
  var builder = GraphBuilder()
  /// What the labels of the current entry's blank nodes begin with.
  private var labelPrefix: [UInt8] = []

  func add(_ entry: Entry) throws(EntryError) {
    labelPrefix = []
    labelPrefix.append(UInt8(ascii: "e"))
    labelPrefix.append(contentsOf: MintedIRI.shortHash(entry.iri.string.utf8).utf8)
    do throws(SyntaxError) {
      _ = try RDFSyntax.nTriples.parse(entry.body, into: EntrySink(collector: self))
    } catch {
      throw EntryError(.damagedBody, entry.iri, "the body of <\(entry.iri)> is damaged: \(error)")
    }
  }

  func blankNode(_ label: Span<UInt8>) -> TermID {
    var bytes = labelPrefix
    label.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    return builder.blankNode(bytes.span)
  }

  /// Turns a minted IRI back into a blank node; `…:<hash>-<ordinal>#<label>` becomes `s<hash>-<ordinal><label>`.
  func iri(_ utf8: Span<UInt8>) -> TermID {
    let label = utf8.withUnsafeBufferPointer { bytes -> [UInt8]? in
      guard bytes.starts(with: MintedIRI.prefix.utf8) else { return nil }
      let rest = bytes.dropFirst(MintedIRI.prefix.utf8.count)
      return [UInt8(ascii: "s")] + rest.filter { $0 != UInt8(ascii: "#") }
    }
    guard let label else { return builder.iri(utf8) }
    return builder.blankNode(label.span)
  }
}

/// The parser's end of an `EntryCollector`.
private struct EntrySink: StatementSink {
  let collector: EntryCollector

  mutating func iri(_ utf8: Span<UInt8>) -> TermID { collector.iri(utf8) }
  mutating func blankNode(_ label: Span<UInt8>) -> TermID { collector.blankNode(label) }
  mutating func literal(_ lexicalForm: Span<UInt8>) -> TermID { collector.builder.literal(lexicalForm) }
  mutating func literal(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermID {
    collector.builder.literal(lexicalForm, language: language)
  }
  mutating func literal(_ lexicalForm: Span<UInt8>, datatype: TermID) -> TermID {
    collector.builder.literal(lexicalForm, datatype: datatype)
  }
  mutating func statement(
    _ subject: TermID, _ predicate: TermID, _ object: TermID, graph: TermID?, at position: TextPosition
  ) {
    collector.builder.statement(subject, predicate, object, graph: graph, at: position)
  }
}
