/// What a ballot came to, with every sum that led there.
public struct BallotResult: Hashable, Sendable {
  /// What it came to.
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// All that is required is met.
    case approved
    /// Something is not.
    case notApproved = "not approved"
    /// The chair has still to declare whether there is consensus.
    case undecided
  }

  /// The answers of the member bodies that take part in one way.
  public struct Tally: Hashable, Sendable {
    /// How many are in favour.
    public var yes = 0
    /// How many are against, and counted.
    public var no = 0
    /// How many are against without reasons, and therefore not counted.
    public var noWithoutReasons = 0
    /// How many abstain.
    public var abstain = 0
    /// Who did not answer, in order.
    public var silent: [MemberBody] = []

    /// The votes cast: those in favour and those against.
    public var cast: Int { yes + no }
    /// How many answered in any way.
    public var answered: Int { yes + no + noWithoutReasons + abstain }
  }

  /// Something that is required, with its numbers.
  public struct Requirement: Hashable, Sendable {
    /// What is required.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      /// That a vote was cast at all.
      case votesCast = "votes cast"
      /// That enough P-members are in favour.
      case majority
      /// That not too many votes are negative.
      case negatives
      /// That enough P-members answered.
      case quorum
      /// That enough experts are named.
      case experts
    }

    /// What is required.
    public let kind: Kind
    /// How many there are.
    public let count: Int
    /// Of how many.
    public let whole: Int
    /// How many there have to be at least; of negatives, may be at most.
    public let limit: Int
    /// Whether it is met.
    public let isMet: Bool
    /// The sums as a line for people.
    public let text: String
  }

  /// A vote that counts nowhere, and why.
  public struct Exclusion: Hashable, Sendable {
    /// Why.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
      /// An abstention is no vote cast.
      case abstention
      /// A negative vote came without reasons.
      case noReasons = "negative without reasons"
      /// Only P-members vote.
      case observer = "vote of an O-member"
      /// The member body was not a member.
      case notInElectorate = "vote of no member"
      /// It answers another question.
      case notAsked = "answer to another question"
    }

    /// The vote.
    public let vote: Vote
    /// Why.
    public let reason: Reason
  }

  /// How it was counted.
  public let profile: CountingProfile
  /// The P-members.
  public let participating: Tally
  /// The O-members; empty where only P-members vote.
  public let observing: Tally
  /// What is required, in the order in which it is looked at; empty where the chair alone decides.
  public let requirements: [Requirement]
  /// Votes that count nowhere.
  public let exclusions: [Exclusion]
  /// Negative votes that are counted, by member body.
  public let negatives: [Vote]
  /// How many votes were replaced by later ones.
  public let supersededCount: Int
  /// What the chair declared; nil if nothing.
  public let declaration: ConsensusDeclaration?
  /// What it came to.
  public let outcome: Outcome

  /// Whether nobody voted against, so that a further ballot may be left out if there is no technical change either.
  public var hasNoNegatives: Bool {
    negatives.isEmpty && participating.noWithoutReasons + observing.noWithoutReasons == 0
  }
}

extension CountingProfile {
  /// Counts votes; O(n log n).
  ///
  /// The last vote of each member body stands. Abstentions, and negative votes without reasons where the profile says
  /// so, are left out of every sum.
  /// - Parameter votes: all votes, in the order in which they were cast.
  public func count(
    _ votes: [Vote], of electorate: Electorate, declaration: ConsensusDeclaration? = nil
  ) -> BallotResult {
    var count = Count(profile: self, electorate: electorate)
    let standing = Dictionary(votes.map { ($0.memberBody, $0) }, uniquingKeysWith: { $1 })
    for vote in standing.values.sorted(by: { $0.memberBody < $1.memberBody }) { count.add(vote) }
    let requirements = consensus == .alone ? [] : count.requirements
    count.participating.silent.removeAll { standing[$0] != nil }
    count.observing.silent.removeAll { standing[$0] != nil }
    return BallotResult(
      profile: self, participating: count.participating, observing: count.observing,
      requirements: requirements,
      exclusions: count.exclusions, negatives: count.negatives, supersededCount: votes.count - standing.count,
      declaration: declaration, outcome: outcome(declaration, isMet: requirements.allSatisfy(\.isMet)))
  }

  private func outcome(_ declaration: ConsensusDeclaration?, isMet: Bool) -> BallotResult.Outcome {
    switch (consensus, declaration?.finding) {
    case (.none, _), (.beforeCount, .doubtful): isMet ? .approved : .notApproved
    case (_, nil): .undecided
    case (_, .reached): .approved
    case (_, .notReached), (.alone, .doubtful): .notApproved
    }
  }
}

