/// A term as a `StatementWriter` has written it: its handle.
///
/// An object, so that the writer can tell when nobody holds it any more and write the next term in its place.
/// Its bytes lie in memory of its own, which it keeps for the next term; only the writer touches it, so that
/// nobody looks while something changes.
public final class WrittenTerm {
  /// What the grammar of Turtle has a shorthand for.
  enum Role: UInt8 {
    case ordinary
    /// `rdf:type`, as predicate `a`.
    case type
    case integer, decimal, boolean
  }

  /// The memory that terms of usual length need.
  private static let usualByteCount = 256

  @exclusivity(unchecked) private var memory: UnsafeMutableRawBufferPointer
  @exclusivity(unchecked) private var count = 0
  /// Where the IRI is, if the term is one.
  @exclusivity(unchecked) private var source = 0..<0
  /// Where that starts which is written for the term; it goes on to the end.
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) var role = Role.ordinary
  /// The number of the prefix that has to be declared before the term, or -1.
  @exclusivity(unchecked) var prefix = -1

  init() { memory = .allocate(byteCount: Self.usualByteCount, alignment: 1) }

  deinit { memory.deallocate() }

  /// What is written for the term.
  @inline(__always) var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: memory[start..<count])
  }

  /// Whether the term is this IRI.
  @inline(__always) func isIRI(_ iri: UnsafeBufferPointer<UInt8>) -> Bool {
    guard source.count == iri.count, !iri.isEmpty else { return false }
    return UnsafeRawBufferPointer(rebasing: memory[source]).isSame(as: UnsafeRawBufferPointer(iri))
  }

  /// Makes the object look unused.
  @inline(__always) func reset() {
    count = 0
    source = 0..<0
    start = 0
    role = .ordinary
    prefix = -1
  }

  /// Makes this the IRI, written in angle brackets.
  @inline(__always) func setBracketed(_ iri: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "<"))
    append(iri)
    source = 1..<count
    append(UInt8(ascii: ">"))
  }

  /// Makes this the IRI, written with a prefix.
  func setPrefixed(_ iri: UnsafeBufferPointer<UInt8>, _ entry: PrefixMap.Entry) {
    append(iri)
    source = 0..<count
    start = count
    entry.name.withUnsafeBufferPointer { append($0) }
    append(UInt8(ascii: ":"))
    append(UnsafeBufferPointer(rebasing: iri[entry.namespace.count...]))
    prefix = entry.number
  }

  // MARK: Bytes

  @inline(__always) func append(_ byte: UInt8) {
    reserve(1)
    memory[count] = byte
    count += 1
  }

  @inline(__always) func append(_ bytes: UnsafeBufferPointer<UInt8>) { append(UnsafeRawBufferPointer(bytes)) }

  @inline(__always) func append(_ bytes: UnsafeRawBufferPointer) {
    guard let from = bytes.baseAddress else { return }
    reserve(bytes.count)
    memory.baseAddress.map { ($0 + count).copyMemory(from: from, byteCount: bytes.count) }
    count += bytes.count
  }

  /// Appends a lexical form in quotation marks, with the escapes of canonical N-Quads.
  @inline(__always) func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    if let special = ByteOutput.firstQuotedSpecial(text, from: 0) {
      return appendEscaping(text, from: special)
    }
    reserve(text.count + 2)
    guard let base = memory.baseAddress else { return }
    var cursor = ByteCursor(base + count)
    cursor.put(UInt8(ascii: "\""))
    cursor.put(text)
    cursor.put(UInt8(ascii: "\""))
    count += text.count + 2
  }

  @inline(never) private func appendEscaping(_ text: UnsafeBufferPointer<UInt8>, from special: Int) {
    append(UInt8(ascii: "\""))
    var start = 0
    var next: Int? = special
    while let index = next {
      append(UnsafeBufferPointer(rebasing: text[start..<index]))
      var escape: [UInt8] = []
      escape.appendEscaped(text[index])
      escape.withUnsafeBufferPointer { append($0) }
      start = index + 1
      next = ByteOutput.firstQuotedSpecial(text, from: start)
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
    append(UInt8(ascii: "\""))
  }

  @inline(__always) private func reserve(_ byteCount: Int) {
    if memory.count - count < byteCount { grow(byteCount) }
  }

  @inline(never) private func grow(_ byteCount: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count + byteCount, memory.count * 2), alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    memory.deallocate()
    memory = larger
  }
}

extension UnsafeRawBufferPointer {
  /// Whether two buffers of the same length hold the same bytes.
  @inline(__always) func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index + 8 <= count {
      guard
        loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < count {
      guard self[index] == other[index] else { return false }
      index += 1
    }
    return true
  }
}
