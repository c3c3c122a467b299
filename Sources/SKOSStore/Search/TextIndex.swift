import Foundation
import GRDB

/// The folded texts of a vocabulary, sorted and packed into the blocks of `search_text`.
///
/// A record says that an entry has, or had at some revision, a text in a role and a language. Records are only ever
/// added: whether a text holds at a revision is said by the body of the entry. So a search takes from here what may
/// match, and makes sure of it there.
struct TextIndex {
  /// A block that would grow beyond this many bytes is divided: one change of a label writes so much.
  static let blockByteCountMax = 16 << 10
  /// What the parts of a divided block have, so that both can take some more.
  private static let partByteCount = 12 << 10
  /// When so many bytes of records of one kind wait, they leave the memory: an import does not take more.
  static let pendingByteCountMax = 32 << 20

  private let db: Database
  private let vocabulary: Int64
  private let spool: String?
  private let pendingByteCountMax: Int
  private var languages: [String: Int] = [:]
  private var pending = TextArea.allCases.map(TextRecords.init)
  private var spilled: [TextArea: SpilledTexts] = [:]

  /// - Parameter spool: a directory for what does not fit in memory; without one it is brought into the blocks, which
  ///   takes longer.
  init(
    _ db: Database, vocabulary: Int64, spool: String? = nil,
    pendingByteCountMax: Int = Self.pendingByteCountMax
  ) {
    self.db = db
    self.vocabulary = vocabulary
    self.spool = spool
    self.pendingByteCountMax = pendingByteCountMax
  }

  /// Adds a text of an entry, unless it is there already.
  mutating func add(_ folded: String, role: TextRole, language: String, entry: Int64) throws {
    guard (0..<TextRecord.entryCountMax).contains(entry) else {
      throw StoreError(.storageFailed, "the store has too many entries for the text index")
    }
    let area = TextArea(role)
    pending[area.rawValue].append(
      folded, entry: entry, role: role, language: try languageNumber(language))
    if pending[area.rawValue].byteCount >= pendingByteCountMax { try spill(area) }
  }

  /// Writes what has been added; has to be called at the end.
  mutating func finish() throws {
    for area in TextArea.allCases {
      if spilled[area] != nil { try spill(area) }
      if let texts = spilled.removeValue(forKey: area) { try merge(texts) } else { try merge(area) }
    }
  }

  private mutating func spill(_ area: TextArea) throws {
    guard let spool else { return try merge(area) }
    var texts = try spilled[area] ?? SpilledTexts(area, in: spool)
    let records = pending[area.rawValue]
    pending[area.rawValue] = TextRecords(area)
    try texts.append(records)
    spilled[area] = texts
  }

  /// Brings spilled records into the blocks, in pieces that follow each other.
  private func merge(_ texts: SpilledTexts) throws {
    let area = texts.area
    var (texts, piece) = (texts, TextRecords(area))
    try texts.forEach { record in
      piece.append(sorted: record)
      guard piece.byteCount >= Self.pieceByteCount else { return }
      try merge(sorted: piece)
      piece = TextRecords(area)
    }
    try merge(sorted: piece)
  }

  private static let pieceByteCount = 4 << 20

  /// Makes the index anew from what the versions of a vocabulary's entries say.
  static func rebuild(_ db: Database, vocabulary: Int64) throws {
    try db.execute(sql: "DELETE FROM search_text WHERE vocabulary = ?", arguments: [vocabulary])
    var index = TextIndex(db, vocabulary: vocabulary)
    try EntryVersions.forEach(db, vocabulary: vocabulary) { id, entry in
      for label in try EntryIndex(entry).labels {
        try index.add(LabelFolding.fold(label.text), role: label.role, language: label.language, entry: id)
      }
    }
    try index.finish()
  }

  private mutating func languageNumber(_ tag: String) throws -> Int {
    if let number = languages[tag] { return number }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO search_language (tag) VALUES (?)")
      .execute(arguments: [tag])
    let number = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM search_language WHERE tag = ?"), arguments: [tag])
    guard let number, number < TextRecord.languageCountMax else {
      throw StoreError(.storageFailed, "the store has too many different language tags")
    }
    languages[tag] = number
    return number
  }

  // MARK: Merging

  private struct Block {
    let id: Int64
    let first: [UInt8]
    let body: [UInt8]
  }

  /// Brings the waiting records of an area into its blocks, each block once.
  private mutating func merge(_ area: TextArea) throws {
    var records = pending[area.rawValue]
    pending[area.rawValue] = TextRecords(area)
    records.sort()
    try merge(sorted: records)
  }

