import Foundation
import GRDB
import RDF

/// What somebody says about a change request, a release candidate or an entry, in the columns of the ISO commenting
/// template.
public struct Comment: Hashable, Sendable {
  /// The three types of the template.
  public enum Kind: String, CaseIterable, Sendable {
    /// About the whole.
    case general = "ge"
    /// About the content.
    case technical = "te"
    /// About the wording.
    case editorial = "ed"
  }

  /// What the secretariat makes of a comment.
  public struct Observation: Hashable, Sendable {
    /// Whether it is followed.
    public enum Decision: String, CaseIterable, Hashable, Sendable {
      /// As it stands.
      case accepted
      /// In part, or in other words.
      case acceptedWithModification = "accepted-with-modification"
      /// Not.
      case notAccepted = "not-accepted"
      /// There is nothing to decide.
      case noted
    }

    /// Whether it is followed.
    public let decision: Decision
    /// What the secretariat says about it, possibly empty.
    public let text: String
    /// The account that observed it.
    public let by: String
    /// When.
    public let at: Timestamp
  }

  /// What a comment is made of.
  public struct Draft: Hashable, Sendable {
    /// The type.
    public var type: Kind
    /// What is said.
    public var text: String
    /// What its author would have instead.
    public var proposedChange: String?
    /// The entry number or part that it is about.
    public var clause: String?
    /// The paragraph, figure, table, or field: term, definition, note 2.
    public var paragraph: String?
    /// The line of the draft.
    public var line: String?
    /// The comment that it answers.
    public var parent: Int64?
    /// The member body that it is made for; that of its author if nil.
    public var memberBody: String?
    /// The number among the comments of the member body, as in `DE-003`.
    public var number: String?
    /// The observation of a table that is read back.
    public var observation: String?

    /// Creates a comment that is to be made.
    public init(type: Kind, text: String) {
      self.type = type
      self.text = text
    }
  }

  /// The number in the store.
  public let id: Int64
  /// What it is about.
  public let target: Target
  /// The name of the account that made it.
  public let author: String
  /// The member body or committee that its author acts for.
  public let organisation: String?
  /// When.
  public let at: Timestamp
  /// General, technical or editorial.
  public let type: Kind
  /// The entry number or part that it is about.
  public let clause: String?
  /// What is said.
  public let text: String
  /// What its author would have instead.
  public let proposedChange: String?
  /// The paragraph, figure, table, or field.
  public let paragraph: String?
  /// The line of the draft.
  public let line: String?
  /// The comment that it answers.
  public let parent: Int64?
  /// The number among the comments of the member body.
  public let number: String?
  /// What the secretariat made of it, the last of its observations.
  public let observation: Observation?

  /// Whether a stage waits for an observation of it.
  public var awaitsObservation: Bool { type != .editorial && parent == nil && observation == nil }
}

extension Store {
  /// The most bytes of a column of a comment other than its texts: as long as a name on the wire.
  static let commentColumnByteCountMax = 256

  /// Adds a comment to a change request that is not closed, a release candidate that is open to comments, or an entry.
  public func addComment(
    to target: Comment.Target, _ draft: Comment.Draft, grant: Grant
  ) throws(StoreError) -> Comment {
    grant.require(.comment)
    guard draft.text.hasText else {
      throw StoreError(.invalidArgument, "a comment needs a text")
    }
    return try write { transaction in
      let subject = try CommentSubject(target, grant, transaction.db)
      try subject.requireOpen(grant, at: transaction.now, transaction.db)
      let (id, _) = try insert(draft, on: subject, grant, transaction)
      return try Self.comment(id, transaction.db)
    }
  }

