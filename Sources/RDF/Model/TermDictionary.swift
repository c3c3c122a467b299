/// A number that stands for a term within one dictionary.
public struct TermID: Hashable, Comparable, Sendable {
  /// The number, from 0 in the order of first appearance.
  public let rawValue: UInt32

  init(_ rawValue: Int) { self.rawValue = UInt32(truncatingIfNeeded: rawValue) }

  /// Orders by first appearance.
  public static func < (left: TermID, right: TermID) -> Bool { left.rawValue < right.rawValue }
}

/// Terms interned by their bytes: each distinct term is kept once and known by a small number.
///
/// The bytes of all terms lie end to end in one arena; an open-addressing table of hashes finds them.
/// No `String` is made until somebody asks for a term. Holds at most 2³² − 1 terms.
public struct TermDictionary: Sendable {
  /// What kind of term a record in the arena is; the first byte of the record.
  private enum Kind {
    static let iri: UInt8 = 0
    static let blankNode: UInt8 = 1
    static let string: UInt8 = 2
    /// Followed by the tag in conventional case, a zero byte, and the lexical form.
    static let languageTagged: UInt8 = 3
    /// Followed by the id of the datatype IRI in four bytes, and the lexical form.
    static let typed: UInt8 = 4
  }

  private var arena: [UInt8] = []
  /// Where each term's record starts; one more entry than terms.
  private var offsets: [Int] = [0]
  /// The id of a term plus 1, or 0 for a free place; open addressing, linear probing, a power of two in size.
  private var table: [UInt32] = Array(repeating: 0, count: 1 << 10)
  /// The hash of each term, so that growing the table touches no term's bytes.
  private var hashes: [UInt64] = []
  /// The record under construction; kept so that interning a known term allocates nothing.
  private var scratch: [UInt8] = []
  /// Language tags seen, as they were spelled, with the conventional spelling.
  private var tags: [[UInt8]: [UInt8]] = [:]

  /// Creates an empty dictionary.
  public init() {}

  /// How many distinct terms there are.
  public var count: Int { hashes.count }

  /// How many bytes of memory the terms, the table and the indexes take.
  public var byteCount: Int { arena.count + offsets.count * 8 + table.count * 4 + hashes.count * 8 }

  // MARK: Interning

  /// Returns the id of an absolute IRI, given as checked UTF-8.
  public mutating func intern(iri utf8: Span<UInt8>) -> TermID {
    begin(Kind.iri)
    append(utf8)
    return commit()
  }

  /// Returns the id of a blank node, given its label.
  public mutating func intern(blankNode label: Span<UInt8>) -> TermID {
    begin(Kind.blankNode)
    append(label)
    return commit()
  }

  /// Returns the id of an `xsd:string`.
  public mutating func intern(string lexicalForm: Span<UInt8>) -> TermID {
    begin(Kind.string)
    append(lexicalForm)
    return commit()
  }

