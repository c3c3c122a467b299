import Foundation
import GRDB
import RDF
import TestSupport
import Testing

@testable import SKOSStore

/// Ballots that belong to no change request, and the review of releases: spec/committee.md, "Periodic review".
@Suite struct `The periodic review of a release` {
  private static let question = "Shall the committee meet in May?"

  /// A committee with one release in force.
  private func committee() throws -> CommitteeStore {
    let committee = try CommitteeStore()
    _ = try committee.store.importGraph(
      Graph(concept("a", label: "A")), mode: .merge, message: "",
      grant: committee.grant("manager", .importContent))
    try release("1.0.0", in: committee)
    return committee
  }

  private func release(_ version: String, in committee: CommitteeStore) throws {
    _ = try committee.store.createRelease(
      version: version, notes: "", grant: committee.grant("publisher", .release))
  }

  private func refusal(_ body: () throws -> Void) -> StoreError? {
    do {
      try body()
      return nil
    } catch { return error as? StoreError }
  }

  private func review(_ version: String = "1.0.0", in committee: CommitteeStore) throws -> PeriodicReview {
    try committee.store.review(of: version, grant: committee.grant("reader"))
  }

  private func state(_ committee: CommitteeStore, _ version: String = "1.0.0") throws -> PeriodicReview.State
  {
    try review(version, in: committee).state(at: committee.clock.now())
  }

  private func open(_ committee: CommitteeStore) throws -> String {
    try committee.store.openReview(of: "1.0.0", grant: committee.grant("manager")).ballot.id
  }

  private func vote(
    _ choices: [String: Vote.Choice], in ballot: String, _ committee: CommitteeStore
  ) throws {
    for (name, choice) in choices.sorted(by: { $0.key < $1.key }) {
      _ = try committee.store.vote(
        choice, in: ballot, for: nil, reasons: "", experts: [], grant: committee.grant(name))
    }
  }

  private func decide(
    _ decision: ReviewDecision, _ committee: CommitteeStore, reason: String = "", by name: String = "manager"
  ) throws -> PeriodicReview {
    try committee.store.decideReview(of: "1.0.0", decision, reason: reason, grant: committee.grant(name))
  }

  private func work(_ name: String, _ committee: CommitteeStore) throws -> [String] {
    try committee.store.awaitedWork(for: committee.grant(name).account).map {
      switch $0.subject {
      case .ballot(let announcement): "\(announcement.ballot.id): \($0.duty.what)"
      case .review(let review): "\(review.version): \($0.duty.what)"
      default: $0.duty.what
      }
    }
  }

  // MARK: The value

  @Test func `is due after its interval, and a ballot in time begins before that`() {
    let review = PeriodicReview(
      version: "1.0.0", published: Timestamp(milliseconds: 0), successor: nil, isWithdrawn: false,
      records: [],
      ballot: nil, interval: .days(100), votingPeriod: .days(30))
    func after(_ days: Int64, _ milliseconds: Int64 = 0) -> Timestamp {
      Timestamp(milliseconds: days * 86_400_000 + milliseconds)
    }
    #expect(review.due == after(100))
    #expect(review.state(at: after(70, -1)) == .later && review.state(at: after(70)) == .due)
    #expect(review.duties(at: after(70, -1)).isEmpty)
    #expect(review.duties(at: after(70)).map(\.who) == [[.role(.manager)]])
    #expect(review.duties(at: after(99))[0].isOverdue(at: after(100, -1)) == false)
    #expect(review.duties(at: after(100))[0].isOverdue(at: after(100)))
    #expect(review.nextDue(after: .confirm, at: after(90)) == after(190))
    #expect(review.nextDue(after: .revise, at: after(90)) == nil)
  }

