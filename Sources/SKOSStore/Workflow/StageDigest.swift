import Foundation
import GRDB
internal import RDF

/// The digests by which audit records vouch for what was done about a stage and its ballots: delegations, declarations
/// of consensus and later closing dates.
///
/// Made as those of `WordsDigest` are.
/// - Source: spec/store.md, "What people said".
struct StageDigest {
  let db: Database
  /// What the stage belongs to, as in `iso5127/12` or `iso5127/ballot iso5127/ballot-3`.
  let name: String
  /// The number of the stage in the store.
  let stage: Int64

  /// What a stage belongs to.
  enum Owner {
    /// A change request, by its number.
    case request(Int64)
    /// A ballot that belongs to no change request.
    case ballot(String)
  }

  init(_ db: Database, _ vocabulary: Vocabulary, stage: Int64, of owner: Owner) {
    self.db = db
    name =
      switch owner {
      case .request(let number): "\(vocabulary.name)/\(number)"
      case .ballot(let id): "\(vocabulary.name)/ballot \(id)"
      }
    self.stage = stage
  }

  /// The delegations, the oldest first.
  ///
  /// Those whom they name are in them by their accounts, and as 0 if there is no such account.
  func delegations() throws -> [Data] {
    try rows(
      """
      SELECT stage.ordinal, delegation.ordinal, member_body,
        CASE WHEN delegate IS NOT NULL THEN coalesce((SELECT id FROM account WHERE name = delegate), 0) END,
        coalesce((SELECT id FROM account WHERE name = delegated_by), 0), at
      FROM delegation JOIN stage ON stage.id = stage WHERE stage.id = ? ORDER BY delegation.ordinal
      """
    ).map { row in
      var record = ChainedRecord("delegation")
      record.append(name)
      for value in row.databaseValues { record.append(value) }
      return record.hash
    }
  }

  /// What the chair declared about each ballot, by the ballot.
  func declarations() throws -> [String: Data] {
    let rows = try rows(
      """
      SELECT stage.ordinal, ballot.ordinal, json_extract(declaration, '$.finding'),
        coalesce((SELECT id FROM account WHERE name = json_extract(declaration, '$.by')), 0),
        json_extract(declaration, '$.at'), declaration, ballot.id
      FROM ballot JOIN stage ON stage.id = stage WHERE stage.id = ? AND declaration IS NOT NULL
      """)
    return Dictionary(
      try rows.map { row in
        var record = ChainedRecord("declaration")
        record.append(name)
        for value in row.databaseValues.prefix(5) { record.append(value) }
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

  /// When it closes, as its last extension left it.
  func closing() throws -> Data? {
    try rows("SELECT ordinal, closes_at FROM stage WHERE id = ?").first.map { row in
      var record = ChainedRecord("closing")
      record.append(name)
      for value in row.databaseValues { record.append(value) }
      return record.hash
    }
  }

  private func rows(_ sql: String) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [stage])
  }
}
