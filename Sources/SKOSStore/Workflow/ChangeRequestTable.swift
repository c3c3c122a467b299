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

  /// The requests of the vocabulary below a number that are wanted, the newest first, at most so many.
  func all(
    state: ChangeRequestState?, before number: Int64? = nil, limit: Int,
    where isWanted: (ChangeRequest) throws -> Bool = { _ in true }
  ) throws -> [ChangeRequest] {
    let rows = try Row.fetchCursor(
      db,
      sql: Self.query + """
         WHERE change_request.vocabulary = ? AND (? IS NULL OR change_request.state = ?)
          AND change_request.number < ?
        ORDER BY change_request.number DESC
        """, arguments: [vocabulary.id, state?.rawValue, state?.rawValue, number ?? .max])
    var found: [ChangeRequest] = []
    while found.count < limit, let row = try rows.next() {
      let request = try request(row)
      if try isWanted(request) { found.append(request) }
    }
    return found
  }

  /// Adds a draft, or what was split off from another request, and returns its number.
  ///
  /// A draft gets the procedure of the vocabulary, what was split off that of the other request.
  func insert(
    title: String, justification: String, author: Int64, at: Timestamp, state: ChangeRequestState = .draft,
    splitFrom: ChangeRequest? = nil
  ) throws -> Int64 {
    let procedure = try splitFrom?.procedure ?? ProcedurePolicy.current(db, vocabulary).procedure
    let number =
      try Int64.fetchOne(
        db, sql: "SELECT coalesce(max(number), 0) + 1 FROM change_request WHERE vocabulary = ?",
        arguments: [vocabulary.id]) ?? 1
    let head = try Moment.head.revision(in: vocabulary, db)
    let release = try Store.newestRelease(db, vocabulary)?.version
    try db.execute(
      sql: """
        INSERT INTO change_request (vocabulary, number, title, justification, state, author, created_at,
          base_revision, base_release, procedure, split_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        vocabulary.id, number, title, justification, state.rawValue, author, at.milliseconds,
        splitFrom?.baseRevision ?? head, splitFrom.map(\.baseRelease) ?? release, procedure.rawValue,
        splitFrom?.id,
      ])
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

  /// Keeps a step, and the state that it leads to.
  func record(_ step: TransitionRecord, of request: ChangeRequest, by actor: Int64) throws {
    try db.execute(
      sql: "UPDATE change_request SET state = ? WHERE id = ?", arguments: [step.to.rawValue, request.id])
    let documents = step.documents.map { JSON.array([.string($0.number), .string($0.url)]) }
    let findings = step.findings.sorted { $0.key < $1.key }.map { ($0.key, JSON.int($0.value)) }
    try db.execute(
      sql: """
        INSERT INTO change_transition (change_request, ordinal, transition, from_state, to_state, actor, role,
          at, reason, audit_sequence, rule, organisation, documents, base_release, content_digest, findings,
          edit_count)
        VALUES (?1, (SELECT count(*) + 1 FROM change_transition WHERE change_request = ?1),
          ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """,
      arguments: [
        request.id, step.transition.rawValue, step.from.rawValue, step.to.rawValue, actor, step.role.rawValue,
        step.at.milliseconds, step.reason, step.auditSequence, step.rule, step.organisation,
        documents.isEmpty ? nil : JSON.array(documents).text, step.baseRelease,
        step.contentDigest,
        findings.isEmpty ? nil : JSON.object(JSON.Object(findings)).text, step.editCount,
      ])
  }

  /// Moves items to another request.
  func move(_ items: [ChangeItem], to request: Int64) throws {
    for item in items {
      try db.execute(
        sql: "UPDATE change_item SET change_request = ? WHERE id = ?", arguments: [request, item.id])
    }
  }

  private static let query = """
    SELECT change_request.*, account.name AS author_name, origin.number AS split_number FROM change_request
    JOIN account ON account.id = change_request.author
    LEFT JOIN change_request AS origin ON origin.id = change_request.split_from
    """

  private func request(_ row: Row) throws -> ChangeRequest {
    let id: Int64 = row["id"]
    return ChangeRequest(
      number: row["number"], title: row["title"], justification: row["justification"],
      state: try StoredWord.value(row["state"]), author: row["author_name"],
      createdAt: Timestamp(milliseconds: row["created_at"]), baseRevision: row["base_revision"],
      baseRelease: row["base_release"], revision: row["revision"],
      procedure: try StoredWord.value(row["procedure"]), splitFrom: row["split_number"],
      items: try items(of: id), transitions: try transitions(of: id), id: id, authorID: row["author"],
      editCount: row["edit_count"])
  }

  private func items(of id: Int64) throws -> [ChangeItem] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM change_item WHERE change_request = ? ORDER BY id", arguments: [id]
    ).map { row in
      let iri = IRI(uncheckedValid: row["iri"])
      let base: Data? = row["base_body"]
      let proposed: Data = row["proposed_body"]
      return ChangeItem(
        iri: iri, kind: try StoredWord.value(row["kind"]),
        base: base.map { Entry(iri: iri, canonicalBody: [UInt8]($0)) },
        proposed: Entry(iri: iri, canonicalBody: [UInt8](proposed)), id: row["id"])
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
        transition: try StoredWord.value(row["transition"]), from: try StoredWord.value(row["from_state"]),
        to: try StoredWord.value(row["to_state"]), actor: row["actor_name"],
        role: try StoredWord.value(row["role"]), at: Timestamp(milliseconds: row["at"]),
        reason: row["reason"],
        auditSequence: row["audit_sequence"], rule: row["rule"], organisation: row["organisation"],
        documents: Self.documents(row["documents"]), baseRelease: row["base_release"],
        contentDigest: row["content_digest"], findings: Self.findings(row["findings"]),
        editCount: row["edit_count"])
    }
  }

  private static func documents(_ text: String?) -> [CommitteeDocument] {
    let pairs = text.flatMap { try? JSON(parsing: Array($0.utf8)) }?.array ?? []
    return pairs.map { CommitteeDocument($0[0]?.string ?? "", at: $0[1]?.string ?? "") }
  }

  private static func findings(_ text: String?) -> [String: Int] {
    let members = text.flatMap { try? JSON(parsing: Array($0.utf8)) }?.object?.members ?? []
    return Dictionary(members.map { ($0, $1.int ?? 0) }, uniquingKeysWith: { first, _ in first })
  }
}
