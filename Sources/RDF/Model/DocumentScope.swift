/// Keeps the blank nodes of several documents apart that go into one graph.
///
/// A label means something within its document only (RDF 1.1 Concepts §3.4). Those of the first document stay as
/// they are; those of the second start with `document1-`, and so on. A label of the first that looks like one of
/// these starts with `document0-`, so that two nodes never get one label.
struct DocumentScope {
  private static let mark = Array("document".utf8)

  private var number = 0
  private var scratch: [UInt8] = []

  /// Says that the labels to come are those of another document.
  mutating func next() { number += 1 }

  /// Hands on the label that a document's label has in the graph.
  @inline(__always)
  mutating func scoped<Result>(
    _ label: Span<UInt8>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    if number == 0 && !label.withUnsafeBufferPointer({ $0.starts(with: Self.mark) }) { return body(label) }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: Self.mark)
    scratch.append(contentsOf: String(number).utf8)
    scratch.append(UInt8(ascii: "-"))
    label.withUnsafeBufferPointer { scratch.append(contentsOf: $0) }
    return body(scratch.span)
  }
}
