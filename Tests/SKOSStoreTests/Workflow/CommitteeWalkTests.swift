import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// A committee that does whatever comes to mind, as long as the machine lets it.
private struct WalkingCommittee {
  var facts: ChangeRequestFacts
  var now = CommitteeSupport.now
  var splitOffCount = 0
  let policy: ProcedurePolicy

  static let actors: [ChangeRequestActor] = [
    ChangeRequestActor(id: 1, roles: Set(Role.allCases), membership: .participating),
    ChangeRequestActor(id: 2, roles: [.manager, .editor]), ChangeRequestActor(id: 3, roles: [.chair]),
    ChangeRequestActor(id: 4, roles: [.voter], membership: .participating),
    ChangeRequestActor(id: 5, roles: [.voter], membership: .observing),
    ChangeRequestActor(id: 6, roles: [.owner, .publisher]),
    ChangeRequestActor(id: 7, roles: [.reader, .commenter]), ChangeRequestActor(id: 8, roles: [.proposer]),
  ]

  /// Something happens that is no step: time passes, votes come in, comments are made and answered.
  mutating func live(_ random: inout SplitMix) {
    let count =
      Int.random(in: 0...20, using: &random) == 0 ? 100 : Int.random(in: 0...30, using: &random)
    now = ProcedurePolicy.Period.days(count).end(from: now)
    facts.itemKinds = [.clarification] + (Bool.random(using: &random) ? [] : [.modification])
    facts.changedProperties = Bool.random(using: &random) ? [.SKOS.changeNote] : [.SKOS.definition]
    facts.justification = Int.random(in: 0..<9, using: &random) == 0 ? "" : "because"
    for flag in [
      \ChangeRequestFacts.hasChangedSinceReturn, \.isRebased, \.isProposerEligible, \.isComplete,
      \.hasElectorate,
      \.hasStatuses, \.isReleased,
    ] { facts[keyPath: flag] = Int.random(in: 0..<5, using: &random) > 0 }
    for flag in [
      \ChangeRequestFacts.hasCoreErrors, \.hasErrors, \.hasNegativeVotes, \.hasTechnicalChange,
      \.hasMergeConflict, \.isAuthorGone,
    ] {
      facts[keyPath: flag] = Int.random(in: 0..<5, using: &random) == 0
    }
    facts.unansweredCommentCount = Int.random(in: 0..<4, using: &random) == 0 ? 2 : 0
    facts.objectionCount = Int.random(in: 0..<4, using: &random) == 0 ? 1 : 0
    facts.lockedBy = Int.random(in: 0..<6, using: &random) == 0 ? 9 : nil
    facts.haveAllAnswered = Bool.random(using: &random)
    facts.conclusion = ChangeRequestFacts.Conclusion.allCases.randomElement(using: &random)
    facts.passedItemCount = Int.random(in: 0...2, using: &random)
    facts.failedItemCount = Int.random(in: 0...1, using: &random)
  }

  /// Somebody takes a step that the machine allows; nil if nobody can.
  mutating func act(_ random: inout SplitMix) throws -> (ChangeRequestMachine.Step, ChangeRequestActor)? {
    let machine = ChangeRequestMachine(facts, policy: policy, now: now)
    var found: (ChangeRequestActor, ChangeTransition, ChangeRequestMachine.Step)?
    for transition in ChangeTransition.allCases.shuffled(using: &random) where found == nil {
      // Otherwise hardly a ballot would come to its end.
      let roll = Int.random(in: 0..<20, using: &random)
      if [.withdraw, .return].contains(transition) && roll > 0 || transition == .reject && roll > 12 {
        continue
      }
      guard ProcedureRule.rule(for: transition, in: facts.state) != nil else { continue }
      for actor in Self.actors.shuffled(using: &random) where found == nil {
        found = (try? machine.step(transition, by: actor, reason: "because")).map { (actor, transition, $0) }
      }
    }
    guard let (actor, transition, step) = found else { return nil }
    facts.state = step.to
    if step.from != step.to || transition == .announce {
      facts.enteredAt = now
      facts.closes = step.to.isStage || transition == .announce ? step.closes : nil
    }
    if transition == .appeal { facts.appellantID = actor.id }
    if transition == .reject { facts.rejectedAt = now }
    if step.splitsOffTo != nil { splitOffCount += 1 }
    return (step, actor)
  }
}

