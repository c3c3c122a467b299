/// A line of the procedure: from which state a step leads to which, who takes it, and what it needs.
public struct ProcedureRule: Hashable, Sendable {
  /// Who may take a step.
  public enum Who: Hashable, Sendable {
    /// The account that created the request, with the role proposer.
    case author
    /// Anybody with a role.
    case role(Role)
    /// Anybody with a role, if the body that proposed it is gone.
    case roleIfAuthorGone(Role)
    /// Somebody with the role voter who acts for a P-member.
    case participatingMember
    /// The account that appealed.
    case appellant
  }

  /// The number, 1 for T1 to 20 for T20.
  public let number: Int
  /// The step.
  public let transition: ChangeTransition
  /// The state before.
  public let from: ChangeRequestState
  /// The state after.
  public let to: ChangeRequestState
  /// Who may take it.
  public let who: [Who]
  /// What has to be so, in the order in which it is asked.
  public let guards: [ProcedureGuard]

  private init(
    _ number: Int, _ transition: ChangeTransition, _ from: ChangeRequestState, _ to: ChangeRequestState,
    _ who: [Who],
    _ guards: [ProcedureGuard]
  ) {
    self.number = number
    self.transition = transition
    self.from = from
    self.to = to
    self.who = who
    self.guards = guards
  }

  /// The rule for a step in a state in the committee's procedure; nil if nobody takes it there.
  public static func rule(for transition: ChangeTransition, in state: ChangeRequestState) -> ProcedureRule? {
    Procedure.committee.rule(for: transition, in: state)
  }

  /// All of the committee's procedure.
  ///
  /// - Source: spec/committee.md.
  public static let all: [ProcedureRule] =
    proposing + evaluating + validating + extended + after + editorial

  /// All of the review procedure: T1, T3, T4, T9, T10, T15, T18 and T19 with a reviewer in the committee's place.
  ///
  /// - Source: spec/workflow.md.
  static let review: [ProcedureRule] =
    [
      .init(1, .submit, .draft, .submitted, [.author], [.items, .justification, .coreRules]),
      .init(3, .return, .submitted, .returned, reviewer, [.reason]),
      // A merge that meets a conflict is mended by its proposer, so what was approved can still be returned.
      .init(3, .return, .approved, .returned, reviewer, [.reason]),
      .init(
        4, .submit, .returned, .submitted, [.author, .role(.editor)], [.items, .justification, .coreRules]),
      .init(9, .approve, .submitted, .approved, reviewer, []),
      .init(10, .reject, .submitted, .rejected, reviewer, [.reason]),
      .init(18, .merge, .approved, .implemented, manager, [.mergeable, .coreRules]),
      .init(19, .publish, .implemented, .published, [.role(.publisher)], [.release]),
    ]
    + [.draft, .submitted, .returned].map { .init(15, .withdraw, $0, .withdrawn, [.author], [.reason]) }

  private static let reviewer: [Who] = [.role(.reviewer)]
  private static let manager: [Who] = [.role(.manager)]
  private static let managerOrChair: [Who] = [.role(.manager), .role(.chair)]

  /// T1 to T4, and T15: until member bodies are asked.
  private static let proposing: [ProcedureRule] =
    [
      .init(1, .submit, .draft, .submitted, [.author], [.items, .justification, .coreRules]),
      .init(2, .accept, .submitted, .preparation, manager, [.eligible, .complete]),
      .init(3, .return, .submitted, .returned, manager, [.reason]),
      .init(3, .return, .preparation, .returned, manager, [.reason]),
      .init(3, .return, .approved, .returned, manager, [.reason, .mergeConflict]),
      .init(
        4, .submit, .returned, .submitted, [.author, .role(.editor)],
        [.items, .justification, .changed, .coreRules]),
    ]
    + [.draft, .submitted, .returned, .preparation, .evaluation, .validation].map { state in
      .init(
        15, .withdraw, state, .withdrawn, [.author, .roleIfAuthorGone(.manager)],
        state == .validation ? [.reason, .undecided] : [.reason])
    }

  /// T5 to T8: whether it is supported, and by which procedure.
  private static let evaluating: [ProcedureRule] = [
    .init(5, .evaluate, .preparation, .evaluation, manager, [.electorate, .rebased, .allRules]),
    .init(
      6, .validate, .evaluation, .validation, managerOrChair,
      [.evaluationOver, .normalProcedure, .commentsAnswered, .electorate, .unlocked]),
    .init(
      7, .enquire, .evaluation, .enquiry, managerOrChair,
      [.evaluationOver, .extendedProcedure, .commentsAnswered, .electorate, .unlocked]),
    .init(
      8, .return, .evaluation, .returned, managerOrChair,
      [.reason, .evaluationOver, .changesWanted, .commentsAnswered]),
    .init(
      8, .reject, .evaluation, .rejected, managerOrChair,
      [.reason, .evaluationOver, .notSupported, .commentsAnswered]),
  ]

  /// T9 to T11: the ballot of the normal procedure.
  private static let validating: [ProcedureRule] = [
    .init(
      9, .approve, .validation, .approved, manager, [.ballotClosed, .passed, .commentsAnswered]),
    .init(
      10, .reject, .validation, .rejected, manager, [.ballotClosed, .failed, .commentsAnswered]),
    .init(11, .split, .validation, .validation, manager, [.ballotClosed, .divided]),
  ]

  /// T12 to T14: the two ballots of the extended procedure.
  private static let extended: [ProcedureRule] =
    [
      .init(
        12, .advance, .enquiry, .approval, manager,
        [.ballotClosed, .passed, .commentsAnswered, .electorate]),
      .init(
        12, .approve, .enquiry, .approved, manager,
        [.ballotClosed, .passed, .commentsAnswered, .approvalMayBeSkipped]),
      .init(
        14, .approve, .approval, .approved, manager, [.ballotClosed, .passed, .commentsAnswered]),
    ]
    + [.enquiry, .approval].flatMap { (state: ChangeRequestState) -> [ProcedureRule] in
      [
        .init(13, .reject, state, .rejected, manager, [.ballotClosed, .failed, .commentsAnswered]),
        .init(
          13, .return, state, .returned, manager,
          [.reason, .ballotClosed, .failed, .commentsAnswered]),
      ]
    }

  /// T16 to T19: what follows a decision.
  private static let after: [ProcedureRule] = [
    .init(
      16, .appeal, .rejected, .appealed, [.author, .participatingMember], [.reason, .appealPeriod]),
    .init(17, .uphold, .appealed, .approved, [.role(.owner)], [.reason]),
    .init(17, .dismiss, .appealed, .appealDismissed, [.role(.owner)], [.reason]),
    .init(17, .withdrawAppeal, .appealed, .rejected, [.appellant], []),
    .init(
      18, .merge, .approved, .implemented, [.role(.manager), .role(.editor)],
      [.mergeable, .allRules, .statuses]),
    .init(19, .publish, .implemented, .published, [.role(.publisher)], [.release]),
  ]

  /// T20: clarifications that nobody objects to.
  private static let editorial: [ProcedureRule] = [
    .init(
      20, .announce, .preparation, .preparation, manager,
      [.noNotice, .clarifications, .editorialFields, .allRules]),
    .init(
      20, .approve, .preparation, .approved, manager,
      [.noObjection, .noticeOver, .clarifications, .editorialFields, .allRules, .commentsAnswered]),
  ]
}
