import Foundation
import GRDB

/// The folded texts of a vocabulary, packed into blocks that a search reads from end to end.
///
/// A block is a row of `search_block` with the texts of consecutive rows of `label`. Each text stands as four
/// bytes from 1 to 31 (the role, and the language in base 31), its folded UTF-8, and a zero. A folded text has
/// no such bytes, so that a search for a text never matches across them. Texts are only ever appended; whether
/// one holds at a revision is said by its row of `label`.
struct TextBlocks {
  /// A block that has grown beyond this many bytes is not added to.
  static let byteCountMax = 64 << 10
  static let headerByteCount = 4
  private static let base = 31

  private let db: Database
  private let vocabulary: Int64
  private var languages: [String: Int64] = [:]
  private var first: Int64 = 0
  private var count: Int64 = 0
  private var body: [UInt8] = []
  private var isStored = false

  /// Takes up the last block of a vocabulary.
  init(_ db: Database, vocabulary: Int64) throws {
    self.db = db
    self.vocabulary = vocabulary
    let last = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT first, count, body FROM search_block WHERE vocabulary = ? ORDER BY first DESC LIMIT 1
          """), arguments: [vocabulary])
    guard let last else { return }
    first = last[0]
    count = last[1]
    body = [UInt8](last[2] as Data)
    isStored = true
  }

  /// Adds the text of a new row of `label`; rows come in the order of their ids.
  ///
  /// - Parameter folded: the folded text, also of a note.
  mutating func append(label id: Int64, role: TextRole, language: String, folded: String) throws {
    if count > 0, id != first + count || body.count >= Self.byteCountMax { try flush(startingAnew: true) }
    if count == 0 { first = id }
    let number = try languageNumber(language)
    body.append(UInt8(1 + role.rawValue))
    for divisor in [Self.base * Self.base, Self.base, 1] {
      body.append(UInt8(1 + Int(number) / divisor % Self.base))
    }
    body += folded.utf8
    body.append(0)
    count += 1
  }

  /// Writes what has been added; has to be called at the end.
  mutating func finish() throws { try flush(startingAnew: false) }

  private mutating func flush(startingAnew: Bool) throws {
    let sql =
      isStored
      ? "UPDATE search_block SET count = ?3, body = ?4 WHERE vocabulary = ?1 AND first = ?2"
      : "INSERT INTO search_block (vocabulary, first, count, body) VALUES (?1, ?2, ?3, ?4)"
    if count > 0 {
      try db.cachedStatement(sql: sql).execute(arguments: [vocabulary, first, count, Data(body)])
      isStored = true
    }
    guard startingAnew else { return }
    isStored = false
    count = 0
    body.removeAll(keepingCapacity: true)
  }

  private mutating func languageNumber(_ tag: String) throws -> Int64 {
    if let number = languages[tag] { return number }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO search_language (tag) VALUES (?)")
      .execute(arguments: [tag])
    let number = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM search_language WHERE tag = ?"), arguments: [tag])
    guard let number, number < Int64(Self.base * Self.base * Self.base) else {
      throw StoreError(.storageFailed, "the store has too many different language tags")
    }
    languages[tag] = number
    return number
  }

  /// The number of the language in a text's header.
  static func languageNumber(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    (Int(first &- 1) * base + Int(second &- 1)) * base + Int(third &- 1)
  }

  /// Packs the rows of `label` that are in no block yet; for bulk work that does not append one by one.
  static func extend(_ db: Database, vocabulary: Int64) throws {
    var blocks = try TextBlocks(db, vocabulary: vocabulary)
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT id, role, language, text, folded FROM label WHERE vocabulary = ? AND id >= ? ORDER BY id",
      arguments: [vocabulary, blocks.first + blocks.count])
    while let row = try rows.next() {
      let role = TextRole(rawValue: row[1]) ?? .note
      try blocks.append(
        label: row[0], role: role, language: row[2], folded: role.isNote ? LabelFolding.fold(row[3]) : row[4])
    }
    try blocks.finish()
  }

  /// What of a vocabulary's blocks is not what its rows of `label` ask for, as sentences.
  static func faults(_ db: Database, vocabulary: Vocabulary) throws -> [String] {
    let labels = try Row.fetchCursor(
      db,
      sql: """
        SELECT label.id, role, search_language.id, text, folded FROM label
        LEFT JOIN search_language ON tag = language WHERE vocabulary = ? ORDER BY label.id
        """, arguments: [vocabulary.id])
    let rows = try Row.fetchCursor(
      db, sql: "SELECT first, count, body FROM search_block WHERE vocabulary = ? ORDER BY first",
      arguments: [vocabulary.id])
    while let row = try rows.next() {
      var wanted: [UInt8] = []
      let (first, count): (Int64, Int64) = (row[0], row[1])
      for id in first..<max(first, first + count) {
        guard let label = try labels.next(), label[0] as Int64 == id else {
          return ["\(vocabulary.name): the search index has a text without its label"]
        }
        let role = TextRole(rawValue: label[1]) ?? .note
        let number = (label[2] as Int?) ?? 0
        wanted.append(UInt8(1 + role.rawValue))
        wanted += [base * base, base, 1].map { UInt8(1 + number / $0 % base) }
        wanted += (role.isNote ? LabelFolding.fold(label[3]) : label[4]).utf8
        wanted.append(0)
      }
      if wanted != [UInt8](row[2] as Data) {
        return ["\(vocabulary.name): the search index from label \(first) on is not that of the labels"]
      }
    }
    return try labels.next() == nil ? [] : ["\(vocabulary.name): the search index lacks labels"]
  }
}
