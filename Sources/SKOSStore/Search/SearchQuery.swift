public import RDF

/// What is looked for: a text, how it has to occur, where, and which part of the answer is wanted.
public struct SearchQuery: Sendable {
  /// How the text has to occur in a label, notation or note, everything folded.
  public enum Mode: String, CaseIterable, Sendable {
    /// In any of the ways below; with typing errors only if nothing is found without.
    case any
    /// The whole label or notation.
    case exact
    /// The beginning of a label or notation.
    case prefix
    /// Every word of the text begins a word, in any order.
    case word
    /// Anywhere.
    case infix
    /// As `any`, and after that with one or two typing errors in a word.
    case typo
  }

  /// In which order entries come.
  public enum Sort: String, CaseIterable, Sendable {
    /// The best match first.
    case relevance
    /// By the label shown to the reader, as the first of the reader's languages sorts.
    case label
  }

  /// The longest text that can be looked for, in bytes: longer than any label that people type.
  public static let textByteCountMax = 1024
  /// The most entries in one page.
  public static let pageCountMax = 1000
  /// The most entries that can be sorted by label, since all have to be read for the first page.
  public static let sortedCountMax = 10_000

  /// What to look for.
  ///
  /// Every character stands for itself; nothing is a query language.
  public let text: String
  /// How it has to occur.
  public var mode = Mode.any
  /// Language ranges (RFC 4647, basic filtering) one of which a text's language has to match.
  ///
  /// Texts without language always do. All languages if empty.
  public var languageRanges: [String] = []
  /// The reader's languages, best first; they come before others.
  public var preferred: [LanguageTag] = []
  /// The kinds of entries that are wanted, such as `Concept`; all but SKOS-XL labels if empty.
  public var kinds: Set<String> = []
  /// The properties that are searched, such as `prefLabel` or `definition`; all if empty.
  public var properties: Set<String> = []
  /// The order.
  public var sort = Sort.relevance
  /// At most this many entries, up to `pageCountMax`.
  public var limit = 20
  /// Where the page before ended, as it said; from the beginning if nil.
  public var cursor: String?

  /// Looks for a text with the defaults of everything else.
  public init(_ text: String, limit: Int = 20) {
    self.text = text
    self.limit = limit
  }

  /// The names that `properties` may have.
  public static let propertyNames = TextRole.allCases.filter { $0 != .literalForm }.map(\.name)
  /// The names that `kinds` may have.
  public static let kindNames = ["Concept", "ConceptScheme", "Collection", "Label", "other"]

  func checkLimits() throws(StoreError) {
    guard text.utf8.count <= Self.textByteCountMax else {
      throw StoreError(
        .invalidArgument, "a text to look for has at most \(Self.textByteCountMax) bytes; type a part of it")
    }
    guard (1...Self.pageCountMax).contains(limit) else {
      throw StoreError(.invalidArgument, "a page has 1 to \(Self.pageCountMax) entries, not \(limit)")
    }
  }

  /// Tells queries apart, so that a cursor of another one is refused (FNV-1a).
  var fingerprint: UInt64 {
    let parts =
      [text, mode.rawValue, sort.rawValue] + [""] + languageRanges + [""] + preferred.map(\.string) + [""]
      + kinds.sorted() + [""] + properties.sorted()
    return parts.joined(separator: "\u{0}").utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }
}

/// An entry that a search found, by the text that matched best.
public struct SearchHit: Hashable, Sendable {
  /// The entry.
  public let iri: IRI
  /// What matched, such as `prefLabel`, `notation` or `definition`.
  public let property: String
  /// The matched text.
  public let text: String
  /// Its language tag, empty if it has none.
  public let language: String
}

/// A part of the answer to a search.
public struct SearchPage: Sendable {
  /// The entries.
  public let hits: [SearchHit]
  /// Where the next page begins; nil if there is none.
  public let cursor: String?
}

/// The place in an answer behind which the next page begins.
public struct SearchCursor: Sendable {
  /// The revision that the first page was read at; the next ones are to be read at it too.
  public let revision: Int64
  let key: UInt64
  let entry: Int64
  let fingerprint: UInt64

  init(revision: Int64, key: UInt64, entry: Int64, fingerprint: UInt64) {
    self.revision = revision
    self.key = key
    self.entry = entry
    self.fingerprint = fingerprint
  }

  /// Reads what a page has given out.
  ///
  /// - Throws: `invalidArgument` for anything else.
  public init(_ text: String) throws(StoreError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, let revision = Int64(parts[0]), revision >= 0,
      let key = UInt64(parts[1], radix: 36), let entry = Int64(parts[2]),
      let fingerprint = UInt64(parts[3], radix: 36)
    else {
      throw StoreError(.invalidArgument, "the cursor is not one that a search gave; begin without one")
    }
    self.init(revision: revision, key: key, entry: entry, fingerprint: fingerprint)
  }

  var string: String {
    "\(revision).\(String(key, radix: 36)).\(entry).\(String(fingerprint, radix: 36))"
  }
}
