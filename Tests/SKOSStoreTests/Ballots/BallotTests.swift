import Foundation
import RDF
import Testing

@testable import SKOSStore

@Suite struct `A ballot` {
  private static let opens = Timestamp(milliseconds: 1_000)
  private static let closes = Timestamp(milliseconds: 2_000)
  private let de: MemberBody
  private let fr: MemberBody
  private let no: MemberBody

  init() throws {
    de = try MemberBody("DE")
    fr = try MemberBody("FR")
    no = try MemberBody("NO")
  }

  private func ballot(_ type: BallotType = .validation) throws -> Ballot {
    let electorate = Electorate(
      [
        .init(de, in: "TC 46", .participating), .init(fr, in: "TC 46", .participating),
        .init(no, in: "TC 46", .observing),
      ], takenAt: Self.opens)
    return try Ballot(
      id: "b", question: "Approve?", type: type, electorate: electorate, opens: Self.opens,
      closes: Self.closes)
  }

  private func kind(_ body: () throws(BallotRefusal) -> Void) -> BallotRefusal.Kind? {
    do throws(BallotRefusal) {
      try body()
      return nil
    } catch {
      return error.kind
    }
  }

  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  @Test func `keeps all votes and counts the last of each member body`() throws {
    var ballot = try ballot()
    let anna = Voter("anna", for: de)
    let first = try ballot.cast(.no, for: de, by: anna, at: at(1_000), reasons: "too wide")
    let second = try ballot.cast(.yes, for: de, by: anna, at: at(1_999))
    try ballot.cast(.yes, for: fr, by: Voter("bruno", for: fr), at: at(1_500))
    #expect(ballot.votes.count == 3)
    #expect(ballot.votes[1].supersedes == first)
    #expect(ballot.vote(for: second)?.choice == .yes)
    #expect(ballot.standing.map(\.choice) == [.yes, .yes])
    #expect(ballot.silent == [no])
    let result = try ballot.result(at: at(2_000))
    #expect(result.outcome == .approved && result.supersededCount == 1)
  }

  @Test func `takes votes from its opening until just before its closing, and is counted from then on`()
    throws
  {
    var ballot = try ballot()
    let anna = Voter("anna", for: de)
    #expect(
      kind { () throws(BallotRefusal) in _ = try ballot.cast(.yes, for: de, by: anna, at: at(999)) }
        == .notYetOpen)
    #expect(
      kind { () throws(BallotRefusal) in _ = try ballot.cast(.yes, for: de, by: anna, at: at(2_000)) }
        == .closed)
    #expect(kind { () throws(BallotRefusal) in _ = try ballot.result(at: at(1_999)) } == .stillOpen)
    try ballot.extend(to: at(3_000), at: at(1_999))
    try ballot.cast(.yes, for: de, by: anna, at: at(2_000))
    #expect(
      kind { () throws(BallotRefusal) in try ballot.extend(to: at(3_000), at: at(2_500)) } == .badPeriod)
    #expect(kind { () throws(BallotRefusal) in try ballot.extend(to: at(4_000), at: at(3_000)) } == .closed)
  }

  @Test func `lets a person vote for one member body only, and for their own`() throws {
    var ballot = try ballot()
    let anna = Voter("anna", for: de)
    #expect(
      kind { () throws(BallotRefusal) in _ = try ballot.cast(.yes, for: fr, by: anna, at: at(1_000)) }
        == .notEntitled)
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try ballot.cast(.yes, for: de, by: Voter("x", for: nil), at: at(1_000))
      } == .notEntitled)
    try ballot.cast(.yes, for: de, by: anna, at: at(1_000))
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try ballot.cast(.yes, for: fr, by: Voter("anna", for: fr), at: at(1_001))
      } == .votesForAnother)
    let stranger = try MemberBody("XX")
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try ballot.cast(.yes, for: stranger, by: Voter("y", for: stranger), at: at(1_000))
      } == .notInElectorate)
  }

  @Test func `lets O-members vote only where all member bodies do`() throws {
    let nora = Voter("nora", for: no)
    var enquiry = try ballot(.draftInternationalStandard)
    try enquiry.cast(.yes, for: no, by: nora, at: at(1_000))
    var report = try ballot(.draftTechnicalReport)
    #expect(
      kind { () throws(BallotRefusal) in _ = try report.cast(.yes, for: no, by: nora, at: at(1_000)) }
        == .observer)
    #expect(report.electors == [de, fr])
  }

  @Test func `takes a delegated vote, as long as it is delegated`() throws {
    var ballot = try ballot()
    let (anna, proxy) = (Voter("anna", for: de), Voter("carla", for: nil))
    try ballot.delegate(to: "carla", by: anna, at: at(1_000))
    try ballot.cast(.no, for: de, by: proxy, at: at(1_001), reasons: "no")
    try ballot.cast(.yes, for: de, by: anna, at: at(1_002))
    #expect(ballot.standing.map(\.by) == ["anna"])
    try ballot.revokeDelegation(by: anna, at: at(1_003))
    #expect(
      kind { () throws(BallotRefusal) in _ = try ballot.cast(.no, for: de, by: proxy, at: at(1_004)) }
        == .notEntitled)
    // Who has voted for one member body is not named for another, and names nobody for it.
    #expect(
      kind { () throws(BallotRefusal) in
        try ballot.delegate(to: "carla", by: Voter("bruno", for: fr), at: at(1_005))
      }
        == .votesForAnother)
    #expect(
      kind { () throws(BallotRefusal) in try ballot.delegate(to: "x", by: proxy, at: at(1_005)) }
        == .notEntitled)
    #expect(
      kind { () throws(BallotRefusal) in try ballot.delegate(to: "x", by: anna, at: at(2_000)) } == .closed)
    #expect(ballot.delegations.map(\.to) == ["carla", nil])
  }

  @Test func `takes no comments with a vote in favour of a final draft`() throws {
    var ballot = try ballot(.finalDraft)
    let anna = Voter("anna", for: de)
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try ballot.cast(.yes, for: de, by: anna, at: at(1_000), reasons: "but")
      } == .reasonsInFavour)
    try ballot.cast(.yes, for: de, by: anna, at: at(1_000), reasons: " ")
    try ballot.cast(.no, for: de, by: anna, at: at(1_000), reasons: "but")
    let long = String(repeating: "x", count: Ballot.reasonsByteCountMax + 1)
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try ballot.cast(.no, for: de, by: anna, at: at(1_000), reasons: long)
      }
        == .tooLong)
    try ballot.cast(.no, for: de, by: anna, at: at(1_000), reasons: String(long.dropLast()))
  }

  @Test func `that would close before it opens, or has nobody to vote, is not opened`() throws {
    let electorate = try ballot().electorate
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try Ballot(
          id: "b", question: "?", type: .validation, electorate: electorate, opens: at(2), closes: at(2))
      } == .badPeriod)
    #expect(
      kind { () throws(BallotRefusal) in
        _ = try Ballot(
          id: "b", question: "?", type: .validation,
          electorate: Electorate([.init(no, in: "TC 46", .observing)], takenAt: at(1)), opens: at(1),
          closes: at(2))
      } == .noElectorate)
  }

  @Test func `restored from its records is the same, and refuses records that were altered`() throws {
    var ballot = try ballot()
    let anna = Voter("anna", for: de)
    try ballot.delegate(to: "carla", by: anna, at: at(1_000))
    try ballot.cast(.no, for: de, by: anna, at: at(1_000), reasons: "too wide")
    try ballot.cast(.yes, for: fr, by: Voter("bruno", for: fr), at: at(1_001))
    try ballot.cast(.yes, for: de, by: anna, at: at(1_002))
    func restored(_ votes: [Vote]) throws(BallotRefusal) -> Ballot {
      try Ballot(
        id: "b", question: ballot.question, type: ballot.type, electorate: ballot.electorate,
        opens: ballot.opens,
        closes: ballot.closes, votes: votes, delegations: ballot.delegations)
    }
    #expect(try restored(ballot.votes) == ballot)
    let first = ballot.votes[0]
    let altered = Vote(
      ballot: "b", memberBody: de, choice: .abstain, by: first.by, at: first.at, reasons: first.reasons)
    for votes in [
      Array(ballot.votes.dropFirst()), [altered] + ballot.votes.dropFirst(), ballot.votes.reversed(),
    ] {
      #expect(kind { () throws(BallotRefusal) in _ = try restored(votes) } == .damaged)
    }
  }

  @Test func `says at the top of its report what was asked and when`() throws {
    var ballot = try ballot()
    try ballot.cast(.yes, for: de, by: Voter("anna", for: de), at: at(1_000))
    let text = try ballot.result(at: at(2_000)).text(of: ballot)
    #expect(
      text.hasPrefix(
        "Ballot b: Approve?\nOpen from 1970-01-01T00:00:01.000Z to 1970-01-01T00:00:02.000Z\nCounted by iso-2.6.3\n"
      ))
  }
}

