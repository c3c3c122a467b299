import Foundation
import GRDB
import RDF
import Synchronization
import TestSupport
import Testing

@testable import SKOSStore

/// Many people at once, who do whatever comes to mind.
@Suite struct `A committee of people who act at once` {
  /// What people were told that they did, to be looked for afterwards.
  private struct Told {
    var receipts: [String] = []
    var steps: [String: Int] = [:]
    var refusals = 0
    var unexpected: [String] = []
    /// The requests that somebody is still at work on.
    var open: Set<Int64> = []
  }

  private static let people =
    CommitteeStore.bodies.map { $0.lowercased() } + [
      "no", "manager", "chair", "owner", "publisher", "editor",
    ]

  /// How many requests are under way at a time.
  private static let openCountMax = 14

  /// One thing that one person tries.
  private func act(_ random: inout SplitMix, _ committee: CommitteeStore, _ told: borrowing Mutex<Told>)
    throws
  {
    let open = told.withLock { $0.open }
    let roll = Int.random(in: 0..<100, using: &random)
    guard let number = open.sorted().randomElement(using: &random),
      roll >= 12 || open.count >= Self.openCountMax
    else {
      let number = try draft(&random, committee)
      return told.withLock { told in
        told.open.insert(number)
        told.steps["create", default: 0] += 1
      }
    }
    let request = try committee.store.changeRequest(number, grant: committee.grant("manager"))
    let isDone = request.state.isClosed && (request.state != .rejected || roll < 60)
    if isDone { return told.withLock { _ = $0.open.remove(number) } }
    switch roll {
    case ..<5: committee.clock.advance(days: Int.random(in: 5...30, using: &random))
    case ..<10: try takeAnyStep(with: request, &random, committee, told)
    case ..<12: try comment(on: request, &random, committee, told)
    case 12:
      if Int.random(in: 0..<4, using: &random) == 0 { try release(&random, committee, told) }
    case ..<16: try voteAgain(&random, committee, told)
    default: try goOn(with: request, &random, committee, told)
    }
  }

  private func draft(_ random: inout SplitMix, _ committee: CommitteeStore) throws -> Int64 {
    let name = CommitteeStore.bodies.randomElement(using: &random)?.lowercased() ?? "de"
    guard Int.random(in: 0..<5, using: &random) == 0 else {
      return try committee.draft(by: name, entries: Int.random(in: 1...3, using: &random))
    }
    return try committee.clarification(of: letter(Bool.random(using: &random) ? "a" : "b"))
  }

  /// Whoever is to act next does what is to be done.
  private func goOn(
    with request: ChangeRequest, _ random: inout SplitMix, _ committee: CommitteeStore,
    _ told: borrowing Mutex<Told>
  ) throws {
    let standing = try committee.store.standing(of: request, grant: committee.grant("manager"))
    guard let duty = standing.duties.randomElement(using: &random),
      let who = duty.who.randomElement(using: &random)
    else { return }
    let body = CommitteeStore.bodies.randomElement(using: &random)?.lowercased() ?? "de"
    let name =
      switch who {
      case .author: request.author
      case .role(.voter), .participatingMember, .appellant: body
      case .role(let role), .roleIfAuthorGone(let role): role.rawValue
      }
    if duty.transitions.isEmpty {
      return try consult(about: request, standing, duty, &random, committee, told)
    }
    let isRare = Int.random(in: 0..<15, using: &random) == 0
    let likely = duty.transitions.filter { isRare || ![.withdraw, .return, .reject, .publish].contains($0) }
    guard let step = (likely.isEmpty ? duty.transitions : likely).randomElement(using: &random) else {
      return
    }
    if step == .publish { return try release(&random, committee, told) }
    if step == .evaluate {
      _ = try? committee.store.rebase(request.number, grant: committee.grant("manager"))
    }
    if request.state == .returned {
      let label = Term.literal(
        .languageTagged("again \(Int.random(in: 0...(.max), using: &random))", english))
      _ = try committee.store.addEntry(
        nil, in: request.number, edits: [.add(.SKOS.prefLabel, label)], grant: committee.grant(name))
    }
    try take(step, request.number, name, committee, told)
  }

  private func take(
    _ step: ChangeTransition, _ number: Int64, _ name: String, _ committee: CommitteeStore,
    _ told: borrowing Mutex<Told>
  ) throws {
    let after = try committee.take(step, number, name)
    let child = step == .split ? after.transitions.last?.reason.split(separator: " ").last : nil
    told.withLock { told in
      told.steps[step.rawValue, default: 0] += 1
      if let number = child.flatMap({ Int64($0.filter(\.isNumber)) }) { told.open.insert(number) }
      if step == .merge { told.open.remove(number) }
    }
  }

