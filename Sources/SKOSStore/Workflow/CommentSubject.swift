import GRDB
public import RDF
import SKOS

extension Comment {
  /// What a comment is about.
  public enum Target: Hashable, Sendable {
    /// A change request, by its number.
    case request(Int64)
    /// The release candidate of a version: the one that is in preparation, or else the last that was.
    case candidate(String)
    /// An entry of the working edition.
    case entry(IRI)
  }
}

/// What comments are about, as rows, audit records and digests name it.
struct CommentSubject {
  /// What it is, with what decides about comments on it.
  enum Kind {
    case request(ChangeRequest)
    case candidate(CommentWindow, isInPreparation: Bool)
    case entry
  }

  let target: Comment.Target
  let kind: Kind
  /// The row: of the change request, the candidate or the entry.
  let key: Int64
  /// The target of the audit records about it.
  let record: String
  /// What digests bind its comments to.
  let name: String
  /// What stands in the column of clauses if nothing is said: the notation of an entry.
  var clause: String?

  /// The column of the table of comments that has the key.
  var column: String {
    switch kind {
    case .request: "change_request"
    case .candidate: "candidate"
    case .entry: "entry"
    }
  }

  /// What people call it.
  var words: String { target.words }

  init(_ request: ChangeRequest, in vocabulary: Vocabulary) {
    target = .request(request.number)
    kind = .request(request)
    key = request.id
    record = target.words
    name = "\(vocabulary.name)/\(request.number)"
  }

  /// A candidate, by its row of `release_candidate`.
  init(candidate row: Row, in vocabulary: Vocabulary) {
    let version: String = row["version"]
    target = .candidate(version)
    kind = .candidate(CommentWindow(row), isInPreparation: row["outcome"] as String? == nil)
    key = row["id"]
    record = "candidate \(version)/\(row["ordinal"] as Int64)"
    name = "\(vocabulary.name)/\(record)"
  }

  init(entry id: Int64, _ iri: IRI, in vocabulary: Vocabulary) {
    target = .entry(iri)
    kind = .entry
    key = id
    record = "entry \(iri)"
    name = "\(vocabulary.name)/\(record)"
  }

  // MARK: Finding

  /// What a caller means who may read the vocabulary.
  ///
  /// - Throws: `notFound`, also for what exists and is not the caller's to see.
  init(_ target: Comment.Target, _ grant: Grant, _ db: Database) throws {
    let vocabulary = grant.inVocabulary
    switch target {
    case .request(let number):
      let request = try ChangeRequestTable(db: db, vocabulary: vocabulary).fetch(number: number)
      guard Store.isVisible(request, to: grant.principal, in: vocabulary) else {
        throw ChangeRequestTable.unknown(number, vocabulary)
      }
      self.init(request, in: vocabulary)
    case .candidate(let version):
      guard let row = try Self.lastCandidate(version, vocabulary, db), Self.isVisible(row, to: grant) else {
        throw StoreError(
          .notFound,
          "\(vocabulary.name) has no release \"\(version)\" that was prepared; release.drafts lists those in preparation"
        )
      }
      self.init(candidate: row, in: vocabulary)
    case .entry(let iri):
      let sql = "SELECT id FROM entry WHERE vocabulary = ? AND iri = ?"
      let id = try Int64.fetchOne(db, sql: sql, arguments: [vocabulary.id, iri.string])
      guard let id else { throw Self.unknown(iri, vocabulary) }
      self.init(entry: id, iri, in: vocabulary)
      clause = try Store.head(db, vocabulary).glance(at: iri)?.notations.first?.lexicalForm
    }
  }

  private static func unknown(_ iri: IRI, _ vocabulary: Vocabulary) -> StoreError {
    StoreError(.notFound, "\(vocabulary.name) has no entry <\(iri)>")
  }

  private static func lastCandidate(
    _ version: String, _ vocabulary: Vocabulary, _ db: Database
  ) throws -> Row? {
    try Row.fetchOne(
      db,
      sql:
        "SELECT * FROM release_candidate WHERE vocabulary = ? AND version = ? ORDER BY ordinal DESC LIMIT 1",
      arguments: [vocabulary.id, version])
  }

  /// Whether a candidate is the caller's to see: what was not published is seen by those who may comment or publish.
  private static func isVisible(_ candidate: Row, to grant: Grant) -> Bool {
    candidate["outcome"] as String? == "published"
      || grant.principal?.has(anyOf: Permission.preview.roles, in: grant.inVocabulary.id) == true
  }

