import Foundation
import RDF
import TestSupport
import Testing

@testable import SKOSStore

private typealias Support = CommitteeSupport

@Suite struct `The full procedure` {
  private typealias State = ChangeRequestState
  private typealias Step = ChangeTransition

  /// The procedure as it is written in the sources: number, step, from, to, roles.
  ///
  /// It is not made from the code.
  private static let table: [(Int, Step, State, State, Set<Role>)] = [
    (1, .submit, .draft, .submitted, [.proposer]),
    (2, .accept, .submitted, .preparation, [.manager]),
    (3, .return, .submitted, .returned, [.manager]),
    (3, .return, .preparation, .returned, [.manager]),
    (3, .return, .approved, .returned, [.manager]),
    (4, .submit, .returned, .submitted, [.proposer, .editor]),
    (5, .evaluate, .preparation, .evaluation, [.manager]),
    (6, .validate, .evaluation, .validation, [.manager, .chair]),
    (7, .enquire, .evaluation, .enquiry, [.manager, .chair]),
    (8, .return, .evaluation, .returned, [.manager, .chair]),
    (8, .reject, .evaluation, .rejected, [.manager, .chair]),
    (9, .approve, .validation, .approved, [.manager]),
    (10, .reject, .validation, .rejected, [.manager]),
    (11, .split, .validation, .validation, [.manager]),
    (12, .advance, .enquiry, .approval, [.manager]),
    (12, .approve, .enquiry, .approved, [.manager]),
    (13, .reject, .enquiry, .rejected, [.manager]),
    (13, .return, .enquiry, .returned, [.manager]),
    (13, .reject, .approval, .rejected, [.manager]),
    (13, .return, .approval, .returned, [.manager]),
    (14, .approve, .approval, .approved, [.manager]),
    (15, .withdraw, .draft, .withdrawn, [.proposer]),
    (15, .withdraw, .submitted, .withdrawn, [.proposer]),
    (15, .withdraw, .returned, .withdrawn, [.proposer]),
    (15, .withdraw, .preparation, .withdrawn, [.proposer]),
    (15, .withdraw, .evaluation, .withdrawn, [.proposer]),
    (15, .withdraw, .validation, .withdrawn, [.proposer]),
    (16, .appeal, .rejected, .appealed, [.proposer, .voter]),
    (17, .uphold, .appealed, .approved, [.owner]),
    (17, .dismiss, .appealed, .appealDismissed, [.owner]),
    (18, .merge, .approved, .implemented, [.manager, .editor]),
    (19, .publish, .implemented, .published, [.publisher]),
    (20, .announce, .preparation, .preparation, [.manager]),
    (20, .approve, .preparation, .approved, [.manager]),
  ]

  private func refusal(
    _ facts: ChangeRequestFacts, _ transition: Step, _ actor: ChangeRequestActor,
    reason: String = "because",
    policy: ProcedurePolicy = ProcedurePolicy(), now: Timestamp = Support.now
  ) -> ChangeRequestMachine.Refusal.Kind? {
    do throws(ChangeRequestMachine.Refusal) {
      _ = try ChangeRequestMachine(facts, policy: policy, now: now).step(
        transition, by: actor, reason: reason)
      return nil
    } catch {
      return error.kind
    }
  }

  /// An actor with one role, who is the author where only authors propose.
  private func actor(_ role: Role) -> ChangeRequestActor {
    ChangeRequestActor(
      id: role == .proposer ? Support.author : Support.other, roles: [role],
      membership: role == .voter ? .participating : nil)
  }

