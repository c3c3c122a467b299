import Foundation
import GRDB
import RDF
import SKOS

/// Reads and writes the rows of change requests; knows nothing of who may do what.
struct ChangeRequestTable {
  let db: Database
  let vocabulary: Vocabulary

  func fetch(number: Int64) throws -> ChangeRequest {
    let row = try Row.fetchOne(
      db, sql: Self.query + " WHERE change_request.vocabulary = ? AND change_request.number = ?",
      arguments: [vocabulary.id, number])
    guard let row else { throw Self.unknown(number, vocabulary) }
    return try request(row)
  }

  static func unknown(_ number: Int64, _ vocabulary: Vocabulary) -> StoreError {
    StoreError(.notFound, "\(vocabulary.name) has no change request \(number)")
  }

  /// The requests of the vocabulary, the newest first.
  func all(state: ChangeRequestState?, limit: Int) throws -> [ChangeRequest] {
    try Row.fetchAll(
      db,
      sql: Self.query + """
         WHERE change_request.vocabulary = ? AND (? IS NULL OR state = ?)
        ORDER BY change_request.number DESC LIMIT ?
        """, arguments: [vocabulary.id, state?.rawValue, state?.rawValue, limit]
    ).map(request)
  }

  func insert(title: String, justification: String, author: Int64, at: Timestamp) throws -> Int64 {
    let number =
      try Int64.fetchOne(
        db, sql: "SELECT coalesce(max(number), 0) + 1 FROM change_request WHERE vocabulary = ?",
        arguments: [vocabulary.id]) ?? 1
    let head = try Moment.head.revision(in: vocabulary, db)
    let release = try String.fetchOne(
      db, sql: "SELECT version FROM \"release\" WHERE vocabulary = ? ORDER BY revision DESC, at DESC LIMIT 1",
      arguments: [vocabulary.id])
    try db.execute(
      sql: """
        INSERT INTO change_request (vocabulary, number, title, justification, state, author, created_at,
          base_revision, base_release) VALUES (?, ?, ?, ?, 'draft', ?, ?, ?, ?)
        """,
      arguments: [vocabulary.id, number, title, justification, author, at.milliseconds, head, release])
    return number
  }

  func put(_ item: ChangeItem, into request: ChangeRequest) throws {
    try db.execute(
      sql: """
        INSERT INTO change_item (change_request, iri, kind, base_body, proposed_body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (change_request, iri) DO UPDATE SET kind = excluded.kind, base_body = excluded.base_body,
          proposed_body = excluded.proposed_body
        """,
      arguments: [
        request.id, item.iri.string, item.kind.rawValue, item.base.map { Data($0.body) },
        Data(item.proposed.body),
      ])
  }

  func removeItem(_ iri: IRI, from request: ChangeRequest) throws -> Bool {
    try db.execute(
      sql: "DELETE FROM change_item WHERE change_request = ? AND iri = ?",
      arguments: [request.id, iri.string])
    return db.changesCount > 0
  }

  func record(
    _ transition: ChangeTransition, _ step: ChangeRequestMachine.Step, of request: ChangeRequest,
    by actor: Int64,
    at: Timestamp, reason: String, auditSequence: Int64
  ) throws {
    try db.execute(
      sql: "UPDATE change_request SET state = ? WHERE id = ?", arguments: [step.to.rawValue, request.id])
    try db.execute(
      sql: """
        INSERT INTO change_transition (change_request, ordinal, transition, from_state, to_state, actor, role,
          at, reason, audit_sequence)
        VALUES (?1, (SELECT count(*) + 1 FROM change_transition WHERE change_request = ?1),
          ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """,
      arguments: [
        request.id, transition.rawValue, step.from.rawValue, step.to.rawValue, actor, step.role.rawValue,
        at.milliseconds, reason, auditSequence,
      ])
  }

  private static let query = """
    SELECT change_request.*, account.name AS author_name FROM change_request
    JOIN account ON account.id = change_request.author
    """

  private func request(_ row: Row) throws -> ChangeRequest {
    let id: Int64 = row["id"]
    return ChangeRequest(
      number: row["number"], title: row["title"], justification: row["justification"],
      state: try Self.value(row["state"]), author: row["author_name"],
      createdAt: Timestamp(milliseconds: row["created_at"]), baseRevision: row["base_revision"],
      baseRelease: row["base_release"], revision: row["revision"], items: try items(of: id),
      transitions: try transitions(of: id), id: id, authorID: row["author"])
  }

  private func items(of id: Int64) throws -> [ChangeItem] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM change_item WHERE change_request = ? ORDER BY id", arguments: [id]
    ).map { row in
      let iri = IRI(uncheckedValid: row["iri"])
      let base: Data? = row["base_body"]
      let proposed: Data = row["proposed_body"]
      return ChangeItem(
        iri: iri, kind: try Self.value(row["kind"]),
        base: base.map { Entry(iri: iri, canonicalBody: [UInt8]($0)) },
        proposed: Entry(iri: iri, canonicalBody: [UInt8](proposed)))
    }
  }

  private func transitions(of id: Int64) throws -> [TransitionRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT change_transition.*, account.name AS actor_name FROM change_transition
        JOIN account ON account.id = actor WHERE change_request = ? ORDER BY ordinal
        """, arguments: [id]
    ).map { row in
      TransitionRecord(
        transition: try Self.value(row["transition"]), from: try Self.value(row["from_state"]),
        to: try Self.value(row["to_state"]), actor: row["actor_name"], role: try Self.value(row["role"]),
        at: Timestamp(milliseconds: row["at"]), reason: row["reason"], auditSequence: row["audit_sequence"])
    }
  }

  /// The value that a word in the store stands for.
  private static func value<Value: RawRepresentable<String>>(_ word: String) throws(StoreError) -> Value {
    guard let value = Value(rawValue: word) else {
      throw StoreError(.damaged, "the store has the unknown word \"\(word)\" for a \(Value.self)")
    }
    return value
  }
}