  /// What the target of an audit record names; nil for anything that comments are not about.
  static func target(of record: String) -> Comment.Target? {
    func rest(after prefix: String) -> Substring? {
      record.hasPrefix(prefix) ? record.dropFirst(prefix.count) : nil
    }
    if let number = rest(after: "change request ").flatMap({ Int64($0) }) { return .request(number) }
    if let version = rest(after: "candidate ")?.split(separator: "/").first {
      return .candidate(String(version))
    }
    return rest(after: "entry ").map { .entry(IRI(uncheckedValid: String($0))) }
  }

  // MARK: What is allowed

  /// Refuses a comment that comes too late, too early, or on what is no more.
  func requireOpen(_ grant: Grant, at now: Timestamp, _ db: Database) throws {
    switch kind {
    case .request(let request):
      guard !request.state.isClosed else {
        throw StoreError(
          .invalidState, "\(words) is \(request.state.rawValue); comments are closed with it")
      }
    case .candidate(let window, let isInPreparation):
      guard isInPreparation else {
        throw StoreError(
          .invalidState,
          "release \(window.version) is not in preparation any more; comment on the entry that it is about")
      }
      try window.requireOpen(at: now)
    case .entry:
      guard case .entry(let iri) = target, try Store.head(db, grant.inVocabulary).entry(iri) != nil else {
        throw StoreError(.invalidState, "\(words) is not in the working edition any more")
      }
    }
  }

  /// Refuses an observation on what is closed.
  func requireObservable() throws(StoreError) {
    switch kind {
    case .request(let request):
      guard !request.state.isClosed || request.state == .rejected else {
        throw StoreError(.invalidState, "\(words) is \(request.state.rawValue)")
      }
    case .candidate(let window, let isInPreparation):
      guard isInPreparation else {
        throw StoreError(.invalidState, "release \(window.version) is not in preparation any more")
      }
    case .entry: break
    }
  }

  /// The comments that have no observation and need one, the oldest first; answers to comments need none.
  ///
  /// Of a request or candidate those that keep it from going on, general and technical ones; of an entry all of them,
  /// because nothing else would lead an editor to them.
  func unanswered(_ db: Database) throws -> [Int64] {
    let types = if case .entry = kind { "('ge', 'te', 'ed')" } else { "('ge', 'te')" }
    return try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM comment WHERE \(column) = ? AND type IN \(types) AND parent IS NULL
          AND NOT EXISTS (SELECT 1 FROM observation WHERE observation.comment = comment.id)
        ORDER BY id
        """, arguments: [key])
  }

  // MARK: Everything that was commented on

  /// All candidates of a vocabulary, and all entries that comments or records of comments are about.
  ///
  /// - Parameter records: the targets of audit records about comments.
  static func all(
    in vocabulary: Vocabulary, records: some Sequence<String>, _ db: Database
  ) throws -> (subjects: [CommentSubject], lost: [String]) {
    var subjects = try Row.fetchAll(
      db, sql: "SELECT * FROM release_candidate WHERE vocabulary = ? ORDER BY id", arguments: [vocabulary.id]
    ).map { CommentSubject(candidate: $0, in: vocabulary) }
    subjects += try commentedEntries(in: vocabulary, db)
    var known = Set(subjects.map(\.record))
    var lost: [String] = []
    for record in Set(records).sorted() where known.insert(record).inserted {
      switch target(of: record) {
      case .entry(let iri):
        let sql = "SELECT id FROM entry WHERE vocabulary = ? AND iri = ?"
        let id = try Int64.fetchOne(db, sql: sql, arguments: [vocabulary.id, iri.string])
        if let id {
          subjects.append(CommentSubject(entry: id, iri, in: vocabulary))
        } else {
          lost.append(record)
        }
      case .candidate: lost.append(record)
      case .request, nil: break
      }
    }
    return (subjects, lost)
  }

  /// The entries of a vocabulary that there are comments on, by IRI.
  ///
  /// - Parameter isUnanswered: only those with a comment that has no observation.
  static func commentedEntries(
    in vocabulary: Vocabulary, isUnanswered: Bool = false, _ db: Database
  ) throws -> [CommentSubject] {
    let isWanted =
      isUnanswered
      ? "AND parent IS NULL AND NOT EXISTS (SELECT 1 FROM observation WHERE observation.comment = comment.id)"
      : ""
    return try Row.fetchAll(
      db,
      sql: """
        SELECT id, iri FROM entry WHERE vocabulary = ?
          AND id IN (SELECT entry FROM comment WHERE entry IS NOT NULL \(isWanted)) ORDER BY iri
        """, arguments: [vocabulary.id]
    ).map { CommentSubject(entry: $0["id"], IRI(uncheckedValid: $0["iri"]), in: vocabulary) }
  }
}

extension Comment.Target {
  /// What people call it.
  var words: String {
    switch self {
    case .request(let number): "change request \(number)"
    case .candidate(let version): "the release candidate \(version)"
    case .entry(let iri): "the entry <\(iri)>"
    }
  }
}
