import GRDB

/// Something that waits for a person: a duty of theirs, with the change request that it is about.
public struct AwaitedWork: Sendable {
  /// The vocabulary's name.
  public let vocabulary: String
  /// The change request.
  public let request: ChangeRequest
  /// What is to be done.
  public let duty: ChangeRequestDuty
  /// Whether the deadline has passed.
  public let isOverdue: Bool
}

extension Store {
  /// What awaits a person in all vocabularies in which they have a role, what is due soonest first.
  ///
  /// A vote or an answer awaits a voter until their member body has given it; what can be left undone comes last. Costs
  /// what the requests cost that are not closed.
  public func awaitedWork(for principal: Principal) throws(StoreError) -> [AwaitedWork] {
    let now = environment.now()
    let all = try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM vocabulary ORDER BY name").map(Vocabulary.init)
        .filter { principal.roles[$0.id] != nil }
        .flatMap { vocabulary in
          let grant = Grant(permission: .read, principal: principal, vocabulary: vocabulary)
          return try Self.awaitedWork(grant, now, db)
        }
    }
    return all.enumerated().sorted { left, right in
      let (one, other) = (left.element.duty, right.element.duty)
      if one.isOptional != other.isOptional { return other.isOptional }
      let (due, later) = (one.due?.milliseconds ?? .max, other.due?.milliseconds ?? .max)
      return due == later ? left.offset < right.offset : due < later
    }.map(\.element)
  }

  private static func awaitedWork(_ grant: Grant, _ now: Timestamp, _ db: Database) throws -> [AwaitedWork] {
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
        work.append(
          AwaitedWork(
            vocabulary: grant.inVocabulary.name, request: request, duty: duty,
            isOverdue: duty.isOverdue(at: now)))
      }
    }
    return work
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
