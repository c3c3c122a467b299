import Foundation
import GRDB

/// The periodic review of releases.
extension Store {
  /// Where the review of a release stands.
  public func review(of version: String, grant: Grant) throws(StoreError) -> PeriodicReview {
    grant.require(.read)
    let now = environment.now()
    return try read { db in try Self.review(of: version, grant, now, db) }
  }

  /// Opens the ballot of a systematic review, as a manager.
  ///
  /// - Parameter closes: when it closes; after the period of the policy (`reviewBallot`) if nil.
  /// - Throws: `forbidden` (recorded); `notFound`; `invalidState` for a release that is withdrawn or has a successor, or
  ///   if it is voted on or decided already; `invalidArgument` if no member body may vote.
  public func openReview(
    of version: String, closes: Timestamp? = nil, grant: Grant
  ) throws(StoreError) -> BallotAnnouncement {
    try aboutReview(of: version, "review.open", by: [.manager], grant) { review, policy, transaction in
      try review.requireBallot(at: transaction.now)
      let profile = try Self.profile(policy.reviewProfile, or: BallotType.systematicReview.profile)
      guard profile.majority != nil else {
        throw StoreError(
          .invalidState,
          "the policy counts reviews by \(profile.name), which asks for no majority; set reviewProfile to another"
        )
      }
      let terms = BallotTerms(
        type: .systematicReview,
        question:
          "Is release \(version) of \(grant.inVocabulary.title) to be confirmed, revised or withdrawn?",
        profile: profile, closes: closes ?? policy.reviewBallot.end(from: transaction.now), release: version)
      return try Self.begin(terms, action: "review.open", grant, transaction)
    }
  }

  /// Records what was decided about a release at its review, as a manager or owner, in one record.
  ///
  /// - Throws: `forbidden` (recorded); `notFound`; `invalidState` while its ballot is open, for a release that is
  ///   withdrawn or has a successor, or if it is decided already; `invalidArgument` without a reason where the ballot
  ///   came to something else or there was none.
  public func decideReview(
    of version: String, _ decision: ReviewDecision, reason: String, grant: Grant
  ) throws(StoreError) -> PeriodicReview {
    try aboutReview(of: version, "review.decide", by: [.manager, .owner], grant) { review, _, transaction in
      let (db, vocabulary, now) = (transaction.db, grant.inVocabulary, transaction.now)
      try review.requireDecision(decision, reason: reason, at: now)
      try db.execute(
        sql: """
          INSERT INTO release_review (vocabulary, version, ordinal, ballot, decision, reason, account, at, next_due)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          vocabulary.id, version, review.records.count + 1, review.ballot?.id, decision.rawValue, reason,
          grant.account.accountID, now.milliseconds,
          review.nextDue(after: decision, at: now)?.milliseconds,
        ])
      let note = AuditLog.Note(
        actor: grant.actorName, action: "review.decide", vocabulary: vocabulary.name, target: version,
        detail: decision.rawValue + (reason.hasText ? ": \(reason)" : ""),
        content: try ReviewRecords(db: db, vocabulary: vocabulary).digests(of: version).last)
      try AuditLog.append(note, in: transaction)
      return try Self.review(of: version, grant, now, db)
    }
  }

  private func aboutReview<Value>(
    of version: String, _ action: String, by roles: Set<Role>, _ grant: Grant,
    _ body: (PeriodicReview, ProcedurePolicy, WriteTransaction) throws -> Value
  ) throws(StoreError) -> Value {
    grant.require(.read)
    return try recordingDenial(action, version, grant) { () throws(StoreError) in
      try requireRole(roles, grant)
      return try write { transaction in
        let review = try Self.review(of: version, grant, transaction.now, transaction.db)
        return try body(
          review, ProcedurePolicy.current(transaction.db, grant.inVocabulary), transaction)
      }
    }
  }

  static func review(
    of version: String, _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> PeriodicReview {
    let vocabulary = grant.inVocabulary
    let release = try existing(db, vocabulary, version)
    let newest = try newestRelease(db, vocabulary)
    let policy = try ProcedurePolicy.current(db, vocabulary)
    let records = try ReviewRecords(db: db, vocabulary: vocabulary).all(of: version)
    let decided = Set(records.compactMap(\.ballot))
    let last = try StageTable(db: db, vocabulary: vocabulary).ballots(aboutRelease: version).last
    let ballot = try last.flatMap { decided.contains($0) ? nil : try Self.ballot($0, grant, now, db) }
    return PeriodicReview(
      version: version, published: release.at,
      successor: newest.flatMap { $0.version == version || release.tombstone != nil ? nil : $0.version },
      isWithdrawn: release.tombstone != nil, records: records,
      ballot: ballot.map {
        PeriodicReview.OpenBallot(id: $0.ballot.id, closes: $0.ballot.closes, result: $0.reviewResult)
      }, interval: policy.periodicReview, votingPeriod: policy.reviewBallot)
  }
}

/// Reads what reviews of releases decided, and the digests by which the records vouch for it.
struct ReviewRecords {
  let db: Database
  let vocabulary: Vocabulary

  func all(of version: String) throws -> [PeriodicReview.Record] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT release_review.*, account.name AS author FROM release_review
        JOIN account ON account.id = account WHERE vocabulary = ? AND version = ? ORDER BY ordinal
        """, arguments: [vocabulary.id, version]
    ).map { row in
      PeriodicReview.Record(
        ordinal: row["ordinal"], ballot: row["ballot"], decision: try StoredWord.value(row["decision"]),
        reason: row["reason"], by: row["author"], at: Timestamp(milliseconds: row["at"]),
        nextDue: (row["next_due"] as Int64?).map { Timestamp(milliseconds: $0) })
    }
  }

  /// The digests of the decisions about a release, the oldest first.
  func digests(of version: String) throws -> [Data] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM release_review WHERE vocabulary = ? AND version = ? ORDER BY ordinal",
      arguments: [vocabulary.id, version]
    ).map { row in
      var record = ChainedRecord("review")
      record.append("\(vocabulary.name)/\(version)")
      record.append(row["ordinal"] as Int64)
      record.append(row["ballot"] as String?)
      record.append(row["decision"] as String)
      record.append(row["reason"] as String)
      record.append(row["account"] as Int64)
      record.append(row["at"] as Int64)
      record.append(row["next_due"] as Int64?)
      return record.hash
    }
  }

  /// What is not as it is on record, each as a sentence.
  func faults() throws -> [String] {
    let sql = """
      SELECT version FROM release_review WHERE vocabulary = ?1
      UNION SELECT target FROM audit WHERE action = 'review.decide' AND vocabulary = ?2
      """
    let versions = try String.fetchAll(db, sql: sql, arguments: [vocabulary.id, vocabulary.name])
    return try versions.filter { version in
      let recorded = try Data?.fetchAll(
        db,
        sql: """
          SELECT content FROM audit WHERE action = 'review.decide' AND vocabulary = ? AND target = ?
          ORDER BY sequence
          """, arguments: [vocabulary.name, version])
      return try recorded != digests(of: version).map(Optional.some)
    }.map { "\(vocabulary.name) release \($0): what its review decided is not as it is on record" }
  }
}