  @Test func `has exactly the listed steps, for every role, step and state`() {
    var count = 0
    for role in Role.allCases {
      for transition in Step.allCases where transition != .withdrawAppeal {
        for state in State.allCases {
          let expected = Self.table.first { $0.1 == transition && $0.2 == state }
          let rule = ProcedureRule.rule(for: transition, in: state)
          #expect(
            rule?.to == expected?.3 && rule?.number == expected?.0, "\(transition) in \(state)")
          let facts =
            rule.map(Support.facts)
            ?? ChangeRequestFacts(
              state: state, enteredAt: Support.now, authorID: Support.author)
          let step = try? ChangeRequestMachine(facts, now: Support.now).step(
            transition, by: actor(role), reason: "because")
          let isAllowed = expected?.4.contains(role) ?? false
          #expect((step != nil) == isAllowed, "\(role) \(transition) in \(state)")
          if let step {
            #expect(
              step.to == expected?.3 && step.role == role, "\(role) \(transition) in \(state)")
            count += 1
          }
        }
      }
    }
    #expect(count == Self.table.map(\.4.count).reduce(0, +))
    #expect(Set(Self.table.map(\.0)) == Set(1...20))
  }

  /// What each step needs, as it is written in the sources; where a step has the same conditions in several states,
  /// it stands once.
  private static let conditions: [(Int, Step, [State], Set<ProcedureGuard>)] = [
    (1, .submit, [.draft], [.items, .justification, .coreRules]),
    (2, .accept, [.submitted], [.eligible, .complete]),
    (3, .return, [.submitted, .preparation], [.reason]),
    (3, .return, [.approved], [.reason, .mergeConflict]),
    (4, .submit, [.returned], [.items, .justification, .coreRules, .changed]),
    (5, .evaluate, [.preparation], [.allRules, .rebased, .electorate]),
    (
      6, .validate, [.evaluation],
      [.evaluationOver, .normalProcedure, .commentsAnswered, .electorate, .unlocked]
    ),
    (
      7, .enquire, [.evaluation],
      [.evaluationOver, .extendedProcedure, .commentsAnswered, .electorate, .unlocked]
    ),
    (8, .return, [.evaluation], [.reason, .evaluationOver, .changesWanted, .commentsAnswered]),
    (8, .reject, [.evaluation], [.reason, .evaluationOver, .notSupported, .commentsAnswered]),
    (9, .approve, [.validation], [.ballotClosed, .passed, .commentsAnswered]),
    (10, .reject, [.validation], [.ballotClosed, .failed, .commentsAnswered]),
    (11, .split, [.validation], [.ballotClosed, .divided]),
    (12, .advance, [.enquiry], [.ballotClosed, .passed, .commentsAnswered, .electorate]),
    (12, .approve, [.enquiry], [.ballotClosed, .passed, .commentsAnswered, .approvalMayBeSkipped]),
    (13, .reject, [.enquiry, .approval], [.ballotClosed, .failed, .commentsAnswered]),
    (13, .return, [.enquiry, .approval], [.reason, .ballotClosed, .failed, .commentsAnswered]),
    (14, .approve, [.approval], [.ballotClosed, .passed, .commentsAnswered]),
    (15, .withdraw, [.draft, .submitted, .returned, .preparation, .evaluation], [.reason]),
    (15, .withdraw, [.validation], [.reason, .undecided]),
    (16, .appeal, [.rejected], [.reason, .appealPeriod]),
    (17, .uphold, [.appealed], [.reason]),
    (17, .dismiss, [.appealed], [.reason]),
    (17, .withdrawAppeal, [.appealed], []),
    (18, .merge, [.approved], [.mergeable, .allRules, .statuses]),
    (19, .publish, [.implemented], [.release]),
    (20, .announce, [.preparation], [.noNotice, .clarifications, .editorialFields, .allRules]),
    (
      20, .approve, [.preparation],
      [.noObjection, .noticeOver, .clarifications, .editorialFields, .allRules, .commentsAnswered]
    ),
  ]

  @Test func `asks for exactly the listed conditions`() {
    var count = 0
    for (number, transition, states, guards) in Self.conditions {
      for state in states {
        let rule = ProcedureRule.rule(for: transition, in: state)
        #expect(rule?.number == number && rule.map { Set($0.guards) } == guards, "T\(number) in \(state)")
        count += 1
      }
    }
    #expect(count == ProcedureRule.all.count)
  }

  @Test func `lets only whoever appealed take the appeal back`() {
    var facts = ChangeRequestFacts(state: .appealed, enteredAt: Support.now, authorID: Support.author)
    facts.appellantID = Support.appellant
    let appellant = ChangeRequestActor(
      id: Support.appellant, roles: [.voter], membership: .participating)
    #expect(refusal(facts, .withdrawAppeal, appellant) == nil)
    for role in Role.allCases {
      #expect(
        refusal(facts, .withdrawAppeal, ChangeRequestActor(id: 9, roles: [role])) == .forbidden,
        "\(role)")
    }
    for state in State.allCases where state != .appealed {
      #expect(ProcedureRule.rule(for: .withdrawAppeal, in: state) == nil)
    }
  }

  @Test(arguments: ProcedureRule.all)
  func `asks for every condition of a step by its name`(_ rule: ProcedureRule) throws {
    let actor = Support.actor(try #require(rule.who.first))
    let facts = Support.facts(for: rule)
    #expect(refusal(facts, rule.transition, actor) == nil)
    for condition in rule.guards {
      let reason = condition == .reason ? " \n" : "because"
      let broken = Support.breaking(condition, facts)
      #expect(
        refusal(broken, rule.transition, actor, reason: reason) == .unmet(condition), "\(condition)"
      )
      #expect(!condition.complaint.isEmpty && condition.complaint.first?.isLowercase == true)
    }
  }

  @Test func `has a rule for every condition, and one rule for each step in a state`() {
    let used = Set(ProcedureRule.all.flatMap(\.guards))
    #expect(used == Set(ProcedureGuard.allCases))
    for rule in ProcedureRule.all {
      #expect(
        ProcedureRule.all.filter { $0.transition == rule.transition && $0.from == rule.from }.count
          == 1)
    }
  }

  @Test func `never lets a proposer conclude about a request of their own, whatever their roles`() {
    let everything = ChangeRequestActor(
      id: Support.author, roles: Set(Role.allCases), membership: .participating)
    for rule in ProcedureRule.all where rule.transition.isConclusion {
      #expect(
        refusal(Support.facts(for: rule), rule.transition, everything) == .forbidden,
        "T\(rule.number)")
    }
    var policy = ProcedurePolicy()
    for transition in [Step.accept, .evaluate, .announce] {
      guard let rule = ProcedureRule.all.first(where: { $0.transition == transition }) else {
        continue
      }
      policy.letsManagersOpenTheirOwn = true
      #expect(refusal(Support.facts(for: rule), transition, everything, policy: policy) == nil)
      policy.letsManagersOpenTheirOwn = false
      #expect(
        refusal(Support.facts(for: rule), transition, everything, policy: policy) == .forbidden)
    }
  }

  @Test func `never lets whoever appealed decide about the appeal`() {
    var facts = ChangeRequestFacts(state: .appealed, enteredAt: Support.now, authorID: Support.author)
    facts.appellantID = Support.appellant
    let owner = ChangeRequestActor(
      id: Support.appellant, roles: [.owner, .voter], membership: .participating)
    #expect(refusal(facts, .uphold, owner) == .forbidden)
    #expect(refusal(facts, .dismiss, owner) == .forbidden)
  }

  @Test func `lets P-members appeal and O-members not`() {
    let facts = ProcedureRule.rule(for: .appeal, in: .rejected).map(Support.facts)
    guard let facts else { return }
    let observer = ChangeRequestActor(id: 9, roles: [.voter], membership: .observing)
    #expect(refusal(facts, .appeal, observer) == .forbidden)
    #expect(refusal(facts, .appeal, ChangeRequestActor(id: 9, roles: [.voter])) == .forbidden)
  }

  @Test func `lets a manager withdraw for a proposer that is gone, and for no other`() {
    guard let rule = ProcedureRule.rule(for: .withdraw, in: .evaluation) else { return }
    var facts = Support.facts(for: rule)
    #expect(refusal(facts, .withdraw, actor(.manager)) == .forbidden)
    facts.isAuthorGone = true
    #expect(refusal(facts, .withdraw, actor(.manager)) == nil)
  }

  @Test func `tells a stranger nothing about the state`() {
    for state in State.allCases {
      let facts = ChangeRequestFacts(state: state, enteredAt: Support.now, authorID: Support.author)
      for transition in Step.allCases {
        #expect(refusal(facts, transition, actor(.reader)) == .forbidden)
      }
    }
  }

  @Test func `counts periods to the moment`() throws {
    for (transition, state, days) in [
      (Step.evaluate, State.preparation, 28), (.validate, .evaluation, 56),
      (.enquire, .evaluation, 84),
      (.advance, .enquiry, 56), (.announce, .preparation, 14), (.submit, .draft, 7),
    ] {
      let rule = try #require(ProcedureRule.rule(for: transition, in: state))
      let step = try ChangeRequestMachine(Support.facts(for: rule), now: Support.now).step(
        transition, by: Support.actor(rule.who[0]), reason: "because")
      #expect(step.closes == Support.later(days), "\(transition)")
    }
    guard let rule = ProcedureRule.rule(for: .appeal, in: .rejected) else { return }
    var facts = Support.facts(for: rule)
    facts.rejectedAt = Timestamp(iso8601: "2026-11-30T12:00:00Z")
    let author = Support.actor(.author)
    let last = try #require(Timestamp(iso8601: "2027-02-28T11:59:59.999Z"))
    #expect(refusal(facts, .appeal, author, now: last) == nil)
    #expect(
      refusal(facts, .appeal, author, now: Timestamp(milliseconds: last.milliseconds + 1))
        == .unmet(.appealPeriod))
  }

  @Test func `takes another closing date for what is opened, if it is still to come`() throws {
    let rule = try #require(ProcedureRule.rule(for: .evaluate, in: .preparation))
    let machine = ChangeRequestMachine(Support.facts(for: rule), now: Support.now)
    let manager = actor(.manager)
    #expect(
      try machine.step(.evaluate, by: manager, reason: "", closing: Support.later(1)).closes
        == Support.later(1))
    #expect(throws: ChangeRequestMachine.Refusal.self) {
      try machine.step(.evaluate, by: manager, reason: "", closing: Support.now)
    }
    let accept = try #require(ProcedureRule.rule(for: .accept, in: .submitted))
    #expect(throws: ChangeRequestMachine.Refusal.self) {
      try ChangeRequestMachine(Support.facts(for: accept), now: Support.now).step(
        .accept, by: manager, reason: "", closing: Support.later(1))
    }
  }

  @Test func `ends an evaluation early when all have answered, and a ballot never`() throws {
    for (transition, state, isEarly) in [
      (Step.validate, State.evaluation, true), (.approve, .validation, false),
    ] {
      let rule = try #require(ProcedureRule.rule(for: transition, in: state))
      var facts = Support.facts(for: rule)
      facts.closes = Support.later(1)
      facts.haveAllAnswered = true
      #expect((refusal(facts, transition, actor(.manager)) == nil) == isEarly)
    }
  }

  @Test func `splits off what failed to begin again, and keeps the rest where it is`() throws {
    let rule = try #require(ProcedureRule.rule(for: .split, in: .validation))
    let step = try ChangeRequestMachine(Support.facts(for: rule), now: Support.now).step(
      .split, by: actor(.manager), reason: "")
    #expect(step.to == .validation && step.splitsOffTo == .preparation && step.closes == nil)
    var facts = Support.facts(for: rule)
    #expect(refusal(facts, .approve, actor(.manager)) == .unmet(.passed))
    #expect(refusal(facts, .reject, actor(.manager)) == .unmet(.failed))
    facts.failedItemCount = 0
    #expect(refusal(facts, .approve, actor(.manager)) == nil)
  }

  @Test func `takes a draft of the extended procedure as a whole: what is divided has failed`()
    throws
  {
    for state in [State.enquiry, .approval] {
      let rule = try #require(ProcedureRule.rule(for: .reject, in: state))
      var facts = Support.facts(for: rule)
      (facts.passedItemCount, facts.failedItemCount) = (2, 1)
      #expect(refusal(facts, .reject, actor(.manager)) == nil)
      #expect(refusal(facts, .approve, actor(.manager)) == .unmet(.passed))
      #expect(refusal(facts, .split, actor(.manager)) == .invalidState)
    }
  }

  @Test func `takes a ballot that is not counted for neither passed nor failed`() throws {
    for state in [State.validation, .enquiry, .approval] {
      let rule = try #require(ProcedureRule.rule(for: .reject, in: state))
      var facts = Support.facts(for: rule)
      (facts.passedItemCount, facts.failedItemCount) = (0, 0)
      #expect(refusal(facts, .reject, actor(.manager)) == .unmet(.failed))
      #expect(refusal(facts, .approve, actor(.manager)) == .unmet(.passed))
    }
  }

  @Test func `skips the approval ballot only without negative votes and technical changes`() throws {
    let rule = try #require(ProcedureRule.rule(for: .approve, in: .enquiry))
    var facts = Support.facts(for: rule)
    facts.hasNegativeVotes = true
    #expect(refusal(facts, .approve, actor(.manager)) == .unmet(.approvalMayBeSkipped))
    #expect(refusal(facts, .advance, actor(.manager)) == nil)
  }

  @Test
  func
    `keeps two requests about one entry from being voted on together, unless the policy lets them`()
    throws
  {
    let rule = try #require(ProcedureRule.rule(for: .validate, in: .evaluation))
    var facts = Support.facts(for: rule)
    facts.lockedBy = 4
    #expect(refusal(facts, .validate, actor(.chair)) == .unmet(.unlocked))
    var policy = ProcedurePolicy()
    policy.locksEntries = false
    #expect(refusal(facts, .validate, actor(.chair), policy: policy) == nil)
  }

  @Test func `lets drafts be edited by their author and editors, and what is prepared by editors`() {
    for state in State.allCases {
      let machine = ChangeRequestMachine(
        ChangeRequestFacts(state: state, enteredAt: Support.now, authorID: Support.author),
        now: Support.now)
      let isAuthors = (try? machine.checkEditing(by: actor(.proposer))) != nil
      let isEditors = (try? machine.checkEditing(by: actor(.editor))) != nil
      #expect(isAuthors == [.draft, .returned].contains(state), "\(state)")
      #expect(isEditors == [.draft, .returned, .preparation].contains(state), "\(state)")
      for role in Role.allCases where role != .editor {
        #expect((try? machine.checkEditing(by: ChangeRequestActor(id: 9, roles: [role]))) == nil)
      }
    }
  }
}