  /// Adds the comments of a table, all or none of them, with the observations that it has.
  ///
  /// A comment that its member body has made in the same words is passed over, whether or not it had a number then, so
  /// that a table may be read twice, and one that went out comes back with its observations. Observations are taken from
  /// editors and managers only.
  ///
  /// Each comment and observation has a record of its own, as if it had been made alone: the digest of its row is in
  /// that record, which `WordsCheck` finds by the comment's number; whoever follows events hears of each; and what an
  /// observation or a redaction does later is about one comment and not about the table. The record `comment.import`
  /// that follows them says the one thing that they do not: that they came together, out of a table and by one act,
  /// which its digest of theirs holds fast. It is one record for a table, and none is written for what was there.
  /// - Returns: how many were added, how many were there already, and how many observations were taken.
  /// - Throws: `notFound`; `invalidState` for a comment that comes when none is taken any more, and for a table about
  ///   what is closed.
  public func importComments(
    _ template: CommentTemplate, on target: Comment.Target, grant: Grant
  ) throws(StoreError) -> (added: Int, known: Int, observed: Int) {
    grant.require(.comment)
    let mayObserve = grant.account.has(anyOf: [.editor, .manager], in: grant.inVocabulary.id)
    return try write { transaction in
      let subject = try CommentSubject(target, grant, transaction.db)
      // A table comes back with observations when no comments are taken any more.
      try subject.requireObservable()
      var (added, known, observed) = (0, 0, 0)
      var contents = ChainedRecord("import")
      var knownRows = KnownRows(
        try Self.comments(on: subject, transaction.db).filter { $0.parent == nil }.map { (Self.row($0), $0) })
      for var row in template.comments {
        if !row.clause.hasText { row.clause = subject.clause ?? "" }
        var draft = Comment.Draft(type: row.type, text: row.comment)
        draft.proposedChange = row.proposedChange.hasText ? row.proposedChange : nil
        draft.clause = row.clause.hasText ? row.clause : nil
        draft.paragraph = row.paragraph.hasText ? row.paragraph : nil
        draft.line = row.line.hasText ? row.line : nil
        draft.memberBody = row.author.description
        draft.number = row.number.map(String.init)
        let id: Int64
        var observation = ""
        if let existing = knownRows.take(row) {
          id = existing.id
          observation = Self.row(existing).observation
          known += 1
        } else {
          try subject.requireOpen(grant, at: transaction.now, transaction.db)
          let (new, digest) = try insert(draft, on: subject, grant, transaction)
          id = new
          contents.append(bytes: digest)
          added += 1
        }
        if mayObserve, row.observation.hasText, row.observation != observation {
          contents.append(
            bytes: try observe(
              id, on: subject, Self.decision(toldBy: row.observation), text: row.observation, grant,
              transaction))
          observed += 1
        }
      }
      try record(
        "comment.import", "\(added) comments, \(observed) observations", contents.hash, on: subject, grant,
        transaction)
      return (added, known, observed)
    }
  }

  /// Records what the secretariat makes of a comment, as an editor or manager; the last observation counts.
  ///
  /// - Throws: `forbidden` (recorded); `notFound`; `invalidState` once what it is about is closed.
  public func observe(
    _ id: Int64, on target: Comment.Target, _ decision: Comment.Observation.Decision, text: String,
    grant: Grant
  ) throws(StoreError) -> Comment {
    grant.require(.read)
    _ = try read { db in try CommentSubject(target, grant, db) }
    return try recordingDenial("comment.observe", target.words, grant) { () throws(StoreError) in
      try requireRole([.editor, .manager], grant)
      return try write { transaction in
        let subject = try CommentSubject(target, grant, transaction.db)
        try subject.requireObservable()
        try Self.requireComment(id, on: subject, transaction.db)
        _ = try observe(id, on: subject, decision, text: text, grant, transaction)
        return try Self.comment(id, transaction.db)
      }
    }
  }

  /// The comments on a change request, a release candidate or an entry, the oldest first.
  public func comments(on target: Comment.Target, grant: Grant) throws(StoreError) -> [Comment] {
    grant.require(.read)
    return try read { db in
      try Self.comments(on: CommentSubject(target, grant, db), db)
    }
  }

  private static func comments(on subject: CommentSubject, _ db: Database) throws -> [Comment] {
    try Row.fetchAll(
      db, sql: commentQuery + " WHERE comment.\(subject.column) = ? ORDER BY comment.id",
      arguments: [subject.key]
    ).map(comment)
  }

