import SKOS

/// The one place that decides who may take which step with a change request, where it leads, and until when.
///
/// A value without I/O. The facts, the policy, the clock and the actor go in; the next state or a refusal comes out.
/// Every door (socket, command line) goes through it. It asks three questions in this order, so that a stranger learns
/// nothing about the state: may this actor take this step; is it possible in this state; is everything there that it
/// needs. The rules are those of the procedure that the policy names.
///
/// Deadlines decide nothing by themselves. A ballot that has closed is counted when somebody confirms it; an owner who
/// is late with an appeal still decides it; who did not answer has not answered.
/// - Source: spec/workflow.md and spec/committee.md.
public struct ChangeRequestMachine: Sendable {
  /// A step that may be taken.
  public struct Step: Hashable, Sendable {
    /// The rule by which it is taken.
    public let rule: ProcedureRule
    /// The role in which the actor takes it, for the record.
    public let role: Role
    /// When the stage, the notice or the time for an appeal ends that it opens; nil if it opens none.
    public let closes: Timestamp?
    /// Where the entries begin that it splits off as a request of their own; nil if it splits nothing.
    public let splitsOffTo: ChangeRequestState?

    /// The state before.
    public var from: ChangeRequestState { rule.from }
    /// The state after.
    public var to: ChangeRequestState { rule.to }
  }

  /// Why a step may not be taken.
  public struct Refusal: Error, Hashable, Sendable {
    /// What kind of refusal it is.
    public enum Kind: Hashable, Sendable {
      /// The actor may not.
      case forbidden
      /// Nobody may, in this state.
      case invalidState
      /// A condition is not met.
      case unmet(ProcedureGuard)
      /// The closing date that was asked for cannot be.
      case badClosingDate
    }

    /// The kind.
    public let kind: Kind
    /// What is wrong and what would mend it, as a sentence without its full stop.
    public let message: String
  }

  let facts: ChangeRequestFacts
  let policy: ProcedurePolicy
  let now: Timestamp

  /// Creates a machine for a request at a moment.
  public init(_ facts: ChangeRequestFacts, policy: ProcedurePolicy = ProcedurePolicy(), now: Timestamp) {
    self.facts = facts
    self.policy = policy
    self.now = now
  }

  /// Decides about a step.
  ///
  /// Who may is asked before whether it is time, so that a stranger learns nothing about the state.
  /// - Parameter closes: when the stage or notice that it opens is to close, if not after the period of the policy.
  public func step(
    _ transition: ChangeTransition, by actor: ChangeRequestActor, reason: String,
    closing closes: Timestamp? = nil
  ) throws(Refusal) -> Step {
    try checkMayEver(transition, actor)
    guard let rule = policy.procedure.rule(for: transition, in: facts.state) else {
      throw Refusal(
        kind: .invalidState,
        message:
          "\(Self.name(transition)) is not possible while the request is in the state \(facts.state.rawValue)\(nextInWords)"
      )
    }
    guard let role = role(in: rule, actor) else {
      throw Refusal(
        kind: .forbidden,
        message: "in this state, \(Self.name(transition)) needs \(Self.names(rule.who))")
    }
    for condition in rule.guards where !isMet(condition, reason: reason) {
      throw Refusal(kind: .unmet(condition), message: condition.complaint)
    }
    return Step(
      rule: rule, role: role, closes: try closing(rule, closes),
      splitsOffTo: transition == .split ? .preparation : nil)
  }

  /// The steps that an actor may take now, if what they can supply themselves is not missing then.
  ///
  /// Nobody publishes a request by itself, so that is left out.
  public func available(to actor: ChangeRequestActor) -> [ChangeTransition] {
    ChangeTransition.allCases.filter { transition in
      guard transition != .publish, let rule = policy.procedure.rule(for: transition, in: facts.state),
        role(in: rule, actor) != nil
      else { return false }
      return rule.guards.allSatisfy { condition in
        switch condition.kind {
        case .incomplete, .validationFailed: true
        case .invalidState, .conflict: isMet(condition, reason: "")
        }
      }
    }
  }

  /// Whether an actor may edit the content.
  ///
  /// - Parameter isRebase: whether it is only brought up to the head, which a manager does in preparation.
  /// - Throws: `Refusal` if it is someone else's, or not open to editing.
  public func checkEditing(by actor: ChangeRequestActor, isRebase: Bool = false) throws(Refusal) {
    let isAuthor = actor.id == facts.authorID && actor.roles.contains(.proposer)
    let isEditor = actor.roles.contains(.editor) || isRebase && actor.roles.contains(.manager)
    guard isAuthor || isEditor else {
      throw Refusal(
        kind: .forbidden, message: "only its proposer, or somebody with the role editor, edits it")
    }
    switch facts.state {
    case .draft, .returned: return
    case .preparation where isEditor: return
    default:
      throw Refusal(
        kind: .invalidState,
        message: "a request in the state \(facts.state.rawValue) is not edited; it can be returned first")
    }
  }

  // MARK: Who

  /// Refuses an actor to whom a step is closed in every state.
  private func checkMayEver(_ transition: ChangeTransition, _ actor: ChangeRequestActor)
    throws(Refusal)
  {
    let rules = policy.procedure.rules(for: transition)
    guard !rules.isEmpty else {
      throw Refusal(
        kind: .invalidState,
        message: "\(Self.name(transition)) is no part of the \(policy.procedure.rawValue) procedure")
    }
    guard rules.contains(where: { role(in: $0, actor) != nil }) else {
      if transition.isConclusion, actor.id == facts.authorID {
        throw Refusal(
          kind: .forbidden, message: "nobody decides about a change request of their own")
      }
      let who = rules.flatMap(\.who).uniqued
      throw Refusal(kind: .forbidden, message: "\(Self.name(transition)) needs \(Self.names(who))")
    }
  }

