import Testing

@testable import SKOSStore

@Suite struct `The review procedure` {
  private static let author: Int64 = 1
  private static let other: Int64 = 2

  private func machine(
    _ state: ChangeRequestState, items: Int = 1, justification: String = "because", blocked: Bool = false
  ) -> ChangeRequestMachine {
    var facts = ChangeRequestFacts(state: state, enteredAt: CommitteeSupport.now, authorID: Self.author)
    facts.itemKinds = Array(repeating: .modification, count: items)
    facts.justification = justification
    facts.hasCoreErrors = blocked
    facts.isReleased = true
    return ChangeRequestMachine(facts, policy: .review, now: CommitteeSupport.now)
  }

  private func kind(
    _ machine: ChangeRequestMachine, _ transition: ChangeTransition, by actor: Int64, _ roles: Set<Role>,
    reason: String = "because"
  ) -> ChangeRequestMachine.Refusal.Kind? {
    do throws(ChangeRequestMachine.Refusal) {
      _ = try machine.step(transition, by: ChangeRequestActor(id: actor, roles: roles), reason: reason)
      return nil
    } catch {
      return error.kind
    }
  }

  /// Every pair of state and step, with the state it leads to: what is not listed is refused.
  ///
  /// Written down from spec/workflow.md and not made from the code.
  private static let table: [(ChangeRequestState, ChangeTransition, ChangeRequestState)] = [
    (.draft, .submit, .submitted), (.draft, .withdraw, .withdrawn),
    (.submitted, .return, .returned), (.submitted, .approve, .approved), (.submitted, .reject, .rejected),
    (.submitted, .withdraw, .withdrawn),
    (.returned, .submit, .submitted), (.returned, .withdraw, .withdrawn),
    (.approved, .merge, .implemented), (.approved, .return, .returned),
    (.implemented, .publish, .published),
  ]

  /// Who takes a step; nobody takes those that only a committee has.
  private static func actor(for transition: ChangeTransition) -> (Int64, Set<Role>) {
    switch transition {
    case .submit, .withdraw: (author, [.proposer])
    case .approve, .reject, .return: (other, [.reviewer])
    case .merge: (other, [.manager])
    case .publish: (other, [.publisher])
    default: (other, Set(Role.allCases))
    }
  }

  @Test func `exactly the listed steps are possible, from every state`() {
    for state in ChangeRequestState.allCases {
      for transition in ChangeTransition.allCases {
        let (actor, roles) = Self.actor(for: transition)
        let expected = Self.table.first { $0.0 == state && $0.1 == transition }?.2
        let step = try? machine(state).step(
          transition, by: ChangeRequestActor(id: actor, roles: roles), reason: "because")
        #expect(step?.to == expected, "\(state) \(transition)")
      }
    }
  }

  @Test(arguments: ChangeTransition.allCases.filter { !Procedure.review.rules(for: $0).isEmpty })
  func `no other role takes a step`(_ transition: ChangeTransition) {
    let state: ChangeRequestState =
      switch transition {
      case .submit, .withdraw: .draft
      case .merge: .approved
      case .publish: .implemented
      default: .submitted
      }
    let (_, needed) = Self.actor(for: transition)
    for role in Role.allCases where !needed.contains(role) {
      #expect(kind(machine(state), transition, by: Self.other, [role]) == .forbidden, "\(role)")
    }
  }

  @Test func `nobody decides about a request of their own, whatever their roles`() {
    for transition in [ChangeTransition.approve, .reject, .return] {
      #expect(kind(machine(.submitted), transition, by: Self.author, Set(Role.allCases)) == .forbidden)
    }
  }

  @Test func `a request without content, justification or reason goes nowhere`() {
    #expect(kind(machine(.draft, items: 0), .submit, by: Self.author, [.proposer]) == .unmet(.items))
    #expect(
      kind(machine(.draft, justification: "  "), .submit, by: Self.author, [.proposer])
        == .unmet(.justification))
    for transition in [ChangeTransition.return, .reject] {
      #expect(
        kind(machine(.submitted), transition, by: Self.other, [.reviewer], reason: " ") == .unmet(.reason))
    }
  }

  @Test func `findings of error severity block submission and merging`() {
    #expect(
      kind(machine(.draft, blocked: true), .submit, by: Self.author, [.proposer]) == .unmet(.coreRules))
    #expect(kind(machine(.approved, blocked: true), .merge, by: Self.other, [.manager]) == .unmet(.coreRules))
    #expect(kind(machine(.submitted, blocked: true), .approve, by: Self.other, [.reviewer]) == nil)
  }

  @Test func `a stranger learns nothing about the state`() {
    #expect(kind(machine(.published), .approve, by: Self.other, [.reader]) == .forbidden)
    #expect(kind(machine(.draft), .merge, by: Self.other, [.proposer]) == .forbidden)
  }

  @Test func `only drafts and what was returned is edited, by its proposer or an editor`() {
    let author = ChangeRequestActor(id: Self.author, roles: [.proposer])
    for state in ChangeRequestState.allCases {
      let isOpen = (try? machine(state).checkEditing(by: author)) != nil
      #expect(isOpen == (state == .draft || state == .returned), "\(state)")
    }
    let proposer = ChangeRequestActor(id: Self.other, roles: [.proposer])
    #expect((try? machine(.draft).checkEditing(by: proposer)) == nil)
    let editor = ChangeRequestActor(id: Self.other, roles: [.editor])
    #expect((try? machine(.draft).checkEditing(by: editor)) != nil)
  }

  @Test func `somebody must act next in every state that is not closed`() {
    for state in ChangeRequestState.allCases where Self.table.contains(where: { $0.0 == state }) {
      let duties = machine(state).duties()
      #expect(!duties.isEmpty, "\(state)")
      for duty in duties {
        for transition in duty.transitions {
          #expect(Procedure.review.rule(for: transition, in: state) != nil, "\(transition) in \(state)")
        }
      }
    }
  }
}
