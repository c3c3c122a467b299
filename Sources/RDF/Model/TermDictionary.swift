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
/// No `String` is made until somebody asks for a term. Holds at most 2³² − 2 terms.
public struct TermDictionary: Sendable {
  /// What kind of term a record in the arena is; the first byte of the record.
  enum Kind {
    static let iri: UInt8 = 0
    static let blankNode: UInt8 = 1
    static let string: UInt8 = 2
    /// Followed by the number of the tag in four bytes, and the lexical form.
    static let languageTagged: UInt8 = 3
    /// Followed by the id of the datatype IRI in four bytes, and the lexical form.
    static let typed: UInt8 = 4
  }

  /// A term as its record in the arena holds it, before it is one.
  struct Record {
    let kind: UInt8
    /// The tag or the datatype, 0 for other kinds.
    var qualifier: UInt32 = 0
    let text: UnsafeBufferPointer<UInt8>

    @inline(__always) var headByteCount: Int { kind < Kind.languageTagged ? 1 : 5 }
    @inline(__always) var byteCount: Int { headByteCount + text.count }
    @inline(__always) var hash: UInt64 {
      ByteHash.hash(text, salt: UInt64(qualifier) << 8 | UInt64(kind))
    }
  }

  /// A place in the table: some bits of a term's hash and its id plus 1, or 0 for a free place.
  private struct Slot {
    var hash: UInt32
    var number: UInt32
  }

  private var arena: [UInt8] = []
  /// Where each term's record starts; one more entry than terms.
  private var offsets: [Int] = [0]
  /// Open addressing with linear probing, a power of two in size, at most two thirds full.
  private var table = Array(repeating: Slot(hash: 0, number: 0), count: 1 << 10)
  private var tags = LanguageTagTable()
  /// How many of the terms are blank nodes; without any, whoever looks for them need not start.
  private(set) var blankNodeCount = 0

  /// Creates an empty dictionary.
  public init() {}

  /// How many distinct terms there are.
  public var count: Int { offsets.count - 1 }

  /// How many bytes of memory the terms, the table and the indexes take.
  public var byteCount: Int { arena.count + offsets.count * 8 + table.count * 8 }

  // MARK: Interning

  /// Returns the id of an absolute IRI, given as checked UTF-8.
  public mutating func intern(iri utf8: Span<UInt8>) -> TermID {
    utf8.withUnsafeBufferPointer { intern(Record(kind: Kind.iri, text: $0)) }
  }

  /// Returns the id of a blank node, given its label.
  public mutating func intern(blankNode label: Span<UInt8>) -> TermID {
    label.withUnsafeBufferPointer { intern(Record(kind: Kind.blankNode, text: $0)) }
  }

  /// Returns the id of an `xsd:string`.
  public mutating func intern(string lexicalForm: Span<UInt8>) -> TermID {
    lexicalForm.withUnsafeBufferPointer { intern(Record(kind: Kind.string, text: $0)) }
  }

