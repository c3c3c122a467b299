import GRDB

/// The moment at which a vocabulary is read.
public enum Moment: Hashable, Sendable {
  /// The newest revision.
  case head
  /// A revision by its number.
  case revision(Int64)
  /// The revision that a release froze.
  case release(String)
  /// The last revision made no later than this.
  case date(Timestamp)

  /// Reads `head`, `r12` or `12`, `2026-11-24` or a full timestamp, `release:1.0.0`, or just `1.0.0`.
  ///
  /// Digits alone are a revision; a release whose version is digits alone needs `release:` before it.
  public init(_ text: String) {
    let digits = text.hasPrefix("r") ? text.dropFirst() : text[...]
    if text == "head" {
      self = .head
    } else if let number = Int64(digits), number >= 0 {
      self = .revision(number)
    } else if let date = Timestamp(iso8601: text) {
      self = .date(date)
    } else if text.hasPrefix("release:") {
      self = .release(String(text.dropFirst("release:".count)))
    } else {
      self = .release(text)
    }
  }

  /// The number of the revision that the moment means in a vocabulary.
  ///
  /// - Throws: `notFound` if there is no such revision or release, or nothing yet at that date.
  func revision(in vocabulary: Vocabulary, _ db: Database) throws -> Int64 {
    // The vocabulary may have been read in an earlier snapshot; the head is what this one sees.
    let sql = "SELECT head_revision FROM vocabulary WHERE id = ?"
    let head = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [vocabulary.id]) ?? 0
    switch self {
    case .head: return head
    case .revision(let number):
      guard number <= head else {
        throw StoreError(.notFound, "\(vocabulary.name) has no revision \(number); the newest is \(head)")
      }
      return number
    case .release(let version):
      let release = try Row.fetchOne(
        db, sql: Release.query + " AND \"release\".version = ?", arguments: [vocabulary.id, version]
      ).map(Release.init)
      guard let release else {
        throw StoreError(
          .notFound,
          "\(vocabulary.name) has no release \"\(version)\"; give a release, a revision such as r12, or a date"
        )
      }
      try release.requireNotWithdrawn()
      return release.revision
    case .date(let date):
      let number = try Int64.fetchOne(
        db, sql: "SELECT max(number) FROM revision WHERE vocabulary = ? AND at <= ?",
        arguments: [vocabulary.id, date.milliseconds])
      guard let number else {
        throw StoreError(.notFound, "\(vocabulary.name) had no content yet on \(date.iso8601)")
      }
      return number
    }
  }
}