  /// Returns the id of a language-tagged string; the tag is well-formed, in any case.
  public mutating func intern(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermID {
    begin(Kind.languageTagged)
    let spelling = language.withUnsafeBufferPointer { Array($0) }
    if let conventional = tags[spelling] {
      scratch.append(contentsOf: conventional)
    } else {
      let text = String(validating: spelling, as: UTF8.self) ?? ""
      let conventional = (try? LanguageTag(text)).map { Array($0.string.utf8) } ?? spelling
      tags[spelling] = conventional
      scratch.append(contentsOf: conventional)
    }
    scratch.append(0)
    append(lexicalForm)
    return commit()
  }

  /// Returns the id of a typed literal whose datatype has been interned before.
  public mutating func intern(_ lexicalForm: Span<UInt8>, datatype: TermID) -> TermID {
    begin(Kind.typed)
    withUnsafeBytes(of: datatype.rawValue.littleEndian) { scratch.append(contentsOf: $0) }
    append(lexicalForm)
    return commit()
  }

  /// Returns the id of a term.
  public mutating func intern(_ term: Term) -> TermID {
    begin(term)
    return commit()
  }

  /// Returns the id of a term, or nil if the dictionary does not have it.
  public func id(of term: Term) -> TermID? {
    // A copy of the empty scratch space only: the arena is shared, not copied.
    var record: [UInt8] = []
    guard encode(term, into: &record) else { return nil }
    let hash = Self.hash(record)
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] != 0 {
      let id = Int(table[slot] - 1)
      if hashes[id] == hash && arena[offsets[id]..<offsets[id + 1]].elementsEqual(record) {
        return TermID(id)
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  // MARK: Looking up

  /// Returns the term that an id of this dictionary stands for.
  public subscript(id: TermID) -> Term {
    let record = self.record(id)
    let body = record.dropFirst()
    switch record[record.startIndex] {
    case Kind.iri: return .iri(IRI(uncheckedValid: text(body)))
    case Kind.blankNode: return .blankNode(BlankNode(text(body)))
    case Kind.string: return .literal(.string(text(body)))
    case Kind.languageTagged:
      let zero = body.firstIndex(of: 0) ?? body.endIndex
      let tag = LanguageTag(uncheckedConventional: text(body[..<zero]))
      return .literal(.languageTagged(text(body[zero...].dropFirst()), tag))
    default:
      return .literal(.typed(text(body.dropFirst(4)), datatype: datatype(body)))
    }
  }

  /// Whether an id stands for an IRI.
  public func isIRI(_ id: TermID) -> Bool { arena[offsets[Int(id.rawValue)]] == Kind.iri }
  /// Whether an id stands for a blank node.
  public func isBlankNode(_ id: TermID) -> Bool { arena[offsets[Int(id.rawValue)]] == Kind.blankNode }
  /// Whether an id stands for a literal.
  public func isLiteral(_ id: TermID) -> Bool { arena[offsets[Int(id.rawValue)]] >= Kind.string }

  /// Returns the first IRI, by id, that begins with the given text; O(number of terms), and no term is made.
  public func firstIRI(startingWith prefix: String) -> IRI? {
    for id in 0..<count where isIRI(TermID(id)) && record(TermID(id)).dropFirst().starts(with: prefix.utf8) {
      return self[TermID(id)].iri
    }
    return nil
  }

  /// The parts of a term as bytes, so that whoever sorts or writes many terms need not make strings.
  struct Parts {
    /// The IRI, the label or the lexical form.
    let text: UnsafeBufferPointer<UInt8>
    /// The language tag, if there is one.
    let tag: UnsafeBufferPointer<UInt8>?
    /// The datatype's id, if it is not implied.
    let datatype: TermID?
  }

  /// Gives the parts of terms; may not outlive the call that handed it out, nor may the parts.
  struct Reader {
    fileprivate let arena: UnsafeBufferPointer<UInt8>
    fileprivate let offsets: UnsafeBufferPointer<Int>

    func callAsFunction(_ id: TermID) -> Parts {
      let start = offsets[Int(id.rawValue)] + 1
      let bytes = UnsafeBufferPointer(rebasing: arena[start..<offsets[Int(id.rawValue) + 1]])
      switch arena[start - 1] {
      case Kind.languageTagged:
        let zero = bytes.firstIndex(of: 0) ?? bytes.count
        let text = UnsafeBufferPointer(rebasing: bytes.dropFirst(zero + 1))
        return Parts(text: text, tag: UnsafeBufferPointer(rebasing: bytes[..<zero]), datatype: nil)
      case Kind.typed:
        var raw = 0
        for index in 0..<4 { raw |= Int(bytes[index]) << (8 * index) }
        return Parts(text: UnsafeBufferPointer(rebasing: bytes.dropFirst(4)), tag: nil, datatype: TermID(raw))
      default:
        return Parts(text: bytes, tag: nil, datatype: nil)
      }
    }
  }

  /// Hands out a reader of all terms' parts.
  func withParts<Result>(_ body: (Reader) throws -> Result) rethrows -> Result {
    try arena.withUnsafeBufferPointer { arena in
      try offsets.withUnsafeBufferPointer { try body(Reader(arena: arena, offsets: $0)) }
    }
  }

  private func record(_ id: TermID) -> ArraySlice<UInt8> {
    arena[offsets[Int(id.rawValue)]..<offsets[Int(id.rawValue) + 1]]
  }

  private func datatype(_ body: ArraySlice<UInt8>) -> IRI {
    var raw: UInt32 = 0
    for (shift, byte) in body.prefix(4).enumerated() { raw |= UInt32(byte) << (8 * UInt32(shift)) }
    return IRI(uncheckedValid: text(record(TermID(Int(raw))).dropFirst()))
  }

  /// Text that was valid UTF-8 when it was interned.
  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: The record under construction

  private mutating func begin(_ kind: UInt8) {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(kind)
  }

  private mutating func append(_ utf8: Span<UInt8>) {
    utf8.withUnsafeBufferPointer { scratch.append(contentsOf: $0) }
  }

  private mutating func begin(_ term: Term) {
    if case .literal(.typed(_, let datatype)) = term { _ = intern(.iri(datatype)) }
    scratch.removeAll(keepingCapacity: true)
    var record: [UInt8] = []
    swap(&record, &scratch)
    _ = encode(term, into: &record)
    swap(&record, &scratch)
  }

  /// Writes a term's record; false if its datatype is not in the dictionary.
  private func encode(_ term: Term, into record: inout [UInt8]) -> Bool {
    switch term {
    case .iri(let iri):
      record.append(Kind.iri)
      record.append(contentsOf: iri.string.utf8)
    case .blankNode(let node):
      record.append(Kind.blankNode)
      record.append(contentsOf: node.label.utf8)
    case .literal(.string(let text)):
      record.append(Kind.string)
      record.append(contentsOf: text.utf8)
    case .literal(.languageTagged(let text, let tag)):
      record.append(Kind.languageTagged)
      record.append(contentsOf: tag.string.utf8)
      record.append(0)
      record.append(contentsOf: text.utf8)
    case .literal(.typed(let text, let datatype)):
      guard let id = id(of: .iri(datatype)) else { return false }
      record.append(Kind.typed)
      withUnsafeBytes(of: id.rawValue.littleEndian) { record.append(contentsOf: $0) }
      record.append(contentsOf: text.utf8)
    }
    return true
  }

  private mutating func commit() -> TermID {
    let hash = Self.hash(scratch)
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] != 0 {
      let id = Int(table[slot] - 1)
      if hashes[id] == hash && matches(id) { return TermID(id) }
      slot = (slot + 1) & (table.count - 1)
    }
    let id = hashes.count
    precondition(id < Int(UInt32.max) - 1, "a dictionary holds at most 2^32 - 2 terms")
    arena.append(contentsOf: scratch)
    offsets.append(arena.count)
    hashes.append(hash)
    table[slot] = UInt32(id) + 1
    if hashes.count * 2 > table.count { grow() }
    return TermID(id)
  }

  private func matches(_ id: Int) -> Bool {
    let start = offsets[id]
    guard offsets[id + 1] - start == scratch.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      scratch.withUnsafeBufferPointer { scratch in
        UnsafeBufferPointer(rebasing: arena[start..<start + scratch.count]).compare(to: scratch) == 0
      }
    }
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for (id, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = UInt32(id) + 1
    }
  }

  /// A random number per process, so that nobody can prepare input whose terms all collide.
  private static let seed = UInt64.random(in: .min ... .max)

  /// Multiplies and folds eight bytes at a time.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var hash = seed ^ UInt64(raw.count)
      var index = 0
      while index + 8 <= raw.count {
        hash = fold(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var tail: UInt64 = 0
      while index < raw.count {
        tail = tail << 8 | UInt64(raw[index])
        index += 1
      }
      return fold(hash ^ tail ^ 0xA076_1D64_78BD_642F)
    }
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
