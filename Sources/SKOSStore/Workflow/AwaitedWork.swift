import GRDB
public import RDF
import SKOS

/// Something that waits for a person: a duty of theirs, with what it is about.
public struct AwaitedWork: Sendable {
  /// What a duty is about.
  public enum Subject: Sendable {
    /// A change request.
    case request(ChangeRequest)
    /// A release in preparation.
    case candidate(ReleaseDraft)
    /// An entry with comments, and what people call it.
    case entry(IRI, label: String)
    /// A ballot that belongs to no change request.
    case ballot(BallotAnnouncement)
    /// The review of a release.
    case review(PeriodicReview)
  }

  /// The vocabulary's name.
  public let vocabulary: String
  /// What it is about.
  public let subject: Subject
  /// What is to be done.
  public let duty: ChangeRequestDuty
  /// Whether the deadline has passed.
  public let isOverdue: Bool

  fileprivate init(_ subject: Subject, _ duty: ChangeRequestDuty, _ vocabulary: Vocabulary, _ now: Timestamp)
  {
    self.vocabulary = vocabulary.name
    self.subject = subject
    self.duty = duty
    isOverdue = duty.isOverdue(at: now)
  }
}

extension Store {
  /// What awaits a person in all vocabularies in which they have a role, what is due soonest first.
  ///
  /// A vote or an answer awaits a voter until their member body has given it; what can be left undone comes last. Costs
  /// what the requests cost that are not closed, and the entries with comments that have no observation.
  public func awaitedWork(for principal: Principal) throws(StoreError) -> [AwaitedWork] {
    let now = environment.now()
    let all = try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM vocabulary ORDER BY name").map(Vocabulary.init)
        .filter { principal.roles[$0.id] != nil }
        .flatMap { vocabulary in
          let grant = Grant(permission: .read, principal: principal, vocabulary: vocabulary)
          return try Self.awaitedRequests(grant, now, db) + Self.awaitedCandidates(grant, now, db)
            + Self.awaitedEntries(grant, now, db) + Self.awaitedBallots(grant, now, db)
            + Self.awaitedReviews(grant, now, db)
        }
    }
    return all.enumerated().sorted { left, right in
      let (one, other) = (left.element.duty, right.element.duty)
      if one.isOptional != other.isOptional { return other.isOptional }
      let (due, later) = (one.due?.milliseconds ?? .max, other.due?.milliseconds ?? .max)
      return due == later ? left.offset < right.offset : due < later
    }.map(\.element)
  }

  private static func awaitedRequests(
    _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> [AwaitedWork] {
    let table = ChangeRequestTable(db: db, vocabulary: grant.inVocabulary)
    let numbers = try Int64.fetchAll(
      db,
      sql: """
        SELECT number FROM change_request WHERE vocabulary = ?
          AND state NOT IN ('appeal-dismissed', 'withdrawn', 'published') ORDER BY number
        """, arguments: [grant.inVocabulary.id])
    var work: [AwaitedWork] = []
    for number in numbers {
      let request = try table.fetch(number: number)
      guard isVisible(request, to: grant.principal, in: grant.inVocabulary) else { continue }
      let situation = try ChangeSituation(request, grant, now: now, db)
      for duty in situation.machine.duties() where try situation.concerns(duty, grant, db) {
        work.append(AwaitedWork(.request(request), duty, grant.inVocabulary, now))
      }
    }
    return work
  }

  private static func awaitedCandidates(
    _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> [AwaitedWork] {
    try ReleaseDraft.fetchAll(db, grant.inVocabulary).flatMap { draft in
      draft.window.duties(at: now, unansweredCount: draft.unanswered.count)
        .filter { $0.concerns(grant) }
        .map { AwaitedWork(.candidate(draft), $0, grant.inVocabulary, now) }
    }
  }

  private static func awaitedEntries(
    _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> [AwaitedWork] {
    guard grant.principal?.has(anyOf: [.editor, .manager], in: grant.inVocabulary.id) == true else {
      return []
    }
    return try CommentSubject.commentedEntries(in: grant.inVocabulary, isUnanswered: true, db).compactMap {
      subject in
      let count = try subject.unanswered(db).count
      guard count > 0, case .entry(let iri) = subject.target else { return nil }
      let duty = ChangeRequestDuty(
        [.role(.editor), .role(.manager)],
        "answers the \(count) \(count == 1 ? "comment" : "comments") on the entry that have no observation")
      return AwaitedWork(
        .entry(iri, label: try label(of: iri, grant.inVocabulary, db)), duty, grant.inVocabulary, now)
    }
  }

  /// The ballots of their own in which the caller's member body has not voted.
  private static func awaitedBallots(
    _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> [AwaitedWork] {
    guard let principal = grant.principal, principal.has(anyOf: [.voter], in: grant.inVocabulary.id),
      let body = try organisation(of: principal.accountID, as: .voter, in: grant.inVocabulary, db)
    else { return [] }
    return try String.fetchAll(
      db,
      sql: """
        SELECT ballot.id FROM ballot JOIN stage ON stage.id = ballot.stage
        WHERE vocabulary = ? AND opened_at <= ? AND ? < closes_at ORDER BY stage.ordinal
        """, arguments: [grant.inVocabulary.id, now.milliseconds, now.milliseconds]
    ).compactMap { id in
      let announcement = try ballot(id, grant, now, db)
      guard announcement.ballot.silent.contains(body) else { return nil }
      let duty = ChangeRequestDuty([.role(.voter)], "votes", due: announcement.ballot.closes)
      return AwaitedWork(.ballot(announcement), duty, grant.inVocabulary, now)
    }
  }

  private static func awaitedReviews(
    _ grant: Grant, _ now: Timestamp, _ db: Database
  ) throws -> [AwaitedWork] {
    guard let newest = try newestRelease(db, grant.inVocabulary) else { return [] }
    let review = try review(of: newest.version, grant, now, db)
    return review.duties(at: now).filter { $0.concerns(grant) }
      .map { AwaitedWork(.review(review), $0, grant.inVocabulary, now) }
  }

  /// What people call an entry as it is now, or its IRI if it is no more.
  private static func label(of iri: IRI, _ vocabulary: Vocabulary, _ db: Database) throws -> String {
    let language = try? LanguageTag(vocabulary.defaultLanguage)
    let description = try head(db, vocabulary).glance(at: iri)
    return description?.bestLabel(for: language.map { [$0] } ?? [], defaultLanguage: language).text
      ?? iri.string
  }
}

extension ChangeRequestDuty {
  /// Whether one of the roles that it is addressed to is the person's who looks.
  fileprivate func concerns(_ grant: Grant) -> Bool {
    who.contains { who in
      guard case .role(let role) = who else { return false }
      return grant.principal?.has(anyOf: [role], in: grant.inVocabulary.id) == true
    }
  }
}

extension ChangeSituation {
  /// Whether a duty is one of the person's who looks.
  fileprivate func concerns(_ duty: ChangeRequestDuty, _ grant: Grant, _ db: Database) throws -> Bool {
    let isAuthor = actor.id == request.authorID
    let isAddressed = duty.who.contains { who in
      switch who {
      case .author: isAuthor && actor.roles.contains(.proposer)
      case .role(let role): actor.roles.contains(role)
      case .roleIfAuthorGone(let role): facts.isAuthorGone && actor.roles.contains(role)
      case .participatingMember: actor.roles.contains(.voter) && actor.membership == .participating
      case .appellant: actor.id == facts.appellantID
      }
    }
    guard isAddressed else { return false }
    guard duty.transitions.isEmpty else {
      return !Set(machine.available(to: actor)).isDisjoint(with: duty.transitions)
    }
    guard duty.who == [.role(.voter)], let stage else { return true }
    guard let body = try Store.organisation(of: actor.id, as: .voter, in: grant.inVocabulary, db) else {
      return false
    }
    return stage.kind == .evaluation
      ? stage.evaluation.silent.contains(body) : stage.ballots.contains { $0.ballot.silent.contains(body) }
  }
}
