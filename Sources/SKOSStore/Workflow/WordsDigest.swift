import Foundation
import GRDB
internal import RDF

/// The digests by which audit records vouch for what people said about a change request, and did about its stages:
/// comments, observations, answers, objections, conclusions, delegations, declarations and later closing dates.
///
/// A digest is made of the stored row: what is altered there later has another one. The account is in it by its number,
/// which stays when the name is taken out.
/// - Source: spec/store.md, "What people said".
struct WordsDigest {
  let db: Database
  /// The vocabulary's name and the number of the request, as in `iso5127/12`.
  let name: String
  /// The row of the request.
  let request: Int64

  init(_ db: Database, _ vocabulary: Vocabulary, _ request: ChangeRequest) {
    self.db = db
    name = "\(vocabulary.name)/\(request.number)"
    self.request = request.id
  }

  private static let commentQuery = """
    SELECT id, author, at, type, clause, text, proposed_change, stage, parent, member_body, number, line, paragraph
    FROM comment WHERE change_request = ?
    """

  private static let observationQuery = """
    SELECT comment, ordinal, decision, observation.text, account, observation.at
    FROM observation JOIN comment ON comment.id = comment WHERE change_request = ?
    """

  /// The comments by their numbers in the store.
  func comments() throws -> [Int64: Data] {
    Dictionary(try rows(Self.commentQuery).map { ($0[0] as Int64, digest("comment", $0)) }) { $1 }
  }

  /// A comment that has just been stored.
  func comment(_ id: Int64) throws -> Data {
    digest("comment", try row(Self.commentQuery + " AND id = ?", id))
  }

  /// The observations of each comment, the oldest first, by the number of the comment in the store.
  func observations() throws -> [Int64: [Data]] {
    Dictionary(grouping: try rows(Self.observationQuery + " ORDER BY comment, ordinal")) { $0[0] as Int64 }
      .mapValues { $0.map { digest("observation", $0) } }
  }

  /// The observation that has just been made of a comment.
  func lastObservation(of comment: Int64) throws -> Data {
    digest(
      "observation",
      try row(Self.observationQuery + " AND comment = ? ORDER BY ordinal DESC LIMIT 1", comment))
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

  /// The delegations of each stage, the oldest first, by the ordinal of the stage.
  ///
  /// Those whom they name are in them by their accounts, and as 0 if there is no such account.
  func delegations() throws -> [Int: [Data]] {
    let rows = try rows(
      """
      SELECT stage.ordinal, delegation.ordinal, member_body,
        CASE WHEN delegate IS NOT NULL THEN coalesce((SELECT id FROM account WHERE name = delegate), 0) END,
        coalesce((SELECT id FROM account WHERE name = delegated_by), 0), at
      FROM delegation JOIN stage ON stage.id = stage WHERE change_request = ?
      ORDER BY stage.ordinal, delegation.ordinal
      """)
    return Dictionary(grouping: rows) { $0[0] as Int }.mapValues { $0.map { digest("delegation", $0) } }
  }

  /// What the chair declared about each ballot, by the ballot.
  func declarations() throws -> [String: Data] {
    let rows = try rows(
      """
      SELECT stage.ordinal, ballot.ordinal, json_extract(declaration, '$.finding'),
        coalesce((SELECT id FROM account WHERE name = json_extract(declaration, '$.by')), 0),
        json_extract(declaration, '$.at'), declaration, ballot.id
      FROM ballot JOIN stage ON stage.id = stage WHERE change_request = ? AND declaration IS NOT NULL
      """)
    return Dictionary(
      try rows.map { row in
        var record = ChainedRecord("declaration")
        record.append(name)
        for value in row.databaseValues.prefix(5) { Self.append(value, to: &record) }
        let objections = try JSON(parsing: Array((row[5] as String).utf8))["objections"]?.array ?? []
        record.append(Int64(objections.count))
        for objection in objections {
          record.append(objection[0]?.string)
          record.append(objection[1]?.string)
        }
        return (row[6] as String, record.hash)
      }
    ) { $1 }
  }

  /// When each stage closes, as its last extension left it; the oldest first.
  func closings() throws -> [Data] {
    try rows("SELECT ordinal, closes_at FROM stage WHERE change_request = ? ORDER BY ordinal").map {
      digest("closing", $0)
    }
  }

  private func rows(_ sql: String) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [request])
  }

  private func row(_ sql: String, _ id: Int64) throws -> Row {
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [request, id])
    guard let row else { throw StoreError(.storageFailed, "what was said cannot be read back") }
    return row
  }

  private func digest(_ kind: String, _ row: Row) -> Data {
    var record = ChainedRecord(kind)
    record.append(name)
    for value in row.databaseValues { Self.append(value, to: &record) }
    return record.hash
  }

  private static func append(_ value: DatabaseValue, to record: inout ChainedRecord) {
    switch value.storage {
    case .int64(let number): record.append(number)
    case .string(let text): record.append(text)
    case .blob(let bytes): record.append(bytes: bytes)
    // No column of these is a floating-point number.
    case .null, .double: record.append(nil as String?)
    }
  }
}
