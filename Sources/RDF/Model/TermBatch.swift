/// Terms that wait to be interned together; `TermDictionary.intern(_:appendingTo:)` says why.
struct TermBatch: Sendable {
  /// A term, and what has been found out of it.
  struct Waiting {
    let record: TermDictionary.Record
    var hash: UInt64 = 0
    /// The id plus 1 of the term that it may be, 0 for none.
    var found: UInt32 = 0
    /// Where the record of that term starts.
    var start = 0
  }

  /// A term as long as it waits, with its text in `texts`.
  private struct Entry {
    let kind: UInt8
    let qualifier: UInt32
    let end: Int
  }

  /// How many terms wait at most.
  ///
  /// 256: many more than the loads that a processor has under way, and few enough for what they bring near to
  /// fit into its second cache.
  private static let countMax = 256

  private var entries: [Entry] = []
  /// The texts, end to end.
  private var texts: [UInt8] = []

  @inline(__always) var isFull: Bool { entries.count >= Self.countMax }

  /// Takes a term, as its record will hold it.
  @inline(__always)
  mutating func append(_ kind: UInt8, qualifier: UInt32 = 0, _ text: UnsafeBufferPointer<UInt8>) {
    texts.append(contentsOf: text)
    entries.append(Entry(kind: kind, qualifier: qualifier, end: texts.count))
  }

  /// Hands out all terms, and forgets them.
  mutating func takeAll(_ body: (UnsafeMutableBufferPointer<Waiting>) -> Void) {
    texts.withUnsafeBufferPointer { texts in
      withUnsafeTemporaryAllocation(of: Waiting.self, capacity: entries.count) { terms in
        var start = 0
        for (index, entry) in entries.enumerated() {
          let text = UnsafeBufferPointer(rebasing: texts[start..<entry.end])
          let record = TermDictionary.Record(kind: entry.kind, qualifier: entry.qualifier, text: text)
          terms.initializeElement(at: index, to: Waiting(record: record))
          start = entry.end
        }
        // Nothing of a term needs to be deinitialized: it is numbers, and a pointer to memory of the batch.
        body(terms)
      }
    }
    entries.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
  }
}