  /// The role in which an actor takes a step by a rule; nil if they may not.
  private func role(in rule: ProcedureRule, _ actor: ChangeRequestActor) -> Role? {
    let isAuthor = actor.id == facts.authorID
    if isAuthor, isBarred(rule.transition) { return nil }
    // Who appealed does not decide about the appeal.
    if rule.transition == .uphold || rule.transition == .dismiss, actor.id == facts.appellantID {
      return nil
    }
    for who in rule.who {
      switch who {
      case .author where isAuthor && actor.roles.contains(.proposer): return .proposer
      case .role(let role) where actor.roles.contains(role): return role
      case .roleIfAuthorGone(let role) where facts.isAuthorGone && actor.roles.contains(role):
        return role
      case .participatingMember
      where actor.roles.contains(.voter) && actor.membership == .participating: return .voter
      case .appellant where actor.id == facts.appellantID:
        return isAuthor && actor.roles.contains(.proposer) ? .proposer : .voter
      default: continue
      }
    }
    return nil
  }

  private func isBarred(_ transition: ChangeTransition) -> Bool {
    switch transition {
    case .accept, .evaluate, .announce: !policy.letsManagersOpenTheirOwn
    default: transition.isConclusion
    }
  }

  // MARK: When and what

  private func end(of rule: ProcedureRule) -> Timestamp? {
    if rule.transition == .announce { return policy.notice.end(from: now) }
    // The time for an appeal runs from the rejection, also when one was withdrawn in between.
    if rule.to == .rejected {
      return policy.appeal.end(from: rule.from == .appealed ? facts.rejectedAt ?? now : now)
    }
    // What is left after a split keeps its ballot.
    return rule.from == rule.to ? nil : policy.period(of: rule.to)?.end(from: now)
  }

  /// When what a step opens is to close.
  private func closing(_ rule: ProcedureRule, _ wanted: Timestamp?) throws(Refusal) -> Timestamp? {
    guard let wanted else { return end(of: rule) }
    let opens = rule.transition == .announce || rule.to.isStage && rule.from != rule.to
    guard opens, wanted > now else {
      throw Refusal(
        kind: .badClosingDate,
        message: opens
          ? "it would close at \(wanted.iso8601), before it has opened"
          : "\(Self.name(rule.transition)) opens nothing that has a closing date")
    }
    return wanted
  }

  private var isPastClosing: Bool { facts.closes.map { now >= $0 } ?? false }

  /// Whether a condition is met.
  func isMet(_ condition: ProcedureGuard, reason: String) -> Bool {
    switch condition {
    case .reason: reason.hasText
    case .items: !facts.itemKinds.isEmpty
    case .justification: facts.justification.hasText
    case .coreRules: !facts.hasCoreErrors
    case .allRules: !facts.hasErrors && !facts.hasCoreErrors
    case .eligible: facts.isProposerEligible
    case .complete: facts.isComplete
    case .changed: facts.hasChangedSinceReturn
    case .rebased: facts.isRebased
    case .electorate: facts.hasElectorate
    case .evaluationOver: isPastClosing || facts.haveAllAnswered
    case .normalProcedure: facts.conclusion == .normal
    case .extendedProcedure: facts.conclusion == .extended
    case .changesWanted: facts.conclusion == .changes
    case .notSupported: facts.conclusion == .notSupported
    case .unlocked: !policy.locksEntries || facts.lockedBy == nil
    case .ballotClosed: isPastClosing
    case .passed: facts.passedItemCount > 0 && facts.failedItemCount == 0
    // In the extended procedure the draft passes or fails as a whole. What is not counted has not failed.
    case .failed: facts.failedItemCount > 0 && (facts.passedItemCount == 0 || facts.state != .validation)
    case .divided: facts.passedItemCount > 0 && facts.failedItemCount > 0
    case .approvalMayBeSkipped: !facts.hasNegativeVotes && !facts.hasTechnicalChange
    case .commentsAnswered: facts.unansweredCommentCount == 0
    case .undecided: !isPastClosing
    case .appealPeriod: facts.rejectedAt.map { now < policy.appeal.end(from: $0) } ?? false
    case .mergeConflict: facts.hasMergeConflict
    case .mergeable: !facts.hasMergeConflict
    case .statuses: facts.hasStatuses
    case .release: facts.isReleased
    case .clarifications:
      !facts.itemKinds.isEmpty && facts.itemKinds.allSatisfy { $0 == .clarification }
    case .editorialFields: facts.changedProperties.isSubset(of: policy.editorialProperties)
    case .noNotice: facts.closes == nil
    case .noticeOver: isPastClosing
    case .noObjection: facts.objectionCount == 0
    }
  }

  // MARK: Words

  private var nextInWords: String {
    guard let duty = duties().first else { return "; it is closed" }
    return "; next, \(Self.names(duty.who)) \(duty.what)"
  }

  private static func name(_ transition: ChangeTransition) -> String {
    "the step \(transition.rawValue)"
  }

  static func names(_ who: [ProcedureRule.Who]) -> String {
    who.map(\.words).joined(separator: " or ")
  }
}

extension ProcedureRule.Who {
  /// Who it is, for people.
  public var words: String {
    switch self {
    case .author: "its proposer"
    case .role(let role): "the role \(role.rawValue)"
    case .roleIfAuthorGone(let role): "the role \(role.rawValue), if its proposer is gone"
    case .participatingMember: "a voter of a P-member"
    case .appellant: "whoever appealed"
    }
  }
}
