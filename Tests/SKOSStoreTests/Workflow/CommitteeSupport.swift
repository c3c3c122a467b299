import RDF

@testable import SKOSStore

/// Facts under which every step of a state is possible, except those that exclude each other.
enum CommitteeSupport {
  static let author: Int64 = 1
  static let other: Int64 = 2
  static let appellant: Int64 = 3
  static let now = Timestamp(milliseconds: 1_790_000_000_000)

  static func later(_ days: Int) -> Timestamp { ProcedurePolicy.Period.days(days).end(from: now) }

  /// Facts that meet all conditions of a rule.
  static func facts(for rule: ProcedureRule) -> ChangeRequestFacts {
    var facts = ChangeRequestFacts(state: rule.from, enteredAt: now, authorID: author)
    facts.itemKinds = [.clarification, .clarification]
    facts.changedProperties = [.SKOS.changeNote]
    facts.justification = "because"
    facts.hasChangedSinceReturn = true
    facts.isRebased = true
    facts.isProposerEligible = true
    facts.isComplete = true
    facts.hasElectorate = true
    facts.hasStatuses = true
    facts.isReleased = true
    facts.rejectedAt = now
    facts.appellantID = appellant
    if rule.from.isStage || rule.guards.contains(.noticeOver) { facts.closes = now }
    // Withdrawing is possible until a ballot has closed.
    if rule.transition == .withdraw { facts.closes = rule.from.isStage ? later(1) : nil }
    facts.passedItemCount = 2
    for condition in rule.guards {
      switch condition {
      case .normalProcedure: facts.conclusion = .normal
      case .extendedProcedure: facts.conclusion = .extended
      case .changesWanted: facts.conclusion = .changes
      case .notSupported: facts.conclusion = .notSupported
      case .failed: (facts.passedItemCount, facts.failedItemCount) = (0, 2)
      case .divided: facts.failedItemCount = 1
      case .mergeConflict: facts.hasMergeConflict = true
      default: break
      }
    }
    return facts
  }

  /// Makes one condition fail, and nothing else if that is possible.
  static func breaking(_ condition: ProcedureGuard, _ facts: ChangeRequestFacts) -> ChangeRequestFacts {
    var facts = facts
    switch condition {
    case .reason: break
    case .items, .clarifications:
      facts.itemKinds = condition == .items ? [] : [.clarification, .modification]
    case .justification: facts.justification = " \n"
    case .coreRules: facts.hasCoreErrors = true
    case .allRules: facts.hasErrors = true
    case .eligible: facts.isProposerEligible = false
    case .complete: facts.isComplete = false
    case .changed: facts.hasChangedSinceReturn = false
    case .rebased: facts.isRebased = false
    case .electorate: facts.hasElectorate = false
    case .evaluationOver, .ballotClosed, .noticeOver:
      facts.closes = Timestamp(milliseconds: now.milliseconds + 1)
    case .normalProcedure, .extendedProcedure, .changesWanted, .notSupported: facts.conclusion = nil
    case .unlocked: facts.lockedBy = 7
    case .passed: facts.failedItemCount = 1
    case .failed: (facts.passedItemCount, facts.failedItemCount) = (2, 0)
    case .divided: facts.failedItemCount = 0
    case .approvalMayBeSkipped: facts.hasTechnicalChange = true
    case .commentsAnswered: facts.unansweredCommentCount = 1
    case .undecided: facts.closes = now
    case .appealPeriod:
      facts.rejectedAt = Timestamp(milliseconds: now.milliseconds - 93 * 86_400_000)
    case .mergeConflict: facts.hasMergeConflict = false
    case .mergeable: facts.hasMergeConflict = true
    case .statuses: facts.hasStatuses = false
    case .release: facts.isReleased = false
    case .editorialFields: facts.changedProperties = [.SKOS.changeNote, .SKOS.definition]
    case .noNotice: facts.closes = later(3)
    case .noObjection: facts.objectionCount = 1
    }
    return facts
  }

  static func actor(_ who: ProcedureRule.Who) -> ChangeRequestActor {
    switch who {
    case .author: ChangeRequestActor(id: author, roles: [.proposer])
    case .role(let role), .roleIfAuthorGone(let role): ChangeRequestActor(id: other, roles: [role])
    case .participatingMember:
      ChangeRequestActor(id: other, roles: [.voter], membership: .participating)
    case .appellant: ChangeRequestActor(id: appellant, roles: [.voter], membership: .participating)
    }
  }
}
