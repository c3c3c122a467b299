import Testing

@testable import SKOSStore

/// Counting a systematic review: spec/ballots.md, "Systematic review".
@Suite struct `Counting a review` {
  private static let start = Timestamp(milliseconds: 1_790_000_000_000)

  /// Votes of P-members `AA`, `AB`, … in this order, then members that abstain and members that are silent.
  private func result(
    _ confirm: Int, _ revise: Int, _ withdraw: Int, abstain: Int = 0, silent: Int = 0,
    profile: CountingProfile = .simpleMajority, observing: Vote.Choice? = nil
  ) throws -> ReviewResult {
    let choices: [Vote.Choice?] =
      Array(repeating: .confirm, count: confirm) + Array(repeating: .revise, count: revise)
      + Array(repeating: .withdraw, count: withdraw) + Array(repeating: .abstain, count: abstain)
      + Array(repeating: nil, count: silent)
    var (seats, votes): ([Electorate.Seat], [Vote]) = ([], [])
    for (index, choice) in choices.enumerated() {
      let body = try MemberBody("P" + String(UnicodeScalar(UInt8(65 + index))))
      seats.append(.init(body, in: "TC 37", .participating))
      guard let choice else { continue }
      votes.append(Vote(ballot: "b", memberBody: body, choice: choice, by: "x", at: Self.start))
    }
    if let observing {
      let body = try MemberBody("OO")
      seats.append(.init(body, in: "TC 37", .observing))
      votes.append(Vote(ballot: "b", memberBody: body, choice: observing, by: "x", at: Self.start))
    }
    var ballot = try Ballot(
      id: "b", question: "Confirm, revise or withdraw?", type: .systematicReview, profile: profile,
      electorate: Electorate(seats, takenAt: Self.start), opens: Self.start,
      closes: Timestamp(milliseconds: Self.start.milliseconds + 10))
    ballot.restore(votes: votes, delegations: [])
    return ReviewResult(ballot)
  }

  /// Below, at and above half of the votes cast.
  @Test(
    arguments: [
      (2, 2, 0, nil), (3, 2, 0, .confirm), (2, 1, 1, nil), (3, 1, 1, .confirm), (1, 2, 0, .revise),
      (1, 1, 1, nil), (0, 0, 1, .withdraw), (0, 0, 0, nil), (4, 3, 1, nil), (5, 3, 1, .confirm),
    ] as [(Int, Int, Int, ReviewDecision?)])
  func `takes more than half of the votes cast for a decision`(
    _ confirm: Int, _ revise: Int, _ withdraw: Int, _ majority: ReviewDecision?
  ) throws {
    for abstain in [0, 7] {
      let result = try result(confirm, revise, withdraw, abstain: abstain, silent: 1)
      #expect(result.majority == majority)
      #expect(result.outcome == majority?.rawValue ?? "no majority")
      #expect(result.castCount == confirm + revise + withdraw && result.abstaining.count == abstain)
    }
  }

  @Test func `is as strict as its profile, and asks for its quorum`() throws {
    #expect(try result(5, 3, 0, profile: .twoThirds).majority == nil)
    #expect(try result(6, 3, 0, profile: .twoThirds).majority == .confirm)
    #expect(try result(9, 0, 0, profile: .consensus).majority == nil)
    var quorate = CountingProfile.simpleMajority
    quorate.quorum = .half
    #expect(try result(3, 0, 0, silent: 4, profile: quorate).majority == nil)
    #expect(try result(3, 0, 0, silent: 3, profile: quorate).majority == .confirm)
    #expect(try result(3, 0, 0, abstain: 1, silent: 4, profile: quorate).majority == .confirm)
    // Half reached instead of exceeded can be reached by two at once: then by none.
    var half = CountingProfile.simpleMajority
    half.majority = .init(.half)
    #expect(try result(2, 2, 0, profile: half).majority == nil)
    #expect(try result(2, 1, 1, profile: half).majority == .confirm)
  }

  @Test func `lets O-members decide nothing, and shows what they want where their votes are taken`() throws {
    #expect(try result(1, 1, 0, observing: .confirm).majority == nil)
    let shown = try result(1, 1, 0, profile: .iso263, observing: .confirm)
    #expect(shown.observing[.confirm]?.map(\.code) == ["OO"] && shown.castCount == 2)
    #expect(try result(1, 1, 0, observing: .confirm).observing.isEmpty)
  }

  @Test func `is of the last vote of each member body, and only once the ballot has closed`() throws {
    let de = try MemberBody("DE")
    let closes = Timestamp(milliseconds: Self.start.milliseconds + 10)
    var ballot = try Ballot(
      id: "v/1.0.0/review-1", question: "Confirm, revise or withdraw?", type: .systematicReview,
      electorate: Electorate([.init(de, in: "TC 37", .participating)], takenAt: Self.start),
      opens: Self.start, closes: closes)
    let anna = Voter("anna", for: de)
    try ballot.cast(.revise, for: de, by: anna, at: Self.start)
    try ballot.cast(.confirm, for: de, by: anna, at: Self.start, reasons: "It is used\nevery day")
    for choice in [Vote.Choice.yes, .no] {
      let refusal = #expect(throws: BallotRefusal.self) {
        try ballot.cast(choice, for: de, by: anna, at: Self.start)
      }
      #expect(refusal?.kind == .otherQuestion && refusal?.message.contains("confirm, revise") == true)
    }
    #expect(throws: BallotRefusal.self) { try ballot.reviewResult(at: Self.start) }
    #expect(throws: BallotRefusal.self) { try ballot.result(at: closes) }
    let result = try ballot.reviewResult(at: closes)
    #expect(result.majority == .confirm && result.supersededCount == 1)
    #expect(
      result.text(of: ballot) == """
        Ballot v/1.0.0/review-1: Confirm, revise or withdraw?
        Open from 2026-09-21T14:13:20.000Z to 2026-09-21T14:13:20.010Z
        Counted by simple-majority
        P-members: 1 = 1 votes cast + 0 abstaining + 0 without an answer
        To confirm: 1 (DE)
        To revise: 0
        To withdraw: 0
        Votes replaced by later ones: 1
        Votes for one decision that are needed: 1 of 1 (more than half of 1 is 1/2)
        DE, to confirm: It is used every day
        Result: confirm

        """)
  }

  @Test func `is asked for by reviews alone`() throws {
    let de = try MemberBody("DE")
    var ballot = try Ballot(
      id: "b", question: "So?", type: .committeeInternal,
      electorate: Electorate([.init(de, in: "TC 37", .participating)], takenAt: Self.start),
      opens: Self.start, closes: Timestamp(milliseconds: Self.start.milliseconds + 10))
    #expect(throws: BallotRefusal.self) {
      try ballot.cast(.confirm, for: de, by: Voter("anna", for: de), at: Self.start)
    }
    #expect(throws: BallotRefusal.self) { try ballot.reviewResult(at: ballot.closes) }
    #expect(throws: BallotRefusal.self) {
      try Ballot(
        id: "b", question: "So?", type: .committeeInternal, electorate: ballot.electorate,
        opens: ballot.opens, closes: ballot.closes,
        votes: [Vote(ballot: "b", memberBody: de, choice: .revise, by: "anna", at: Self.start)],
        delegations: [])
    }
  }
}
