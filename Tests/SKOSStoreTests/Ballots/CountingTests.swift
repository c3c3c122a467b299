import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `Counting votes` {
  private func isApproved(_ box: BallotBox, _ profile: CountingProfile) -> Bool {
    box.result(profile).outcome == .approved
  }

  @Test func `agrees with the worked examples for enquiry and approval ballots`() {
    #expect(!isApproved(BallotBox((10, 5, 4)), .iso263))
    #expect(isApproved(BallotBox((12, 4, 0)), .iso263))
    #expect(!isApproved(BallotBox((8, 4, 0)), .iso263))
    #expect(isApproved(BallotBox((6, 3, 0), observing: (3, 0, 0)), .iso263))
    #expect(!isApproved(BallotBox((0, 0, 7)), .iso263))
  }

  @Test func `says of the first example which requirement fails`() throws {
    let result = BallotBox((10, 5, 4)).result(.iso263)
    let majority = try #require(result.requirements.first { $0.kind == .majority })
    let negatives = try #require(result.requirements.first { $0.kind == .negatives })
    #expect(majority.isMet && majority.count == 10 && majority.whole == 15 && majority.limit == 10)
    #expect(!negatives.isMet && negatives.count == 5 && negatives.whole == 15 && negatives.limit == 3)
  }

  /// Yes and no votes of P-members, and whether two thirds are in favour: computed by hand around the boundary.
  @Test(arguments: [
    (2, 1, true), (1, 1, false), (1, 0, true), (0, 1, false), (3, 2, false), (4, 2, true), (5, 3, false),
    (6, 3, true), (8, 4, true), (8, 5, false), (9, 4, true), (9, 5, false), (13, 7, false), (14, 7, true),
    (66, 34, false), (67, 33, true),
  ])
  func `takes two thirds of the votes cast as exactly that`(_ yes: Int, _ no: Int, _ isMet: Bool) {
    #expect(isApproved(BallotBox((yes, no, 3)), .twoThirds) == isMet)
  }

  /// All votes, how many of them negative, and whether that is no more than a quarter.
  @Test(arguments: [
    (4, 1, true), (3, 1, false), (5, 1, true), (7, 2, false), (8, 2, true), (9, 2, true), (11, 3, false),
    (12, 3, true), (100, 25, true), (100, 26, false), (99, 25, false),
  ])
  func `takes a quarter of all votes as exactly that`(_ all: Int, _ no: Int, _ isMet: Bool) {
    #expect(isApproved(BallotBox((all - no, no, 0)), .iso263) == isMet)
  }

  @Test(arguments: [(1, 0, true), (1, 1, false), (2, 1, true), (0, 1, false), (5, 5, false), (6, 5, true)])
  func `takes more than half for a simple majority`(_ yes: Int, _ no: Int, _ isMet: Bool) {
    #expect(isApproved(BallotBox((yes, no, 9)), .simpleMajority) == isMet)
  }

  @Test func `leaves negative votes without reasons out of every sum where the profile says so`() {
    // 8 of 12 would fail by the quarter; with two of the negatives unsupported it is 8 of 10, and 2 of 10.
    let box = BallotBox((8, 2, 0), bare: 2)
    #expect(isApproved(box, .iso263))
    var strict = CountingProfile.iso263
    strict.excludesNegativesWithoutReasons = false
    #expect(!isApproved(box, strict))
    #expect(box.result(.iso263).exclusions.map(\.reason) == [.noReasons, .noReasons])
    #expect(!box.result(.iso263).hasNoNegatives)
  }

  @Test func `counts O-members among all votes only, and not at all where P-members vote alone`() {
    // The P-members are 4 to 1; the O-members bring the negatives to 3 of 9.
    let box = BallotBox((4, 1, 0), observing: (2, 2, 0))
    #expect(!isApproved(box, .iso263))
    #expect(isApproved(box, .twoThirds))
    #expect(box.result(.twoThirds).exclusions.map(\.reason) == Array(repeating: .observer, count: 4))
    #expect(box.result(.twoThirds).observing == BallotResult.Tally())
  }

  @Test func `approves nothing for which no P-member has voted`() {
    for profile in CountingProfile.all where profile.consensus != .alone {
      #expect(BallotBox((0, 0, 5), silent: 3, observing: (9, 0, 0)).result(profile).outcome != .approved)
    }
    var lenient = CountingProfile.iso263
    lenient.majority = nil
    #expect(!isApproved(BallotBox((0, 0, 0), bare: 2, silent: 1), lenient))
  }

  @Test func `asks for a quorum of the P-members that answered, abstentions included`() {
    var profile = CountingProfile.twoThirds
    profile.quorum = .half
    #expect(isApproved(BallotBox((1, 0, 2), silent: 3), profile))
    #expect(!isApproved(BallotBox((1, 0, 1), silent: 3), profile))
    #expect(isApproved(BallotBox((1, 0, 1), silent: 3), .twoThirds))
  }

  @Test func `asks for four experts in a small committee and five in a large one`() {
    #expect(isApproved(BallotBox((6, 1, 0), silent: 9, experts: 4), .newProposal))
    #expect(!isApproved(BallotBox((6, 1, 0), silent: 9, experts: 3), .newProposal))
    #expect(!isApproved(BallotBox((6, 1, 0), silent: 10, experts: 4), .newProposal))
    #expect(isApproved(BallotBox((6, 1, 0), silent: 10, experts: 5), .newProposal))
  }

  @Test func `leaves consensus to the chair, and the count for what is in doubt`() throws {
    let objection = ConsensusDeclaration.Objection(try MemberBody("fr"), "the scope")
    func declared(_ finding: ConsensusDeclaration.Finding) -> ConsensusDeclaration {
      ConsensusDeclaration(finding, by: "chair", at: BallotBox.start, objections: [objection])
    }
    let (good, bad) = (BallotBox((2, 1, 0)), BallotBox((1, 1, 0)))
    #expect(good.result(.consensus).outcome == .undecided)
    #expect(bad.result(.consensus, declared(.reached)).outcome == .approved)
    #expect(good.result(.consensus, declared(.notReached)).outcome == .notApproved)
    #expect(good.result(.consensus, declared(.doubtful)).outcome == .notApproved)
    #expect(good.result(.consensusOrTwoThirds).outcome == .undecided)
    #expect(bad.result(.consensusOrTwoThirds, declared(.reached)).outcome == .approved)
    #expect(good.result(.consensusOrTwoThirds, declared(.doubtful)).outcome == .approved)
    #expect(bad.result(.consensusOrTwoThirds, declared(.doubtful)).outcome == .notApproved)
    #expect(
      good.result(.consensus, declared(.reached)).text().contains("Sustained objection of FR: the scope\n"))
  }

  @Test func `gives a member body one vote, as a P-member if it is one anywhere`() throws {
    let (de, fr) = (try MemberBody("DE"), try MemberBody("FR"))
    let electorate = Electorate(
      [
        .init(de, in: "TC 46", .observing), .init(de, in: "TC 37", .participating),
        .init(fr, in: "TC 46", .observing),
        .init(de, in: "TC 46/SC 9", .observing),
      ], takenAt: BallotBox.start)
    #expect(electorate.members(.participating) == [de])
    #expect(electorate.members(.observing) == [fr])
    func vote(_ body: MemberBody, _ choice: Vote.Choice) -> Vote {
      Vote(ballot: "b", memberBody: body, choice: choice, by: "x", at: BallotBox.start, reasons: "r")
    }
    let stranger = try MemberBody("XX")
    let result = CountingProfile.iso263.count(
      [vote(de, .no), vote(fr, .yes), vote(stranger, .no), vote(de, .yes)], of: electorate)
    #expect(result.participating.yes == 1 && result.participating.no == 0)
    #expect(result.supersededCount == 1)
    #expect(result.exclusions.map(\.reason) == [.notInElectorate])
    #expect(result.outcome == .approved)
  }
}

