import GRDB
import RDF

/// Which languages a search wants, and which come first.
struct LanguageRanks {
  private static let lastRank: UInt8 = 255
  private let ranges: [String]
  private let preferred: [String]
  /// By the numbers of `search_language`; nil for languages that are not wanted.
  private var byNumber: [UInt8?] = []

  init(_ db: Database, ranges: [String], preferred: [LanguageTag]) throws {
    self.ranges = ranges.map { $0.lowercased() }
    self.preferred = preferred.map { $0.string.lowercased() }
    let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT id, tag FROM search_language ORDER BY id"))
    while let row = try rows.next() {
      let number: Int = row[0]
      while byNumber.count < number { byNumber.append(nil) }
      byNumber.append(rank(row[1] as String))
    }
  }

  /// The rank of a language by its number, nil if it is not wanted.
  func rank(_ number: Int) -> UInt8? { byNumber.indices.contains(number) ? byNumber[number] : nil }

  /// The rank of a language tag: its place among the reader's, or the last; nil if it is not wanted.
  func rank(_ tag: String) -> UInt8? {
    let language = tag.lowercased()
    guard language.isEmpty || ranges.isEmpty || ranges.contains(where: { Self.matches(language, $0) }) else {
      return nil
    }
    let place = preferred.firstIndex { Self.matches(language, $0) }
    return place.map { UInt8(clamping: min($0, Int(Self.lastRank) - 1)) } ?? Self.lastRank
  }

  /// Basic filtering: the range is the tag or what stands before a hyphen in it; `*` is any.
  /// - Source: RFC 4647, section 3.3.1.
  private static func matches(_ language: String, _ range: String) -> Bool {
    range == "*" || language == range || language.hasPrefix(range + "-")
  }
}