  /// The comments on something as the template, merged in the order of clauses and then member bodies.
  ///
  /// Answers to comments are left out: the template has no place for them.
  public func commentTemplate(
    on target: Comment.Target, grant: Grant
  ) throws(StoreError) -> CommentTemplate {
    let vocabulary = grant.inVocabulary
    let document =
      switch target {
      case .request(let number): try changeRequest(number, grant: grant).title
      case .candidate(let version): "\(vocabulary.title) \(version)"
      case .entry(let iri): iri.string
      }
    let project =
      switch target {
      case .request(let number): "\(vocabulary.name)/\(number)"
      case .candidate(let version): "\(vocabulary.name)/\(version)"
      case .entry: vocabulary.name
      }
    var rows: [TemplateComment] = []
    for comment in try comments(on: target, grant: grant) where comment.parent == nil {
      rows.append(Self.row(comment))
    }
    let template = CommentTemplate(
      document: document, project: project, date: environment.now().date,
      language: try? LanguageTag(vocabulary.defaultLanguage), comments: rows)
    return CommentTemplate.merged([template], numbering: .byMemberBody)
  }

  // MARK: Rows

  private static func requireComment(_ id: Int64, on subject: CommentSubject, _ db: Database) throws {
    let isOurs = "SELECT count(*) FROM comment WHERE id = ? AND \(subject.column) = ?"
    guard try Int.fetchOne(db, sql: isOurs, arguments: [id, subject.key]) == 1 else {
      throw StoreError(.notFound, "\(subject.words) has no comment \(id)")
    }
  }

