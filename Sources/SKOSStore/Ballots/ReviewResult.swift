/// What a systematic review came to: how many P-members want each of its three decisions.
///
/// The last vote of each member body stands. Abstentions are left out. A decision has the majority if as many votes as the
/// profile asks for are for it; where none has, those who keep the register decide, and say why.
/// - Source: spec/ballots.md, "Systematic review".
public struct ReviewResult: Hashable, Sendable {
  /// How it was counted.
  public let profile: CountingProfile
  /// The votes of P-members, by decision.
  public let votes: [ReviewDecision: [MemberBody]]
  /// The P-members that abstain.
  public let abstaining: [MemberBody]
  /// The P-members that did not answer.
  public let silent: [MemberBody]
  /// What O-members want where their votes are taken; it is shown and decides nothing.
  public let observing: [ReviewDecision: [MemberBody]]
  /// How many votes were replaced by later ones.
  public let supersededCount: Int
  /// How many P-members there are.
  public let participatingCount: Int

  /// The votes cast: all that name a decision.
  public var castCount: Int { votes.values.reduce(0) { $0 + $1.count } }

  /// How many votes a decision needs; nil if the profile asks for no majority.
  public var needed: Int? { profile.majority.map { $0.needed(of: castCount) } }

  /// Whether enough P-members answered.
  public var isQuorate: Bool {
    guard let quorum = profile.quorum else { return true }
    return castCount + abstaining.count >= quorum.roundedUp(of: participatingCount)
  }

  /// The decision that has the majority; nil if none has, or several have.
  public var majority: ReviewDecision? {
    guard let needed, castCount > 0, isQuorate else { return nil }
    let found = ReviewDecision.allCases.filter { (votes[$0]?.count ?? 0) >= needed }
    return found.count == 1 ? found.first : nil
  }

  /// Counts the votes of a ballot; O(n log n).
  init(_ ballot: Ballot) {
    profile = ballot.profile
    let (standing, electorate) = (ballot.standing, ballot.electorate)
    var (votes, observing): ([ReviewDecision: [MemberBody]], [ReviewDecision: [MemberBody]]) = ([:], [:])
    var abstaining: [MemberBody] = []
    for vote in standing {
      let membership = electorate.membership(of: vote.memberBody)
      switch (membership, vote.choice.decision) {
      case (.participating, let decision?): votes[decision, default: []].append(vote.memberBody)
      case (.participating, nil): abstaining.append(vote.memberBody)
      case (.observing, let decision?) where profile.electors == .all:
        observing[decision, default: []].append(vote.memberBody)
      default: break
      }
    }
    self.votes = votes
    self.observing = observing
    self.abstaining = abstaining
    let participating = electorate.members(.participating)
    let answered = Set(standing.map(\.memberBody))
    silent = participating.filter { !answered.contains($0) }
    participatingCount = participating.count
    supersededCount = ballot.votes.count - standing.count
  }

  /// What it came to, in a word or two.
  public var outcome: String { majority?.rawValue ?? Self.noMajority }

  /// What it came to if no decision has the majority.
  public static let noMajority = "no majority"

  /// The result with every sum, as lines that a secretary puts into the report of voting.
  public func text(of ballot: Ballot) -> String {
    func list(_ bodies: [MemberBody]) -> String {
      bodies.isEmpty ? "" : " (\(bodies.map(\.code).joined(separator: ", ")))"
    }
    var lines =
      ballot.heading + [
        "Counted by \(profile.name)",
        "P-members: \(participatingCount) = \(castCount) votes cast + \(abstaining.count) abstaining + \(silent.count) without an answer",
      ]
    lines += ReviewDecision.allCases.map { decision in
      let bodies = votes[decision] ?? []
      return "To \(decision.rawValue): \(bodies.count)\(list(bodies))"
    }
    if !abstaining.isEmpty { lines.append("Not counted, abstention: \(abstaining.count)\(list(abstaining))") }
    if !silent.isEmpty { lines.append("Without an answer: \(silent.count)\(list(silent))") }
    for decision in ReviewDecision.allCases {
      guard let bodies = observing[decision] else { continue }
      lines.append("O-members, for information, to \(decision.rawValue): \(bodies.count)\(list(bodies))")
    }
    if supersededCount > 0 { lines.append("Votes replaced by later ones: \(supersededCount)") }
    if let quorum = profile.quorum {
      let limit = quorum.roundedUp(of: participatingCount)
      lines.append(
        "P-members that answered: \(castCount + abstaining.count) of \(participatingCount), needed \(limit): "
          + (isQuorate ? "met" : "not met"))
    }
    if let needed, let majority = profile.majority {
      let share = "\(majority.share.name) of \(castCount) is \(majority.share.text(of: castCount))"
      lines.append(
        "Votes for one decision that are needed: \(needed) of \(castCount) (\(majority.isExceeded ? "more than " : "")\(share))"
      )
    }
    for vote in ballot.standing where vote.choice.decision != nil && vote.reasons.hasText {
      lines.append("\(vote.memberBody), to \(vote.choice.rawValue): \(BallotResult.inOneLine(vote.reasons))")
    }
    lines.append("Result: \(outcome)")
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Vote.Choice {
  /// What a vote in a systematic review is for; nil for an abstention and for the answers of other ballots.
  public var decision: ReviewDecision? {
    switch self {
    case .confirm: .confirm
    case .revise: .revise
    case .withdraw: .withdraw
    case .yes, .no, .abstain: nil
    }
  }
}

extension Ballot {
  /// Counts the votes of a systematic review.
  ///
  /// - Throws: `BallotRefusal` before the ballot has closed, and for any other ballot.
  public func reviewResult(at now: Timestamp) throws(BallotRefusal) -> ReviewResult {
    guard type == .systematicReview else {
      throw BallotRefusal(.otherQuestion, "\(id) is no systematic review; its answers are yes and no")
    }
    guard now >= closes else {
      throw BallotRefusal(.stillOpen, "the ballot is open until \(closes.iso8601); it is counted after that")
    }
    return ReviewResult(self)
  }
}
