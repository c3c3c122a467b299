import Foundation
import GRDB
public import RDF
import SKOS

extension Store {
  // MARK: Reading

  /// A change request.
  ///
  /// A draft is seen by its proposer, editors, managers and owners; to others it does not exist.
  public func changeRequest(_ number: Int64, grant: Grant) throws(StoreError) -> ChangeRequest {
    grant.require(.read)
    return try read { db in
      let request = try ChangeRequestTable(db: db, vocabulary: grant.inVocabulary).fetch(number: number)
      guard Self.isVisible(request, to: grant.principal, in: grant.inVocabulary) else {
        throw ChangeRequestTable.unknown(number, grant.inVocabulary)
      }
      return request
    }
  }

  /// The change requests that somebody may see, the newest first, at most so many.
  ///
  /// - Parameter number: only those below it; those that the caller may not see do not count.
  public func changeRequests(
    state: ChangeRequestState? = nil, before number: Int64? = nil, limit: Int, grant: Grant
  ) throws(StoreError) -> [ChangeRequest] {
    grant.require(.read)
    return try read { db in
      try ChangeRequestTable(db: db, vocabulary: grant.inVocabulary).all(
        state: state, before: number, limit: limit
      ) { Self.isVisible($0, to: grant.principal, in: grant.inVocabulary) }
    }
  }

  static func isVisible(
    _ request: ChangeRequest, to principal: Principal?, in vocabulary: Vocabulary
  ) -> Bool {
    // What was withdrawn before anybody else saw it stays as private as it was.
    if request.transitions.contains(where: { $0.transition == .submit }) || request.splitFrom != nil {
      return true
    }
    guard let principal else { return false }
    return principal.accountID == request.authorID
      || principal.has(anyOf: [.editor, .manager, .owner], in: vocabulary.id)
  }

  // MARK: Drafting

  /// Starts a draft.
  public func createChangeRequest(
    title: String, justification: String, grant: Grant
  ) throws(StoreError) -> ChangeRequest {
    grant.require(.propose)
    guard title.hasText else {
      throw StoreError(
        .invalidArgument, "a change request needs a title, such as \"Clarify the definition of archive\"")
    }
    return try write { transaction in
      let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
      let number = try table.insert(
        title: title, justification: justification, author: grant.account.accountID, at: transaction.now)
      try AuditLog.append(note("change.create", number, grant, detail: title), in: transaction)
      return try table.fetch(number: number)
    }
  }

  /// Changes the title or the justification of a draft.
  public func describeChangeRequest(
    _ number: Int64, title: String?, justification: String?, grant: Grant
  ) throws(StoreError) -> ChangeRequest {
    try draft(number, action: "change.describe", grant) { request, transaction, _ in
      try transaction.db.execute(
        sql: """
          UPDATE change_request SET title = coalesce(?, title), justification = coalesce(?, justification)
          WHERE id = ?
          """, arguments: [title, justification, request.id])
      return ""
    }
  }

  /// Edits an entry within a draft; the first edit takes the head's entry as its base.
  ///
  /// What takes an entry out of use, or brings it back, sets `owl:deprecated` by itself.
  /// - Parameter kind: what kind of change it is; by default what it was, or a modification.
  /// - Throws: `notFound` if the vocabulary has no such entry; `invalidArgument` for an edit that does not fit.
  public func editEntry(
    _ iri: IRI, in number: Int64, edits: [EntryEdit], kind: ChangeKind? = nil, grant: Grant
  ) throws(StoreError) -> ChangeRequest {
    try draft(number, action: "change.edit", grant) { request, transaction, table in
      let item = request.items.first { $0.iri == iri }
      let base: Entry?
      if let item {
        base = item.base
      } else {
        base = try Self.head(transaction.db, table.vocabulary).entry(iri)
        guard base != nil else {
          throw StoreError(
            .notFound, "\(table.vocabulary.name) has no entry <\(iri)>; change.add proposes a new one")
        }
      }
      let kind = kind ?? item?.kind ?? .modification
      let proposed = try Self.apply(edits + kind.implied, to: item?.proposed ?? base, about: iri)
      guard proposed != base else {
        throw StoreError(.invalidArgument, "the edit leaves <\(iri)> as it is in the vocabulary")
      }
      try table.put(ChangeItem(iri: iri, kind: kind, base: base, proposed: proposed), into: request)
      return iri.string
    }
  }

