import Foundation
import GRDB
import RDF

/// A ballot with what it is about.
public struct BallotAnnouncement: Sendable {
  /// The number of the change request; nil for a ballot that belongs to none.
  public let changeRequest: Int64?
  /// The release that a systematic review is about.
  public let release: String?
  /// The stage of which it is part.
  public let stage: Stage.Kind
  /// The ballot with the votes so far, which are for those alone who may see them.
  public let ballot: Ballot
  /// What the chair declared, where the profile asks for it.
  public let declaration: ConsensusDeclaration?
  /// The moment that all of this is of.
  public let at: Timestamp
  /// Where it stands among the ballots of its vocabulary.
  public let place: Place

  /// Where a ballot stands: the newest stage first, and in it the ballots as they are numbered.
  public struct Place: Hashable, Sendable {
    /// The number of the stage in the store; of two stages the later one has the greater.
    public let stage: Int64
    /// The number of the ballot in the stage, from 1.
    public let ordinal: Int

    /// Creates a place.
    public init(stage: Int64, ordinal: Int) {
      self.stage = stage
      self.ordinal = ordinal
    }
  }

  /// What it came to; nil as long as it is open: nobody sees how it stands.
  public var result: BallotResult? { try? ballot.result(at: at, declaration: declaration) }

  /// The same of a systematic review.
  public var reviewResult: ReviewResult? { try? ballot.reviewResult(at: at) }

  /// What it came to, in a word or two; nil as long as it is open.
  public var outcome: String? { result?.outcome.rawValue ?? reviewResult?.outcome }

  /// Everything that `outcome` may be.
  public static let outcomes =
    BallotResult.Outcome.allCases.map(\.rawValue) + ReviewDecision.allCases.map(\.rawValue)
    + [ReviewResult.noMajority]

  /// The report of voting; nil as long as it is open.
  public var report: String? { result?.text(of: ballot) ?? reviewResult?.text(of: ballot) }
}

extension BallotAnnouncement {
  init(_ ballot: Stage.StageBallot, of stage: Stage, request: Int64?, at now: Timestamp) {
    self.init(
      changeRequest: request, release: stage.release, stage: stage.kind, ballot: ballot.ballot,
      declaration: ballot.declaration, at: now, place: Place(stage: stage.id, ordinal: ballot.ordinal))
  }
}