  @Test func `is of the release in force alone`() {
    func review(_ successor: String?, _ isWithdrawn: Bool) -> PeriodicReview {
      PeriodicReview(
        version: "1.0.0", published: Timestamp(milliseconds: 0), successor: successor,
        isWithdrawn: isWithdrawn, records: [], ballot: nil, interval: .days(1), votingPeriod: .days(1))
    }
    let late = Timestamp(milliseconds: .max / 2)
    for past in [review("2.0.0", false), review(nil, true)] {
      #expect(past.due == nil && past.state(at: late) == .past && past.duties(at: late).isEmpty)
      #expect(refusal { try past.requireBallot(at: late) }?.code == .invalidState)
      #expect(refusal { try past.requireDecision(.confirm, reason: "so", at: late) }?.code == .invalidState)
    }
    #expect(refusal { try review(nil, false).requireBallot(at: late) } == nil)
  }

  // MARK: Reviews

  @Test func `goes from a ballot by way of its majority to the next due date`() throws {
    let committee = try committee()
    #expect(try state(committee) == .later && work("manager", committee).isEmpty)
    committee.clock.advance(days: 5 * 365)
    #expect(try state(committee) == .due)
    #expect(try work("manager", committee).map { $0.hasPrefix("1.0.0: opens") } == [true])
    #expect(
      refusal { _ = try committee.store.openReview(of: "1.0.0", grant: committee.grant("chair")) }?.code
        == .forbidden)
    let ballot = try open(committee)
    #expect(ballot == "letters/1.0.0/review-1")
    #expect(try state(committee) == .voting && work("manager", committee).isEmpty)
    #expect(try work("de", committee) == ["letters/1.0.0/review-1: votes"])
    #expect(refusal { _ = try open(committee) }?.code == .invalidState)
    #expect(refusal { _ = try decide(.confirm, committee, reason: "so") }?.code == .invalidState)
    try vote(["br": .confirm, "de": .confirm, "fr": .revise, "gb": .abstain], in: ballot, committee)
    #expect(
      refusal { try vote(["jp": .yes], in: ballot, committee) }?.code == .invalidArgument)
    #expect(refusal { try vote(["no": .confirm], in: ballot, committee) }?.code == .forbidden)
    let hidden = try committee.store.ballot(ballot, grant: committee.grant("reader"))
    #expect(hidden.outcome == nil && hidden.report == nil && hidden.changeRequest == nil)
    committee.clock.advance(days: 140)
    #expect(try state(committee) == .counted && work("de", committee).isEmpty)
    #expect(try work("owner", committee).map { $0.hasPrefix("1.0.0: decides") } == [true])
    let counted = try committee.store.ballot(ballot, grant: committee.grant("reader"))
    #expect(counted.outcome == "confirm" && counted.report?.contains("To confirm: 2 (BR, DE)") == true)
    #expect(refusal { _ = try decide(.revise, committee) }?.code == .invalidArgument)
    #expect(refusal { _ = try decide(.confirm, committee, by: "chair") }?.code == .forbidden)
    let decided = try decide(.confirm, committee)
    let next = ProcedurePolicy.Period.months(60).end(from: committee.clock.now())
    #expect(decided.records.map(\.decision) == [.confirm] && decided.records[0].ballot == ballot)
    #expect(decided.due == next && decided.ballot == nil && decided.records[0].nextDue == next)
    #expect(try state(committee) == .later && work("manager", committee).isEmpty)
    // The next one begins anew.
    committee.clock.advance(days: 5 * 365)
    #expect(try open(committee) == "letters/1.0.0/review-2")
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `that nobody votes about, or without a majority, is decided with a reason`() throws {
    let committee = try committee()
    #expect(refusal { _ = try decide(.revise, committee) }?.message.contains("nobody has voted") == true)
    let ballot = try open(committee)
    try vote(["br": .confirm, "de": .revise], in: ballot, committee)
    committee.clock.advance(days: 140)
    #expect(try committee.store.ballot(ballot, grant: committee.grant("reader")).outcome == "no majority")
    #expect(refusal { _ = try decide(.revise, committee) }?.message.contains("no decision has") == true)
    let decided = try decide(.revise, committee, reason: "work has begun", by: "owner")
    #expect(decided.due == nil && decided.records.map(\.reason) == ["work has begun"])
    #expect(try state(committee) == .decided && work("manager", committee).isEmpty)
    #expect(refusal { _ = try decide(.confirm, committee, reason: "so") }?.code == .invalidState)
    #expect(refusal { _ = try open(committee) }?.code == .invalidState)
    try release("2.0.0", in: committee)
    #expect(try state(committee) == .past && state(committee, "2.0.0") == .later)
    #expect(try review(in: committee).successor == "2.0.0")
  }

  @Test func `that ends in withdrawal awaits the publisher until the release is withdrawn`() throws {
    let committee = try committee()
    _ = try decide(.withdraw, committee, reason: "it is wrong")
    #expect(try work("publisher", committee).map { $0.hasPrefix("1.0.0: withdraws") } == [true])
    _ = try committee.store.withdrawRelease(
      "1.0.0", reason: "its review decided so", grant: committee.grant("publisher", .release))
    #expect(try work("publisher", committee).isEmpty && state(committee) == .past)
    let events = try committee.store.events(after: 0, limit: 100, grant: committee.grant("reader")).events
    #expect(events.suffix(2).map(\.action) == ["review.decide", "release.withdraw"])
    #expect(events.suffix(2).allSatisfy { $0.release == "1.0.0" && $0.kind == .release })
  }

  @Test func `is as the policy says`() throws {
    let committee = try committee()
    _ = try committee.store.setPolicy(
      [.periodicReview: "P3Y", .reviewBallot: "P10D", .reviewProfile: "two-thirds-P"],
      grant: committee.administrating(.administer))
    let published = try review(in: committee).published
    #expect(try review(in: committee).due == ProcedurePolicy.Period.months(36).end(from: published))
    let ballot = try open(committee)
    try vote(
      ["br": .confirm, "de": .confirm, "fr": .confirm, "gb": .revise, "jp": .revise], in: ballot, committee)
    committee.clock.advance(days: 10)
    #expect(try committee.store.ballot(ballot, grant: committee.grant("reader")).outcome == "no majority")
    _ = try decide(.confirm, committee, reason: "so")
    _ = try committee.store.setPolicy(
      [.reviewProfile: "consensus"], grant: committee.administrating(.administer))
    #expect(refusal { _ = try open(committee) }?.message.contains("reviewProfile") == true)
  }

  // MARK: Ballots of their own

  private func ask(
    _ committee: CommitteeStore, _ question: String = question, _ type: BallotType = .committeeInternal,
    profile: String? = nil
  ) throws -> String {
    try committee.store.openBallot(
      type, question: question, profile: profile, grant: committee.grant("manager")
    ).ballot.id
  }

  @Test func `a question of a committee is voted on, delegated, counted and kept as any other`() throws {
    let committee = try committee()
    let store = committee.store
    #expect(
      refusal {
        _ = try store.openBallot(.committeeInternal, question: "So?", grant: committee.grant("chair"))
      }?.code == .forbidden)
    let id = try ask(committee)
    #expect(try id == "letters/ballot-1" && ask(committee, "And in June?") == "letters/ballot-2")
    #expect(try work("fr", committee) == ["letters/ballot-1: votes", "letters/ballot-2: votes"])
    #expect(try work("no", committee).isEmpty)
    // Who joins later has no vote in it.
    try store.setSeat(of: "NO", in: "TC 2", .participating, grant: committee.administrating(.administer))
    #expect(refusal { try vote(["no": .yes], in: id, committee) }?.code == .forbidden)
    let first = try store.vote(.no, in: id, for: nil, reasons: "", experts: [], grant: committee.grant("fr"))
    let second = try store.vote(
      .yes, in: id, for: nil, reasons: "", experts: [], grant: committee.grant("fr"))
    #expect(second.supersedes == first.receipt)
    _ = try store.delegate(id, to: "manager", grant: committee.grant("jp"))
    _ = try store.vote(.yes, in: id, for: "JP", reasons: "", experts: [], grant: committee.grant("manager"))
    try vote(["de": .no], in: id, committee)
    #expect(refusal { try vote(["br": .confirm], in: id, committee) }?.code == .invalidArgument)
    #expect(try work("fr", committee) == ["letters/ballot-2: votes"])
    committee.clock.advance(days: 28)
    #expect(refusal { try vote(["br": .yes], in: id, committee) }?.code == .invalidState)
    let counted = try store.ballot(id, grant: committee.grant("reader"))
    #expect(counted.outcome == "approved" && counted.result?.participating.yes == 2)
    #expect(try store.ballots(isOpen: false, limit: 10, grant: committee.grant("reader")).count == 2)
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
  }

  @Test func `a ballot has a question of a fair length, a type of its own and a known way of counting`()
    throws
  {
    let committee = try committee()
    let limit = Store.questionByteCountMax
    for (length, isFine) in [(0, false), (1, true), (limit - 1, true), (limit, true), (limit + 1, false)] {
      let question = String(repeating: "a", count: length)
      #expect((refusal { _ = try ask(committee, question) } == nil) == isFine, "\(length)")
    }
    #expect(refusal { _ = try ask(committee, " \n") }?.code == .invalidArgument)
    #expect(refusal { _ = try ask(committee, "So?", .validation) }?.code == .invalidArgument)
    #expect(
      refusal { _ = try ask(committee, "So?", .systematicReview) }?.message.contains("review.open") == true)
    #expect(refusal { _ = try ask(committee, "So?", profile: "by-lot") }?.code == .invalidArgument)
    #expect(
      refusal {
        _ = try committee.store.openBallot(
          .newProposal, question: "So?", closes: committee.clock.now(), grant: committee.grant("manager"))
      }?.code == .invalidArgument)
    // Nobody sits in a committee any more.
    for body in CommitteeStore.bodies {
      for name in ["TC 1", "TC 2"] {
        try? committee.store.setSeat(of: body, in: name, nil, grant: committee.administrating(.administer))
      }
    }
    #expect(refusal { _ = try ask(committee) }?.message.contains("no P-member") == true)
  }

  @Test func `a chair declares consensus in a ballot of its own that asks for it`() throws {
    let committee = try committee()
    let id = try ask(committee, "Is there consensus on the draft?", .committeeDraft)
    committee.clock.advance(days: 56)
    #expect(try committee.store.ballot(id, grant: committee.grant("reader")).outcome == "undecided")
    let declared = try committee.store.declareConsensus(
      .reached, in: id, objections: [], grant: committee.grant("chair"))
    #expect(declared.outcome == "approved")
  }

  // MARK: The record

  /// A committee with a ballot of its own and a release that was reviewed twice.
  private func recorded() throws -> CommitteeStore {
    let committee = try committee()
    try vote(["de": .yes, "fr": .no], in: ask(committee), committee)
    let ballot = try open(committee)
    try vote(["br": .confirm, "de": .confirm, "jp": .withdraw], in: ballot, committee)
    committee.clock.advance(days: 140)
    _ = try decide(.confirm, committee)
    committee.clock.advance(days: 1)
    _ = try decide(.revise, committee, reason: "after all")
    return committee
  }

  private static let alterations = [
    "UPDATE ballot SET question = 'Another?' WHERE id = 'letters/ballot-1'",
    "UPDATE stage SET closes_at = closes_at + 1 WHERE type = 'CIB'",
    "UPDATE stage SET profile = 'iso-2.6.3' WHERE type = 'SR'",
    "UPDATE stage SET type = 'NP' WHERE type = 'CIB'",
    "UPDATE stage SET release_version = NULL",
    "UPDATE stage SET electorate = replace(electorate, '\"FR\"', '\"NO\"')",
    "DELETE FROM vote WHERE member_body = 'JP'",
    "UPDATE vote SET choice = 'revise' WHERE choice = 'withdraw'",
    "DELETE FROM vote WHERE ballot = 'letters/ballot-1'; DELETE FROM ballot WHERE id = 'letters/ballot-1'",
    "UPDATE release_review SET decision = 'withdraw' WHERE ordinal = 2",
    "UPDATE release_review SET reason = 'no reason' WHERE ordinal = 2",
    "UPDATE release_review SET next_due = NULL", "UPDATE release_review SET ballot = NULL",
    "UPDATE release_review SET account = 1", "DELETE FROM release_review WHERE ordinal = 2",
    "DELETE FROM release_review",
    "INSERT INTO release_review SELECT vocabulary, version, 3, ballot, decision, reason, account, at, next_due FROM release_review WHERE ordinal = 1",
  ]

  @Test func `whose record is altered is found out by the check of the store, and by the script`() throws {
    let committee = try recorded()
    #expect(try committee.store.check(grant: committee.administrating(.operate)).faults == [])
    for statement in Self.alterations {
      #expect(try !committee.faults(after: statement).isEmpty, "\(statement)")
    }
    try committee.expectFound(byScript: Self.alterations)
  }

  @Test func `stays on record when the names of those who voted and decided are taken out`() throws {
    let committee = try recorded()
    let store = committee.store
    for name in ["de", "manager"] {
      _ = try store.redactAccount(name, reason: "Asked for", grant: committee.administrating(.manageAccounts))
    }
    let review = try review(in: committee)
    #expect(review.records.map { $0.by.hasPrefix("person-") } == [true, true])
    #expect(try store.check(grant: committee.administrating(.operate)).faults == [])
    store.close()
    #expect(try committee.verify() == 0)
  }

  // MARK: Stores of before

  @Test func `leaves stages and votes as they were that a store of version 9 has`() throws {
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { db in
      try Schema.prepare(db, steps: Array(Schema.steps.prefix(9)))
      try db.execute(
        sql: """
          INSERT INTO account (id, name, display_name, created_at, is_administrator) VALUES (1, 'a', '', 0, 1);
          INSERT INTO vocabulary (id, name, title, default_language, visibility, identifier_pattern, created_at,
            head_revision) VALUES (1, 'v', 'V', 'en', 'public', 'sequential', 0, 0);
          INSERT INTO change_request (id, vocabulary, number, title, justification, state, author, created_at,
            base_revision) VALUES (5, 1, 1, 'T', '', 'validation', 1, 0, 0);
          INSERT INTO stage (id, change_request, ordinal, kind, opened_at, closes_at, electorate, profile)
            VALUES (7, 5, 1, 'evaluation', 1, 2, '{}', NULL), (8, 5, 2, 'validation', 3, 4, '{}', 'iso-2.6.3');
          INSERT INTO evaluation_answer (stage, ordinal, member_body, position, text, account, at)
            VALUES (7, 1, 'DE', 'support', '', 1, 1);
          INSERT INTO ballot (id, stage, ordinal, question) VALUES ('v/1/validation-1', 8, 1, 'So?');
          INSERT INTO vote (ballot, ordinal, member_body, choice, cast_by, at, reasons, experts, receipt)
            VALUES ('v/1/validation-1', 1, 'DE', 'yes', 'a', 3, '', '[]', 'r');
          INSERT INTO delegation (stage, ordinal, member_body, delegate, delegated_by, at)
            VALUES (8, 1, 'DE', 'b', 'a', 3);
          INSERT INTO comment (id, change_request, author, at, type, text, stage) VALUES (3, 5, 1, 7, 'te', 'a', 8);
          """)
      try Schema.prepare(db)
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      #expect(try Schema.faults(of: db).isEmpty)
      let stages = try Row.fetchAll(db, sql: "SELECT id, kind, profile, type FROM stage ORDER BY id")
      #expect(
        stages.map { $0["id"] as Int64 } == [7, 8] && stages.allSatisfy { $0["type"] as String? == nil })
      #expect(try String.fetchAll(db, sql: "SELECT choice FROM vote") == ["yes"])
      #expect(throws: DatabaseError.self) {
        try db.execute(
          sql: """
            INSERT INTO stage (ordinal, kind, opened_at, closes_at, electorate) VALUES (1, 'ballot', 1, 2, '{}')
            """)
      }
    }
  }
}