  /// What member bodies, the chair and the editor do without a step: answer, vote, conclude, observe.
  private func consult(
    about request: ChangeRequest, _ standing: ChangeStanding, _ duty: ChangeRequestDuty,
    _ random: inout SplitMix, _ committee: CommitteeStore, _ told: borrowing Mutex<Told>
  ) throws {
    let store = committee.store
    if duty.who.contains(.role(.editor)) {
      for comment in try store.comments(on: .request(request.number), grant: committee.grant("manager"))
      where comment.awaitsObservation {
        _ = try store.observe(
          comment.id, on: .request(request.number), .noted, text: "", grant: committee.grant("editor"))
        told.withLock { $0.steps["observe", default: 0] += 1 }
      }
      return
    }
    switch request.state {
    case .preparation where Int.random(in: 0..<8, using: &random) == 0:
      _ = try store.object(to: request.number, text: "not so", grant: committee.grant("no"))
      told.withLock { $0.steps["object", default: 0] += 1 }
    case .preparation: committee.clock.advance(days: 15)
    case .evaluation:
      let isOpen = standing.stages.last?.isOpen(at: standing.at) ?? false
      try evaluate(request, isOpen: isOpen, &random, committee, told)
    default:
      let ballots = standing.stages.last?.ballots ?? []
      // When all have voted, the closing date is what is waited for.
      if ballots.allSatisfy({ $0.ballot.silent.isEmpty || $0.ballot.silent.map(\.code) == ["NO"] }) {
        return committee.clock.advance(days: 20)
      }
      for ballot in ballots {
        let isLost = Int.random(in: 0..<5, using: &random) == 0
        for body in CommitteeStore.bodies {
          try vote(isLost ? .no : .yes, in: ballot.ballot.id, body, committee, told)
        }
      }
    }
  }

  /// All answer, as long as answers are taken, and the chair concludes.
  private func evaluate(
    _ request: ChangeRequest, isOpen: Bool, _ random: inout SplitMix, _ committee: CommitteeStore,
    _ told: borrowing Mutex<Told>
  ) throws {
    let store = committee.store
    for body in CommitteeStore.bodies where isOpen {
      _ = try store.answerEvaluation(
        request.number, position: .support, procedure: nil, text: "",
        grant: committee.grant(body.lowercased()))
      told.withLock { $0.steps["answer", default: 0] += 1 }
    }
    let conclusion: ChangeRequestFacts.Conclusion =
      switch Int.random(in: 0..<20, using: &random) {
      case 0: .changes
      case 1: .notSupported
      case 2..<7: .extended
      default: .normal
      }
    _ = try store.conclude(request.number, conclusion, text: "", grant: committee.grant("chair"))
    told.withLock { $0.steps["conclude", default: 0] += 1 }
  }

  private func vote(
    _ choice: Vote.Choice, in ballot: String, _ body: String, _ committee: CommitteeStore,
    _ told: borrowing Mutex<Told>
  ) throws {
    let vote = try committee.store.vote(
      choice, in: ballot, for: nil, reasons: choice == .no ? "because" : "", experts: [],
      grant: committee.grant(body.lowercased()))
    told.withLock { $0.receipts.append(vote.receipt.hexadecimal) }
  }

  private func voteAgain(
    _ random: inout SplitMix, _ committee: CommitteeStore, _ told: borrowing Mutex<Told>
  ) throws {
    guard let name = Self.people.randomElement(using: &random),
      let ballot = try committee.store.ballots(isOpen: true, limit: 20, grant: committee.grant(name))
        .randomElement(using: &random)
    else { return }
    try vote(
      Int.random(in: 0..<4, using: &random) == 0 ? .no : .yes, in: ballot.ballot.id, name, committee, told)
  }

  private func comment(
    on request: ChangeRequest, _ random: inout SplitMix, _ committee: CommitteeStore,
    _ told: borrowing Mutex<Told>
  ) throws {
    guard let kind = Comment.Kind.allCases.randomElement(using: &random) else { return }
    _ = try committee.store.addComment(
      to: .request(request.number), Comment.Draft(type: kind, text: "a word"),
      grant: committee.grant("no", .comment))
    told.withLock { $0.steps["comment", default: 0] += 1 }
  }

  private func release(
    _ random: inout SplitMix, _ committee: CommitteeStore, _ told: borrowing Mutex<Told>
  ) throws {
    _ = try committee.store.createRelease(
      version: "\(Int.random(in: 1...1_000_000, using: &random)).0.0", notes: "",
      grant: committee.grant("publisher", .release))
    told.withLock { $0.steps["release", default: 0] += 1 }
  }