  private func merge(sorted records: TextRecords) throws {
    let area = records.area
    var next = 0
    while next < records.count {
      let block = try block(for: records.withRecord(at: next) { Data(area.key(of: $0)) }, area)
      let limit = try block.flatMap { try first(after: $0.first, area) }
      let start = next
      while next < records.count,
        limit.map({ limit in records.withRecord(at: next) { Self.precedes(area.key(of: $0), limit) } })
          ?? true
      {
        next += 1
      }
      try merge(records, start..<next, into: block, area)
    }
  }

  private static func precedes(_ key: UnsafeRawBufferPointer, _ other: [UInt8]) -> Bool {
    other.withUnsafeBytes { Bytes.compare(key, $0) < 0 }
  }

  /// The block that a key belongs to: the last one that begins before it, or the first.
  private func block(for key: Data, _ area: TextArea) throws -> Block? {
    let columns = "SELECT id, first, body FROM search_text WHERE vocabulary = ? AND area = ?"
    let row =
      try Row.fetchOne(
        db.cachedStatement(sql: columns + " AND first <= ? ORDER BY first DESC LIMIT 1"),
        arguments: [vocabulary, area.rawValue, key])
      ?? Row.fetchOne(
        db.cachedStatement(sql: columns + " ORDER BY first LIMIT 1"), arguments: [vocabulary, area.rawValue])
    return row.map { Block(id: $0[0], first: [UInt8]($0[1] as Data), body: [UInt8]($0[2] as Data)) }
  }

  /// Where the block behind one begins.
  private func first(after first: [UInt8], _ area: TextArea) throws -> [UInt8]? {
    try Data.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT first FROM search_text WHERE vocabulary = ? AND area = ? AND first > ? ORDER BY first LIMIT 1
          """), arguments: [vocabulary, area.rawValue, Data(first)]
    ).map { [UInt8]($0) }
  }

  /// Merges a run of records with those of a block and writes what comes of it, as one block or several.
  private func merge(_ records: TextRecords, _ run: Range<Int>, into block: Block?, _ area: TextArea) throws {
    var parts = TextParts(area, partByteCount: Self.partByteCount)
    var next = run.lowerBound
    var isChanged = false
    func takeNew() {
      records.withRecord(at: next) { parts.append($0) }
      next += 1
      isChanged = true
    }
    block?.body.withUnsafeBytes { body in
      TextRecord.forEach(in: body) { range, _ in
        let old = UnsafeRawBufferPointer(rebasing: body[range])
        while next < run.upperBound, records.withRecord(at: next, { area.compare($0, old) }) < 0 { takeNew() }
        if next < run.upperBound, records.withRecord(at: next, { area.compare($0, old) }) == 0 { next += 1 }
        parts.append(old)
        return true
      }
    }
    while next < run.upperBound { takeNew() }
    guard isChanged else { return }
    for (number, part) in parts.divided(ifLongerThan: Self.blockByteCountMax).enumerated() {
      if number == 0, let block {
        try db.cachedStatement(sql: "UPDATE search_text SET first = ?, body = ? WHERE id = ?")
          .execute(arguments: [Data(part.first), Data(part.body), block.id])
      } else {
        try db.cachedStatement(
          sql: "INSERT INTO search_text (vocabulary, area, first, body) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [vocabulary, area.rawValue, Data(part.first), Data(part.body)])
      }
    }
  }
}

/// Records in order, as they are cut into blocks.
private struct TextParts {
  private let area: TextArea
  private let partByteCount: Int
  private var bytes: [UInt8] = []
  /// Where a part of the wanted size may end: between records with different keys.
  private var cuts: [Int] = []
  private var lastStart = 0

  init(_ area: TextArea, partByteCount: Int) {
    self.area = area
    self.partByteCount = partByteCount
  }

  mutating func append(_ record: UnsafeRawBufferPointer) {
    let isFull = bytes.count - (cuts.last ?? 0) >= partByteCount
    if isFull, isNewKey(record) { cuts.append(bytes.count) }
    lastStart = bytes.count
    bytes += record
  }

  private func isNewKey(_ record: UnsafeRawBufferPointer) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let last = UnsafeRawBufferPointer(rebasing: bytes[lastStart...])
      return Bytes.compare(area.key(of: last), area.key(of: record)) != 0
    }
  }

  /// The parts, each with the key of its first record; a single one if all are no longer than a block.
  func divided(ifLongerThan byteCountMax: Int) -> [(first: [UInt8], body: ArraySlice<UInt8>)] {
    let ends = (bytes.count > byteCountMax ? cuts : []) + [bytes.count]
    return zip([0] + ends, ends).map { start, end in
      let body = bytes[start..<end]
      let first = body.withUnsafeBytes { body in
        var key: [UInt8] = []
        TextRecord.forEach(in: body) { range, _ in
          key = Array(area.key(of: UnsafeRawBufferPointer(rebasing: body[range])))
          return false
        }
        return key
      }
      return (first, body)
    }
  }
}