  /// Returns the id of a language-tagged string; the tag is well-formed, in any case.
  public mutating func intern(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermID {
    let tag = number(ofTag: language)
    return lexicalForm.withUnsafeBufferPointer {
      intern(Record(kind: Kind.languageTagged, qualifier: tag, text: $0))
    }
  }

  /// Returns the number by which records name a language tag, which is well-formed, in any case.
  @inline(__always)
  mutating func number(ofTag tag: Span<UInt8>) -> UInt32 {
    tag.withUnsafeBufferPointer { tags.number(of: $0) ?? tags.numberAsSpelled($0) }
  }

  /// Returns the id of a typed literal whose datatype has been interned before.
  public mutating func intern(_ lexicalForm: Span<UInt8>, datatype: TermID) -> TermID {
    lexicalForm.withUnsafeBufferPointer {
      intern(Record(kind: Kind.typed, qualifier: datatype.rawValue, text: $0))
    }
  }

  /// Returns the id of a term.
  public mutating func intern(_ term: Term) -> TermID {
    var qualifier: UInt32 = 0
    switch term {
    case .literal(.typed(_, let datatype)): qualifier = intern(.iri(datatype)).rawValue
    case .literal(.languageTagged(_, let tag)):
      qualifier = Array(tag.string.utf8).withUnsafeBufferPointer {
        tags.number(of: $0) ?? tags.numberAsSpelled($0)
      }
    default: break
    }
    var text = Self.text(of: term)
    return text.withUTF8 { intern(Record(kind: Self.kind(of: term), qualifier: qualifier, text: $0)) }
  }

  /// Returns the id of a term, or nil if the dictionary does not have it.
  public func id(of term: Term) -> TermID? {
    var qualifier: UInt32 = 0
    switch term {
    case .literal(.typed(_, let datatype)):
      guard let id = id(of: .iri(datatype)) else { return nil }
      qualifier = id.rawValue
    case .literal(.languageTagged(_, let tag)):
      guard let number = tags.knownNumber(of: tag) else { return nil }
      qualifier = number
    default: break
    }
    var text = Self.text(of: term)
    return text.withUTF8 { text in
      let record = Record(kind: Self.kind(of: term), qualifier: qualifier, text: text)
      if case .found(let id) = find(record, hash: record.hash) { return id }
      return nil
    }
  }

  /// Interns the terms of a batch in their order, appends their ids, and empties it.
  ///
  /// A large dictionary lies outside the processor's caches, and a look-up waits for its memory three times: for
  /// the place in the table, for where the record is, and for the record. The terms of a batch do not depend on
  /// each other, so that each step is made for all of them before the next, and the waits overlap. The first
  /// steps only bring near what the last one needs, and decide nothing.
  mutating func intern(_ batch: inout TermBatch, appendingTo ids: inout [TermID]) {
    batch.takeAll { terms in
      table.withUnsafeBufferPointer { table in
        let mask = table.count - 1
        for index in terms.indices {
          terms[index].hash = terms[index].record.hash
          terms[index].found = table[Int(UInt32(truncatingIfNeeded: terms[index].hash)) & mask].number
        }
        for index in terms.indices where terms[index].found != 0 {
          let hash = UInt32(truncatingIfNeeded: terms[index].hash)
          var place = Int(hash) & mask
          while table[place].number != 0 && table[place].hash != hash { place = (place + 1) & mask }
          terms[index].found = table[place].number
        }
      }
      for index in terms.indices where terms[index].found != 0 {
        terms[index].start = offsets[Int(terms[index].found - 1)]
      }
      for index in terms.indices where terms[index].found != 0 {
        if arena[terms[index].start] != terms[index].record.kind { terms[index].found = 0 }
      }
      for term in terms {
        let isKnown = term.found != 0 && has(term.record, at: Int(term.found - 1))
        ids.append(isKnown ? TermID(Int(term.found - 1)) : intern(term.record, hash: term.hash))
      }
    }
  }

  /// What a search of the table comes to.
  private enum Search {
    case found(TermID)
    /// The place where the term belongs.
    case free(Int)
  }

  @inline(__always)
  private mutating func intern(_ record: Record) -> TermID { intern(record, hash: record.hash) }

  @inline(__always)
  private mutating func intern(_ record: Record, hash: UInt64) -> TermID {
    switch find(record, hash: hash) {
    case .found(let id): return id
    case .free(let slot): return append(record, hash: hash, at: slot)
    }
  }

  @inline(__always)
  private func find(_ record: Record, hash: UInt64) -> Search {
    let mask = table.count - 1
    let hash = UInt32(truncatingIfNeeded: hash)
    var place = Int(hash) & mask
    while true {
      let slot = table[place]
      guard slot.number != 0 else { return .free(place) }
      if slot.hash == hash && has(record, at: Int(slot.number - 1)) {
        return .found(TermID(Int(slot.number - 1)))
      }
      place = (place + 1) & mask
    }
  }

  /// Whether the record of a term is this one.
  @inline(__always)
  private func has(_ record: Record, at id: Int) -> Bool {
    let start = offsets[id]
    guard offsets[id + 1] - start == record.byteCount, arena[start] == record.kind else { return false }
    return arena.withUnsafeBufferPointer { arena in
      if record.kind >= Kind.languageTagged {
        let raw = UnsafeRawBufferPointer(arena).loadUnaligned(fromByteOffset: start + 1, as: UInt32.self)
        guard UInt32(littleEndian: raw) == record.qualifier else { return false }
      }
      let text = UnsafeBufferPointer(rebasing: arena[(start + record.headByteCount)..<offsets[id + 1]])
      return text.hasSameBytes(as: record.text)
    }
  }

  private mutating func append(_ record: Record, hash: UInt64, at place: Int) -> TermID {
    let id = count
    precondition(id < Int(UInt32.max) - 1, "a dictionary holds at most 2^32 - 2 terms")
    if record.kind == Kind.blankNode { blankNodeCount += 1 }
    arena.append(record.kind)
    if record.kind >= Kind.languageTagged {
      withUnsafeBytes(of: record.qualifier.littleEndian) { arena.append(contentsOf: $0) }
    }
    arena.append(contentsOf: record.text)
    offsets.append(arena.count)
    table[place] = Slot(hash: UInt32(truncatingIfNeeded: hash), number: UInt32(id) + 1)
    if count * 3 > table.count * 2 { grow() }
    return TermID(id)
  }

  /// Doubles the table.
  ///
  /// Slots keep enough of the hash to be moved without a look at their terms.
  private mutating func grow() {
    var larger = Array(repeating: Slot(hash: 0, number: 0), count: table.count * 2)
    let mask = larger.count - 1
    for slot in table where slot.number != 0 {
      var place = Int(slot.hash) & mask
      while larger[place].number != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    table = larger
  }

  static func kind(of term: Term) -> UInt8 {
    switch term {
    case .iri: Kind.iri
    case .blankNode: Kind.blankNode
    case .literal(.string): Kind.string
    case .literal(.languageTagged): Kind.languageTagged
    case .literal(.typed): Kind.typed
    }
  }

  static func text(of term: Term) -> String {
    switch term {
    case .iri(let iri): iri.string
    case .blankNode(let node): node.label
    case .literal(let literal): literal.lexicalForm
    }
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
      let tag = LanguageTag(uncheckedConventional: text(tags[qualifier(body)]))
      return .literal(.languageTagged(text(body.dropFirst(4)), tag))
    default:
      let datatype = self.record(TermID(Int(qualifier(body))))
      return .literal(
        .typed(text(body.dropFirst(4)), datatype: IRI(uncheckedValid: text(datatype.dropFirst()))))
    }
  }

  /// Whether an id stands for an IRI.
  public func isIRI(_ id: TermID) -> Bool { arena[offsets[Int(id.rawValue)]] == Kind.iri }
  /// Whether an id stands for a blank node.
  public func isBlankNode(_ id: TermID) -> Bool { arena[offsets[Int(id.rawValue)]] == Kind.blankNode }
  /// Whether an id stands for a literal.
  public func isLiteral(_ id: TermID) -> Bool { arena[offsets[Int(id.rawValue)]] >= Kind.string }

  /// The number of a literal's language tag, equal for equal tags; nil for any other term.
  public func languageNumber(of id: TermID) -> Int? {
    let start = offsets[Int(id.rawValue)]
    guard arena[start] == Kind.languageTagged else { return nil }
    var number = 0
    for place in 0..<4 { number |= Int(arena[start + 1 + place]) << (8 * place) }
    return number
  }

  /// Returns the first IRI, by id, that begins with the given text; O(number of terms), and no term is made.
  public func firstIRI(startingWith prefix: String) -> IRI? {
    for id in 0..<count where isIRI(TermID(id)) && record(TermID(id)).dropFirst().starts(with: prefix.utf8) {
      return self[TermID(id)].iri
    }
    return nil
  }

  /// The parts of a term as bytes, so that whoever sorts or writes many terms need not make strings.
  struct Parts {
    fileprivate let kind: UInt8
    /// The IRI, the label or the lexical form.
    let text: UnsafeBufferPointer<UInt8>
    /// The language tag, if there is one.
    let tag: UnsafeBufferPointer<UInt8>?
    /// The datatype's id, if it is not implied.
    let datatype: TermID?

    @inline(__always) var isIRI: Bool { kind == Kind.iri }
    @inline(__always) var isBlankNode: Bool { kind == Kind.blankNode }
    @inline(__always) var isLiteral: Bool { kind >= Kind.string }
  }

  /// Gives the parts of terms; may not outlive the call that handed it out, nor may the parts.
  struct Reader {
    fileprivate let arena: UnsafeBufferPointer<UInt8>
    fileprivate let offsets: UnsafeBufferPointer<Int>
    fileprivate let tags: UnsafeBufferPointer<UInt8>
    fileprivate let tagOffsets: UnsafeBufferPointer<Int>

    @inline(__always) func callAsFunction(_ id: TermID) -> Parts {
      let start = offsets[Int(id.rawValue)] + 1
      let end = offsets[Int(id.rawValue) + 1]
      let kind = arena[start - 1]
      guard kind >= Kind.languageTagged else {
        return Parts(kind: kind, text: Self.part(of: arena, start, end), tag: nil, datatype: nil)
      }
      let text = Self.part(of: arena, start + 4, end)
      let raw = UnsafeRawBufferPointer(arena).loadUnaligned(fromByteOffset: start, as: UInt32.self)
      let qualifier = Int(UInt32(littleEndian: raw))
      guard kind == Kind.languageTagged else {
        return Parts(kind: kind, text: text, tag: nil, datatype: TermID(qualifier))
      }
      let tag = Self.part(of: tags, tagOffsets[qualifier], tagOffsets[qualifier + 1])
      return Parts(kind: kind, text: text, tag: tag, datatype: nil)
    }

    /// The first eight bytes of a term's text as a number, with zeros behind a shorter text.
    ///
    /// If two of these differ, the texts are in the same order.
    @inline(__always) func head(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
      guard let base = arena.baseAddress, let first = text.baseAddress else { return 0 }
      let start = first - base
      // What follows a short text in the arena is read too, and cut off, so that lengths cost no branch.
      guard start + 8 <= arena.count else { return text.reduce(0) { $0 << 8 | UInt64($1) } << shift(text) }
      let word = UnsafeRawPointer(first).loadUnaligned(as: UInt64.self).bigEndian
      return text.count >= 8 ? word : word & ~(UInt64.max &>> (8 &* UInt64(text.count)))
    }

    private func shift(_ text: UnsafeBufferPointer<UInt8>) -> Int { 8 * (8 - text.count) }

    @inline(__always)
    private static func part(
      of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: bytes.baseAddress.map { $0 + start }, count: end &- start)
    }
  }

