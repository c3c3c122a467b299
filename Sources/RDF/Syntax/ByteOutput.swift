/// Bytes on their way out; written in place, so that a term costs one check and one copy.
struct ByteOutput {
  /// How long the pieces are at least in which output is handed over.
  static let pieceByteCount = 64 << 10

  private var storage: [UInt8] = []
  private(set) var count = 0

  init() {}

  /// Makes room for some more bytes.
  @inline(__always) private mutating func reserve(_ byteCount: Int) {
    if storage.count - count < byteCount { grow(byteCount) }
  }

  @inline(never) private mutating func grow(_ byteCount: Int) {
    let size = max(count + byteCount, storage.count * 2, Self.pieceByteCount + 4_096)
    storage.append(contentsOf: repeatElement(0, count: size - storage.count))
  }

  @inline(__always) mutating func append(_ byte: UInt8) {
    reserve(1)
    storage.withUnsafeMutableBufferPointer { $0[count] = byte }
    count += 1
  }

  @inline(__always) mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    let start = count
    storage.withUnsafeMutableBytes { storage in
      storage.baseAddress.map { ($0 + start).copyMemory(from: source, byteCount: bytes.count) }
    }
    count += bytes.count
  }

  @inline(__always) mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  @inline(__always) mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always) mutating func append(_ bytes: UnsafeRawBufferPointer) {
    append(bytes.assumingMemoryBound(to: UInt8.self))
  }

  /// Appends what a function puts, which is no more than it asks room for: one check for all pieces of it.
  @inline(__always)
  mutating func append(upTo byteCount: Int, _ put: (inout ByteCursor) -> Void) {
    reserve(byteCount)
    let start = count
    count = storage.withUnsafeMutableBytes { storage in
      guard let base = storage.baseAddress else { return start }
      var cursor = ByteCursor(base + start)
      put(&cursor)
      return cursor.position - base
    }
  }

  /// Appends a statement with its terms as N-Quads write them.
  @inline(__always)
  mutating func appendLine(
    _ subject: UnsafeRawBufferPointer, _ predicate: UnsafeRawBufferPointer, _ object: UnsafeRawBufferPointer,
    _ graph: UnsafeRawBufferPointer?
  ) {
    append(upTo: subject.count + predicate.count + object.count + (graph?.count ?? 0) + 6) { cursor in
      cursor.put(subject)
      cursor.put(UInt8(ascii: " "))
      cursor.put(predicate)
      cursor.put(UInt8(ascii: " "))
      cursor.put(object)
      if let graph {
        cursor.put(UInt8(ascii: " "))
        cursor.put(graph)
      }
      cursor.put(" .\n")
    }
  }

  /// Appends an IRI in angle brackets.
  @inline(__always) mutating func appendBracketed(_ iri: UnsafeBufferPointer<UInt8>) {
    append(upTo: iri.count + 2) { cursor in
      cursor.put(UInt8(ascii: "<"))
      cursor.put(iri)
      cursor.put(UInt8(ascii: ">"))
    }
  }

  /// Forgets what has been written, but keeps the memory for what comes next.
  mutating func removeAll() { count = 0 }

  /// Forgets the last bytes.
  mutating func removeLast(_ byteCount: Int) { count -= byteCount }

  /// Calls a function with what has been written.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  /// Hands over what has been written, and starts anew.
  mutating func take() -> [UInt8] {
    defer { count = 0 }
    return Array(storage[..<count])
  }

  /// Whether there is enough for a piece.
  @inline(__always) var isLarge: Bool { count >= Self.pieceByteCount }

  @inline(__always) mutating func flushIfLarge(to write: ([UInt8]) throws -> Void) rethrows {
    if isLarge { try flush(to: write) }
  }

  mutating func flush(to write: ([UInt8]) throws -> Void) rethrows {
    if count > 0 { try write(take()) }
  }

  // MARK: Escapes

  /// Appends a lexical form in quotation marks, and the language tag behind it if there is one.
  ///
  /// It has the fewest escapes that canonical N-Quads allows.
  /// - Source: RDFC-1.0 §5, "Canonical N-Quads form".
  @inline(__always)
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, tag: UnsafeBufferPointer<UInt8>? = nil) {
    let special = Self.firstQuotedSpecial(text, from: 0)
    if let special { appendEscaping(text, from: special) }
    append(upTo: text.count + (tag?.count ?? 0) + 3) { cursor in
      if special == nil {
        cursor.put(UInt8(ascii: "\""))
        cursor.put(text)
        cursor.put(UInt8(ascii: "\""))
      }
      guard let tag else { return }
      cursor.put(UInt8(ascii: "@"))
      cursor.put(tag)
    }
  }

  @inline(never)
  private mutating func appendEscaping(_ text: UnsafeBufferPointer<UInt8>, from special: Int) {
    append(UInt8(ascii: "\""))
    var start = 0
    var next: Int? = special
    while let index = next {
      append(UnsafeBufferPointer(rebasing: text[start..<index]))
      var escape: [UInt8] = []
      escape.appendEscaped(text[index])
      append(escape)
      start = index + 1
      next = Self.firstQuotedSpecial(text, from: start)
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
    append(UInt8(ascii: "\""))
  }

  /// The next byte that a lexical form in quotation marks cannot have as it is.
  @inline(__always)
  static func firstQuotedSpecial(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    text.firstIndex(from: start, inWord: hasQuotedSpecial) { byte in
      byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }
  }

  /// Whether one of eight bytes is below 0x20, or 0x22, 0x5C or 0x7F.
  @inline(__always) static func hasQuotedSpecial(_ word: UInt64) -> Bool {
    let isSpecial =
      below(word, 0x20) | zero(word ^ 0x2222_2222_2222_2222) | zero(word ^ 0x5C5C_5C5C_5C5C_5C5C)
      | zero(word ^ 0x7F7F_7F7F_7F7F_7F7F)
    return isSpecial != 0
  }

  /// Not 0 if one of eight bytes is 0.
  @inline(__always) static func zero(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Not 0 if one of eight bytes is below a bound, which is at most 128.
  @inline(__always) static func below(_ word: UInt64, _ bound: UInt64) -> UInt64 {
    (word &- (0x0101_0101_0101_0101 &* bound)) & ~word & 0x8080_8080_8080_8080
  }
}
