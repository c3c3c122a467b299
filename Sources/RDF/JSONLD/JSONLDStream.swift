/// The nodes of a long JSON-LD document, one after another, out of bytes that come in pieces.
///
/// A document can be read so if it is an array, or an object that starts with its `@context` and goes on with its
/// `@graph`. What stands in the graph then depends on nothing that is still to come, so that each node can be
/// read by itself and forgotten. A value without I/O, and without knowledge of contexts.
/// - Source: Streaming JSON-LD, the streaming document form: the order of entries.
struct JSONLDStream {
  /// What stands at the start of a document that can be read in this way.
  enum Opening {
    /// An array of nodes.
    case array
    /// An object; the value of its `@context`, and the key that has to stand for `@graph`.
    case object(context: JSON, key: String)
  }

  private enum State {
    /// Behind the opening bracket, or behind a comma.
    case element(isFirst: Bool)
    /// Behind an element.
    case separator
    /// Behind the closing bracket of the nodes.
    case end
    /// Behind the document.
    case over
  }

  private let opening: Opening
  private let limits: ParserLimits
  private var state = State.element(isFirst: true)
  /// What has been fed and not used.
  private var bytes: [UInt8] = []
  /// How far `bytes` has been used, and how far the element at hand has been scanned.
  private var used = 0
  private var scanned = 0
  /// Where in `bytes` the element starts that was handed out last.
  private var elementStart = 0
  private var scanner = JSONValueScanner()
  /// Where in the document `bytes` starts.
  private var start: TextPosition

  /// Looks at the start of a document, and returns what can be read node by node; nil if it has to be read whole.
  ///
  /// The whole `@context` has to be there, and the bracket behind the key of the graph.
  init?(_ head: [UInt8], limits: ParserLimits, _ jsonLimits: JSON.Limits) {
    var index = Self.skippingSpace(head, 0)
    guard index < head.count else { return nil }
    self.limits = limits
    start = .start
    if head[index] == UInt8(ascii: "[") {
      opening = .array
      index += 1
    } else {
      guard let (context, key, end) = Self.openObject(head, index, jsonLimits) else { return nil }
      opening = .object(context: context, key: key)
      index = end
    }
    bytes = head
    used = index
    scanned = index
    compact()
  }

  /// The context of the document, and the key that has to stand for `@graph`.
  var context: (value: JSON, key: String)? {
    if case .object(let context, let key) = opening { (context, key) } else { nil }
  }

  /// Reads `{ "@context": value, "key": [`.
  private static func openObject(
    _ head: [UInt8], _ start: Int, _ limits: JSON.Limits
  ) -> (context: JSON, key: String, end: Int)? {
    guard head[start] == UInt8(ascii: "{"), let (name, valueStart) = key(head, start + 1, limits),
      name == "@context", let (context, contextEnd) = value(head, valueStart, limits)
    else { return nil }
    let comma = skippingSpace(head, contextEnd)
    guard comma < head.count, head[comma] == UInt8(ascii: ","),
      let (graph, graphStart) = key(head, comma + 1, limits)
    else { return nil }
    let bracket = skippingSpace(head, graphStart)
    guard bracket < head.count, head[bracket] == UInt8(ascii: "[") else { return nil }
    return (context, graph, bracket + 1)
  }

  /// A key with the colon behind it.
  private static func key(_ head: [UInt8], _ start: Int, _ limits: JSON.Limits) -> (String, end: Int)? {
    let quote = skippingSpace(head, start)
    guard quote < head.count, head[quote] == UInt8(ascii: "\""), let (key, end) = value(head, quote, limits),
      let name = key.string
    else { return nil }
    let colon = skippingSpace(head, end)
    guard colon < head.count, head[colon] == UInt8(ascii: ":") else { return nil }
    return (name, colon + 1)
  }

  private static func value(_ head: [UInt8], _ start: Int, _ limits: JSON.Limits) -> (JSON, end: Int)? {
    head.withUnsafeBufferPointer { head in
      var scanner = JSONValueScanner()
      guard let end = scanner.end(in: head, from: start) else { return nil }
      let value = try? JSON(parsing: UnsafeBufferPointer(rebasing: head[start..<end]), limits: limits)
      return value.map { ($0, end) }
    }
  }