  /// Stores a comment with its record, which vouches for it.
  ///
  /// - Returns: its number, and the digest that the record has.
  private func insert(
    _ draft: Comment.Draft, on subject: CommentSubject, _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> (id: Int64, digest: Data) {
    let db = transaction.db
    for text in [draft.clause, draft.paragraph, draft.line, draft.number, draft.memberBody] {
      guard text?.utf8.count ?? 0 <= Self.commentColumnByteCountMax else {
        throw StoreError(
          .invalidArgument,
          "a clause, paragraph, line or number of a comment has at most \(Self.commentColumnByteCountMax) bytes"
        )
      }
    }
    if let parent = draft.parent { try Self.requireComment(parent, on: subject, db) }
    let account = grant.account.accountID
    let own = try Self.organisation(of: account, as: .commenter, in: grant.inVocabulary, db)
    if let named = draft.memberBody, named != own?.code {
      // A manager reads the tables that member bodies send; others speak for their own body.
      let isManager = grant.account.has(anyOf: [.manager], in: grant.inVocabulary.id)
      let isOwn = try Self.isOwn(named, account, grant.inVocabulary, db)
      guard isManager || isOwn else {
        throw StoreError(
          .invalidArgument,
          "\(grant.actorName) does not comment for \(named); a manager reads the tables of others")
      }
    }
    var stage: Int64?
    if case .request(let request) = subject.kind {
      stage = try StageTable(db: db, vocabulary: grant.inVocabulary).current(of: request)?.id
    }
    try db.execute(
      sql: """
        INSERT INTO comment (\(subject.column), author, at, type, clause, text, proposed_change, stage, parent,
          member_body, number, line, paragraph)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        subject.key, account, transaction.now.milliseconds, draft.type.rawValue,
        draft.clause ?? subject.clause, draft.text, draft.proposedChange, stage, draft.parent,
        draft.memberBody ?? own?.code, draft.number, draft.line, draft.paragraph,
      ])
    let id = db.lastInsertedRowID
    let digest = try WordsDigest(db, subject).comment(id)
    try record("comment.add", "comment \(id)", digest, on: subject, grant, transaction)
    return (id, digest)
  }

  private func record(
    _ action: String, _ detail: String, _ digest: Data, on subject: CommentSubject, _ grant: Grant,
    _ transaction: WriteTransaction
  ) throws {
    let note = AuditLog.Note(
      actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name, target: subject.record,
      detail: detail, content: digest)
    try AuditLog.append(note, in: transaction)
  }

  /// Whether an account acts for an organisation in any of its roles.
  private static func isOwn(
    _ code: String, _ account: Int64, _ vocabulary: Vocabulary, _ db: Database
  ) throws -> Bool {
    try Role.allCases.contains { role in
      try organisation(of: account, as: role, in: vocabulary, db)?.code == code
    }
  }

  /// Stores an observation with its record, and returns the digest that the record has.
  private func observe(
    _ id: Int64, on subject: CommentSubject, _ decision: Comment.Observation.Decision, text: String,
    _ grant: Grant, _ transaction: WriteTransaction
  ) throws -> Data {
    try transaction.db.execute(
      sql: """
        INSERT INTO observation (comment, ordinal, decision, text, account, at)
        VALUES (?1, (SELECT count(*) + 1 FROM observation WHERE comment = ?1), ?2, ?3, ?4, ?5)
        """,
      arguments: [
        id, decision.rawValue, text, grant.account.accountID, transaction.now.milliseconds,
      ])
    let digest = try WordsDigest(transaction.db, subject).lastObservation(of: id)
    try record(
      "comment.observe", "comment \(id): \(decision.rawValue)", digest, on: subject, grant, transaction)
    return digest
  }

  /// The decision that the text of an observation begins with, as secretaries write it; noted if none is known.
  private static func decision(toldBy text: String) -> Comment.Observation.Decision {
    let words = text.lowercased()
    if words.hasPrefix("not accepted") || words.hasPrefix("rejected") { return .notAccepted }
    if words.hasPrefix("accepted with modification") || words.hasPrefix("partially accepted")
      || words.hasPrefix("accepted in principle") || words.hasPrefix("accepted in part")
    {
      return .acceptedWithModification
    }
    return words.hasPrefix("accepted") || words.hasPrefix("agreed") ? .accepted : .noted
  }

  private static func row(_ comment: Comment) -> TemplateComment {
    let body = comment.organisation.flatMap { try? MemberBody($0) }
    let words = comment.observation.map { observation in
      let decision = observation.decision.words
      let isTold = observation.text.lowercased().hasPrefix(decision.lowercased())
      return isTold
        ? observation.text : observation.text.hasText ? "\(decision): \(observation.text)" : decision
    }
    return TemplateComment(
      author: body.map { .memberBody($0) } ?? .editingUnit, number: comment.number.flatMap { Int($0) },
      line: comment.line ?? "", clause: comment.clause ?? "", paragraph: comment.paragraph ?? "",
      type: comment.type, comment: comment.text, proposedChange: comment.proposedChange ?? "",
      observation: words ?? "")
  }

  private static func comment(_ id: Int64, _ db: Database) throws -> Comment {
    let row = try Row.fetchOne(db, sql: commentQuery + " WHERE comment.id = ?", arguments: [id])
    guard let row else { throw StoreError(.storageFailed, "the comment cannot be read back") }
    return try comment(row)
  }

  private static let commentQuery = """
    SELECT comment.*, account.name AS author_name,
      coalesce(comment.member_body, account.organisation) AS organisation, observation.decision,
      observation.text AS observation_text, observation.at AS observed_at, observer.name AS observer,
      change_request.number AS request_number, release_candidate.version AS candidate_version,
      entry.iri AS entry_iri
    FROM comment JOIN account ON account.id = comment.author
    LEFT JOIN change_request ON change_request.id = comment.change_request
    LEFT JOIN release_candidate ON release_candidate.id = comment.candidate
    LEFT JOIN entry ON entry.id = comment.entry
    LEFT JOIN observation ON observation.comment = comment.id
      AND observation.ordinal = (SELECT max(last.ordinal) FROM observation AS last WHERE last.comment = comment.id)
    LEFT JOIN account AS observer ON observer.id = observation.account
    """

  private static func comment(_ row: Row) throws -> Comment {
    let decision: Comment.Observation.Decision? = try (row["decision"] as String?).map(StoredWord.value)
    let observation = decision.map { decision in
      Comment.Observation(
        decision: decision, text: row["observation_text"], by: row["observer"],
        at: Timestamp(milliseconds: row["observed_at"]))
    }
    return Comment(
      id: row["id"], target: target(row), author: row["author_name"], organisation: row["organisation"],
      at: Timestamp(milliseconds: row["at"]), type: Comment.Kind(rawValue: row["type"]) ?? .general,
      clause: row["clause"], text: row["text"], proposedChange: row["proposed_change"],
      paragraph: row["paragraph"], line: row["line"], parent: row["parent"], number: row["number"],
      observation: observation)
  }

  private static func target(_ row: Row) -> Comment.Target {
    if let number: Int64 = row["request_number"] { return .request(number) }
    if let version: String = row["candidate_version"] { return .candidate(version) }
    return .entry(IRI(uncheckedValid: row["entry_iri"]))
  }
}

extension Comment.Observation.Decision {
  /// The decision as secretaries write it.
  public var words: String {
    switch self {
    case .accepted: "Accepted"
    case .acceptedWithModification: "Accepted with modification"
    case .notAccepted: "Not accepted"
    case .noted: "Noted"
    }
  }
}
