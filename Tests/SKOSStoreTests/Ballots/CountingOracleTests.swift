import TestSupport
import Testing

@testable import SKOSStore

/// A fraction compared by its decimal expansion, digit by digit: slow, and nothing like the arithmetic it checks.
private struct Rational: Comparable {
  let numerator: Int
  let denominator: Int

  static func == (left: Rational, right: Rational) -> Bool { !(left < right) && !(right < left) }

  static func < (left: Rational, right: Rational) -> Bool {
    var (a, b) = (left.numerator, right.numerator)
    // Two fractions with denominators below a thousand differ, if they do, by more than a millionth.
    for _ in 0..<12 {
      let (x, y) = (a / left.denominator, b / right.denominator)
      if x != y { return x < y }
      a = a % left.denominator * 10
      b = b % right.denominator * 10
    }
    return false
  }
}

/// Counts by filtering the whole list again and again, without any of the types that the library counts with.
private struct NaiveCount {
  let votes: [(body: String, choice: String, reasons: String, experts: Int)]
  let members: [String: String]

  func isApproved(
    _ profile: CountingProfile, majority: (Rational, exceeds: Bool)?, negatives: Rational?, quorum: Rational?
  ) -> Bool {
    var last: [(body: String, choice: String, reasons: String, experts: Int)] = []
    for (index, vote) in votes.enumerated()
    where !votes[(index + 1)...].contains(where: { $0.body == vote.body }) {
      last.append(vote)
    }
    let allowed = last.filter { vote in
      members[vote.body] == "P" || members[vote.body] == "O" && profile.electors == .all
    }
    let counted = allowed.filter { vote in
      if vote.choice == "abstain" { return false }
      return !(profile.excludesNegativesWithoutReasons && vote.choice == "no" && vote.reasons == "")
    }
    let ours = counted.filter { members[$0.body] == "P" }
    if ours.isEmpty { return false }
    if let (share, exceeds) = majority {
      let part = Rational(numerator: ours.filter { $0.choice == "yes" }.count, denominator: ours.count)
      if exceeds ? !(part > share) : part < share { return false }
    }
    if let negatives {
      let part = Rational(numerator: counted.filter { $0.choice == "no" }.count, denominator: counted.count)
      if part > negatives { return false }
    }
    let all = members.values.filter { $0 == "P" }.count
    if let quorum {
      let answered = last.filter { members[$0.body] == "P" }.count
      if Rational(numerator: answered, denominator: all) < quorum { return false }
    }
    if let rule = profile.experts {
      let naming = ours.filter { $0.choice == "yes" && $0.experts > 0 }.count
      if naming < (all >= rule.manyFrom ? rule.more : rule.fewer) { return false }
    }
    return true
  }
}

@Suite struct `Counting at random` {
  @Test func `agrees with fractions compared digit by digit`() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("counting at random: seed \(seed)")
    var random = SplitMix(state: seed)
    var approvedCount = 0
    for round in 0..<6_000 {
      let (profile, majority, negatives, quorum) = Self.profile(&random)
      let bodies = Int.random(in: 1...24, using: &random)
      var members: [String: String] = [:]
      var seats: [Electorate.Seat] = []
      for index in 0..<bodies {
        let name = "M\(index)"
        members[name] = Int.random(in: 0..<4, using: &random) == 0 ? "O" : "P"
        seats.append(
          .init(try MemberBody(name), in: "TC", members[name] == "P" ? .participating : .observing))
      }
      var votes: [Vote] = []
      var plain: [(body: String, choice: String, reasons: String, experts: Int)] = []
      let hostility = Int.random(in: 1...5, using: &random)
      for _ in 0..<Int.random(in: 0...(2 * bodies), using: &random) {
        // One name in some twenty is of nobody.
        let name = "M\(Int.random(in: 0...bodies, using: &random))"
        let roll = Int.random(in: 0..<12, using: &random)
        let choice = roll == 0 ? "abstain" : roll <= hostility ? "no" : "yes"
        let reasons = Bool.random(using: &random) ? "because" : ""
        let experts = Int.random(in: 0...1, using: &random)
        plain.append((name, choice, reasons, experts))
        votes.append(
          Vote(
            ballot: "b", memberBody: try MemberBody(name),
            choice: try #require(Vote.Choice(rawValue: choice)),
            by: "x", at: Timestamp(milliseconds: 0), reasons: reasons,
            experts: Array(repeating: "e", count: experts)))
      }
      let result = profile.count(votes, of: Electorate(seats, takenAt: Timestamp(milliseconds: 0)))
      let expected = NaiveCount(votes: plain, members: members).isApproved(
        profile, majority: majority, negatives: negatives, quorum: quorum)
      #expect((result.outcome == .approved) == expected, "seed \(seed), round \(round)")
      approvedCount += expected ? 1 : 0
      let tally = result.participating
      #expect(
        tally.answered + tally.silent.count == members.values.filter { $0 == "P" }.count, "seed \(seed)")
    }
    // Otherwise the rounds would show one side only.
    #expect((600...5_400).contains(approvedCount), "seed \(seed)")
  }

  private static func profile(
    _ random: inout SplitMix
  ) -> (CountingProfile, (Rational, exceeds: Bool)?, Rational?, Rational?) {
    func share(_ random: inout SplitMix) -> (Share, Rational)? {
      let denominator = Int.random(in: 1...9, using: &random)
      let numerator = Int.random(in: 0...denominator, using: &random)
      return Share(numerator, of: denominator).map {
        ($0, Rational(numerator: numerator, denominator: denominator))
      }
    }
    var profile = CountingProfile(
      name: "random", electors: Bool.random(using: &random) ? .all : .participating, majority: nil,
      excludesNegativesWithoutReasons: Bool.random(using: &random))
    var majority: (Rational, exceeds: Bool)?
    if Int.random(in: 0..<4, using: &random) > 0, let (value, rational) = share(&random) {
      let exceeds = Bool.random(using: &random)
      profile.majority = CountingProfile.Majority(value, isExceeded: exceeds)
      majority = (rational, exceeds)
    }
    var negatives: Rational?
    if Bool.random(using: &random), let (value, rational) = share(&random) {
      profile.negativesMax = value
      negatives = rational
    }
    var quorum: Rational?
    if Int.random(in: 0..<3, using: &random) == 0, let (value, rational) = share(&random) {
      profile.quorum = value
      quorum = rational
    }
    if Int.random(in: 0..<5, using: &random) == 0 {
      profile.experts = CountingProfile.ExpertRule(fewer: 1, more: 2, manyFrom: 9)
    }
    return (profile, majority, negatives, quorum)
  }
}