  private static func skippingSpace(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    return index
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  // MARK: Elements

  /// Adds bytes to those that are still to be read.
  mutating func append(_ chunk: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    compact()
    guard bytes.count + chunk.count <= limits.jsonLDByteCountMax else {
      throw SyntaxError(
        .limit, at: start, "a node of the document is longer than \(limits.jsonLDByteCountMax) bytes")
    }
    bytes.append(contentsOf: chunk)
  }

  /// The next node that is there as a whole, and how many bytes it took; nil if more bytes are needed, or at the end.
  mutating func next(_ jsonLimits: JSON.Limits) throws(SyntaxError) -> (node: JSON, byteCount: Int)? {
    while true {
      used = Self.skippingSpace(bytes, used)
      guard used < bytes.count else { return nil }
      let byte = bytes[used]
      switch state {
      case .element(let isFirst):
        if isFirst, byte == UInt8(ascii: "]") {
          pass(to: arrayEnd)
          continue
        }
        scanned = max(scanned, used)
        let found = bytes.withUnsafeBufferPointer { scanner.end(in: $0, from: scanned) }
        guard let end = found else {
          scanned = bytes.count
          return nil
        }
        return try element(upTo: end, jsonLimits)
      case .separator:
        if byte == UInt8(ascii: ",") {
          pass(to: .element(isFirst: false))
        } else if byte == UInt8(ascii: "]") {
          pass(to: arrayEnd)
        } else {
          throw unexpected("\",\" or \"]\" behind a node")
        }
      case .end:
        // Whether the graph has a name could only be said now, when its nodes have been read.
        guard byte != UInt8(ascii: ",") else {
          throw SyntaxError(
            .JSONLD.invalidStreamingKeyOrder, at: place(of: used),
            "found another entry behind \"@graph\"; in a document of more than \(limits.jsonLDHeldByteCountMax) bytes, which is read as a stream, expected \"@graph\" as the last one"
          )
        }
        guard byte == UInt8(ascii: "}") else { throw unexpected("\"}\" behind the graph") }
        pass(to: .over)
      case .over: throw unexpected("the end of the document")
      }
    }
  }

  private var arrayEnd: State { if case .array = opening { .over } else { .end } }

  private mutating func pass(to next: State) {
    used += 1
    state = next
  }

  private mutating func element(
    upTo end: Int, _ jsonLimits: JSON.Limits
  ) throws(SyntaxError) -> (node: JSON, byteCount: Int) {
    let range = used..<end
    elementStart = used
    used = end
    scanned = end
    scanner = JSONValueScanner()
    state = .separator
    do throws(SyntaxError) {
      let node = try bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in
        try JSON(parsing: UnsafeBufferPointer(rebasing: bytes[range]), limits: jsonLimits)
      }
      return (node, range.count)
    } catch {
      var error = error
      error.position = error.position.map(elementPlace.followed(by:))
      throw error
    }
  }

  /// Says that nothing more will come.
  ///
  /// - Throws: `SyntaxError` if the document has not come to its end.
  mutating func finish() throws(SyntaxError) {
    if case .over = state { return }
    used = bytes.count
    throw unexpected("the rest of the document")
  }

  private func unexpected(_ expected: String) -> SyntaxError {
    guard used < bytes.count else {
      return SyntaxError(
        .grammar, at: place(of: used), "found the end of the document; expected \(expected)")
    }
    let found = bytes.withUnsafeBufferPointer { ByteWindow($0, isFinal: true).description(at: used) }
    return SyntaxError(.grammar, at: place(of: used), "found \(found); expected \(expected)")
  }

  // MARK: Places

  /// Where the element stands that was handed out last, until more bytes are added.
  private var elementPlace: TextPosition { place(of: elementStart) }

  /// Where a part of that element stands.
  func place(of fault: FaultPath) -> TextPosition {
    let element = bytes[elementStart..<used]
    return elementPlace.followed(by: element.withUnsafeBufferPointer(fault.position))
  }

  private func place(of index: Int) -> TextPosition {
    bytes.withUnsafeBufferPointer { start.advanced(over: UnsafeBufferPointer(rebasing: $0[..<index])) }
  }

  /// Forgets what has been used.
  private mutating func compact() {
    start = place(of: used)
    bytes.removeFirst(used)
    scanned = max(scanned - used, 0)
    used = 0
    elementStart = 0
  }
}
