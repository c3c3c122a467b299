public import RDF

extension Graph {
  /// Puts entries together into a graph; the inverse of `entries()`, but for the labels of blank nodes.
  ///
  /// Blank nodes of different entries are kept apart by labels made of the entry's IRI, minted IRIs become blank
  /// nodes again. The same entries always give the same labels.
  /// - Throws: `EntryError.damagedBody` naming the first entry whose body is not N-Triples.
  public init(entries: some Sequence<Entry>) throws(EntryError) {
    var assembly = EntryAssembly()
    for entry in entries { try assembly.add(entry) }
    self = try assembly.graph()
  }
}

extension Sequence<Entry> {
  /// The graph of the entries' statements, as `Graph.init(entries:)` makes it.
  public func graph() throws(EntryError) -> Graph { try Graph(entries: self) }
}

/// Entries on their way to a graph: their bodies, one after the other, are one document of N-Triples.
private struct EntryAssembly {
  private var parser = DocumentParser(.nTriples, into: GraphBuilder())
  /// Bodies that are not parsed yet.
  private var text: [UInt8] = []
  /// The entries whose bodies these are, in case that one is damaged.
  private var pending: [Entry] = []
  /// How much text is gathered before it is parsed.
  private static let chunkByteCount = 64 << 10

  mutating func add(_ entry: Entry) throws(EntryError) {
    EntryBody.append(entry, to: &text)
    // A last line without its end must not run into the next entry, nor be missed until it is too late to say whose.
    if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    pending.append(entry)
    if text.count >= Self.chunkByteCount { try flush() }
  }

  mutating func graph() throws(EntryError) -> Graph {
    try flush()
    do throws(SyntaxError) { try parser.finish() } catch { throw damage(error) }
    return parser.sink.graph()
  }

  private mutating func flush() throws(EntryError) {
    let fault = text.withUnsafeBufferPointer { buffer -> SyntaxError? in
      do throws(SyntaxError) {
        try parser.feed(buffer)
        return nil
      } catch { return error }
    }
    if let fault { throw damage(fault) }
    text.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
  }

  /// Finds the entry at fault by reading each on its own.
  private func damage(_ error: SyntaxError) -> EntryError {
    for entry in pending {
      do throws(EntryError) { _ = try entry.triples } catch { return error }
    }
    return EntryError(.damagedBody, nil, "the body of an entry is damaged: \(error)")
  }
}

extension Entry {
  /// Whether the body has a blank node, a minted IRI, or a text that looks like one of these.
  ///
  /// A look at each byte, so that the bodies of most entries can be copied without a look at their lines.
  fileprivate var mayHoldBlankNodes: Bool {
    body.withUnsafeBufferPointer { body in
      var before: UInt8 = 0
      for index in body.indices {
        let byte = body[index]
        if byte == UInt8(ascii: ":") && before == UInt8(ascii: "_") { return true }
        if byte == UInt8(ascii: "u") && before == UInt8(ascii: "<"),
          body[(index - 1)...].starts(with: BlankPlaces.mintedStart)
        {
          return true
        }
        before = byte
      }
      return false
    }
  }
}

/// Writes an entry's body as part of a larger document.
private enum EntryBody {
  /// Appends the lines with blank nodes renamed so that they stay apart from those of other entries.
  static func append(_ entry: Entry, to text: inout [UInt8]) {
    guard entry.mayHoldBlankNodes else { return text.append(contentsOf: entry.body) }
    var label: [UInt8]?
    entry.body.withUnsafeBufferPointer { body in
      var copied = 0
      for start in BlankPlaces(body) {
        text.append(contentsOf: UnsafeBufferPointer(rebasing: body[copied..<start]))
        if body[start] == UInt8(ascii: "_") {
          let prefix = label ?? Array("_:e\(MintedIRI.shortHash(entry.iri.string.utf8))".utf8)
          label = prefix
          text.append(contentsOf: prefix)
          copied = start + 2
        } else {
          copied = appendNode(of: body, at: start, to: &text)
        }
      }
      text.append(contentsOf: UnsafeBufferPointer(rebasing: body[copied...]))
    }
  }

  /// Turns a minted IRI back into a blank node: `<…:<hash>-<ordinal>#<label>>` becomes `_:s<hash>-<ordinal><label>`.
  ///
  /// Returns where the text after it begins.
  private static func appendNode(
    of body: UnsafeBufferPointer<UInt8>, at start: Int, to text: inout [UInt8]
  ) -> Int {
    text.append(contentsOf: "_:s".utf8)
    var index = start + BlankPlaces.mintedStart.count
    while index < body.count && body[index] != UInt8(ascii: ">") {
      if body[index] != UInt8(ascii: "#") { text.append(body[index]) }
      index += 1
    }
    return min(index + 1, body.count)
  }
}

/// The places in lines of canonical N-Triples where a blank node or a minted IRI begins as subject or object.
private struct BlankPlaces: Sequence, IteratorProtocol {
  static let mintedStart = Array("<\(MintedIRI.prefix)".utf8)

  private let body: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// Whether the next term to look at is the object of the line.
  private var atObject = false

  init(_ body: UnsafeBufferPointer<UInt8>) { self.body = body }

  mutating func next() -> Int? {
    while index < body.count {
      let start = index
      if atObject {
        skip(past: UInt8(ascii: "\n"))
      } else {
        // No subject and no predicate has a space in it.
        skip(past: UInt8(ascii: " "))
        skip(past: UInt8(ascii: " "))
      }
      atObject.toggle()
      if isBlank(at: start) { return start }
    }
    return nil
  }

  private mutating func skip(past byte: UInt8) {
    while index < body.count && body[index] != byte { index += 1 }
    index += 1
  }

  private func isBlank(at start: Int) -> Bool {
    if body[start] == UInt8(ascii: "_") { return true }
    guard body[start] == UInt8(ascii: "<"), body.count - start >= Self.mintedStart.count else { return false }
    return body[start..<start + Self.mintedStart.count].elementsEqual(Self.mintedStart)
  }
}