@Suite struct `A period` {
  private func end(_ period: ProcedurePolicy.Period, _ start: String) -> String? {
    Timestamp(iso8601: start).map { period.end(from: $0).iso8601 }
  }

  @Test(arguments: [
    ("2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00.000Z"),
    ("2024-01-31T10:00:00Z", 1, "2024-02-29T10:00:00.000Z"),
    ("2026-10-31T23:59:59.999Z", 4, "2027-02-28T23:59:59.999Z"),
    ("2026-12-15T00:00:00Z", 1, "2027-01-15T00:00:00.000Z"),
    ("2026-08-31T10:00:00Z", 3, "2026-11-30T10:00:00.000Z"),
    ("2026-05-05T10:00:00Z", 0, "2026-05-05T10:00:00.000Z"),
    ("2026-05-05T10:00:00Z", 24, "2028-05-05T10:00:00.000Z"),
  ])
  func `of months ends on the same day, or the last of a shorter month`(
    _ start: String, _ count: Int, _ expected: String
  ) {
    #expect(end(.months(count), start) == expected)
  }

  @Test func `of days and weeks is one of 24 hours each, and not longer than a century`() {
    #expect(end(.weeks(4), "2001-10-16T00:00:00Z") == "2001-11-13T00:00:00.000Z")
    #expect(end(.days(1), "2026-02-28T05:00:00Z") == "2026-03-01T05:00:00.000Z")
    let start = Timestamp(milliseconds: 0)
    #expect(
      ProcedurePolicy.Period.days(.max).end(from: start)
        == ProcedurePolicy.Period.days(36_525).end(from: start))
    #expect(
      ProcedurePolicy.Period.weeks(.max).end(from: start)
        == ProcedurePolicy.Period.days(36_525).end(from: start))
    #expect(ProcedurePolicy.Period.weeks(.min).end(from: start) == start)
    #expect(
      ProcedurePolicy.Period.days(9).end(from: Timestamp(milliseconds: .max)).milliseconds == .max)
    _ = ProcedurePolicy.Period.months(.max).end(from: Timestamp(milliseconds: .max / 2))
    _ = ProcedurePolicy.Period.months(.min).end(from: Timestamp(milliseconds: .min / 2))
  }
}