/// The sums while votes are added.
private struct Count {
  let profile: CountingProfile
  var participating = BallotResult.Tally()
  var observing = BallotResult.Tally()
  var exclusions: [BallotResult.Exclusion] = []
  var negatives: [Vote] = []
  private let electorate: Electorate
  private let participatingCount: Int
  /// How many P-members in favour name experts.
  private var expertCount = 0

  init(profile: CountingProfile, electorate: Electorate) {
    self.profile = profile
    self.electorate = electorate
    participating.silent = electorate.members(.participating)
    participatingCount = participating.silent.count
    if profile.electors == .all { observing.silent = electorate.members(.observing) }
  }

  mutating func add(_ vote: Vote) {
    switch electorate.membership(of: vote.memberBody) {
    case .participating:
      add(vote, to: \.participating)
      if vote.choice == .yes, !vote.experts.isEmpty { expertCount += 1 }
    case .observing where profile.electors == .all: add(vote, to: \.observing)
    case .observing: exclusions.append(.init(vote: vote, reason: .observer))
    case nil: exclusions.append(.init(vote: vote, reason: .notInElectorate))
    }
  }

  private mutating func add(_ vote: Vote, to tally: WritableKeyPath<Count, BallotResult.Tally>) {
    switch vote.choice {
    case .yes: self[keyPath: tally].yes += 1
    case .abstain:
      self[keyPath: tally].abstain += 1
      exclusions.append(.init(vote: vote, reason: .abstention))
    case .no where profile.excludesNegativesWithoutReasons && !vote.hasReasons:
      self[keyPath: tally].noWithoutReasons += 1
      exclusions.append(.init(vote: vote, reason: .noReasons))
    case .no:
      self[keyPath: tally].no += 1
      negatives.append(vote)
    // No ballot of yes and no takes them.
    case .confirm, .revise, .withdraw: exclusions.append(.init(vote: vote, reason: .notAsked))
    }
  }

  var requirements: [BallotResult.Requirement] {
    [quorum, votesCast, majority, negativesLimit, experts].compactMap(\.self)
  }

  private var quorum: BallotResult.Requirement? {
    profile.quorum.map { share in
      let (count, limit) = (participating.answered, share.roundedUp(of: participatingCount))
      return .init(
        kind: .quorum, count: count, whole: participatingCount, limit: limit, isMet: count >= limit,
        text: "P-members that answered: \(count) of \(participatingCount), needed \(limit) "
          + "(\(Self.sum(share, of: participatingCount)))")
    }
  }

  /// Without a vote there is no majority, whatever share of nothing is asked for.
  private var votesCast: BallotResult.Requirement {
    let count = participating.cast
    return .init(
      kind: .votesCast, count: count, whole: participatingCount, limit: 1, isMet: count >= 1,
      text: "Votes cast by P-members: \(count), needed 1")
  }

  private var majority: BallotResult.Requirement? {
    profile.majority.map { majority in
      let (count, whole) = (participating.yes, participating.cast)
      let limit = majority.needed(of: whole)
      let sum = (majority.isExceeded ? "more than " : "") + Self.sum(majority.share, of: whole)
      return .init(
        kind: .majority, count: count, whole: whole, limit: limit, isMet: count >= limit,
        text: "In favour among the votes of P-members: \(count) of \(whole), needed \(limit) (\(sum))")
    }
  }

  private var negativesLimit: BallotResult.Requirement? {
    profile.negativesMax.map { share in
      let whole = participating.cast + observing.cast
      let (count, limit) = (participating.no + observing.no, share.roundedDown(of: whole))
      return .init(
        kind: .negatives, count: count, whole: whole, limit: limit, isMet: count <= limit,
        text:
          "Negative among all votes: \(count) of \(whole), at most \(limit) (\(Self.sum(share, of: whole)))")
    }
  }

  private var experts: BallotResult.Requirement? {
    profile.experts.map { rule in
      let limit = rule.needed(participating: participatingCount)
      return .init(
        kind: .experts, count: expertCount, whole: participating.yes, limit: limit,
        isMet: expertCount >= limit,
        text: "P-members in favour that name experts: \(expertCount), needed \(limit) "
          + "(of a committee with \(participatingCount) P-members)")
    }
  }

  private static func sum(_ share: Share, of whole: Int) -> String {
    "\(share.name) of \(whole) is \(share.text(of: whole))"
  }
}
