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
  }

  private static let people =
    CommitteeStore.bodies.map { $0.lowercased() } + [
      "no", "manager", "chair", "owner", "publisher", "editor",
    ]

  /// One thing that one person tries.
  private func act(_ random: inout SplitMix, _ committee: CommitteeStore, _ told: borrowing Mutex<Told>)
    throws
  {
    guard let name = Self.people.randomElement(using: &random) else { return }
    let store = committee.store
    let roll = Int.random(in: 0..<100, using: &random)
    let requests = try store.changeRequests(limit: 1000, grant: committee.grant(name)).filter {
      !$0.state.isClosed || $0.state == .rejected
    }
    guard let request = requests.randomElement(using: &random), roll >= 8 || requests.count > 12 else {
      let number = try committee.draft(
        by: CommitteeStore.bodies.randomElement(using: &random)?.lowercased() ?? "de",
        entries: Int.random(in: 1...3, using: &random))
      told.withLock { $0.steps["create", default: 0] += 1 }
      _ = number
      return
    }
    if roll < 12 { return committee.clock.advance(days: Int.random(in: 10...40, using: &random)) }
    if roll < 30,
      let ballot = try store.ballots(isOpen: true, limit: 100, grant: committee.grant(name))
        .randomElement(using: &random)
    {
      let choice = Int.random(in: 0..<4, using: &random) == 0 ? Vote.Choice.no : .yes
      let vote = try store.vote(
        choice, in: ballot.ballot.id, for: nil, reasons: choice == .no ? "because" : "", experts: [],
        grant: committee.grant(name))
      return told.withLock { $0.receipts.append(vote.receipt.hexadecimal) }
    }
    if roll < 50, request.state == .evaluation {
      for body in CommitteeStore.bodies {
        _ = try store.answerEvaluation(
          request.number, position: .support, procedure: roll < 34 ? .extended : .normal, text: "",
          grant: committee.grant(body.lowercased()))
      }
      _ = try store.conclude(
        request.number, roll < 34 ? .extended : .normal, text: "", grant: committee.grant("chair"))
      return told.withLock { $0.steps["conclude", default: 0] += 1 }
    }
    if roll < 60, [.validation, .enquiry, .approval].contains(request.state) {
      for ballot in try store.ballots(isOpen: true, limit: 100, grant: committee.grant(name))
      where ballot.changeRequest == request.number {
        for body in CommitteeStore.bodies {
          let choice = Int.random(in: 0..<9, using: &random) == 0 ? Vote.Choice.no : .yes
          let vote = try store.vote(
            choice, in: ballot.ballot.id, for: nil, reasons: choice == .no ? "because" : "", experts: [],
            grant: committee.grant(body.lowercased()))
          told.withLock { $0.receipts.append(vote.receipt.hexadecimal) }
        }
      }
      return
    }
    if roll == 50, let kind = Comment.Kind.allCases.randomElement(using: &random) {
      _ = try store.addComment(
        to: request.number, Comment.Draft(type: kind, text: "a word"), grant: committee.grant(name, .comment))
      return told.withLock { $0.steps["comment", default: 0] += 1 }
    }
    if (54..<62).contains(roll) {
      for comment in try store.comments(on: request.number, grant: committee.grant("manager"))
      where comment.awaitsObservation {
        _ = try store.observe(
          comment.id, on: request.number, .noted, text: "", grant: committee.grant("editor"))
      }
      return
    }
    if roll == 62 {
      _ = try store.createRelease(
        version: "\(Int.random(in: 1...1_000_000, using: &random)).0.0", notes: "",
        grant: committee.grant("publisher", .release))
      return told.withLock { $0.steps["release", default: 0] += 1 }
    }
    let standing = try store.standing(of: request, grant: committee.grant(name))
    let likely = standing.available.filter { ![.withdraw, .return, .reject].contains($0) || roll > 97 }
    guard let step = (likely.isEmpty ? ChangeTransition.allCases : likely).randomElement(using: &random)
    else {
      return
    }
    if step == .evaluate { _ = try? store.rebase(request.number, grant: committee.grant("manager")) }
    try committee.take(step, request.number, name)
    told.withLock { $0.steps[step.rawValue, default: 0] += 1 }
  }

  @Test(.timeLimit(.minutes(60)))
  func `loses no vote, leaves no step unrecorded, and comes into no unlawful state`()
    throws
  {
    let seed = Campaign.seed("people at once")
    let committee = try CommitteeStore()
    for name in Self.people { _ = try committee.grant(name) }
    let told = Mutex(Told())
    let count = Campaign.count("CONCORDAT_COMMITTEE_ACTS", default: 250)
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
    print("people at once: \(result.0.count) votes, \(result.2) refusals, \(result.1)")
    #expect(result.3 == [], "seed \(seed)")
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
  }
}