extension Store {
  /// The ballots of a vocabulary, the newest first; costs those that it answers with.
  ///
  /// - Parameters:
  ///   - isOpen: only those that are open now, or only those that are not.
  ///   - place: the place behind which they begin; nil at the beginning.
  ///   - limit: at most so many.
  public func ballots(
    isOpen: Bool? = nil, after place: BallotAnnouncement.Place? = nil, limit: Int, grant: Grant
  ) throws(StoreError) -> [BallotAnnouncement] {
    grant.require(.read)
    let now = environment.now()
    return try read { db in
      let stages = StageTable(db: db, vocabulary: grant.inVocabulary)
      // The cross join has SQLite walk the stages from the newest, so that it stops at the limit and sorts nothing.
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT stage.id, ballot.ordinal, change_request.number FROM stage
          LEFT JOIN change_request ON change_request.id = stage.change_request
          CROSS JOIN ballot ON ballot.stage = stage.id
          WHERE coalesce(change_request.vocabulary, stage.vocabulary) = ?1
            AND (?2 IS NULL OR ?2 = (opened_at <= ?3 AND ?3 < closes_at))
            AND stage.id <= ?4 AND (stage.id < ?4 OR ballot.ordinal > ?5)
          ORDER BY stage.id DESC, ballot.ordinal LIMIT ?6
          """,
        arguments: [
          grant.inVocabulary.id, isOpen, now.milliseconds, place?.stage ?? .max, place?.ordinal ?? .max,
          limit,
        ])
      var found: [BallotAnnouncement] = []
      var stage: Stage?
      while let row = try rows.next() {
        let place = BallotAnnouncement.Place(stage: row[0], ordinal: row[1])
        // A stage is read once for all of its ballots.
        let current = try stage.flatMap { $0.id == place.stage ? $0 : nil } ?? stages.stage(place.stage)
        stage = current
        guard let ballot = current.ballots.first(where: { $0.ordinal == place.ordinal }) else { continue }
        found.append(BallotAnnouncement(ballot, of: current, request: row[2], at: now))
      }
      return found
    }
  }

  /// A ballot.
  public func ballot(_ id: String, grant: Grant) throws(StoreError) -> BallotAnnouncement {
    grant.require(.read)
    let now = environment.now()
    return try read { db in try Self.ballot(id, grant, now, db) }
  }

  /// Casts the vote of a member body in a ballot, until it closes.
  ///
  /// - Parameter memberBody: whose vote it is; that which the caller acts for as a voter if nil.
  /// - Returns: the vote, with its receipt.
  /// - Throws: `forbidden` (recorded) if the caller may not vote for it; `invalidState` if the ballot is not open;
  ///   `invalidArgument` for an answer with what is not taken.
  public func vote(
    _ choice: Vote.Choice, in id: String, for memberBody: String?, reasons: String, experts: [String],
    grant: Grant
  ) throws(StoreError) -> Vote {
    try onBallot(id, "ballot.vote", grant) { announcement, transaction, stages in
      let (own, body) = try Self.bodies(memberBody, try voter(grant, transaction.db), grant)
      var ballot = announcement.ballot
      try StageTable.refusing { () throws(BallotRefusal) in
        try ballot.cast(
          choice, for: body, by: Voter(grant.actorName, for: own), at: transaction.now, reasons: reasons,
          experts: experts)
      }
      guard let vote = ballot.votes.last else { throw StoreError(.storageFailed, "the vote was not taken") }
      try stages.add(vote, ordinal: ballot.votes.count)
      return Act(
        value: vote, detail: "vote of \(body)",
        digest: { _ in Data.sha256(Array(vote.receipt.hexadecimal.utf8)) })
    }
  }

  /// Names a person who casts the vote of the caller's member body in all ballots of the stage, or takes that back.
  ///
  /// - Parameter name: the account; nil to take back what was delegated.
  /// - Throws: `forbidden` (recorded) if the caller acts for no member body that votes; `notFound` for no such account.
  public func delegate(_ id: String, to name: String?, grant: Grant) throws(StoreError) -> BallotAnnouncement
  {
    try onBallot(id, "ballot.delegate", by: [.voter], grant) { announcement, transaction, stages in
      if let name { _ = try Self.accountID(transaction.db, name) }
      let voter = Voter(grant.actorName, for: try voter(grant, transaction.db))
      var ballot = announcement.ballot
      try StageTable.refusing { () throws(BallotRefusal) in
        if let name {
          try ballot.delegate(to: name, by: voter, at: transaction.now)
        } else {
          try ballot.revokeDelegation(by: voter, at: transaction.now)
        }
      }
      guard let delegation = ballot.delegations.last, let found = try stages.stage(ofBallot: id) else {
        throw StoreError(.storageFailed, "the delegation was not taken")
      }
      try stages.add(delegation, ordinal: ballot.delegations.count, to: found.stage)
      let detail = "\(delegation.memberBody): " + (name.map { "delegated to \($0)" } ?? "delegated no more")
      return Act(
        value: try Self.ballot(id, grant, transaction.now, transaction.db), detail: detail,
        digest: { try $0.delegations().last })
    }
  }

  /// Declares as the chair whether there is consensus, where the ballot's profile asks for it.
  ///
  /// - Throws: `forbidden` (recorded) without the role chair or about a request of one's own; `invalidState` before the
  ///   ballot has closed or where no declaration is asked for.
  public func declareConsensus(
    _ finding: ConsensusDeclaration.Finding, in id: String, objections: [(memberBody: String, text: String)],
    grant: Grant
  ) throws(StoreError) -> BallotAnnouncement {
    try onBallot(id, "ballot.declare", by: [.chair], grant) { announcement, transaction, stages in
      let request = try announcement.changeRequest.map {
        try ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary).fetch(number: $0)
      }
      guard request?.authorID != grant.account.accountID else {
        throw StoreError(.forbidden, "nobody decides about a change request of their own")
      }
      guard announcement.ballot.profile.consensus != .none else {
        throw StoreError(.invalidState, "the count alone decides in this ballot")
      }
      guard transaction.now >= announcement.ballot.closes else {
        throw StoreError(.invalidState, "the ballot is open until \(announcement.ballot.closes.iso8601)")
      }
      let declaration = ConsensusDeclaration(
        finding, by: grant.actorName, at: transaction.now,
        objections: try objections.map {
          ConsensusDeclaration.Objection(try MemberBody.parsing($0.memberBody), $0.text)
        })
      try stages.declare(declaration, in: announcement.ballot)
      return Act(
        value: try Self.ballot(id, grant, transaction.now, transaction.db), detail: finding.rawValue,
        digest: { try $0.declarations()[id] })
    }
  }

  // MARK: Frames

  private static func bodies(
    _ named: String?, _ own: MemberBody?, _ grant: Grant
  ) throws(StoreError) -> (own: MemberBody?, voting: MemberBody) {
    if let named { return (own, try MemberBody.parsing(named)) }
    guard let own else {
      throw StoreError(
        .forbidden, "\(grant.actorName) votes for no member body in \(grant.inVocabulary.name)")
    }
    return (own, own)
  }

  static func ballot(
    _ id: String, _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> BallotAnnouncement {
    let found = try StageTable(db: db, vocabulary: grant.inVocabulary).stage(ofBallot: id)
    guard let found, let ballot = found.stage.ballots.first(where: { $0.ballot.id == id }) else {
      throw StoreError(
        .notFound, "\(grant.inVocabulary.name) has no ballot \(id); ballot.list shows those there are")
    }
    return BallotAnnouncement(ballot, of: found.stage, request: found.request, at: now)
  }

  /// What was done about a ballot, for whoever did it and for the record.
  private struct Act<Value> {
    let value: Value
    let detail: String
    /// The digest of it, once it is stored.
    let digest: (StageDigest) throws -> Data?
  }

  /// Changes something about a ballot and records it, with the digest by which the audit record vouches for it.
  private func onBallot<Value>(
    _ id: String, _ action: String, by roles: Set<Role>? = nil, _ grant: Grant,
    _ body: (BallotAnnouncement, WriteTransaction, StageTable) throws -> Act<Value>
  ) throws(StoreError) -> Value {
    grant.require(.read)
    return try recordingDenial(action, "ballot \(id)", grant) { () throws(StoreError) in
      if let roles { try requireRole(roles, grant) }
      return try write { transaction in
        let stages = StageTable(db: transaction.db, vocabulary: grant.inVocabulary)
        let announcement = try Self.ballot(id, grant, transaction.now, transaction.db)
        let request = try announcement.changeRequest.map {
          try ChangeRequestTable(db: transaction.db, vocabulary: grant.inVocabulary).fetch(number: $0)
        }
        // What was withdrawn is not voted on any more.
        if let request, request.state != announcement.stage.state {
          throw StoreError(
            .invalidState,
            "change request \(request.number) is \(request.state.rawValue), so nothing more happens in the ballot \(id)"
          )
        }
        let act = try body(announcement, transaction, stages)
        var note = AuditLog.Note(
          actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name, target: "ballot \(id)",
          detail: act.detail)
        note.content = try act.digest(
          StageDigest(
            transaction.db, grant.inVocabulary, stage: announcement.place.stage,
            of: announcement.changeRequest.map { .request($0) } ?? .ballot(id)))
        try AuditLog.append(note, in: transaction)
        return act.value
      }
    }
  }
}