  private func takeAnyStep(
    with request: ChangeRequest, _ random: inout SplitMix, _ committee: CommitteeStore,
    _ told: borrowing Mutex<Told>
  ) throws {
    guard let name = Self.people.randomElement(using: &random),
      let step = ChangeTransition.allCases.randomElement(using: &random)
    else { return }
    try take(step, request.number, name, committee, told)
  }

  @Test(.timeLimit(.minutes(60)))
  func `loses no vote, leaves no step unrecorded, and comes into no unlawful state`()
    throws
  {
    let seed = Campaign.seed("people at once")
    let committee = try CommitteeStore()
    for name in Self.people { _ = try committee.grant(name) }
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "A") + concept("b", label: "B")), mode: .merge, message: "",
      grant: committee.grant("manager", .importContent))
    let told = Mutex(Told())
    let count = Campaign.count("CONCORDAT_COMMITTEE_ACTS", default: 80)
    // First all of them vote in the same ballots, again and again, so that votes are certain to meet.
    for _ in 0..<3 {
      let number = try committee.request(in: .evaluation)
      try committee.answerAndConclude(number, .normal)
      try committee.take(.validate, number, "chair")
    }
    let ballots = try committee.store.ballots(limit: 10, grant: committee.grant("no"))
    DispatchQueue.concurrentPerform(iterations: 6) { person in
      for ballot in ballots {
        for body in CommitteeStore.bodies {
          do {
            let vote = try committee.store.vote(
              person % 2 == 0 ? .yes : .no, in: ballot.ballot.id, for: nil, reasons: "because", experts: [],
              grant: committee.grant(body.lowercased()))
            told.withLock { $0.receipts.append(vote.receipt.hexadecimal) }
          } catch {
            told.withLock { $0.unexpected.append("\(error)") }
          }
        }
      }
    }
    DispatchQueue.concurrentPerform(iterations: 6) { person in
      var random = SplitMix(state: seed &+ UInt64(person))
      for _ in 0..<count {
        do {
          try act(&random, committee, told)
        } catch let error as StoreError {
          let isExpected = [
            .forbidden, .invalidState, .invalidArgument, .conflict, .staleRevision, .validationFailed,
            .alreadyExists, .notFound,
          ].contains(error.code)
          told.withLock { told in
            if isExpected { told.refusals += 1 } else { told.unexpected.append("\(error)") }
          }
        } catch {
          told.withLock { $0.unexpected.append("\(error)") }
        }
      }
    }
    let result = told.withLock { told in
      (told.receipts, told.steps, told.refusals, told.unexpected)
    }
    let ends = try committee.store.read { db in
      try Row.fetchAll(db, sql: "SELECT state, count(*) FROM change_request GROUP BY state ORDER BY state")
        .map { "\($0[1] as Int) \($0[0] as String)" }.joined(separator: ", ")
    }
    print("people at once: \(result.0.count) votes, \(result.2) refusals, \(result.1)")
    print("their requests: \(ends)")
    #expect(result.3 == [], "seed \(seed)")
    // A good part of what is proposed comes to its end.
    #expect(result.1["merge"] ?? 0 > 0, "seed \(seed)")
    #expect(result.0.count >= 90, "seed \(seed)")
    let recorded = Set(
      try committee.store.read { db in try String.fetchAll(db, sql: "SELECT receipt FROM vote") })
    #expect(recorded == Set(result.0), "seed \(seed)")
    let operating = try committee.administrating(.operate)
    // Steps that do not follow from each other, votes and steps without their records, are faults.
    #expect(try committee.store.check(grant: operating).faults == [], "seed \(seed)")
    let records = try committee.store.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM audit WHERE action = 'ballot.vote'") ?? 0
    }
    #expect(records == result.0.count, "seed \(seed)")
    try expectRecords(of: result.1, committee, seed)
  }

  /// Every step, word, request and release that somebody was told of has one record, and no other has any.
  private func expectRecords(of told: [String: Int], _ committee: CommitteeStore, _ seed: UInt64) throws {
    let recorded = try committee.store.read { db in
      try Row.fetchAll(db, sql: "SELECT action, count(*) AS n FROM audit GROUP BY action")
    }
    let counts = Dictionary(recorded.map { ($0[0] as String, $0[1] as Int) }) { $1 }
    let actions = ["comment": "comment.add", "observe": "comment.observe", "release": "release.create"]
    for name in ["merge", "split", "reject", "appeal", "uphold", "dismiss", "withdraw"]
      + actions.keys.sorted()
    {
      #expect(counts[actions[name] ?? "change." + name] ?? 0 == told[name] ?? 0, "\(name), seed \(seed)")
    }
    let merges = try committee.store.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM revision WHERE change_request IS NOT NULL")
    }
    #expect(merges == told["merge"] ?? 0, "seed \(seed)")
  }
}