@Suite struct `A type of ballot` {
  @Test(arguments: [
    (BallotType.newProposal, "new-proposal", [12]),
    (.committeeDraft, "consensus-or-two-thirds-P", [8, 12, 16]),
    (.draftInternationalStandard, "iso-2.6.3", [12]), (.committeeDraftForVote, "iso-2.6.3", [12]),
    (.finalDraft, "iso-2.6.3", [8]), (.finalDraftIEC, "iso-2.6.3", [6]),
    (.draftTechnicalSpecification, "two-thirds-P", [8]), (.draftTechnicalReport, "simple-majority", [8]),
    (.systematicReview, "simple-majority", [20]), (.committeeInternal, "simple-majority", [4]),
    (.validation, "iso-2.6.3", [8]),
  ])
  func `has a way of counting and a duration`(_ type: BallotType, _ profile: String, _ weeks: [Int]) {
    #expect(type.profile.name == profile && type.weeks == weeks)
    #expect(CountingProfile.named(profile) == type.profile)
  }

  @Test func `has a profile whose name is of no other`() {
    #expect(Set(CountingProfile.all.map(\.name)).count == CountingProfile.all.count)
    #expect(CountingProfile.named("") == nil)
  }
}

@Suite struct `The text of a result` {
  @Test func `shows every sum with its fraction`() {
    var profile = CountingProfile.iso263
    profile.quorum = .half
    let text = BallotBox((9, 4, 1), bare: 1, silent: 1, observing: (3, 0, 0)).result(profile).text()
    #expect(
      text == """
        Counted by iso-2.6.3
        P-members: 16 = 9 in favour + 5 against + 1 abstaining + 1 without an answer (PAP)
        O-members: 3 = 3 in favour + 0 against + 0 abstaining + 0 without an answer
        Not counted, abstention: 1 (PAN)
        Not counted, negative without reasons: 1 (PAO)
        P-members that answered: 15 of 16, needed 8 (half of 16 is 8): met
        Votes cast by P-members: 13, needed 1: met
        In favour among the votes of P-members: 9 of 13, needed 9 (two thirds of 13 is 8 2/3): met
        Negative among all votes: 4 of 16, at most 4 (one quarter of 16 is 4): met
        Negative vote of PAJ: the definition is circular
        Negative vote of PAK: the definition is circular
        Negative vote of PAL: the definition is circular
        Negative vote of PAM: the definition is circular
        Result: approved

        """)
  }

  @Test func `says of a simple majority that half has to be exceeded`() {
    let text = BallotBox((3, 3, 0)).result(.simpleMajority).text()
    #expect(
      text.contains(
        "In favour among the votes of P-members: 3 of 6, needed 4 (more than half of 6 is 3): not met\n"))
    #expect(text.hasSuffix("Result: not approved\n"))
  }
}