  /// Hands out a reader of all terms' parts.
  func withParts<Result>(_ body: (Reader) throws -> Result) rethrows -> Result {
    try arena.withUnsafeBufferPointer { arena in
      try offsets.withUnsafeBufferPointer { offsets in
        try tags.bytes.withUnsafeBufferPointer { bytes in
          try tags.offsets.withUnsafeBufferPointer {
            try body(Reader(arena: arena, offsets: offsets, tags: bytes, tagOffsets: $0))
          }
        }
      }
    }
  }

  /// The id of the term of another's kind, with its language tag or datatype, that has a text.
  func id(ofText text: UnsafeBufferPointer<UInt8>, alike id: TermID) -> TermID? {
    let start = offsets[Int(id.rawValue)]
    var alike = Record(kind: arena[start], text: text)
    if alike.kind >= Kind.languageTagged {
      alike.qualifier = arena.withUnsafeBytes {
        UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: start + 1, as: UInt32.self))
      }
    }
    if case .found(let id) = find(alike, hash: alike.hash) { return id }
    return nil
  }

  // MARK: Language tags

  /// How many distinct language tags there are.
  var languageTagCount: Int { tags.offsets.count - 1 }

  /// A language tag by its number.
  func languageTagText(_ number: Int) -> String {
    text(tags.bytes[tags.offsets[number]..<tags.offsets[number + 1]])
  }

  /// The number of a literal's language tag, without making a string; nil for any other term.
  func languageTagNumber(of id: TermID) -> UInt32? {
    let start = offsets[Int(id.rawValue)]
    guard arena[start] == Kind.languageTagged else { return nil }
    return arena.withUnsafeBytes {
      UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: start + 1, as: UInt32.self))
    }
  }

  private func record(_ id: TermID) -> ArraySlice<UInt8> {
    arena[offsets[Int(id.rawValue)]..<offsets[Int(id.rawValue) + 1]]
  }

  private func qualifier(_ body: ArraySlice<UInt8>) -> UInt32 {
    var raw: UInt32 = 0
    for (shift, byte) in body.prefix(4).enumerated() { raw |= UInt32(byte) << (8 * UInt32(shift)) }
    return raw
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String { bytes.withUnsafeBufferPointer(Self.string) }

  /// A string of interned text: parsers hand on only what they have found to be UTF-8, so nothing is replaced here.
  static func string(_ interned: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: interned, as: UTF8.self)
  }
}
