import Foundation
import GRDB

/// The digests by which audit records vouch for what people said: comments and observations on anything, and about a
/// change request also answers, objections and conclusions.
///
/// A digest is made of the stored row: what is altered there later has another one. The account is in it by its number,
/// which stays when the name is taken out.
/// - Source: spec/store.md, "What people said".
struct WordsDigest {
  let db: Database
  /// What it is about, as in `iso5127/12`.
  let name: String
  /// The row of what it is about.
  let key: Int64
  /// The column of comments that has the row.
  private let column: String

  init(_ db: Database, _ subject: CommentSubject) {
    self.db = db
    name = subject.name
    key = subject.key
    column = subject.column
  }

  init(_ db: Database, _ vocabulary: Vocabulary, _ request: ChangeRequest) {
    self.init(db, CommentSubject(request, in: vocabulary))
  }

  private var commentQuery: String {
    """
    SELECT id, author, at, type, clause, text, proposed_change, stage, parent, member_body, number, line, paragraph
    FROM comment WHERE \(column) = ?
    """
  }

  private var observationQuery: String {
    """
    SELECT comment, ordinal, decision, observation.text, account, observation.at
    FROM observation JOIN comment ON comment.id = comment WHERE \(column) = ?
    """
  }

  /// The comments by their numbers in the store.
  func comments() throws -> [Int64: Data] {
    Dictionary(try rows(commentQuery).map { ($0[0] as Int64, digest("comment", $0)) }) { $1 }
  }

  /// A comment that has just been stored.
  func comment(_ id: Int64) throws -> Data {
    digest("comment", try row(commentQuery + " AND id = ?", id))
  }

  /// The observations of each comment, the oldest first, by the number of the comment in the store.
  func observations() throws -> [Int64: [Data]] {
    Dictionary(grouping: try rows(observationQuery + " ORDER BY comment, ordinal")) { $0[0] as Int64 }
      .mapValues { $0.map { digest("observation", $0) } }
  }

  /// The observation that has just been made of a comment.
  func lastObservation(of comment: Int64) throws -> Data {
    digest(
      "observation",
      try row(observationQuery + " AND comment = ? ORDER BY ordinal DESC LIMIT 1", comment))
  }

  /// The answers to evaluations, the oldest first.
  func answers() throws -> [Data] {
    try rows(
      """
      SELECT stage.ordinal, answer.ordinal, member_body, position, procedure, text, account, at
      FROM evaluation_answer AS answer JOIN stage ON stage.id = stage WHERE change_request = ?
      ORDER BY stage.ordinal, answer.ordinal
      """
    ).map { digest("answer", $0) }
  }

  /// The objections to notices, the oldest first.
  func objections() throws -> [Data] {
    try rows(
      """
      SELECT stage.ordinal, objection.ordinal, organisation, text, account, at
      FROM objection JOIN stage ON stage.id = stage WHERE change_request = ?
      ORDER BY stage.ordinal, objection.ordinal
      """
    ).map { digest("objection", $0) }
  }

  /// What each evaluation was concluded with, nil for one that was not; the oldest first.
  func conclusions() throws -> [Data?] {
    try rows(
      """
      SELECT ordinal, json_extract(conclusion, '$.conclusion'), json_extract(conclusion, '$.text'),
        json_extract(conclusion, '$.at')
      FROM stage WHERE change_request = ? AND kind = 'evaluation' ORDER BY ordinal
      """
    ).map { row in row.hasNull(atIndex: 1) ? nil : digest("conclusion", row) }
  }

  private func rows(_ sql: String) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [key])
  }

  private func row(_ sql: String, _ id: Int64) throws -> Row {
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key, id])
    guard let row else { throw StoreError(.storageFailed, "what was said cannot be read back") }
    return row
  }

  private func digest(_ kind: String, _ row: Row) -> Data {
    var record = ChainedRecord(kind)
    record.append(name)
    for value in row.databaseValues { record.append(value) }
    return record.hash
  }
}

extension ChainedRecord {
  /// Adds what a column holds.
  mutating func append(_ value: DatabaseValue) {
    switch value.storage {
    case .int64(let number): append(number)
    case .string(let text): append(text)
    case .blob(let bytes): append(bytes: bytes)
    // No column of what is digested is a floating-point number.
    case .null, .double: append(nil as String?)
    }
  }
}
