import Foundation
import GRDB

/// Reads the text index of a vocabulary.
struct TextReader {
  /// Takes a text and whose it is; the text is only there during the call.
  typealias Take = (_ text: UnsafeRawBufferPointer, _ tail: TextRecord.Tail) -> Void

  private let db: Database
  private let vocabulary: Int64

  init(_ db: Database, _ vocabulary: Vocabulary) {
    self.db = db
    self.vocabulary = vocabulary.id
  }

  /// Hands out the labels and notations that begin with a folded text, or are it, in their order.
  func beginnings(_ folded: String, isWhole: Bool, _ take: Take) throws {
    let prefix = Array(folded.utf8) + (isWhole ? [0] : [])
    var isPassed = false
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT first, body FROM search_text WHERE vocabulary = ?1 AND area = ?2 AND first >= coalesce(
            (SELECT max(first) FROM search_text WHERE vocabulary = ?1 AND area = ?2 AND first <= ?3), x'')
          ORDER BY first
          """), arguments: [vocabulary, TextArea.labels.rawValue, Data(prefix)])
    while let row = try rows.next() {
      try row.withUnsafeData(atIndex: 0) { first in
        isPassed = first.map { $0.withUnsafeBytes { Self.place(of: $0, prefix) > 0 } } ?? true
      }
      if isPassed { return }
      try row.withUnsafeData(atIndex: 1) { data in
        data?.withUnsafeBytes { block in
          TextRecord.forEach(in: block) { record, end in
            let place = Self.place(of: UnsafeRawBufferPointer(rebasing: block[record]), prefix)
            if place == 0 { Self.hand(block, record, end, take) }
            return place <= 0
          }
        }
      }
    }
  }

  /// Hands out all texts, notes too, that contain some bytes; all texts if there are no bytes.
  func everything(containing anchor: [UInt8], _ take: Take) throws {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT body FROM search_text WHERE vocabulary = ?"), arguments: [vocabulary])
    while let row = try rows.next() {
      try row.withUnsafeData(atIndex: 0) { data in
        data?.withUnsafeBytes { block in Self.read(block, anchor, take) }
      }
    }
  }

  private static func read(_ block: UnsafeRawBufferPointer, _ anchor: [UInt8], _ take: Take) {
    guard !anchor.isEmpty else {
      TextRecord.forEach(in: block) { record, end in
        hand(block, record, end, take)
        return true
      }
      return
    }
    var start = 0
    while let found = Bytes.first(anchor, in: block, from: start) {
      // The text begins behind the tail of the one before, which has no bytes that texts have.
      var beginning = found
      while beginning > start, block[beginning - 1] >= 0x20 { beginning -= 1 }
      guard let end = TextRecord.endOfText(from: found, in: block) else { return }
      start = end + 1 + TextRecord.tailByteCount
      guard start <= block.count else { return }
      hand(block, beginning..<start, end, take)
    }
  }

  private static func hand(
    _ block: UnsafeRawBufferPointer, _ record: Range<Int>, _ end: Int, _ take: Take
  ) {
    let tail = TextRecord.Tail(UnsafeRawBufferPointer(rebasing: block[(end + 1)..<record.upperBound]))
    if let tail { take(UnsafeRawBufferPointer(rebasing: block[record.lowerBound..<end]), tail) }
  }

  /// Zero if a key begins with a prefix, less if it comes before all that do, greater if it comes behind them.
  private static func place(of key: UnsafeRawBufferPointer, _ prefix: [UInt8]) -> Int {
    prefix.withUnsafeBytes { prefix in
      let beginning = UnsafeRawBufferPointer(rebasing: key.prefix(prefix.count))
      return Bytes.compare(beginning, prefix)
    }
  }
}
