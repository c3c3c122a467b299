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

extension Store {
  /// The ballots of a vocabulary, the newest first.
  ///
  /// - Parameter isOpen: only those that are open now, or only those that are not.
  public func ballots(isOpen: Bool? = nil, limit: Int, grant: Grant) throws(StoreError)
    -> [BallotAnnouncement]
  {
    grant.require(.read)
    let now = environment.now()
    return try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT ballot.id FROM ballot JOIN stage ON stage.id = ballot.stage
          LEFT JOIN change_request ON change_request.id = stage.change_request
          WHERE coalesce(change_request.vocabulary, stage.vocabulary) = ?1 AND (?2 IS NULL OR ?2 = (opened_at <= ?3 AND ?3 < closes_at))
          ORDER BY stage.id DESC, ballot.ordinal LIMIT ?4
          """, arguments: [grant.inVocabulary.id, isOpen, now.milliseconds, limit]
      ).map { try Self.ballot($0, grant, now, db) }
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
      return (vote, "vote of \(body)", vote.receipt)
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
      return (try Self.ballot(id, grant, transaction.now, transaction.db), detail, nil)
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
      return (try Self.ballot(id, grant, transaction.now, transaction.db), finding.rawValue, nil)
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
    return BallotAnnouncement(
      changeRequest: found.request, release: found.stage.release, stage: found.stage.kind,
      ballot: ballot.ballot,
      declaration: ballot.declaration, at: now)
  }

  /// Changes something about a ballot and records it; a receipt goes into what the audit record vouches for.
  private func onBallot<Value>(
    _ id: String, _ action: String, by roles: Set<Role>? = nil, _ grant: Grant,
    _ body: (BallotAnnouncement, WriteTransaction, StageTable) throws -> (Value, String, VoteReceipt?)
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
        let (value, detail, receipt) = try body(announcement, transaction, stages)
        var note = AuditLog.Note(
          actor: grant.actorName, action: action, vocabulary: grant.inVocabulary.name, target: "ballot \(id)",
          detail: detail)
        note.content = receipt.map { Data.sha256(Array($0.hexadecimal.utf8)) }
        try AuditLog.append(note, in: transaction)
        return value
      }
    }
  }
}
