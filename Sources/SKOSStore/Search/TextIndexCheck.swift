import Foundation
import GRDB

/// Compares a vocabulary's text index with what the versions of its entries say.
struct TextIndexCheck {
  private let db: Database
  private let languages: [String: Int]
  private var wanted: [Int64: [TextRecords]] = [:]

  init(_ db: Database) throws {
    self.db = db
    let rows = try Row.fetchAll(db, sql: "SELECT tag, id FROM search_language")
    languages = Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  /// Notes a text that the index has to have.
  mutating func expect(_ folded: String, role: TextRole, language: String, entry: Int64, vocabulary: Int64) {
    // A language without a number has no record either, which then is missed.
    wanted[vocabulary, default: TextArea.allCases.map(TextRecords.init)][TextArea(role).rawValue]
      .append(folded, entry: entry, role: role, language: languages[language] ?? 0)
  }

  /// What of a vocabulary's index is not as it has to be, as sentences.
  mutating func faults(of vocabulary: Vocabulary) throws -> [String] {
    var faults: [String] = []
    let records = wanted.removeValue(forKey: vocabulary.id) ?? TextArea.allCases.map(TextRecords.init)
    for var expected in records {
      expected.sort()
      if try !matches(expected, vocabulary.id) {
        let texts = expected.area == .labels ? "labels" : "notes"
        faults.append("\(vocabulary.name): the text index is not that of the \(texts) of its entries")
      }
    }
    return faults
  }

  /// Whether the blocks, one after the other, are the records, and each begins where it says.
  private func matches(_ expected: TextRecords, _ vocabulary: Int64) throws -> Bool {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT first, body FROM search_text WHERE vocabulary = ? AND area = ? ORDER BY first",
      arguments: [vocabulary, expected.area.rawValue])
    var next = 0
    while let row = try rows.next() {
      let (first, body): (Data, Data) = (row[0], row[1])
      let isSound = body.withUnsafeBytes { body in
        var end = 0
        TextRecord.forEach(in: body) { range, _ in
          guard next < expected.count else { return false }
          let found = UnsafeRawBufferPointer(rebasing: body[range])
          guard expected.withRecord(at: next, { expected.area.compare($0, found) }) == 0,
            range.lowerBound > 0 || expected.area.key(of: found).elementsEqual(first)
          else { return false }
          next += 1
          end = range.upperBound
          return true
        }
        return end == body.count && end > 0
      }
      if !isSound { return false }
    }
    return next == expected.count
  }
}
