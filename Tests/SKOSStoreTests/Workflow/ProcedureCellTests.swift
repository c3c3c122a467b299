import RDF
import Testing

@testable import SKOSStore

/// Every cell of the tables in spec/committee.md: each role, step and state, through the store.
@Suite struct `Every cell of the procedure` {
  /// The accounts of a column: one with that role alone; a voter acts for a P-member, a proposer made the request.
  private static func account(_ role: Role) -> String {
    switch role {
    case .proposer: "de"
    case .voter: "fr"
    default: role.rawValue
    }
  }

  /// A request in a state, from which the step leads on if anybody may take it.
  private func request(
    for transition: ChangeTransition, in state: ChangeRequestState, _ committee: CommitteeStore
  ) throws -> Int64 {
    switch (transition, state) {
    case (.reject, .validation), (.reject, .enquiry), (.return, .enquiry), (.reject, .approval),
      (.return, .approval):
      return try committee.request(in: state, votes: [.no])
    case (.return, .approved):
      // Somebody else has changed meanwhile what it changes.
      let label = Term.literal(.languageTagged("proposed \(Int.random(in: 0...(.max)))", english))
      let draft = try committee.edit(
        letter("a"), [.set(.SKOS.prefLabel, language: english, [label])], kind: .modification)
      let number = try committee.request(in: state, from: draft)
      _ = try committee.store.importGraph(
        Graph(concept("a", label: "imported after \(number)")), mode: .merge, message: "",
        grant: committee.grant("manager", .importContent))
      return number
    case (.split, .validation): return try committee.request(in: state, entries: 2, votes: [.yes, .no])
    case (.withdraw, .validation):
      // Only as long as the ballot is open.
      let number = try committee.request(in: .evaluation)
      try committee.answerAndConclude(number, .normal)
      try committee.take(.validate, number, "chair")
      return number
    case (.validate, .evaluation), (.enquire, .evaluation), (.return, .evaluation), (.reject, .evaluation):
      let number = try committee.request(in: state)
      let conclusion: ChangeRequestFacts.Conclusion =
        switch transition {
        case .validate: .normal
        case .enquire: .extended
        case .return: .changes
        default: .notSupported
        }
      try committee.answerAndConclude(number, conclusion)
      return number
    case (.announce, .preparation), (.approve, .preparation):
      let number = try committee.clarification(of: letter("a"))
      try committee.take(.submit, number, "de")
      try committee.take(.accept, number, "manager")
      guard transition == .approve else { return number }
      try committee.take(.announce, number, "manager")
      committee.clock.advance(days: 15)
      return number
    case (.advance, .enquiry):
      // With a negative vote, which the count bears.
      let number = try committee.request(in: .evaluation)
      try committee.answerAndConclude(number, .extended)
      try committee.take(.enquire, number, "chair")
      try committee.vote(number, [.yes])
      committee.clock.advance(days: 90)
      return number
    default: return try committee.request(in: state)
    }
  }

  @Test(.timeLimit(.minutes(60))) func `leads where the table says, and is refused where it says nothing`()
    throws
  {
    let committee = try CommitteeStore()
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "A")), mode: .replace, message: "",
      grant: committee.grant("manager", .importContent))
    var allowed = 0
    // Refusals change nothing, so one request of a state serves for all of them.
    var idle: [ChangeRequestState: Int64] = [:]
    for state in ChangeRequestState.allCases { idle[state] = try committee.request(in: state) }
    for transition in ChangeTransition.allCases where transition != .publish {
      for state in ChangeRequestState.allCases {
        let rule = ProcedureRule.rule(for: transition, in: state)
        let roles = Role.allCases.map { role in (role, mayTake(role, rule)) }
        let own = try #require(idle[state])
        for (role, isAllowed) in roles where !isAllowed {
          let before = try committee.store.changeRequest(own, grant: committee.grant("manager"))
          #expect(throws: StoreError.self, "\(role) \(transition) in \(state)") {
            try committee.take(transition, own, Self.account(role))
          }
          let after = try committee.store.changeRequest(own, grant: committee.grant("manager"))
          #expect(after.state == before.state && after.transitions == before.transitions)
        }
        for (role, isAllowed) in roles where isAllowed {
          let own = try request(for: transition, in: state, committee)
          do {
            let after = try committee.take(transition, own, Self.account(role))
            #expect(after.state == rule?.to, "\(role) \(transition) in \(state)")
            #expect(after.transitions.last?.role == role && after.transitions.last?.rule == rule?.number)
            allowed += 1
          } catch {
            Issue.record("\(role) \(transition) in \(state): \(error)")
          }
        }
      }
    }
    #expect(allowed == 41)
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
  }

  /// Whether the table lets somebody with one role take a step.
  private func mayTake(_ role: Role, _ rule: ProcedureRule?) -> Bool {
    rule?.who.contains { who in
      switch who {
      case .author: role == .proposer
      case .role(let other): role == other
      // The proposer is not gone here, and it was France that appealed.
      case .roleIfAuthorGone: false
      case .participatingMember, .appellant: role == .voter
      }
    } ?? false
  }
}
