/// What is to be done next with a change request, by whom and until when.
public struct ChangeRequestDuty: Hashable, Sendable {
  /// Who acts.
  public let who: [ProcedureRule.Who]
  /// What they do, as a sentence without its full stop.
  public let what: String
  /// The steps by which it is done, of which one is enough; empty for answers, votes and observations.
  public let transitions: [ChangeTransition]
  /// Until when; nil if there is no deadline.
  public let due: Timestamp?
  /// Whether it can be left undone: nobody waits for it.
  public let isOptional: Bool

  init(
    _ who: [ProcedureRule.Who], _ what: String, by transitions: [ChangeTransition] = [],
    due: Timestamp? = nil,
    isOptional: Bool = false
  ) {
    self.who = who
    self.what = what
    self.transitions = transitions
    self.due = due
    self.isOptional = isOptional
  }

  /// Whether the deadline has passed.
  public func isOverdue(at now: Timestamp) -> Bool { due.map { now >= $0 } ?? false }
}

extension ChangeRequestMachine {
  /// Who must act next; empty where nothing is left to do.
  public func duties() -> [ChangeRequestDuty] {
    policy.procedure == .review ? reviewDuties : committeeDuties
  }

  private var reviewDuties: [ChangeRequestDuty] {
    switch facts.state {
    case .submitted:
      [
        ChangeRequestDuty(
          [.role(.reviewer)], "approves, returns or rejects it", by: [.approve, .return, .reject])
      ]
    case .approved:
      facts.hasMergeConflict
        ? [
          ChangeRequestDuty([.role(.reviewer)], "returns it, because merging meets a conflict", by: [.return])
        ]
        : [ChangeRequestDuty([.role(.manager)], "merges it", by: [.merge])]
    case .returned, .draft, .implemented: committeeDuties
    default: []
    }
  }

  private var committeeDuties: [ChangeRequestDuty] {
    switch facts.state {
    case .draft:
      [ChangeRequestDuty([.author], "submits the draft, or withdraws it", by: [.submit, .withdraw])]
    case .returned:
      [
        ChangeRequestDuty(
          [.author, .role(.editor)], "changes what was asked for and submits it again",
          by: [.submit])
      ]
    case .submitted:
      [
        ChangeRequestDuty(
          [.role(.manager)], "takes the proposal up, or returns it", by: [.accept, .return],
          due: policy.acceptance.end(from: facts.enteredAt))
      ]
    case .preparation: preparationDuties
    case .evaluation: evaluationDuties
    case .validation, .enquiry, .approval: ballotDuties
    case .approved:
      facts.hasMergeConflict
        ? [
          ChangeRequestDuty(
            [.role(.manager)], "returns it, because merging meets a conflict", by: [.return])
        ]
        : [ChangeRequestDuty([.role(.manager), .role(.editor)], "merges it", by: [.merge])]
    case .rejected: appealDuties
    case .appealed:
      [
        ChangeRequestDuty(
          [.role(.owner)], "decides about the appeal", by: [.uphold, .dismiss],
          due: policy.appealDecision.end(from: facts.enteredAt))
      ]
    case .implemented:
      [ChangeRequestDuty([.role(.publisher)], "publishes it with the next release", by: [.publish])]
    case .appealDismissed, .withdrawn, .published: []
    }
  }

  private var preparationDuties: [ChangeRequestDuty] {
    let prepare = ChangeRequestDuty([.role(.manager)], "opens the evaluation", by: [.evaluate])
    guard let closes = facts.closes else {
      let mayAnnounce = isMet(.clarifications, reason: "") && isMet(.editorialFields, reason: "")
      return mayAnnounce
        ? [
          ChangeRequestDuty(
            [.role(.manager)], "gives notice of the clarification, or opens the evaluation",
            by: [.announce, .evaluate])
        ] : [prepare]
    }
    guard facts.objectionCount == 0 else { return [prepare] }
    guard now >= closes else {
      return [
        ChangeRequestDuty(
          [.role(.commenter), .role(.voter)], "objects to the notice", due: closes, isOptional: true
        )
      ]
    }
    return answering + [
      ChangeRequestDuty([.role(.manager)], "approves the clarification", by: [.approve])
    ]
  }

  private var evaluationDuties: [ChangeRequestDuty] {
    guard isMet(.evaluationOver, reason: "") else {
      return [ChangeRequestDuty([.role(.voter)], "answers the evaluation", due: facts.closes)]
    }
    let steps: [ChangeTransition] =
      switch facts.conclusion {
      case .normal: [.validate]
      case .extended: [.enquire]
      case .changes: [.return]
      case .notSupported: [.reject]
      case nil: []
      }
    return answering + [
      ChangeRequestDuty([.role(.manager), .role(.chair)], "concludes the evaluation", by: steps)
    ]
  }

  private var ballotDuties: [ChangeRequestDuty] {
    guard isMet(.ballotClosed, reason: "") else {
      return [ChangeRequestDuty([.role(.voter)], "votes", due: facts.closes)]
    }
    if isMet(.divided, reason: ""), facts.state == .validation {
      return [ChangeRequestDuty([.role(.manager)], "splits off what has failed", by: [.split])]
    }
    let steps = ChangeTransition.allCases.filter { transition in
      guard let rule = policy.procedure.rule(for: transition, in: facts.state) else { return false }
      return transition.isConclusion
        && rule.guards.allSatisfy { $0 == .commentsAnswered || isMet($0, reason: "…") }
    }
    return answering + [
      ChangeRequestDuty([.role(.manager)], "confirms the result of the ballot", by: steps)
    ]
  }

  private var appealDuties: [ChangeRequestDuty] {
    guard isMet(.appealPeriod, reason: ""), let rejectedAt = facts.rejectedAt else { return [] }
    return [
      ChangeRequestDuty(
        [.author, .participatingMember], "appeals", by: [.appeal],
        due: policy.appeal.end(from: rejectedAt),
        isOptional: true)
    ]
  }

  private var answering: [ChangeRequestDuty] {
    guard facts.unansweredCommentCount > 0 else { return [] }
    return [
      ChangeRequestDuty(
        [.role(.editor), .role(.manager)],
        "answers the \(facts.unansweredCommentCount) general and technical comments that have no observation"
      )
    ]
  }
}
