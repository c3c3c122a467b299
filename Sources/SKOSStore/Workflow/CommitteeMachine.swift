import SKOS

/// The full procedure of a committee: who may take which step with a change request, where it leads, and until when.
///
/// A value without I/O. The facts, the policy, the clock and the actor go in; the next state or a refusal comes out. It
/// is made to take the place of `ChangeRequestMachine`, and asks its questions in the same order: may this actor take
/// this step; is it possible in this state; is everything there that it needs.
///
/// Deadlines decide nothing by themselves. A ballot that has closed is counted when somebody confirms it; an owner who
/// is late with an appeal still decides it; who did not answer has not answered.
/// - Source: spec/committee.md.
public struct CommitteeMachine: Sendable {
  /// A step that may be taken.
  public struct Step: Hashable, Sendable {
    /// The rule by which it is taken.
    public let rule: CommitteeRule
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
      case unmet(CommitteeGuard)
      /// The closing date that was asked for cannot be.
      case badClosingDate
    }

    /// The kind.
    public let kind: Kind
    /// What is wrong and what would mend it, as a sentence without its full stop.
    public let message: String
  }

  let facts: CommitteeFacts
  let policy: CommitteePolicy
  let now: Timestamp

  /// Creates a machine for a request at a moment.
  public init(_ facts: CommitteeFacts, policy: CommitteePolicy = CommitteePolicy(), now: Timestamp) {
    self.facts = facts
    self.policy = policy
    self.now = now
  }

  /// Decides about a step.
  ///
  /// Who may is asked before whether it is time, so that a stranger learns nothing about the state.
  /// - Parameter closes: when the stage or notice that it opens is to close, if not after the period of the policy.
  public func step(
    _ transition: CommitteeTransition, by actor: CommitteeActor, reason: String,
    closing closes: Timestamp? = nil
  ) throws(Refusal) -> Step {
    try checkMayEver(transition, actor)
    guard let rule = CommitteeRule.rule(for: transition, in: facts.state) else {
      throw Refusal(
        kind: .invalidState,
        message:
          "\(Self.name(transition)) is not possible while the request is in the state \(facts.state.rawValue)"
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

  /// The steps that an actor may take now, all conditions but that of a reason being met.
  public func available(to actor: CommitteeActor) -> [CommitteeTransition] {
    CommitteeTransition.allCases.filter { (try? step($0, by: actor, reason: "…")) != nil }
  }

  /// Whether an actor may edit the content.
  ///
  /// - Throws: `Refusal` if it is someone else's, or not open to editing.
  public func checkEditing(by actor: CommitteeActor) throws(Refusal) {
    let isAuthor = actor.id == facts.authorID && actor.roles.contains(.proposer)
    guard isAuthor || actor.roles.contains(.editor) else {
      throw Refusal(
        kind: .forbidden, message: "only its proposer, or somebody with the role editor, edits it")
    }
    switch facts.state {
    case .draft, .returned: return
    case .preparation where actor.roles.contains(.editor): return
    default:
      throw Refusal(
        kind: .invalidState,
        message:
          "a request in the state \(facts.state.rawValue) is not edited; it can be returned first")
    }
  }

  // MARK: Who

  /// Refuses an actor to whom a step is closed in every state.
  private func checkMayEver(_ transition: CommitteeTransition, _ actor: CommitteeActor)
    throws(Refusal)
  {
    let rules = CommitteeRule.rules(for: transition)
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
  private func role(in rule: CommitteeRule, _ actor: CommitteeActor) -> Role? {
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

  private func isBarred(_ transition: CommitteeTransition) -> Bool {
    switch transition {
    case .accept, .evaluate, .announce: !policy.letsManagersOpenTheirOwn
    default: transition.isConclusion
    }
  }

  // MARK: When and what

  private func end(of rule: CommitteeRule) -> Timestamp? {
    if rule.transition == .announce { return policy.notice.end(from: now) }
    // The time for an appeal runs from the rejection, also when one was withdrawn in between.
    if rule.to == .rejected {
      return policy.appeal.end(from: rule.from == .appealed ? facts.rejectedAt ?? now : now)
    }
    // What is left after a split keeps its ballot.
    return rule.from == rule.to ? nil : policy.period(of: rule.to)?.end(from: now)
  }

  /// When what a step opens is to close.
  private func closing(_ rule: CommitteeRule, _ wanted: Timestamp?) throws(Refusal) -> Timestamp? {
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
  func isMet(_ condition: CommitteeGuard, reason: String) -> Bool {
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

  private static func name(_ transition: CommitteeTransition) -> String {
    "the step \(transition.rawValue)"
  }

  static func names(_ who: [CommitteeRule.Who]) -> String {
    who.map(name).joined(separator: " or ")
  }

  private static func name(_ who: CommitteeRule.Who) -> String {
    switch who {
    case .author: "its proposer"
    case .role(let role): "the role \(role.rawValue)"
    case .roleIfAuthorGone(let role): "the role \(role.rawValue), if its proposer is gone"
    case .participatingMember: "a voter of a P-member"
    case .appellant: "whoever appealed"
    }
  }
}