@Suite struct `Who must act next` {
  private func duties(
    _ state: ChangeRequestState, _ change: (inout ChangeRequestFacts) -> Void = { _ in }, days: Int = 0
  )
    -> [ChangeRequestDuty]
  {
    var facts = ChangeRequestFacts(state: state, enteredAt: Support.now, authorID: Support.author)
    change(&facts)
    return ChangeRequestMachine(facts, now: Support.later(days)).duties()
  }

  @Test func `is somebody in every state that is not closed, and nobody in those that are`() {
    for state in ChangeRequestState.allCases {
      let isOpen = !state.isClosed || state == .implemented
      #expect(duties(state).isEmpty != isOpen, "\(state)")
    }
  }

  @Test func `can take the steps that are named`() throws {
    for rule in ProcedureRule.all {
      let facts = Support.facts(for: rule)
      let machine = ChangeRequestMachine(facts, now: Support.now)
      for duty in machine.duties() {
        for transition in duty.transitions {
          #expect(
            ProcedureRule.rule(for: transition, in: facts.state) != nil,
            "\(transition) in \(facts.state)")
        }
      }
    }
  }

  @Test func `is the member bodies until a stage closes, then whoever confirms the result`() {
    for state in [ChangeRequestState.validation, .enquiry, .approval] {
      let open = duties(state) { $0.closes = Support.later(3) }
      #expect(open.map(\.who) == [[.role(.voter)]] && open.first?.due == Support.later(3))
      let passed = duties(
        state, { ($0.closes, $0.passedItemCount) = (Support.later(3), 2) }, days: 3)
      #expect(
        passed.flatMap(\.transitions).contains(.approve)
          && !passed.flatMap(\.transitions).contains(.reject))
      let failed = duties(
        state, { ($0.closes, $0.failedItemCount) = (Support.later(3), 2) }, days: 3)
      #expect(
        failed.flatMap(\.transitions).contains(.reject)
          && !failed.flatMap(\.transitions).contains(.approve))
    }
    let divided = duties(
      .validation, { ($0.closes, $0.passedItemCount, $0.failedItemCount) = (Support.now, 1, 1) })
    #expect(divided.flatMap(\.transitions) == [.split])
  }

  @Test func `answers comments before a stage is concluded`() {
    let duties = duties(.evaluation) {
      $0.closes = Support.now
      $0.conclusion = .normal
      $0.unansweredCommentCount = 3
    }
    #expect(
      duties.map(\.what) == [
        "answers the 3 general and technical comments that have no observation",
        "concludes the evaluation",
      ])
    #expect(duties.last?.transitions == [.validate])
  }

  @Test func `is late only behind a deadline`() throws {
    let duty = try #require(duties(.submitted).first)
    #expect(duty.due == Support.later(7))
    #expect(!duty.isOverdue(at: Support.later(6)) && duty.isOverdue(at: Support.later(7)))
    #expect(duties(.draft).first?.isOverdue(at: Support.later(900)) == false)
  }

  @Test func `may appeal as long as the period lasts, and need not`() {
    let open = duties(.rejected) { $0.rejectedAt = Support.now }
    #expect(open.map(\.isOptional) == [true])
    #expect(duties(.rejected, { $0.rejectedAt = Support.now }, days: 93).isEmpty)
  }

  @Test func `gives notice only of clarifications of editorial fields`() {
    let clarifying = duties(.preparation) { $0.itemKinds = [.clarification] }
    #expect(clarifying.flatMap(\.transitions) == [.announce, .evaluate])
    #expect(
      duties(.preparation) { $0.itemKinds = [.addition] }.flatMap(\.transitions) == [.evaluate])
    let objected = duties(.preparation) { ($0.closes, $0.objectionCount) = (Support.later(3), 1) }
    #expect(objected.flatMap(\.transitions) == [.evaluate])
    let over = duties(.preparation, { $0.closes = Support.later(3) }, days: 3)
    #expect(over.flatMap(\.transitions) == [.approve])
  }
}