@Suite struct `The receipt of a vote` {
  private func vote(
    ballot: String = "b", body: String = "DE", choice: Vote.Choice = .no, by: String = "anna", at: Int64 = 5,
    reasons: String = "r", experts: [String] = [], supersedes: VoteReceipt? = nil
  ) throws -> Vote {
    Vote(
      ballot: ballot, memberBody: try MemberBody(body), choice: choice, by: by,
      at: Timestamp(milliseconds: at),
      reasons: reasons, experts: experts, supersedes: supersedes)
  }

  @Test func `is the SHA-256 of its fields as netstrings`() throws {
    let text = "4:vote,1:b,2:DE,2:no,4:anna,1:5,1:r,1:0,-,"
    #expect(try vote().receipt.hexadecimal == Data.sha256(Data(text.utf8)).hexadecimal)
  }

  @Test func `changes with each field, also where text moves from one to the next`() throws {
    let receipt = try vote().receipt
    let all = [
      receipt, try vote(ballot: "c").receipt, try vote(body: "FR").receipt, try vote(choice: .yes).receipt,
      try vote(by: "bob").receipt, try vote(at: 6).receipt, try vote(reasons: "").receipt,
      try vote(experts: ["e"]).receipt, try vote(supersedes: receipt).receipt,
      try vote(by: "annar", reasons: "").receipt, try vote(experts: ["e", "f"]).receipt,
      try vote(experts: ["ef"]).receipt,
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func `reads back from its digits and from nothing else`() throws {
    let receipt = try vote().receipt
    #expect(VoteReceipt(hexadecimal: receipt.hexadecimal) == receipt)
    #expect(VoteReceipt(hexadecimal: String(receipt.hexadecimal.dropLast())) == nil)
    #expect(VoteReceipt(hexadecimal: "g" + receipt.hexadecimal.dropFirst()) == nil)
  }
}

@Suite struct `A member body` {
  @Test func `goes by its code in capitals`() throws {
    #expect(try MemberBody(" de ").code == "DE")
    #expect(try MemberBody("iso/tc  46").code == "ISO/TC 46")
  }

  @Test(arguments: [
    "", " ", "**", "1A", "Ö", "ß", "f\u{131}", "\u{FB01}", "D\u{301}E", "DE\u{0}",
    String(repeating: "A", count: 41),
  ])
  func `has a code that begins with a letter and has plain characters`(_ text: String) {
    #expect(throws: MemberBody.Malformed.self) { try MemberBody(text) }
  }
}