  /// Proposes a new concept within a draft.
  ///
  /// Without an IRI it gets a placeholder, and its IRI by the vocabulary's pattern when the request is merged.
  /// The statements that make it a concept of the scheme need not be given.
  /// - Returns: the request, and the IRI or placeholder of the new entry.
  public func addEntry(
    _ iri: IRI?, in number: Int64, edits: [EntryEdit], grant: Grant
  ) throws(StoreError) -> (request: ChangeRequest, iri: IRI) {
    let vocabulary = grant.inVocabulary
    if iri == nil, vocabulary.identifierPattern == .explicit || vocabulary.namespace == nil {
      throw StoreError(
        .invalidArgument, "\(vocabulary.name) wants the IRI of a new entry named by its proposer")
    }
    if let iri, iri.string.hasPrefix("urn:concordat:") {
      throw StoreError(.invalidArgument, "IRIs that start with urn:concordat: are reserved; choose another")
    }
    var added: IRI?
    let request = try draft(number, action: "change.add", grant) { request, transaction, table in
      let new = try iri ?? Self.placeholder(in: request)
      let sql = "SELECT count(*) FROM entry WHERE vocabulary = ? AND iri = ?"
      let isUsed =
        try Int.fetchOne(transaction.db, sql: sql, arguments: [vocabulary.id, new.string]) ?? 0 > 0
      guard !isUsed, !request.items.contains(where: { $0.iri == new }) else {
        throw StoreError(
          .alreadyExists, "<\(new)> is or was an entry of \(vocabulary.name); IRIs are never given twice")
      }
      let scheme = try Self.schemes(Self.head(transaction.db, vocabulary), edits)
      let frame =
        [EntryEdit.add(.RDF.type, .iri(.SKOS.Concept))] + scheme.map { .add(.SKOS.inScheme, .iri($0)) }
      let proposed = try Self.apply(frame + edits, to: nil, about: new)
      try table.put(ChangeItem(iri: new, kind: .addition, base: nil, proposed: proposed), into: request)
      added = new
      return new.string
    }
    guard let added else { preconditionFailure("a new entry was stored without an IRI") }
    return (request, added)
  }

  /// Takes an entry out of a draft.
  public func removeItem(_ iri: IRI, from number: Int64, grant: Grant) throws(StoreError) -> ChangeRequest {
    try draft(number, action: "change.remove", grant) { request, _, table in
      guard try table.removeItem(iri, from: request) else {
        throw StoreError(.notFound, "change request \(number) proposes nothing for <\(iri)>")
      }
      return iri.string
    }
  }

  /// The frame of every edit: the draft is fetched, the machine asked, the edit recorded.
  func draft(
    _ number: Int64, action: String, isRebase: Bool = false, _ grant: Grant,
    _ edit: (ChangeRequest, WriteTransaction, ChangeRequestTable) throws -> String
  ) throws(StoreError) -> ChangeRequest {
    grant.require(.read)
    let request = try changeRequest(number, grant: grant)
    let situation = try situation(of: request, grant)
    try refusing(action, number, grant) { () throws(ChangeRequestMachine.Refusal) -> Void in
      try situation.machine.checkEditing(by: situation.actor, isRebase: isRebase)
    }
    return try write { transaction in
      let table = ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary)
      let current = try table.fetch(number: number)
      guard current.state == request.state else { throw Self.movedOn(number) }
      let target = try edit(current, transaction, table)
      try transaction.db.execute(
        sql: "UPDATE change_request SET edit_count = edit_count + 1 WHERE id = ?", arguments: [request.id])
      try AuditLog.append(note(action, number, grant, detail: target), in: transaction)
      return try table.fetch(number: number)
    }
  }

  static func movedOn(_ number: Int64) -> StoreError {
    StoreError(.staleRevision, "change request \(number) has just moved on; look at it again")
  }

  private static func placeholder(in request: ChangeRequest) throws(StoreError) -> IRI {
    let used = Set(request.items.map(\.iri.string))
    var ordinal = 1
    while used.contains("\(IdentifierMint.placeholderPrefix)\(request.number)-\(ordinal)") { ordinal += 1 }
    return IRI(uncheckedValid: "\(IdentifierMint.placeholderPrefix)\(request.number)-\(ordinal)")
  }

  /// The schemes of a new entry: those of what it is placed under, or the vocabulary's only one.
  private static func schemes(_ head: Snapshot, _ edits: [EntryEdit]) throws -> [IRI] {
    var schemes: Set<IRI> = []
    for case .add(.SKOS.broader, .iri(let broader)) in edits {
      for triple in try head.entry(broader)?.triples ?? [] where triple.predicate == .SKOS.inScheme {
        if let scheme = triple.object.iri { schemes.insert(scheme) }
      }
    }
    if edits.contains(where: { if case .add(.SKOS.inScheme, _) = $0 { true } else { false } }) { return [] }
    if schemes.isEmpty {
      let all = try head.conceptSchemes()
      if all.count == 1 { schemes.formUnion(all) }
    }
    return schemes.sorted()
  }

  private static func apply(_ edits: [EntryEdit], to entry: Entry?, about iri: IRI) throws -> Entry {
    let before = try entry?.triples ?? []
    var triples = before
    for edit in edits { try edit.apply(to: &triples, about: iri) }
    guard !triples.isEmpty else {
      throw StoreError(
        .invalidArgument,
        "the edit leaves nothing of <\(iri)>; to retire an entry, set owl:deprecated to true")
    }
    let isMinted = { (triple: Triple) in triple.object.iri.map(Entry.isMinted) ?? false }
    guard triples.filter(isMinted).allSatisfy(before.contains) else {
      throw StoreError(
        .invalidArgument, "IRIs that start with urn:concordat:blank: are reserved for blank nodes")
    }
    return try Entry(iri: iri, triples: triples)
  }

  static func head(_ db: Database, _ vocabulary: Vocabulary) throws -> Snapshot {
    Snapshot(db: db, vocabulary: vocabulary, revision: try Moment.head.revision(in: vocabulary, db))
  }

  func note(_ action: String, _ number: Int64, _ grant: Grant, detail: String) -> AuditLog.Note {
    AuditLog.Note(
      actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name,
      target: "change request \(number)", detail: detail)
  }
}
