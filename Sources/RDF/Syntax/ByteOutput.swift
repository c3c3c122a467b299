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

  /// Appends a statement with its terms as N-Quads write them.
  @inline(__always)
  mutating func appendLine(
    _ subject: UnsafeRawBufferPointer, _ predicate: UnsafeRawBufferPointer, _ object: UnsafeRawBufferPointer,
    _ graph: UnsafeRawBufferPointer?
  ) {
    reserve(subject.count + predicate.count + object.count + (graph?.count ?? 0) + 6)
    var end = count
    storage.withUnsafeMutableBytes { storage in
      func put(_ term: UnsafeRawBufferPointer) {
        guard let from = term.baseAddress, let to = storage.baseAddress else { return }
        (to + end).copyMemory(from: from, byteCount: term.count)
        storage[end + term.count] = UInt8(ascii: " ")
        end += term.count + 1
      }
      put(subject)
      put(predicate)
      put(object)
      if let graph { put(graph) }
      storage[end] = UInt8(ascii: ".")
      storage[end + 1] = UInt8(ascii: "\n")
    }
    count = end + 2
  }

  /// Appends an IRI in angle brackets.
  @inline(__always) mutating func appendBracketed(_ iri: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "<"))
    append(iri)
    append(UInt8(ascii: ">"))
  }

  /// Appends some of the output again, and forgets all from `start` on that is not among it.
  mutating func keep(_ parts: some Sequence<Range<Int>>, from start: Int) {
    var kept: [UInt8] = []
    kept.reserveCapacity(count - start)
    for part in parts { kept.append(contentsOf: storage[part]) }
    count = start
    append(kept)
  }

  /// Calls a function with what has been written.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  /// Hands over what has been written, and starts anew.
  mutating func take() -> [UInt8] {
    defer { count = 0 }
    return Array(storage[..<count])
  }

  @inline(__always) mutating func flushIfLarge(to write: ([UInt8]) throws -> Void) rethrows {
    if count >= Self.pieceByteCount { try flush(to: write) }
  }

  mutating func flush(to write: ([UInt8]) throws -> Void) rethrows {
    if count > 0 { try write(take()) }
  }

  // MARK: Escapes

  /// Appends a lexical form in quotation marks, with the fewest escapes that canonical N-Quads allows.
  ///
  /// - Source: RDFC-1.0 §5, "Canonical N-Quads form".
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "\""))
    var start = 0
    while let index = Self.firstQuotedSpecial(text, from: start) {
      append(UnsafeBufferPointer(rebasing: text[start..<index]))
      var escape: [UInt8] = []
      escape.appendEscaped(text[index])
      append(escape)
      start = index + 1
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
    append(UInt8(ascii: "\""))
  }

  /// The next byte that a lexical form in quotation marks cannot have as it is.
  @inline(__always)
  static func firstQuotedSpecial(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let raw = UnsafeRawBufferPointer(text)
    var index = start
    while index + 8 <= text.count,
      !hasQuotedSpecial(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    {
      index += 8
    }
    while index < text.count {
      let byte = text[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return index }
      index += 1
    }
    return nil
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