@Suite struct `A share` {
  @Test func `is a fraction between nothing and all`() {
    #expect(Share(3, of: 2) == nil && Share(-1, of: 2) == nil && Share(0, of: 0) == nil)
    #expect(Share(1, of: Share.denominatorMax + 1) == nil)
    #expect(Share(0, of: 1) != nil && Share(1, of: 1) != nil)
  }

  @Test func `is written as a mixed number in lowest terms`() throws {
    let sixths = try #require(Share(4, of: 6))
    #expect(Share.twoThirds.text(of: 13) == "8 2/3")
    #expect(sixths.text(of: 13) == "8 2/3")
    #expect(Share.quarter.text(of: 2) == "1/2")
    #expect(Share.quarter.text(of: 3) == "3/4")
    #expect(Share.twoThirds.text(of: 15) == "10")
    #expect(Share.half.text(of: 0) == "0")
  }

  @Test func `of the largest whole does not overflow`() {
    #expect(Share.twoThirds.roundedDown(of: .max) == 6_148_914_691_236_517_204)
    #expect(Share.twoThirds.roundedUp(of: .max) == 6_148_914_691_236_517_205)
    #expect(Share(1, of: 1)?.exceeded(of: .max) == .max)
    #expect(Share.half.roundedUp(of: -3) == 0)
  }
}