@Suite struct `A walk through the procedure` {
  @Test func `keeps what the procedure promises, wherever it goes`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("walks through the procedure: seed \(seed)")
    var random = SplitMix(state: seed)
    var ends: [ChangeRequestState: Int] = [:]
    var numbers: [Int: Int] = [:]
    for walk in 0..<700 {
      var committee = WalkingCommittee(
        facts: ChangeRequestFacts(state: .draft, enteredAt: CommitteeSupport.now, authorID: 1),
        policy: ProcedurePolicy())
      var visited: [ChangeRequestState] = [.draft]
      for _ in 0..<60 {
        committee.live(&random)
        let before = committee.facts
        guard let (step, actor) = try committee.act(&random) else { continue }
        let place = Comment(rawValue: "seed \(seed), walk \(walk), T\(step.rule.number)")
        numbers[step.rule.number, default: 0] += 1
        visited.append(step.to)
        #expect(step.from == before.state, place)
        #expect(!(actor.id == 1 && step.rule.transition.isConclusion), place)
        #expect(![.withdrawn, .appealDismissed, .published].contains(step.from), place)
        if let closes = step.closes, step.to.isStage { #expect(closes > committee.now, place) }
        if step.to == .approved, step.rule.number != 17, step.rule.number != 20 {
          #expect(before.closes.map { $0 <= committee.now } ?? false, place)
        }
      }
      let place = Comment(rawValue: "seed \(seed), walk \(walk)")
      // What was published was approved, and merged after that.
      if let published = visited.firstIndex(of: .published) {
        let merged = try #require(visited[..<published].lastIndex(of: .implemented), place)
        #expect(merged == published - 1 && visited[merged - 1] == .approved, place)
      }
      // Nothing is approved that member bodies were not asked about, unless by the owner or as a clarification.
      if let approved = visited.firstIndex(of: .approved) {
        #expect(
          [.validation, .enquiry, .approval, .appealed, .preparation].contains(
            visited[approved - 1]), place)
      }
      ends[committee.facts.state, default: 0] += 1
    }
    print(
      "steps taken: \(numbers.sorted { $0.key < $1.key }.map { "T\($0.key) \($0.value)" }.joined(separator: ", "))"
    )
    #expect(numbers.count == 20, "seed \(seed)")
    for state in [ChangeRequestState.published, .withdrawn, .appealDismissed] {
      #expect(ends[state] ?? 0 > 0, "seed \(seed)")
    }
  }

  @Test func `is never stuck: from every open state somebody can go on once everything is there`() {
    for state in ChangeRequestState.allCases
    where ![.withdrawn, .appealDismissed, .implemented, .published].contains(state) {
      let rules = ProcedureRule.all.filter {
        $0.from == state && $0.to != state && ![.withdraw, .publish].contains($0.transition)
      }
      #expect(!rules.isEmpty, "\(state)")
      for rule in rules {
        let machine = ChangeRequestMachine(CommitteeSupport.facts(for: rule), now: CommitteeSupport.now)
        let all = rule.who.map(CommitteeSupport.actor)
        #expect(
          all.contains { machine.available(to: $0).contains(rule.transition) }, "T\(rule.number)")
      }
    }
  }
}

private typealias Comment = Testing.Comment

@Suite struct `An evaluation` {
  private func proposal(
    _ answers: [(String, Evaluation.Position, Evaluation.Procedure?)]
  ) throws -> ChangeRequestFacts.Conclusion? { try evaluation(answers).proposal }

  private func evaluation(
    _ answers: [(String, Evaluation.Position, Evaluation.Procedure?)]
  ) throws -> Evaluation {
    let seats = try ["DE", "FR", "GB", "JP"].map {
      Electorate.Seat(try MemberBody($0), in: "TC 46", .participating)
    }
    let observer = Electorate.Seat(try MemberBody("NO"), in: "TC 46", .observing)
    return Evaluation(
      try answers.map { .init(try MemberBody($0.0), $0.1, by: $0.2) },
      electorate: Electorate(seats + [observer], takenAt: CommitteeSupport.now))
  }

  @Test func `proposes what the majority of the P-members wants, by their last answers`() throws {
    #expect(
      try proposal([
        ("DE", .support, .normal), ("FR", .support, .extended), ("GB", .abstain, .normal),
      ]) == .normal)
    #expect(
      try proposal([("DE", .support, .extended), ("FR", .support, nil), ("GB", .object, nil)])
        == .extended)
    #expect(
      try proposal([("DE", .object, .normal), ("FR", .object, nil), ("GB", .support, .normal)])
        == .notSupported)
    #expect(try proposal([("DE", .support, nil)]) == .normal)
    #expect(
      try proposal([("DE", .object, nil), ("DE", .support, .normal), ("NO", .object, .extended)])
        == .normal)
  }

  @Test func `proposes nothing where there is no majority`() throws {
    #expect(try proposal([]) == nil)
    #expect(try proposal([("DE", .support, .normal), ("FR", .object, .normal)]) == nil)
    #expect(try proposal([("DE", .support, .normal), ("FR", .support, .extended)]) == nil)
  }

  @Test func `shows its sums`() throws {
    let text = try evaluation([("DE", .support, .normal), ("FR", .abstain, nil)]).text
    #expect(
      text == """
        Position of 4 P-members: 1 support + 0 object + 1 abstain + 2 without an answer (GB, JP)
        Procedure: 1 normal, 0 extended
        Proposal: normal

        """)
  }
}

@Suite struct `The effect of a kind of change` {
  @Test func `is a status after one that can be before`() {
    for kind in ChangeKind.allCases {
      let effect = kind.effect
      #expect(effect.after != .submitted)
      #expect(effect.writes.contains(.OWL.deprecated) == effect.after.isDeprecated, "\(kind)")
      #expect(effect.needsSuccessor == (effect.after == .superseded))
      #expect(effect.before.isEmpty == (kind == .addition))
    }
    #expect(ChangeKind.reinstatement.effect.before == [.retired])
  }
}
